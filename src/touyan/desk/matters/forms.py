"""What each move asks for. A field's name is the name of the action's argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from touyan.deadlines.rules.clocks import Clock
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import Message
from touyan.matters.actions import endings, procedure
from touyan.matters.actions.endings import claims_of, taken_up_again
from touyan.matters.clockwork import clocks_now
from touyan.matters.dossier import (
    assignable,
    departments_for,
    looks_like_non_prosecution,
    not_yet,
    offices_beneath,
    served_papers,
)
from touyan.matters.queries import acts_of
from touyan.matters.rules.lifecycle import STAGE_NAMES, Stage
from touyan.matters.rules.pausing import PAUSE_REASONS
from touyan.matters.rules.signing import SERVICE_WAYS
from touyan.matters.rules.terminating import Remedy
from touyan.matters.rules.triage import ordinary_kinds
from touyan.ui.fields import TypedDateField
from touyan.ui.rules.dates import short_date
from touyan.ui.sentences import sentence
from touyan.workflows import advance_matter


class MoveForm(forms.Form):
    """Base: a form that knows its matter and yields the arguments of its action."""

    error_css_class = "field-bad"

    def __init__(self, data: Any = None, *, matter: Any, now: datetime) -> None:
        super().__init__(data)
        self.matter, self.now = matter, now
        self.prepare()

    def prepare(self) -> None:
        """Fill choices and initial values from the matter."""

    def arguments(self) -> dict[str, Any]:
        """The action's own arguments."""
        return dict(self.cleaned_data)


def _reason(label: Any = None, hint: Any = "", rows: int = 4) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label or _("Reason"), help_text=hint, widget=box)


class PlainForm(MoveForm):
    """A move that asks for nothing."""


_SIXTY_DAYS = _(
    "Only here do the 60 days run (Regulations on Petition Work, article 34). Open to: %(kinds)s."
)


class TriageForm(MoveForm):
    kind = forms.ChoiceField(label=_("Kind"))
    urgent = forms.BooleanField(label=_("Urgent matter"), required=False)
    ordinary_procedure = forms.BooleanField(label=_("Ordinary petition procedure"), required=False)
    non_prosecution = forms.BooleanField(
        label=_("Review of a decision not to prosecute"), required=False
    )

    def prepare(self) -> None:
        choice = self.fields["kind"]
        choice.choices = [(k.value, sentence(Message(KIND_NAMES[k]))) for k in Kind]  # type: ignore[attr-defined]
        for name in self.fields:
            self.initial[name] = getattr(self.matter, name)
        said = {"kinds": sentence(ordinary_kinds())}
        self.fields["ordinary_procedure"].help_text = _SIXTY_DAYS % said
        self._propose(looks_like_non_prosecution(self.matter))

    def _propose(self, why: Message | None) -> None:
        """Tick the review of a non-prosecution with the reason, until a person has decided."""
        if why is None:
            return
        if self.matter.stage == Stage.REGISTERED:
            self.initial["non_prosecution"] = True
        words = _("Proposed: %(why)s Untick it if that is not so.")
        self.fields["non_prosecution"].help_text = words % {"why": sentence(why)}

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "kind": Kind(self.cleaned_data["kind"])}


class SupplementForm(MoveForm):
    missing = _reason(
        _("Missing papers"),
        _("One per line. They may be asked for once only: list everything."),
        rows=6,
    )

    def arguments(self) -> dict[str, Any]:
        return {"missing": self.cleaned_data["missing"].splitlines()}


class ElsewhereForm(MoveForm):
    to = forms.CharField(label=_("Body with jurisdiction"), max_length=120)
    reason = _reason(hint=_("Why that body has jurisdiction; it goes into the letter."))


class ReasonForm(MoveForm):
    reason = _reason()


class DeclineForm(MoveForm):
    reason = _reason(
        hint=_("Facts and reasons; the notice gives them and says where else to turn.")
    )


class DecideForm(MoveForm):
    reason = _reason(
        _("Decision and reasons"),
        _("Demand by demand: what is decided, on what facts and which rule."),
        rows=8,
    )


class PauseForm(MoveForm):
    ground = forms.ChoiceField(
        label=_("Ground"), widget=forms.RadioSelect, help_text=_("Only these stop a time limit.")
    )
    reason = _reason()

    def prepare(self) -> None:
        choices = [(key, sentence(Message(name))) for key, name in PAUSE_REASONS.items()]
        self.fields["ground"].choices = choices  # type: ignore[attr-defined]


