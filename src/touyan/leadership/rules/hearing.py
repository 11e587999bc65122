"""What may be done with a hearing, when and by whom.

Rules: on Hearings in the Examination of Cases (2020). Numbers and the order of steps come from
dated rules; what no text at hand confirms stands there as to be confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_, Listing, Message, message
from touyan.leadership.rules.hearing_words import (
    HEARING_STATES,
    HEARING_TITLES,
    STEP_NAMES,
    HearingForm,
    HearingState,
    HearingStep,
    Stance,
    Weight,
)
from touyan.organs.rules.roles import LEADERS, ROLE_NAMES, Role

DESK = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})
CASE = frozenset({Role.HANDLER, Role.DEPARTMENT_HEAD})
CHIEFS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF})
HEADS = LEADERS | {Role.DEPARTMENT_HEAD}
CHAIRS = CASE | LEADERS
KEEPERS = frozenset({Role.DEPARTMENT_HEAD})
"""Who keeps an office's pool of hearing officers."""
KEPT_BY = N_("The department head keeps the pool of hearing officers.")
POOL_READERS = KEEPERS | CHIEFS


@dataclass(frozen=True)
class HearingMove:
    """One permitted step: who may take it from where to where, on what basis."""

    verb: str
    sources: tuple[HearingState, ...]
    target: HearingState | None
    roles: frozenset[Role]
    basis: str = ""

    def lands(self, source: HearingState) -> HearingState:
        return self.target or source


S = HearingState
_ART = N_("Rules on Hearings, art. %(article)s")
MOVES: tuple[HearingMove, ...] = (
    HearingMove("set_hearing", (), S.SET, CHIEFS, "4"),
    HearingMove("draw_panel", (S.SET,), None, CASE, "10"),
    HearingMove("excuse_officer", (S.SET, S.NOTICED), None, CASE, "10"),
    HearingMove("give_hearing_notice", (S.SET,), S.NOTICED, DESK, "10"),
    HearingMove("hearing_step", (S.NOTICED,), None, DESK | LEADERS, "15"),
    HearingMove("hearing_opinion", (S.NOTICED,), None, DESK | LEADERS, "15"),
    HearingMove("hold_hearing", (S.NOTICED,), S.HELD, CHAIRS, "13"),
    HearingMove("weigh_hearing", (S.HELD,), S.DECIDED, LEADERS),
    HearingMove("consent_hearing", (S.HELD,), S.DECIDED, CHIEFS),
    HearingMove("tell_hearing_outcome", (S.DECIDED,), None, DESK),
    HearingMove("cancel_hearing", (S.SET, S.NOTICED), S.CANCELLED, HEADS),
)
BY_VERB = {move.verb: move for move in MOVES}


def basis_of(verb: str) -> Message | None:
    """The article a move rests on, where one was read."""
    move = BY_VERB[verb]
    return message(_ART, article=move.basis) if move.basis else None


def refusal(verb: str, *, state: HearingState | None, roles: Collection[Role]) -> Message | None:
    """Why the move cannot be made in this state by someone with these roles, or None."""
    move = BY_VERB[verb]
    if state is not None and state not in move.sources:
        return message(
            N_("“%(act)s” is not possible while the hearing is: %(state)s."),
            act=message(HEARING_TITLES[verb]),
            state=message(HEARING_STATES[state]),
        )
    if not move.roles & frozenset(roles):
        names = tuple(message(ROLE_NAMES[role]) for role in Role if role in move.roles)
        return message(N_("This takes one of these roles in the handling office: %(roles)s."),
                       roles=Listing(names))  # fmt: skip
    return None


def check(verb: str, *, state: HearingState | None, roles: Collection[Role]) -> HearingMove:
    """The move, or a refusal with the sentence that says why not."""
    if problem := refusal(verb, state=state, roles=roles):
        kind = NotPermitted if not BY_VERB[verb].roles & frozenset(roles) else Refused
        raise kind(problem)
    return BY_VERB[verb]


NOTHING_LEFT = N_("The matter is ended; there is nothing left to hear.")
ASKED_TOO_LATE = N_("The matter is ended; a hearing is asked for by a new petition.")
UNDER_WAY = N_("A hearing of this matter is under way already.")


def setting_shut(*, roles: Collection[Role], ended: bool, under_way: bool) -> Message | None:
    """Why no hearing can be set on a matter now by someone with these roles, or None."""
    if problem := refusal("set_hearing", state=None, roles=roles):
        return problem
    if ended:
        return message(NOTHING_LEFT)
    return message(UNDER_WAY) if under_way else None


@dataclass(frozen=True)
class ChairFacts:
    """What decides whether someone may preside over the hearing of a matter."""

    account_id: int
    roles: Collection[Role]
    sees: bool
    deciders: Collection[int]
    leader_id: int | None


def check_chair(chair: ChairFacts) -> None:
    """A leader who handles the matter presides in person (article 13): presiding is not handed
    to a deputy, a department head or the handler. Without one, who handles it presides."""
    if not chair.sees:
        raise Refused(N_("This person may not be given the matter."))
    if chair.leader_id is not None and chair.account_id != chair.leader_id:
        raise Refused(
            N_("A leader is in charge of this matter and must preside in person (article 13).")
        )
    if not CHAIRS & frozenset(chair.roles):
        raise Refused(N_("The chair is one of those who handle the matter in its office."))
    if chair.account_id in chair.deciders:
        raise Refused(N_("Whoever made or signed the challenged decision does not preside."))


def check_place(*, form: HearingForm, place: str, question: str) -> None:
    """A hearing has its place and its question."""
    if not place.strip() or not question.strip():
        raise Refused(N_("Name the place and what is to be heard."))
    if form not in set(HearingForm):
        raise Refused(N_("Choose the form of the hearing."))


