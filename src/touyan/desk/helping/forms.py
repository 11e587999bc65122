"""What is entered about the help around a matter. A field's name is its action's argument."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.messages import message
from touyan.leadership.queries.helping import cap_for, conditions_for, granted_on, people_of
from touyan.leadership.rules.helping import HELP_SAYS, VOLUNTARY, HelpEntry, HelpKind
from touyan.organs.rules.access import Viewer
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence


def _text(label: Any, hint: Any = "", rows: int = 4) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=box)


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal("0.01"), max_digits=12, decimal_places=2, localize=False
    )


class HelpForm(forms.Form):
    """Base: a form that knows its matter and yields the arguments of its action."""

    error_css_class = "field-bad"

    def __init__(
        self, data: Any = None, *, matter: Any, viewer: Viewer, now: datetime, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.matter, self.viewer, self.now = matter, viewer, now
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values from the matter."""

    def arguments(self) -> dict[str, Any]:
        """The action's own arguments."""
        return dict(self.cleaned_data)


class ReferForm(HelpForm):
    """A referral: for whom, on which conditions, why and how much."""

    party = forms.ChoiceField(label=_("Person to be helped"))
    hardship = _text(
        _("Facts of the hardship"),
        _("Income, health, who is cared for, which compensation failed. Nothing on petitioning."),
    )
    new_ground = _text(
        _("New ground"),
        _("Only where this person was granted relief on this matter before: what has changed."),
        rows=2,
    )
    months = forms.IntegerField(label=_("Months of the average wage"), min_value=1)
    asked = _money(_("Sum asked for, in yuan"))

    def prepare(self) -> None:
        self.people = {str(one.pk): one for one in people_of(self.matter, viewer=self.viewer)}
        self.granted = granted_on(self.matter)
        choice = self.fields["party"]
        choice.choices = [(key, self._named(one)) for key, one in self.people.items()]  # type: ignore[attr-defined]
        cap = cap_for(self.matter, now=self.now)
        self.fields["asked"].help_text = sentence(cap.why)
        if not self.granted:
            del self.fields["new_ground"]
        else:
            self.fields["new_ground"].required = False
        self.fields["months"].max_value = cap.months  # type: ignore[attr-defined]
        self.codes: list[str] = []
        for rule in conditions_for(self.matter, now=self.now):
            self._ask(rule)
        self.order_fields(["party", *self._names(), "hardship", "new_ground", "months", "asked"])

    def _named(self, person: Any) -> str:
        """The person, with what they were granted on this matter before."""
        held = {"name": person.name, "sum": self.granted.get(person.name)}
        return str(
            _("%(name)s (granted %(sum)s yuan before)") % held if held["sum"] else held["name"]
        )

    def _ask(self, rule: Any) -> None:
        language = get_language() or "zh-hans"
        self.codes.append(rule.code)
        self.fields[f"met_{rule.code}"] = forms.BooleanField(
            label=rule.name(language), required=False
        )
        self.fields[f"basis_{rule.code}"] = forms.CharField(
            label=_("What it rests on"), required=False, max_length=500,
            help_text=rule.legal_basis(language),
        )  # fmt: skip

    def _names(self) -> list[str]:
        return [f"{part}_{code}" for code in self.codes for part in ("met", "basis")]

    def conditions(self) -> list[tuple[Any, Any]]:
        """Each condition's tick and its basis, for the page."""
        return [(self[f"met_{code}"], self[f"basis_{code}"]) for code in self.codes]

    def plain(self) -> list[Any]:
        """The other fields, in order."""
        return [
            self[name]
            for name in ("hardship", "new_ground", "months", "asked")
            if name in self.fields
        ]

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "party": self.people[given["party"]],
            "conditions": {
                code: given[f"basis_{code}"] for code in self.codes if given[f"met_{code}"]
            },
            "hardship": given["hardship"],
            "new_ground": given.get("new_ground", ""),
            "months": given["months"],
            "asked": given["asked"],
        }


class GrantForm(HelpForm):
    """A sum within the cap, with the reasons."""

    amount = _money(_("Sum granted, in yuan"))
    reason = _text(_("Reasons"), _("They are told to the person. Nothing may hang on petitioning."))

    def __init__(self, *args: Any, relief: Any, **options: Any) -> None:
        self.relief = relief
        super().__init__(*args, **options)

    def prepare(self) -> None:
        cap = cap_for(self.matter, now=self.now, party=self.relief.party)
        hint = [sentence(cap.why)]
        if cap.granted and cap.left is not None:
            hint.append(_("Granted before: %(sum)s yuan; %(left)s remain.")
                        % {"sum": cap.granted, "left": cap.left})  # fmt: skip
        self.fields["amount"].help_text = " ".join(hint)


class RefuseForm(HelpForm):
    reason = _text(_("Reasons"), _("They are told to the person. Nothing may hang on petitioning."))


class PayForm(HelpForm):
    """The day of payment and its proof."""

    on = TypedDateField(label=_("Day of payment"))
    proof = forms.CharField(
        label=_("Proof of payment"),
        max_length=300,
        help_text=_("Bank receipt or the person's own receipt."),
    )

    def prepare(self) -> None:
        self.initial["on"] = legal_day(self.now)


class MeasureForm(HelpForm):
    """One measure of a kind; asks only for what its kind needs."""

    who = forms.CharField(label=_("Person or body"), max_length=200)
    text = _text(_("What is to be done"))
    begun_on = TypedDateField(label=_("Begins on"))
    consent = _text(
        _("How the petitioner consented"), _("When, before whom, in what form."), rows=2
    )
    neutral = forms.BooleanField(
        label=_("The lawyer acts for no party and not for the office"), required=False
    )
    unpaid = forms.BooleanField(label=_("The petitioner pays nothing"), required=False)
    reference = forms.CharField(
        label=_("The other body's reference"), max_length=120, required=False
    )

    def __init__(self, *args: Any, kind: HelpKind, **options: Any) -> None:
        self.kind = kind
        super().__init__(*args, **options)

    def prepare(self) -> None:
        self.initial["begun_on"] = legal_day(self.now)
        self.fields["text"].help_text = sentence(message(HELP_SAYS[self.kind]))
        if self.kind not in VOLUNTARY:
            del self.fields["consent"]
        if self.kind is not HelpKind.LAWYER:
            del self.fields["neutral"], self.fields["unpaid"]
        if self.kind is not HelpKind.COORDINATION:
            del self.fields["reference"]

    def arguments(self) -> dict[str, Any]:
        return {"entry": HelpEntry(kind=self.kind, **self.cleaned_data)}


class EndForm(HelpForm):
    """What came of a measure."""

    result = _text(_("Result"), _("Findings, answer with its reference, what was agreed."))
    on = TypedDateField(label=_("Ended on"))

    def prepare(self) -> None:
        self.initial["on"] = legal_day(self.now)


class PauseForm(HelpForm):
    """Nothing to enter: the appraisal already says why the handling pauses."""
