"""The form of an inspection's plan, with its scope in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.inspections.actions.plans import Plan
from touyan.inspections.queries import Checklist, Inspection
from touyan.inspections.rules.rounds import moved_on, next_period
from touyan.inspections.rules.scope import ENDED, FIRST, LED, PARTS
from touyan.inspections.rules.sizes import CONFIDENCES
from touyan.inspections.rules.words import MODE_NAMES, STRATUM_NAMES, Mode, Stratum
from touyan.intake.rules.words import KIND_NAMES
from touyan.kernel.messages import Message
from touyan.leadership.rules.duty import LEVEL_NAMES
from touyan.organs.queries import Organ
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence


def _named(table: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), sentence(Message(name))) for key, name in table.items()]


def _any_or(table: Mapping[Any, str]) -> list[tuple[str, Any]]:
    return [("", _("Either")), *_named(table)]


class ScopeForm(forms.Form):
    """Which matters it is about; what is left out asks nothing."""

    use_required_attribute = False
    accepted_from = TypedDateField(label=_("Accepted on this day or later"), required=False)
    accepted_until = TypedDateField(label=_("Accepted on this day or earlier"), required=False)
    first = forms.ChoiceField(
        label=_("First petition"), required=False, choices=lambda: _any_or(FIRST)
    )
    led = forms.ChoiceField(
        label=_("Leader's charge"), required=False, choices=lambda: _any_or(LED)
    )
    ended = forms.ChoiceField(label=_("Closing"), required=False, choices=lambda: _any_or(ENDED))
    levels = forms.TypedMultipleChoiceField(
        label=_("Handled by an office of one of these levels"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _named(LEVEL_NAMES),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Of one of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _named(KIND_NAMES),
    )

    def scope(self) -> dict[str, Any]:
        """The scope as it is kept."""
        said = ((part, self.cleaned_data.get(part)) for part in PARTS)
        return {
            part: value.isoformat() if isinstance(value, date) else value
            for part, value in said
            if value
        }


class PlanForm(ScopeForm):
    """What an inspection is called, rests on, asks, and how its matters are chosen."""

    organ = forms.ChoiceField(label=_("Office that runs it"))
    name = forms.CharField(label=_("Name of the inspection"), max_length=120)
    basis = forms.CharField(
        label=_("Basis"),
        help_text=_("The document that orders it, with its number."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    starts_on = TypedDateField(label=_("Begins on"))
    ends_on = TypedDateField(label=_("Ends on"))
    checklist = forms.ChoiceField(label=_("Checklist and version"))
    seats = forms.TypedChoiceField(
        label=_("Reviewers of each matter"),
        help_text=_("Two do not see each other's answers until both are done; a third settles "
                    "what they answered apart."),
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
        choices=((2, _("Two, independently")), (1, _("One"))),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=_("Which of them are looked at"),
        initial=Mode.FULL.value,
        widget=forms.RadioSelect,
        choices=lambda: _named(MODE_NAMES),
    )
    strata = forms.MultipleChoiceField(
        label=_("Divided by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _named(STRATUM_NAMES),
    )
    margin = forms.DecimalField(
        label=_("Margin of error in percentage points"),
        required=False,
        max_digits=4,
        decimal_places=1,
        initial=5,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )
    confidence = forms.TypedChoiceField(
        label=_("Confidence in per cent"),
        coerce=int,
        initial=95,
        choices=[(one, str(one)) for one in CONFIDENCES],
    )
    number_source = forms.CharField(
        label=_("Public number the draw rests on"),
        help_text=_("One that nobody knows yet and everybody can look up, such as the closing "
                    "index of a stock exchange or a lottery draw."),
        required=False,
        max_length=200,
    )  # fmt: skip
    number_on = TypedDateField(
        label=_("Day it is published"),
        help_text=_("After the list is frozen."),
        required=False,
    )
    previous = forms.ChoiceField(label=_("Follows the round"), required=False)
    looks_at = forms.ChoiceField(
        label=_("Looks again at the matters reviewed in"),
        help_text=_("To inspect how an office beneath inspected."),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        organs: list[Organ],
        checklists: Iterable[Checklist],
        rounds: Iterable[Inspection],
        lower: Iterable[Inspection],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.organs = {organ.code: organ for organ in organs}
        self.checklists = {str(one.public_id): one for one in checklists}
        self.rounds = {str(one.public_id): one for one in rounds}
        self.lower = {str(one.public_id): one for one in lower}
        self._choose("organ", [(code, one.local_name) for code, one in self.organs.items()])
        self._choose("checklist", [(key, str(one)) for key, one in self.checklists.items()])
        self._choose("previous", [("", _("None")), *((k, str(v)) for k, v in self.rounds.items())])
        self._choose("looks_at", [("", _("None")), *((k, str(v)) for k, v in self.lower.items())])
        if len(organs) == 1:
            self.fields["organ"].widget = forms.HiddenInput()
            self.initial.setdefault("organ", organs[0].code)
        for name, held in (("previous", self.rounds), ("looks_at", self.lower)):
            if not held:
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        box: Any = self.fields[name]
        box.choices = choices

    @property
    def office(self) -> Organ:
        return self.organs[self.cleaned_data["organ"]]

    def plan(self) -> Plan:
        said = self.cleaned_data
        names = ("name", "basis", "starts_on", "ends_on", "seats", "margin", "confidence",
                 "number_source", "number_on")  # fmt: skip
        return Plan(
            **{name: said[name] for name in names},
            scope=self.scope(),
            checklist=self.checklists[said["checklist"]],
            mode=Mode(said["mode"]),
            strata=[Stratum(one) for one in said["strata"]],
            previous=self.rounds.get(said.get("previous", "")),
            looks_at=self.lower.get(said.get("looks_at", "")),
        )


def plan_values(inspection: Inspection) -> dict[str, Any]:
    """What the form shows of a plan as it stands."""
    names = ("name", "basis", "starts_on", "ends_on", "seats", "mode", "strata", "margin",
             "confidence", "number_source", "number_on")  # fmt: skip
    return {
        **{name: getattr(inspection, name) for name in names},
        **inspection.scope,
        "organ": inspection.organ.code,
        "checklist": str(inspection.checklist.public_id),
        "previous": str(inspection.previous.public_id) if inspection.previous else "",
        "looks_at": str(inspection.looks_at.public_id) if inspection.looks_at else "",
    }


ANEW = ("name", "number_source", "number_on", "looks_at")
"""What the next round does not take over from the last."""


def next_round_values(inspection: Inspection) -> dict[str, Any]:
    """The next round from the same plan: its name and its public number are new, every day of it
    moves on by the length of the period."""
    kept = {k: v for k, v in plan_values(inspection).items() if k not in ANEW}
    begins, ends = next_period(inspection.starts_on, inspection.ends_on)
    moved = {
        part: moved_on(date.fromisoformat(day), inspection.starts_on, begins)
        for part in ("accepted_from", "accepted_until")
        if (day := kept.get(part))
    }
    return {**kept, **moved, "starts_on": begins, "ends_on": ends,
            "previous": str(inspection.public_id)}  # fmt: skip


def looking_again_values(lower: Inspection) -> dict[str, Any]:
    """An inspection of how a lower one was done: over the same matters, by the same checklist."""
    return {"looks_at": str(lower.public_id), "checklist": str(lower.checklist.public_id)}
