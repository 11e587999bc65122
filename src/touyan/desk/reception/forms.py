"""What is entered about reception days, bookings, records and promises."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.messages import Message
from touyan.leadership.rules.evidence import CONFIRMATIONS, MEETING_PLACES
from touyan.leadership.rules.reception import DAY_KINDS, MOST_PLACES, DayKind, DayPlan, RecordEntry
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

Choices = Iterable[tuple[str, str]]


def lay(form: forms.Form, refusal: Refused) -> None:
    """Every problem of a refusal beside the field it is about."""
    if not isinstance(refusal, Invalid):
        form.add_error(None, sentence(refusal.message))
        return
    for problem in refusal.problems:
        text = sentence(problem.reason)
        text += f" {sentence(problem.cure)}" if problem.cure else ""
        form.add_error(problem.field if problem.field in form.fields else None, text)


def named(choices: Any) -> list[tuple[str, str]]:
    """Codes with their names in the reader's language."""
    return [(str(code), sentence(Message(name))) for code, name in choices.items()]


def _time(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "maxlength": "5"})
    return forms.TimeField(
        label=label,
        widget=widget,
        input_formats=["%H:%M", "%H：%M", "%H%M"],
        error_messages={"invalid": _("Enter a time as hours and minutes, for example 09:30.")},
        **options,
    )


class PlanForm(forms.Form):
    """A day on which a leader receives."""

    leader = forms.ChoiceField(label=_("Leader"))
    kind = forms.ChoiceField(label=_("Kind of reception"), widget=forms.RadioSelect)
    on = TypedDateField(label=_("Day"))
    starts = _time(_("Begins at"), initial="09:00")
    ends = _time(_("Ends at"), initial="11:30")
    place = forms.CharField(
        label=_("Place of the reception"),
        max_length=200,
        help_text=_(
            "For a visit: the township or village, never a home address. The notice is public."
        ),
    )
    places = forms.IntegerField(
        label=_("Petitioners at most"), min_value=1, max_value=MOST_PLACES, initial=5
    )
    number = forms.CharField(
        label=_("Number of the matter"),
        max_length=40,
        required=False,
        help_text=_("For a visit with the case: its petitioner is booked, and the day names it."),
    )

    def __init__(self, *args: Any, leaders: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].choices = list(leaders)  # type: ignore[attr-defined]
        self.fields["kind"].choices = named(DAY_KINDS)  # type: ignore[attr-defined]

    def plan(self) -> DayPlan:
        """What the action takes."""
        given = dict(self.cleaned_data)
        del given["leader"], given["number"]
        return DayPlan(**{**given, "kind": DayKind(given["kind"])})


class BookForm(forms.Form):
    """Who comes, and about what."""

    name = forms.CharField(label=_("Name"), max_length=100)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Kept sealed.")
    )
    topic = forms.CharField(
        label=_("What about"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    number = forms.CharField(
        label=_("Number of the matter"),
        max_length=40,
        required=False,
        help_text=_("If the petitioner comes about a matter registered before."),
    )


class RecordForm(forms.Form):
    """What was said and answered, as it is read back."""

    received_by = forms.ChoiceField(label=_("Received by"))
    where = forms.ChoiceField(label=_("Where"))
    began = _time(_("Began at"))
    ended = _time(_("Ended at"))
    present = forms.CharField(
        label=_("Who was present"),
        max_length=500,
        required=False,
        help_text=_("Names and parts, one after another."),
    )
    said = forms.CharField(
        label=_("What the petitioner said and asked"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    answered = forms.CharField(
        label=_("What the leader answered"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    why = forms.CharField(label=_("Why the record is corrected"), max_length=500, required=False)
    confirmed = forms.ChoiceField(
        label=_("The petitioner's confirmation"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, leaders: Choices, correcting: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["received_by"].choices = list(leaders)  # type: ignore[attr-defined]
        self.fields["where"].choices = named(MEETING_PLACES)  # type: ignore[attr-defined]
        self.fields["confirmed"].choices = named(CONFIRMATIONS)  # type: ignore[attr-defined]
        self.fields["why"].required = correcting

    def entry(self) -> RecordEntry:
        """What the action takes."""
        given = dict(self.cleaned_data)
        del given["received_by"]
        return RecordEntry(**given)


class PromiseForm(forms.Form):
    """One thing promised: all of it, or nothing."""

    text = forms.CharField(label=_("What was promised"), max_length=500, required=False)
    owner = forms.ChoiceField(label=_("Who keeps it"), required=False)
    due_on = TypedDateField(label=_("By"), required=False)

    def __init__(self, *args: Any, owners: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = [("", "—"), *owners]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A row is empty or whole."""
        given = self.cleaned_data
        if given.get("text") and "due_on" in given:
            for name in ("owner", "due_on"):
                if not given.get(name):
                    self.add_error(name, _("A promise has an owner and a day."))
        elif not given.get("text") and (given.get("owner") or given.get("due_on")):
            self.add_error("text", _("Write what was promised."))
        return given


PromiseRows = forms.formset_factory(PromiseForm, extra=2, max_num=5)


class KeepForm(forms.Form):
    """How a promise was kept."""

    how = forms.CharField(
        label=_("How it was kept"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