class ExtendForm(MoveForm):
    rule = forms.ChoiceField(label=_("Time limit"), widget=forms.RadioSelect)
    reason = _reason(hint=_("The petitioner is told why."))

    def prepare(self) -> None:
        clocks = [
            c for c in clocks_now(self.matter, now=self.now) if c.running and c.rule.extends_by
        ]
        self.fields["rule"].choices = [(c.rule.code, _clock_words(c)) for c in clocks]  # type: ignore[attr-defined]
        if not clocks:
            self.fields["rule"].help_text = _(
                "No running time limit of this matter may be extended."
            )


def _clock_words(clock: Clock) -> str:
    name = clock.rule.name(get_language() or "zh-hans")
    return f"{clock.rule.code} {name} · {clock.due_on}" if clock.due_on else name


class AssignForm(MoveForm):
    handler = forms.ChoiceField(
        label=_("Handler"),
        required=False,
        help_text=_("Whoever the petition complains of, and those they lead, cannot be chosen."),
    )
    department = forms.ChoiceField(label=_("Department"), required=False)
    organ = forms.ChoiceField(
        label=_("Or an office beneath"),
        required=False,
        help_text=_("It then names its own handler; the time limit for assigned matters starts."),
    )
    reason = forms.CharField(
        label=_("Reason or instruction"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def prepare(self) -> None:
        self.people = {str(a.pk): a for a in assignable(self.matter, now=self.now)}
        self.departments = {str(d.pk): d for d in departments_for(self.matter)}
        self.offices = {str(o.pk): o for o in offices_beneath(self.matter)}
        self._offer("handler", {k: a.get_short_name() for k, a in self.people.items()})
        self._offer("department", {k: d.local_name for k, d in self.departments.items()})
        self._offer("organ", {k: o.local_name for k, o in self.offices.items()})
        if not self.offices:
            del self.fields["organ"]

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        self.fields[name].choices = [("", "—"), *choices.items()]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        return {
            "handler": self.people.get(chosen["handler"]),
            "department": self.departments.get(chosen["department"]),
            "organ": self.offices.get(chosen.get("organ", "")),
            "reason": chosen["reason"],
        }


ENDING = ("decide", "transfer", "inform_elsewhere", "decline")
"""With which the procedure comes to its end, before it is closed."""


class CloseForm(MoveForm):
    """One place of answer for each demand: a served paper, a passage in it, or both."""

    report = _reason(
        _("Closing report"),
        _("What was done and what came of it. This says nothing of whether the grievance ended."),
        rows=6,
    )

    def prepare(self) -> None:
        served = list(served_papers(self.matter))
        if self.matter.stage == Stage.ANSWERED:  # a procedural reply answers no demand
            served = [paper for paper in served if paper.kind == "answer"]
        since = taken_up_again(self.matter)
        if since:  # an answer of before is named, if at all, with the passage meant
            served = [paper for paper in served if paper.served_on and paper.served_on >= since]
        papers = [(f"{d.title} {d.number}".strip(),) * 2 for d in served]
        self.claims = claims_of(self.matter)
        for key, text in self.claims.items():
            self.fields[f"paper-{key}"] = forms.ChoiceField(
                label=_("Answered in"), required=False, choices=[("", "—"), *papers]
            )
            self.fields[f"claim-{key}"] = forms.CharField(
                label=text,
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"placeholder": _("Passage, for example: section 3")}),
            )

    def checks(self) -> list[tuple[Any, str, bool]]:
        """What closing rests on beside the demands: its name, what the record says, whether so."""
        ended = acts_of(self.matter).filter(verb__in=ENDING).last()
        papers = [
            f"{paper.title} {paper.number} · {short_date(paper.served_on)} · "
            f"{sentence(Message(SERVICE_WAYS[paper.served_how]))}"
            for paper in served_papers(self.matter)
            if paper.served_on
        ]
        stage = sentence(Message(STAGE_NAMES[Stage(self.matter.stage)]))
        on = f" · {short_date(ended.happened_on)}" if ended else ""
        told = "；".join(papers) or _("No paper has been served.")
        return [
            (_("Procedure ended"), f"{stage}{on}", True),
            (_("Answer served"), str(told), "close" not in not_yet(self.matter)),
        ]

    def demands(self) -> list[dict[str, Any]]:
        """The demands with their two fields, for the page."""
        return [
            {"text": text, "paper": self[f"paper-{key}"], "passage": self[f"claim-{key}"]}
            for key, text in self.claims.items()
        ]

    def arguments(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        where = {
            key: " ".join(filter(None, (chosen[f"paper-{key}"], chosen[f"claim-{key}"].strip())))
            for key in self.claims
        }
        return {"report": chosen["report"], "answered_where": where}


REMEDIES = 6
_REMEDY = {
    "remedy": _("Remedy"),
    "decided_by": _("Decided by"),
    "decided_on": _("Decided on"),
    "number": _("Number of the decision"),
}


class TerminateForm(MoveForm):
    """The grounds, and one row for each remedy that is exhausted."""

    grounds = _reason(
        _("Grounds"),
        _("Why nothing further is open. Registration and reply go on."),
        rows=4,
    )

    def prepare(self) -> None:
        for row in range(1, REMEDIES + 1):
            for name, label in _REMEDY.items():
                text = forms.CharField(label=label, required=False, max_length=200)
                day = TypedDateField(label=label, required=False)
                self.fields[f"{name}-{row}"] = day if name == "decided_on" else text

    def remedies(self) -> list[list[Any]]:
        """The rows with their four fields, for the page."""
        return [[self[f"{name}-{row}"] for name in _REMEDY] for row in range(1, REMEDIES + 1)]

    def arguments(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        rows = [[chosen.get(f"{name}-{row}") for name in _REMEDY]
                for row in range(1, REMEDIES + 1)]  # fmt: skip
        while rows and not any(rows[-1]):
            rows.pop()
        named = [Remedy(what or "", who or "", on, number or "") for what, who, on, number in rows]
        return {"grounds": chosen["grounds"], "remedies": named}


@dataclass(frozen=True)
class Dialog:
    """A move's form, its action, and a sentence on what follows from it."""

    form: type[MoveForm]
    act: Callable[..., Any]
    says: Any = ""


DIALOGS: dict[str, Dialog] = {
    "triage": Dialog(
        TriageForm, advance_matter.triage, _("Kind and procedure decide which time limits run.")
    ),
    "request_supplement": Dialog(
        SupplementForm,
        procedure.request_supplement,
        _("The time for the first decision stands still and restarts when they are there."),
    ),
    "complete_supplement": Dialog(
        PlainForm,
        procedure.complete_supplement,
        _("The time for the first decision starts anew today."),
    ),
    "transfer": Dialog(
        ElsewhereForm, procedure.transfer, _("The petitioner is told where the matter went.")
    ),
    "inform_elsewhere": Dialog(
        ElsewhereForm,
        procedure.inform_elsewhere,
        _("The petitioner is told which body to turn to."),
    ),
    "decline": Dialog(DeclineForm, procedure.decline, _("The petitioner gets a reasoned notice.")),
    "accept": Dialog(
        PlainForm,
        advance_matter.accept,
        _("The matter enters legal procedure and the time limits for handling start."),
    ),
    "assign": Dialog(AssignForm, advance_matter.assign, _("The hand-over stays on record.")),
    "start_handling": Dialog(
        PlainForm, procedure.start_handling, _("From now on you answer for this matter.")
    ),
    "pause": Dialog(PauseForm, procedure.pause, _("The time limits stand still until it goes on.")),
    "resume": Dialog(PlainForm, procedure.resume, _("The days of the pause are not counted.")),
    "extend": Dialog(
        ExtendForm, procedure.extend, _("One time limit becomes longer by what its rule allows.")
    ),
    "decide": Dialog(
        DecideForm, advance_matter.decide, _("The answer may then be written and served.")
    ),
    "close": Dialog(
        CloseForm,
        advance_matter.close,
        _("The procedure ends once every demand is answered; the grievance may not."),
    ),
    "watch": Dialog(PlainForm, endings.watch, _("The office keeps in touch with the petitioner.")),
    "terminate": Dialog(
        TerminateForm,
        endings.terminate,
        _("Remedies are declared exhausted. On new evidence this is revoked."),
    ),
    "reopen": Dialog(
        ReasonForm,
        advance_matter.reopen,
        _("The matter goes back to triage; what was closed stays on record."),
    ),
}