def panel_limits(content: Mapping[str, Any]) -> tuple[int, int]:
    """The least and the most hearing officers by the rule in force."""
    return int(content.get("least", 3)), int(content.get("most", 7))


def check_size(size: int, limits: tuple[int, int]) -> None:
    """Refuse a panel too small or too large."""
    least, most = limits
    if not least <= size <= most:
        raise Refused(
            N_("A panel has %(least)s to %(most)s hearing officers, not %(size)s."),
            least=least, most=most, size=size,
        )  # fmt: skip


def notice_days(form: HearingForm, usual: Mapping[str, Any], simple: Mapping[str, Any]) -> int:
    """Days between notice and hearing. A simplified hearing has fewer only where a rule in force
    says how many."""
    days = simple.get("days") if form is HearingForm.SIMPLIFIED else None
    return int(usual.get("days", 3) if days is None else days)


def check_day(*, on: date, hearing_on: date, days: int) -> None:
    """Refuse to set a hearing on a day for which notice would come too late (article 10)."""
    if hearing_on - on < timedelta(days=days):
        raise Refused(
            N_("Notice is given at least %(days)s days before: %(day)s is too early. "
               "Choose a later day."),
            days=days, day=hearing_on.isoformat(),
        )  # fmt: skip


def check_notice(*, on: date, hearing_on: date, days: int) -> None:
    """Refuse a notice too close to the hearing (article 10)."""
    if hearing_on - on < timedelta(days=days):
        raise Refused(
            N_("Notice is given at least %(days)s days before: for %(day)s it is too late. "
               "Cancel the hearing and set it for a later day."),
            days=days, day=hearing_on.isoformat(),
        )  # fmt: skip


def order_of_steps(content: Mapping[str, Any]) -> tuple[list[HearingStep], set[HearingStep]]:
    """The steps in their order and those that may be left out, by the rule in force."""
    given = [HearingStep(step) for step in content.get("steps", [])] or list(HearingStep)
    return given, {HearingStep(step) for step in content.get("optional", [])}


def steps_open(
    order: Sequence[HearingStep], optional: Collection[HearingStep], done: Iterable[str]
) -> list[HearingStep]:
    """Steps that may be entered now: the last one again, and on to the next that is owed."""
    seen = [order.index(HearingStep(step)) for step in done]
    place = max(seen, default=-1)
    found = [order[place]] if seen else []
    for step in order[place + 1 :]:
        found.append(step)
        if step not in optional:
            break
    return found


def check_step(step: str, open_now: Sequence[HearingStep], text: str) -> HearingStep:
    """Refuse a step out of its order or without a word of what happened."""
    if step not in set(HearingStep):
        raise Refused(N_("Choose the step."))
    chosen = HearingStep(step)
    if chosen not in open_now:
        raise Refused(
            N_("“%(step)s” does not come now; it is the turn of: %(next)s."),
            step=message(STEP_NAMES[chosen]),
            next=Listing(tuple(message(STEP_NAMES[one]) for one in open_now)),
        )
    if not text.strip():
        raise Refused(N_("Write what was said or done."))
    return chosen


def check_recorder(given: str, kept: str) -> str:
    """Who keeps the record: named with the first step, the same until another is named."""
    name = given.strip() or kept
    if not name:
        raise Refused(N_("Write who keeps the record of the hearing."))
    return name


def steps_missing(
    order: Sequence[HearingStep], optional: Collection[HearingStep], done: Collection[str]
) -> list[HearingStep]:
    """Steps still owed before the hearing is over."""
    return [step for step in order if step not in optional and step.value not in done]


def check_over(missing: Sequence[HearingStep], *, silent: int, record: str, read: bool) -> None:
    """Refuse to end a hearing with steps, opinions or its record lacking. `silent`: officers of
    whom no opinion is entered."""
    if missing:
        names = Listing(tuple(message(STEP_NAMES[step]) for step in missing))
        raise Refused(N_("These steps are not entered yet: %(steps)s."), steps=names)
    if silent:
        raise Refused(N_("The opinion of each hearing officer is entered first."))
    if not record.strip() or not read:
        raise Refused(N_("The record is read back and signed; say where it lies."))


def majority(stances: Sequence[str]) -> Stance | None:
    """The view held by more than half of the officers, if there is one."""
    for stance in Stance:
        if 2 * sum(1 for one in stances if one == stance) > len(stances):
            return stance
    return None


WEIGHERS = N_("The leader in charge or the chief says what becomes of the opinions.")


def check_weighing(found: Stance | None, weight: str, reason: str) -> Weight:
    """What the person deciding says of the majority, fitting the opinions given."""
    if weight not in set(Weight):
        raise Refused(N_("Say whether the majority is followed."))
    if (found is None) != (weight == Weight.NO_MAJORITY):
        raise Refused(
            N_("No view had a majority: say so.") if found is None
            else N_("A view had the majority: say whether it is followed.")
        )  # fmt: skip
    if weight != Weight.FOLLOWED and not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    return Weight(weight)


def before_deciding(state: HearingState, *, weight: str, day: date) -> Message | None:
    """Why the matter cannot be decided yet while its hearing stands like this, or None."""
    if state in (S.SET, S.NOTICED):
        return message(
            N_("A hearing is set for %(day)s: hold it, or cancel it with the reason, first."),
            day=day.isoformat(),
        )
    if state is S.HELD and weight == Weight.NOT_FOLLOWED:
        return message(
            N_("The majority of the hearing officers is not followed: that takes the chief's "
               "consent before the decision.")
        )  # fmt: skip
    if state is S.HELD:
        return message(N_("Say first whether the majority of the hearing officers is followed."))
    return None
