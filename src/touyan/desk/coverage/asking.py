"""What the address of a coverage page asks for: which office, which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.web import DeskRequest
from touyan.kernel.errors import Refused
from touyan.leadership.rules.coverage import Period, period
from touyan.organs.queries import Organ, office_or_own
from touyan.organs.rules.roles import LEADERS, Role
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

READERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.INSPECTOR, Role.STATISTICIAN}
PERIODS = [
    ("year", _("This year")),
    ("months", _("The last twelve months")),
    ("days", _("The days given")),
]


class PeriodForm(forms.Form):
    """A period ready made, or its first and last day."""

    use_required_attribute = False
    period = forms.ChoiceField(label=_("Duty arisen in"), choices=PERIODS, required=False)
    first = TypedDateField(label=_("First day of the period"), required=False)
    last = TypedDateField(label=_("Last day of the period"), required=False)
    today: date

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not self.errors:
            try:
                data["days"] = self._days(data)
            except Refused as refusal:
                self.add_error("last", sentence(refusal.message))
        return data

    def _days(self, data: dict[str, Any]) -> Period:
        first, last = data.get("first"), data.get("last")
        return period(data["period"], today=self.today, first=first, last=last)


@dataclass
class Asked:
    """The office and the days asked about; without days that make sense, `days` is None."""

    organ: Organ
    form: PeriodForm
    days: Period | None
    alone: bool

    def address(self, **changes: object) -> str:
        """The same question with something changed, as the end of an address."""
        said = {
            "organ": self.organ.code,
            **{name: self.form.data.get(name, "") for name in ("period", "first", "last")},
            **changes,
        }
        return urlencode({name: value for name, value in said.items() if value})


def asked(request: DeskRequest) -> Asked:
    """What the address asks; an office outside the viewer's scope is as if it were not."""
    given = {"period": "year", **request.GET.dict()}
    form = PeriodForm(given)
    form.today = legal_day(request.now)
    organ = office_or_own(request.GET.get("organ", ""), viewer=request.viewer)
    days = form.cleaned_data["days"] if form.is_valid() else None
    return Asked(organ, form, days, alone=request.GET.get("alone") == "1")
