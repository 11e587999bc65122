"""Which acts a hearing's page offers now, each with its form and the action behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from touyan.desk.hearings import forms
from touyan.leadership.actions import hearing_course, hearings
from touyan.leadership.rules.hearing import refusal
from touyan.leadership.rules.hearing_words import HearingState, Weight


@dataclass(frozen=True)
class Offer:
    """One act: its form, its action, its button and what it means."""

    form: type[forms.ActForm]
    act: Callable[..., Any]
    label: Any
    says: Any = ""
    side: bool = False


OFFERS: dict[str, Offer] = {
    "draw_panel": Offer(
        forms.DrawForm, hearings.draw_panel, _("Draw the hearing officers"),
        _("Drawn once, from the office's pool, without those who have an interest."),
    ),
    "give_hearing_notice": Offer(
        forms.NoticeForm, hearings.give_notice, _("Enter the notice"),
        _("Everybody taking part is told matter, time and place, the parties also chair and "
          "officers by name."),
    ),
    "hearing_step": Offer(
        forms.StepForm, hearing_course.enter_step, _("Enter the step"),
        _("In the order of article 15; a further entry adds to the last step."),
    ),
    "hearing_opinion": Offer(
        forms.OpinionForm, hearing_course.give_opinion, _("Enter the opinion"),
        _("Each officer once, as given; it is never changed."),
    ),
    "hold_hearing": Offer(
        forms.HoldForm, hearing_course.hold_hearing, _("End the hearing"),
        _("By the chair. A leader in charge has thereby presided in person."),
    ),
    "weigh_hearing": Offer(
        forms.WeighForm, hearing_course.weigh_opinions, _("Weigh the opinions"),
        _("Said before the matter is decided. Not following the majority takes the chief's "
          "consent."),
    ),
    "consent_hearing": Offer(
        forms.ReasonForm, hearing_course.consent, _("Consent to not following the majority"),
    ),
    "tell_hearing_outcome": Offer(
        forms.TellForm, hearing_course.tell_outcome, _("Enter that the outcome was told"),
        _("Officers and petitioner both learn the decision and its reasons."),
    ),
    "excuse_officer": Offer(
        forms.ExcuseForm, hearings.excuse_officer, _("Excuse a hearing officer"),
        _("Before notice the next of the same draw follows; after it nobody new is called."),
        side=True,
    ),
    "cancel_hearing": Offer(
        forms.ReasonForm, hearings.cancel_hearing, _("Cancel the hearing"),
        _("It may be set anew for another day."), side=True,
    ),
}  # fmt: skip


def offered(hearing: Any, facts: Mapping[str, Any]) -> list[str]:
    """The acts possible now for the viewer, the next one first."""
    state = HearingState(hearing.state)
    return [
        verb
        for verb in OFFERS
        if refusal(verb, state=state, roles=facts["roles"]) is None and _fits(verb, hearing, facts)
    ]


def _fits(verb: str, hearing: Any, facts: Mapping[str, Any]) -> bool:
    """What the table of moves does not say: an act without an object is not offered."""
    begun, silent = facts["begun"], facts["silent"]
    conditions = {
        "draw_panel": not hearing.seed,
        "excuse_officer": bool(silent),
        "give_hearing_notice": bool(hearing.seed),
        "hearing_step": facts["today"] >= hearing.on,
        "hearing_opinion": facts["deliberated"] and bool(silent),
        "hold_hearing": facts["is_chair"] and begun,
        "weigh_hearing": facts["weighs"],
        "consent_hearing": facts["names_leaders"] and hearing.weight == Weight.NOT_FOLLOWED,
        "tell_hearing_outcome": facts["decided"],
        "cancel_hearing": not facts["deliberated"],
    }
    return bool(conditions.get(verb, True))
