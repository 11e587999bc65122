"""What each act on a hearing asks for. A field's name is the name of the action's argument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.deadlines.rules.clock_rule import LEGAL_TIME, legal_day
from touyan.kernel.messages import Message
from touyan.leadership.rules.hearing_words import (
    CAPACITIES,
    EXCUSE_GROUNDS,
    HEARING_FORMS,
    STANCES,
    WEIGHTS,
    Capacity,
    HearingForm,
)
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence


def choices(table: Mapping[Any, str]) -> list[tuple[str, str]]:
    """A table of words as choices in the reader's language."""
    return [(str(code), sentence(Message(words))) for code, words in table.items()]


def box(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}), max_length=8000
    )


class ApplyForm(forms.Form):
    """An application for a hearing."""

    applicant = forms.CharField(label=_("Who applied for the hearing"), max_length=120)
    capacity = forms.ChoiceField(label=_("Capacity"))
    applied_on = TypedDateField(label=_("Date of the application"))
    grounds = box(_("Why a hearing is asked for"), rows=5)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["capacity"].choices = choices(CAPACITIES)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "capacity": Capacity(given["capacity"])}


class AnswerForm(forms.Form):
    """Granting an application, or refusing it with reasons."""

    granted = forms.ChoiceField(
        label=_("Answer to the application"),
        choices=[("yes", _("Grant: a hearing is held")), ("no", _("Refuse, with reasons"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reasons"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8000, help_text=_("A refusal gives its reasons; the applicant is told them."),
    )  # fmt: skip


class SetForm(forms.Form):
    """A hearing with its form, time, place and chair."""

    form = forms.ChoiceField(label=_("Form of the hearing"), widget=forms.RadioSelect)
    question = box(_("What is to be heard"), _("The disputed facts or law, as questions."), rows=4)
    day = TypedDateField(label=_("Day"))
    clock = forms.TimeField(
        label=_("Time"), initial=time(9, 30), help_text=_("For example 09:30"),
        input_formats=["%H:%M", "%H%M", "%H：%M"],
        widget=forms.TimeInput(format="%H:%M"),
    )  # fmt: skip
    place = forms.CharField(label=_("Place of the hearing"), max_length=200)
    at_place = forms.BooleanField(
        label=_("At the petitioner's place"),
        required=False,
        help_text=_("The public notice then names no address."),
    )
    chair = forms.ChoiceField(label=_("Chair"))
    attend = forms.CharField(
        label=_("How the public may attend"), required=False, max_length=400,
        help_text=_("Shown in the public notice of an open hearing."),
    )  # fmt: skip

    def __init__(self, *args: Any, chairs: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.chairs = {str(one.pk): one for one in chairs}
        names = [(key, one.get_short_name()) for key, one in self.chairs.items()]
        self.fields["chair"].choices = names  # type: ignore[attr-defined]
        self.fields["form"].choices = choices(HEARING_FORMS)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """The plan's own fields."""
        given = self.cleaned_data
        return {
            "form": HearingForm(given["form"]),
            "at": datetime.combine(given["day"], given["clock"], tzinfo=LEGAL_TIME),
            "place": given["place"],
            "question": given["question"],
            "chair": self.chairs[given["chair"]],
            "at_place": given["at_place"],
            "attend": given["attend"],
        }


def _told_apart(officer: Any, numbers: Mapping[str, str]) -> str:
    """Name, place of work and number in the pool: a pool holds namesakes."""
    number = numbers.get(str(officer.public_id))
    said = _("No. %(number)s") % {"number": number} if number else ""
    return " · ".join(filter(None, (officer.name, officer.unit or officer.occupation, said)))


class ActForm(forms.Form):
    """Base of the forms on a hearing's page: they know what the page shows."""

    def __init__(self, data: Any = None, *, facts: Mapping[str, Any], **options: Any) -> None:
        super().__init__(data, **options)
        self.facts = facts
        self.prepare()

    def prepare(self) -> None:
        """Fill choices from the hearing."""

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    def _seats(self, seats: Iterable[Any]) -> None:
        numbers = self.facts["numbers"]
        named = [(str(seat.public_id), _told_apart(seat.officer, numbers)) for seat in seats]
        self.fields["seat_id"].choices = named  # type: ignore[attr-defined]


class DrawForm(ActForm):
    size = forms.IntegerField(label=_("How many hearing officers"), min_value=1, max_value=99)

    def prepare(self) -> None:
        least, most = self.facts["limits"]
        self.initial["size"] = least
        words = _("%(least)s to %(most)s by the rule in force.")
        self.fields["size"].help_text = words % {"least": least, "most": most}


class ExcuseForm(ActForm):
    seat_id = forms.ChoiceField(label=_("Hearing officer"))
    ground = forms.ChoiceField(label=_("Ground"))
    reason = box(_("Reason"), rows=2)

    def prepare(self) -> None:
        self._seats(self.facts["silent"])
        self.fields["ground"].choices = choices(EXCUSE_GROUNDS)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "seat_id": UUID(self.cleaned_data["seat_id"])}


class NoticeForm(ActForm):
    how = forms.CharField(
        label=_("How the participants were told"), max_length=400,
        help_text=_("To whom, in what way, with what proof."),
    )  # fmt: skip
    on = TypedDateField(label=_("Day of the notice"))

    def prepare(self) -> None:
        self.initial["on"] = legal_day(self.facts["now"])


class StepForm(ActForm):
    step = forms.ChoiceField(label=_("Step"))
    text = box(_("What was said or done"), rows=5)
    recorder = forms.CharField(
        label=_("Recorded by"), required=False, max_length=60,
        help_text=_("Who keeps the record and signs it, whoever enters this."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.initial["recorder"] = self.facts["hearing"].recorder
        self.fields["step"].choices = self.facts["steps_open"]  # type: ignore[attr-defined]
        if self.facts["steps_open"]:
            self.initial["step"] = self.facts["steps_open"][-1][0]


class OpinionForm(ActForm):
    seat_id = forms.ChoiceField(label=_("Hearing officer"))
    stance = forms.ChoiceField(label=_("View of the officer"), widget=forms.RadioSelect)
    text = box(_("Opinion and reasons"))

    def prepare(self) -> None:
        self._seats(self.facts["silent"])
        self.fields["stance"].choices = choices(STANCES)  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "seat_id": UUID(self.cleaned_data["seat_id"])}


class HoldForm(ActForm):
    record = forms.CharField(label=_("Where the signed record lies"), max_length=200)
    present = box(_("Who was present"), rows=2)
    read_back = forms.BooleanField(label=_("The record was read back and signed"))


class WeighForm(ActForm):
    weight = forms.ChoiceField(label=_("The majority's view"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reasons"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        max_length=8000, help_text=_("Needed where the majority is not followed."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["weight"].choices = choices(WEIGHTS)  # type: ignore[attr-defined]


class ReasonForm(ActForm):
    reason = box(_("Reason"))


class TellForm(ActForm):
    whom = forms.ChoiceField(label=_("Who was told"))
    how = forms.CharField(label=_("In what way"), max_length=400)
    on = TypedDateField(label=_("Day"))

    def prepare(self) -> None:
        untold = [
            ("officers", _("The hearing officers"), self.facts["hearing"].told_officers_on),
            ("petitioner", _("The petitioner"), self.facts["hearing"].told_petitioner_on),
        ]
        left = [(code, name) for code, name, told in untold if told is None]
        self.fields["whom"].choices = left  # type: ignore[attr-defined]
        self.initial["on"] = legal_day(self.facts["now"])


class OfficerForm(forms.Form):
    """Somebody taken into the pool."""

    name = forms.CharField(label=_("Name"), max_length=60)
    occupation = forms.CharField(label=_("Occupation or field"), required=False, max_length=80)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=120)
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=30, help_text=_("Kept sealed.")
    )
    interests = forms.CharField(
        label=_("Units and persons with ties"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One per line. The draw keeps the officer from their matters."),
    )  # fmt: skip
    active_from = TypedDateField(label=_("In the pool from"))


class InterestsForm(forms.Form):
    interests = forms.CharField(
        label=_("Units and persons with ties"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line. The draw keeps the officer from their matters."),
    )  # fmt: skip


class EndForm(forms.Form):
    on = TypedDateField(label=_("Last day"))
