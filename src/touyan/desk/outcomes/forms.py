"""What is entered about an outcome. A field's name is its action's argument."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.campaigns.queries.evidence import ProofLine, proofs_of
from touyan.campaigns.queries.resolution import hearers
from touyan.campaigns.rules.resolution import (
    BY_PETITIONER,
    EVIDENCE_NAMES,
    FITS,
    VIEW_NAMES,
    WAY_NAMES,
    Contact,
    Evidence,
    Item,
    View,
    Way,
    can_show,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.matters.page_acts import TITLES
from touyan.kernel.messages import message
from touyan.matters.rules.outcomes import GRADE_NAMES
from touyan.organs.rules.access import Viewer
from touyan.ui.fields import TypedDateField
from touyan.ui.rules.dates import short_date
from touyan.ui.sentences import sentence


def _text(label: Any, hint: Any = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=box, required=required)


def _choices(names: dict[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, sentence(message(name))) for key, name in names.items()]


class OutcomeForm(forms.Form):
    """Base: a form that knows its matter and yields the arguments of its action."""

    error_css_class = "field-bad"

    def __init__(self, data: Any = None, *, matter: Any, viewer: Viewer, now: datetime) -> None:
        super().__init__(data)
        self.matter, self.viewer, self.now = matter, viewer, now
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values from the matter."""

    def arguments(self) -> dict[str, Any]:
        """The action's own arguments."""
        return dict(self.cleaned_data)


