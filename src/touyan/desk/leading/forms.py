"""What each act about a leader's charge asks for; a field's name is the action's argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.matters.forms import MoveForm
from touyan.kernel.messages import Message
from touyan.leadership.actions import charges, deeds, duties, promises
from touyan.leadership.queries.charges import challenged_by, may_lead, open_charge, promise_owners
from touyan.leadership.rules.evidence import FIELDS, Field
from touyan.leadership.rules.words import (
    ACT_NAMES,
    DECLINE_GROUNDS,
    STATED_FACTS,
    LeaderAct,
    StatedFact,
)
from touyan.organs.queries import Account
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import joined, sentence


def _text(label: Any, hint: Any = "", rows: int = 4, *, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, widget=box, required=required)


def _named(table: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), sentence(Message(name))) for key, name in table.items()]


def _no_part(matter: Any) -> str:
    """What the chief confirms, with the decisions the petitions challenge; the register knows only
    those made in this system."""
    named = challenged_by(matter)
    if not named:
        return str(_("This leader had no part in what the petition complains of"))
    words = _("This leader did not make or approve the challenged decision: %(decisions)s")
    return str(words) % {"decisions": joined(named)}


class _WithLeader(MoveForm):
    """Names one of the leaders nothing keeps from the matter."""

    leader = forms.ModelChoiceField(queryset=Account.objects.none(), label=_("Leader in charge"))
    no_part = forms.BooleanField()

    def prepare(self) -> None:
        people = self.people()
        box: Any = self.fields["leader"]
        box.queryset = Account.objects.filter(pk__in=[one.pk for one in people])
        box.label_from_instance = Account.get_short_name
        box.empty_label = _("Choose a leader")
        self.fields["no_part"].label = _no_part(self.matter)

    def people(self) -> list[Account]:
        """Whoever may be named."""
        return may_lead(self.matter, now=self.now)

    def arguments(self) -> dict[str, Any]:
        """That the leader had no part is said by ticking; the act itself says the rest."""
        return {name: value for name, value in self.cleaned_data.items() if name != "no_part"}


class NameForm(_WithLeader):
    note = _text(
        _("Your note"),
        _("What you saw in the papers and what you ask of the leader; it goes on the form."),
    )


class HandOverForm(_WithLeader):
    reason = _text(_("Reason"))

    def people(self) -> list[Account]:
        """Without the leader in charge now."""
        now = open_charge(self.matter)
        return [one for one in super().people() if not now or one.pk != now.leader_id]


class ReturnForm(MoveForm):
    note = _text(_("Your note"), _("Why the form goes back: not due, or what the papers lack."))


class DeclineForm(MoveForm):
    ground = forms.ChoiceField(
        label=_("Legal ground"), widget=forms.RadioSelect, choices=lambda: _named(DECLINE_GROUNDS)
    )
    reason = _text(_("Reason"))


class TakeForm(MoveForm):
    reason = _text(_("Why you take it up"), required=False)


class SubmitForm(MoveForm):
    summary = _text(
        _("Summary for the chief"),
        _("Demands, dispute, what was done so far. Left empty, the petitioner's demands stand."),
        required=False,
    )


class StateForm(MoveForm):
    fact = forms.ChoiceField(label=_("Fact"), choices=lambda: _named(STATED_FACTS))
    holds = forms.TypedChoiceField(
        label=_("Is it so?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = _text(_("Reason"))
    reference = forms.CharField(
        label=_("Document"), required=False, help_text=_("The campaign's or the office's paper.")
    )

    def arguments(self) -> dict[str, Any]:
        return {**self.cleaned_data, "fact": StatedFact(self.cleaned_data["fact"])}


class InquiryForm(MoveForm):
    who = forms.CharField(label=_("Who asked"), max_length=120)
    unit = forms.CharField(label=_("Unit and post"), max_length=200, required=False)
    how = forms.CharField(
        label=_("How"), max_length=120, help_text=_("In person, by telephone, by letter …")
    )
    what = _text(_("What was asked or handed in"))
    answered = _text(_("What was answered"), rows=2, required=False)
    on = TypedDateField(label=_("Day"))

    def prepare(self) -> None:
        self.initial["on"] = legal_day(self.now)


class PromiseForm(MoveForm):
    text = _text(_("What was promised"), rows=3)
    owner = forms.ModelChoiceField(
        queryset=Account.objects.none(), label=_("Who keeps it"), empty_label=_("Choose a person")
    )
    due_on = TypedDateField(label=_("To be kept by"))

    def prepare(self) -> None:
        people = promise_owners(self.matter, now=self.now)
        box: Any = self.fields["owner"]
        box.queryset = Account.objects.filter(pk__in=[one.pk for one in people])
        box.label_from_instance = Account.get_short_name
        self.initial["due_on"] = legal_day(self.now) + timedelta(days=15)


class SignAnswerForm(MoveForm):
    sign = forms.CharField(widget=forms.HiddenInput)
    text = _text(
        _("Your answer"), _("It stands beside the sign for everyone who may read the matter.")
    )


class PlainForm(MoveForm):
    """Asks for nothing."""


class DeedForm(MoveForm):
    """The evidence of one act of the leader."""

    kind: LeaderAct
    happened_on = TypedDateField(label=_("Day"))

    def prepare(self) -> None:
        self.initial["happened_on"] = legal_day(self.now)
        for field in FIELDS[self.kind]:
            self.fields[field.code] = _box(field)

    def arguments(self) -> dict[str, Any]:
        given = {field.code: self.cleaned_data.get(field.code) for field in FIELDS[self.kind]}
        day = self.cleaned_data["happened_on"]
        return {"kind": self.kind, "evidence": given, "happened_on": day}


def _box(field: Field) -> forms.Field:
    common: dict[str, Any] = {
        "label": sentence(Message(field.label)),
        "help_text": sentence(Message(field.help)) if field.help else "",
        "required": field.required,
    }
    if field.choices is not None:
        choices = [("", _("Choose")), *_named(dict(field.choices))]
        return forms.ChoiceField(choices=choices, **common)
    if field.kind == "yes":
        return forms.BooleanField(**common)
    if field.kind == "minutes":
        return forms.IntegerField(min_value=1, max_value=1440, **common)
    widget: forms.Widget = forms.Textarea(attrs={"rows": 5}) if field.kind == "long" else (
        forms.TextInput()
    )  # fmt: skip
    return forms.CharField(widget=widget, max_length=8000, **common)


def deed_form(kind: LeaderAct) -> type[DeedForm]:
    """The form of one act."""
    return type(f"{kind.value.title()}Form", (DeedForm,), {"kind": kind})


@dataclass(frozen=True)
class Doing:
    """Something that may be done: its form, its action, a sentence on what follows."""

    form: type[MoveForm]
    act: Callable[..., Any]
    says: Any = ""


DOINGS: dict[str, Doing] = {
    "submit": Doing(
        SubmitForm, duties.submit_form, _("The form and its papers go to the chief; a limit runs.")
    ),
    "name": Doing(
        NameForm, charges.name_leader, _("The leader named answers for this matter in person.")
    ),
    "return": Doing(ReturnForm, charges.return_form, _("The form goes back with your note.")),
    "accept": Doing(PlainForm, charges.accept_charge, _("From now on you answer for this matter.")),
    "decline": Doing(
        DeclineForm, charges.decline_charge, _("The chief names another; your reason is kept.")
    ),
    "take": Doing(
        TakeForm, charges.take_charge, _("You lead it of your own accord, due or not.")
    ),
    "hand-over": Doing(
        HandOverForm, charges.hand_over, _("What was done so far stays on record.")
    ),
    "state": Doing(StateForm, duties.state_fact, _("The duty to lead is reckoned anew.")),
    "inquiry": Doing(
        InquiryForm, deeds.note_inquiry, _("Whoever asks, and whatever for: it is noted.")
    ),
    "promise": Doing(
        PromiseForm, promises.make_promise, _("It stays open until it is kept.")
    ),
    "answer-sign": Doing(
        SignAnswerForm, deeds.answer_sign, _("A sign is a question, not a verdict.")
    ),
}  # fmt: skip

DEED_SAYS = {
    LeaderAct.READ: _("What you read and saw in it. A note without pages raises a question."),
    LeaderAct.MEET: _("Whom you met, where and how long, and what was said."),
    LeaderAct.PLAN: _("Your own plan for this matter, not a copied one."),
    LeaderAct.EXPLAIN: _("Face to face where it can be; the questions and your answers."),
    LeaderAct.RELIEF: _("Never in return for a promise to stop petitioning."),
    LeaderAct.FOLLOW_UP: _("How the petitioner is now, in their own words."),
}  # fmt: skip


def doing_named(code: str) -> tuple[Doing, str, LeaderAct | None] | None:
    """The doing, its condition in the table of options, and the act it records, if any."""
    if code in DOINGS:
        return DOINGS[code], code, None
    if code in set(LeaderAct) and code in DEED_SAYS:
        kind = LeaderAct(code)
        return Doing(deed_form(kind), deeds.record_deed, DEED_SAYS[kind]), "deed", kind
    return None


def name_of(code: str, kind: LeaderAct | None, options: dict[str, Any]) -> Message:
    """What the button and the page are called."""
    return Message(ACT_NAMES[kind]) if kind else Message(options[code][0])
