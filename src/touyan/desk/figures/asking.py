"""What the address of a page of figures asks for: an office, months, a kind, a channel, a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.deadlines.rules.clock_rule import LEGAL_TIME, legal_day
from touyan.desk.web import DeskRequest
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.errors import Refused
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ, office_or_own
from touyan.organs.rules.roles import LEADERS, Role
from touyan.statistics.queries.counted import Slice
from touyan.statistics.rules.months import Months, months
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

READERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.INSPECTOR, Role.STATISTICIAN}
PERIODS = [
    ("year", gettext_lazy("This year")),
    ("month", gettext_lazy("This month")),
    ("twelve", gettext_lazy("The last twelve months")),
    ("last_year", gettext_lazy("Last year")),
    ("given", gettext_lazy("The months given")),
]
KEPT = ("period", "first", "last", "kind", "channel", "as_of")


class SliceForm(forms.Form):
    """Which part of the register is counted."""

    use_required_attribute = False
    period = forms.ChoiceField(label=gettext_lazy("Period"), choices=PERIODS, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)
    first = TypedDateField(label=gettext_lazy("A day of the first month"), required=False)
    last = TypedDateField(label=gettext_lazy("A day of the last month"), required=False)
    as_of = TypedDateField(label=gettext_lazy("As known at the end of"), required=False)
    today: date
    kept: ClassVar[tuple[str, ...]] = KEPT

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, words in (("kind", KIND_NAMES.items()), ("channel", CHANNEL_NAMES.items())):
            named = [(one.value, sentence(Message(word))) for one, word in words]
            box: Any = self.fields[name]
            box.choices = [("", _("All")), *named]

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day is yet to come."))
        return day

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors:
            try:
                data["months"] = months(data["period"], today=self.today, first=data["first"],
                                        last=data["last"])  # fmt: skip
            except Refused as refusal:
                self.add_error("last", sentence(refusal.message))
        return data


@dataclass
class Asked:
    """The part asked about; without months that make sense, `part` is None."""

    organ: Organ
    form: SliceForm
    part: Slice | None
    topic: str

    def address(self, **changes: object) -> str:
        """The same question with something changed, as the end of an address."""
        said = {
            "organ": self.organ.code,
            **{name: self.form.data.get(name, "") for name in self.form.kept},
            "topic": self.topic,
            **changes,
        }
        return urlencode({name: value for name, value in said.items() if value})


def asked(request: DeskRequest) -> Asked:
    """What the address asks; an office outside the viewer's scope is as if it were not."""
    given = {"period": "year", **request.GET.dict()}
    return asked_with(
        SliceForm(given, today=legal_day(request.now)), office_asked(request), request
    )


def asked_with(form: SliceForm, organ: Organ, request: DeskRequest) -> Asked:
    """The same with a form that asks for more."""
    topic = request.GET.get("topic", "")
    return Asked(organ, form, _part(form, organ, topic) if form.is_valid() else None, topic)


def _part(form: SliceForm, organ: Organ, topic: str) -> Slice:
    data = form.cleaned_data
    found: Months = data["months"]
    day = data["as_of"] if data["as_of"] and data["as_of"] < form.today else None
    return Slice(organ, found, data["kind"], data["channel"], topic, _end_of(day) if day else None)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LEGAL_TIME)


def office_asked(request: DeskRequest) -> Organ:
    """The office of the address, or the viewer's own; NotVisible outside the viewer's scope."""
    return office_or_own(request.GET.get("organ", ""), viewer=request.viewer)