class ProposeForm(OutcomeForm):
    """A grade, and of each kind of evidence what proves it and what was done."""

    grade = forms.ChoiceField(
        label=_("Grade"),
        help_text=_(
            "R1 rests on reasons that were explained, R2 on the petitioner's own statement. R2 "
            "becomes R3 when its window has passed."
        ),
        widget=forms.RadioSelect,
    )
    note = _text(_("Remark"), rows=2, required=False)

    def prepare(self) -> None:
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (str(grade), sentence(message(GRADE_NAMES[grade]))) for grade in FITS
        ]
        self.proofs = proofs_of(self.matter, viewer=self.viewer)
        self.heard = {
            str(one.pk): (one, office)
            for one, office in hearers(self.matter, proposer=self.viewer.account_id, now=self.now)
        }
        for kind in Evidence:
            self._ask(kind)

    def _named(self, account: Any, organ_name: str, office: Any) -> str:
        name = str(account.get_short_name())
        return name if office.pk == self.matter.organ_id else f"{name} {organ_name}"

    def _ask(self, kind: Evidence) -> None:
        fitting = [
            line
            for line in self.proofs
            if can_show(kind, line.proof, act=line.act, paper=line.paper)
        ]
        self.fields[f"proof-{kind}"] = forms.ChoiceField(
            label=_("Proved by"), required=False,
            choices=[("", "—"), *((line.ref, _named(line)) for line in fitting)],
        )  # fmt: skip
        self.fields[f"text-{kind}"] = forms.CharField(
            label=_("What was said") if kind is Evidence.STATEMENT else _("What has been done"),
            required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip
        if kind is Evidence.STATEMENT:
            people = [
                (pk, self._named(one, office.local_name, office))
                for pk, (one, office) in self.heard.items()
            ]
            self.fields[f"heard_by-{kind}"] = forms.ChoiceField(
                label=_("Heard by, outside the handling team"), required=False,
                choices=[("", "—"), *people],
            )  # fmt: skip

    def kinds(self) -> list[dict[str, Any]]:
        """Each kind of evidence with its fields, for the page."""
        found = []
        for kind in Evidence:
            names = (f"proof-{kind}", f"text-{kind}", f"heard_by-{kind}")
            proof = self.fields[f"proof-{kind}"]
            found.append({
                "name": message(EVIDENCE_NAMES[kind]),
                "fields": [self[name] for name in names if name in self.fields],
                "provable": len(proof.choices) > 1,  # type: ignore[attr-defined]
            })  # fmt: skip
        return found

    def clean(self) -> dict[str, Any]:
        """A text without its proof would be lost unseen."""
        given: dict[str, Any] = super().clean() or {}
        for kind in Evidence:
            if given.get(f"text-{kind}", "").strip() and not given.get(f"proof-{kind}"):
                self.add_error(f"proof-{kind}", _("Choose what proves it."))
        return given

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        by_ref = {line.ref: line for line in self.proofs}
        return {
            "grade": int(given["grade"]),
            "note": given["note"],
            "evidence": [
                self._item(kind, by_ref[given[f"proof-{kind}"]])
                for kind in Evidence
                if given[f"proof-{kind}"]
            ],
        }

    def _item(self, kind: Evidence, line: ProofLine) -> Item:
        heard = self.heard.get(self.cleaned_data.get(f"heard_by-{kind}", ""))
        return Item(
            kind, line.proof, line.ref, line.name, line.on, self.cleaned_data[f"text-{kind}"],
            act=line.act, heard_by=heard[0].pk if heard else None,
            heard_by_name=self._named(heard[0], heard[1].name, heard[1]) if heard else "",
        )  # fmt: skip


def _named(line: ProofLine) -> str:
    name = sentence(message(TITLES.get(line.act, line.act))) if line.act else line.name
    return f"{name} · {short_date(line.on)}"


class VerifyForm(OutcomeForm):
    """The contact with the petitioner: how, when, with whom, and what they said."""

    way = forms.ChoiceField(label=_("How you spoke"))
    on = TypedDateField(label=_("On which day"))
    whom = forms.CharField(label=_("With whom"), max_length=100)
    words = _text(
        _("What the petitioner said"),
        _("In their own words, also what does not fit. To petition no more is no view of it."),
        rows=4,
    )
    view = forms.ChoiceField(label=_("The petitioner's view"), widget=forms.RadioSelect)
    free = forms.BooleanField(
        label=_(
            "Nobody who handled or leads the matter was there, and I said that nothing hangs on "
            "the answer"
        ),
        required=False,
    )
    note = _text(_("Remark"), rows=2, required=False)

    def prepare(self) -> None:
        self.fields["way"].choices = _choices(WAY_NAMES)  # type: ignore[attr-defined]
        self.fields["view"].choices = _choices(VIEW_NAMES)  # type: ignore[attr-defined]
        self.initial["on"] = legal_day(self.now)

    def arguments(self) -> dict[str, Any]:
        given = self.cleaned_data
        contact = Contact(
            Way(given["way"]), given["on"], given["whom"], given["words"], View(given["view"]),
            given["free"],
        )  # fmt: skip
        return {"contact": contact, "note": given["note"]}


class ReturnForm(OutcomeForm):
    note = _text(_("Why it is returned"), _("What the petitioner said, or what is not proved."))


class ConfirmForm(OutcomeForm):
    performed = _text(
        _("What was owed, and how it was performed"),
        _("Sums, days, proofs. Where nothing was owed, say so."),
    )


class ReverseForm(OutcomeForm):
    """How the petitioner said it, and when. There is no field for a reason."""

    how = forms.ChoiceField(label=_("How the petitioner told us"), widget=forms.RadioSelect)
    on = TypedDateField(label=_("On which day"))

    def prepare(self) -> None:
        names = {"in_person": _("Face to face"), "by_telephone": _("On the telephone")}
        self.fields["how"].choices = [(way, names[way]) for way in BY_PETITIONER]  # type: ignore[attr-defined]
        self.initial["on"] = legal_day(self.now)


class EndForm(OutcomeForm):
    reason = _text(_("Why it no longer holds"))


class RevokeForm(OutcomeForm):
    evidence = _text(_("New evidence"), _("What it is, who brought it, and when."), rows=4)
    reason = _text(_("Why it may change what was decided"), rows=4)
