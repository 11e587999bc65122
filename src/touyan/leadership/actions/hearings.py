"""A hearing from being set to the outcome told; one verb, one function."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.models import Hearing, HearingOfficer, HearingRequest, PanelSeat
from touyan.leadership.models import HearingStep as StepRow
from touyan.leadership.queries.charges import open_charge
from touyan.leadership.queries.hearings import (
    candidates_of,
    chair_facts,
    circle_of,
    hearing_under_way,
    last_day_of_notice,
    leader_on,
    notice_days_of,
    panel_rule,
    seats_of,
)
from touyan.leadership.rules.hearing import (
    NOTHING_LEFT,
    UNDER_WAY,
    HearingMove,
    check,
    check_chair,
    check_day,
    check_notice,
    check_place,
    check_size,
    panel_limits,
)
from touyan.leadership.rules.hearing_words import ExcuseGround, HearingForm, HearingState
from touyan.leadership.rules.hearing_words import HearingStep as Step
from touyan.leadership.rules.panel import draw, free_numbers, listed, next_called, officer_of
from touyan.matters.actions.ledger import What, enter, lock, roles_at
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@dataclass(frozen=True)
class HearingPlan:
    """What is fixed when a hearing is set."""

    form: HearingForm
    at: datetime
    place: str
    question: str
    chair: Account
    at_place: bool = False
    attend: str = ""


@transaction.atomic
def set_hearing(
    *,
    matter_id: uuid.UUID,
    plan: HearingPlan,
    request_id: uuid.UUID | None = None,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Hearing:
    """The chief approves a hearing and fixes form, time, place and chair (articles 4, 12, 13)."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check("set_hearing", state=None, roles=roles_at(matter, viewer_of(by, now=now)))
    _check_plan(matter, plan, now)
    charge = open_charge(matter)
    leads = leader_on(matter, legal_day(now)) is not None
    hearing = Hearing.objects.create(
        matter=matter, organ=matter.organ, request=_granted(matter, request_id),
        charge=charge if leads else None, form=plan.form, question=plan.question.strip(),
        at_place=plan.at_place, place=plan.place.strip(), on=legal_day(plan.at), at=plan.at,
        attend=plan.attend.strip(), chair=plan.chair, state=HearingState.SET, set_by=by,
        set_at=now,
    )  # fmt: skip
    detail: dict[str, object] = {"hearing_on": hearing.on.isoformat(), "form": plan.form.value}
    if plan.form is HearingForm.SIMPLIFIED:  # a rule of its own may say how many
        detail["days_before"] = notice_days_of(matter, plan.form, set_on=legal_day(now))
    enter(matter, "set_hearing", by=by, now=now, what=What(detail=detail))
    return hearing


def _check_plan(matter: Matter, plan: HearingPlan, now: datetime) -> None:
    if matter.stage in ENDED:
        raise Refused(NOTHING_LEFT)
    if hearing_under_way(matter):
        raise Conflict(UNDER_WAY)
    check_place(form=plan.form, place=plan.place, question=plan.question)
    if plan.at <= now:
        raise Refused(N_("The hearing lies in the past."))
    days = notice_days_of(matter, plan.form, set_on=legal_day(now))
    check_day(on=legal_day(now), hearing_on=legal_day(plan.at), days=days)
    check_chair(chair_facts(matter, plan.chair, on=legal_day(now), now=now))


def _granted(matter: Matter, request_id: uuid.UUID | None) -> HearingRequest | None:
    if request_id is None:
        return None
    found = HearingRequest.objects.filter(public_id=request_id, matter=matter, granted=True)
    request = found.first()
    if request is None:
        raise Refused(N_("That application was not granted on this matter."))
    return request


def lock_hearing(
    hearing_id: uuid.UUID, verb: str, *, by: Account, now: datetime, version: int | None
) -> tuple[Matter, Hearing, HearingMove]:
    """The matter and its hearing, locked in this order, and the move if it may be made now."""
    found = Hearing.objects.filter(public_id=hearing_id).select_related("matter").first()
    if found is None:
        raise NotVisible
    matter = lock(found.matter.public_id, by=by, now=now, version=version)
    hearing = Hearing.objects.select_for_update().get(pk=found.pk)
    roles = roles_at(matter, viewer_of(by, now=now))
    return matter, hearing, check(verb, state=HearingState(hearing.state), roles=roles)


def move_hearing(hearing: Hearing, move: HearingMove, *fields: str) -> None:
    """Keep the hearing where the move leads it."""
    hearing.state = move.lands(HearingState(hearing.state))
    hearing.save(update_fields=["state", *fields])


@transaction.atomic
def draw_panel(
    *, hearing_id: uuid.UUID, size: int, by: Account, now: datetime, version: int | None = None
) -> list[PanelSeat]:
    """Draw the panel from the pool without those who have an interest; once for each hearing,
    with a seed nobody chose, kept with the list it was drawn from so that anyone can repeat it."""
    matter, hearing, _move = lock_hearing(hearing_id, "draw_panel", by=by, now=now, version=version)
    if hearing.seed:
        raise Conflict(N_("The panel is drawn already; it is drawn once for each hearing."))
    check_size(size, panel_limits(panel_rule(matter, "P1", on=hearing.on)))
    hearing.pool = listed(candidates_of(matter, on=hearing.on), circle_of(matter))
    hearing.seed, hearing.drawn_by, hearing.drawn_at = secrets.token_hex(8), by, now
    called = draw(hearing.seed, free_numbers(hearing.pool), size)
    hearing.save(update_fields=["pool", "seed", "drawn_by", "drawn_at"])
    seats = [_seat(hearing, code, place) for place, code in enumerate(called, start=1)]
    what = What(detail={"seed": hearing.seed, "size": size})
    enter(matter, "draw_panel", by=by, now=now, what=what)
    return seats


def _seat(
    hearing: Hearing, code: str, place: int, *, follows: PanelSeat | None = None
) -> PanelSeat:
    entry = next(one for one in hearing.pool if one["code"] == code)
    officer = HearingOfficer.objects.get(public_id=officer_of(entry))
    return PanelSeat.objects.create(hearing=hearing, officer=officer, place=place, follows=follows)


@transaction.atomic
def excuse_officer(
    *,
    hearing_id: uuid.UUID,
    seat_id: uuid.UUID,
    ground: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> PanelSeat | None:
    """Excuse an officer with the reason. Before notice the next of the same draw follows; after
    it nobody new is called, because the parties were told the names (article 10)."""
    matter, hearing, _move = lock_hearing(
        hearing_id, "excuse_officer", by=by, now=now, version=version
    )
    seat = hearing.seats.filter(public_id=seat_id, excused="").first()
    if seat is None or hasattr(seat, "opinion"):
        raise Conflict(N_("This officer does not sit, or has given an opinion already."))
    if ground not in set(ExcuseGround) or not reason.strip():
        raise Refused(N_("Choose the ground and give the reason."))
    seat.excused, seat.excused_why = ground, reason.strip()
    seat.excused_by, seat.excused_at = by, now
    seat.save(update_fields=["excused", "excused_why", "excused_by", "excused_at"])
    follows = _replace(hearing, seat) if hearing.state == HearingState.SET else None
    what = What(reason=reason, detail={"ground": ground})
    enter(matter, "excuse_officer", by=by, now=now, what=what)
    return follows


def _replace(hearing: Hearing, seat: PanelSeat) -> PanelSeat | None:
    seated = {str(code) for code in hearing.seats.values_list("officer__public_id", flat=True)}
    called = [one["code"] for one in hearing.pool if officer_of(one) in seated]
    code = next_called(hearing.seed, free_numbers(hearing.pool), called)
    return _seat(hearing, code, len(called) + 1, follows=seat) if code else None


@transaction.atomic
def give_notice(
    *,
    hearing_id: uuid.UUID,
    how: str,
    on: date | None = None,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Hearing:
    """The participants are told matter, time and place, the parties also chair and officers by
    name, at least three days before (article 10)."""
    matter, hearing, move = lock_hearing(
        hearing_id, "give_hearing_notice", by=by, now=now, version=version
    )
    if not how.strip():
        raise Refused(N_("Say how the participants were told."))
    day = on or legal_day(now)
    if day < legal_day(hearing.drawn_at or now):
        raise Refused(N_("Notice names the officers: it is not given before they are drawn."))
    check_seated(matter, hearing)
    _last, days = last_day_of_notice(hearing)
    check_notice(on=day, hearing_on=hearing.on, days=days)
    check_chair(chair_facts(matter, hearing.chair, on=legal_day(now), now=now))
    hearing.noticed_on, hearing.noticed_how = day, how.strip()
    move_hearing(hearing, move, "noticed_on", "noticed_how")
    enter(matter, "give_hearing_notice", by=by, now=now, what=What(happened_on=day))
    return hearing


def check_seated(matter: Matter, hearing: Hearing) -> None:
    """Refuse to go on with fewer or more officers than the rule has."""
    seated = seats_of(hearing).filter(excused="").count()
    check_size(seated, panel_limits(panel_rule(matter, "P1", on=hearing.on)))


@transaction.atomic
def cancel_hearing(
    *, hearing_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Hearing:
    """Call a hearing off with the reason; it may be set anew for another day."""
    matter, hearing, move = lock_hearing(
        hearing_id, "cancel_hearing", by=by, now=now, version=version
    )
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    if StepRow.objects.filter(hearing=hearing, step=Step.DELIBERATE).exists():
        raise Refused(N_("The hearing officers have deliberated: their opinions are entered."))
    hearing.cancelled_at, hearing.cancelled_why = now, reason.strip()
    move_hearing(hearing, move, "cancelled_at", "cancelled_why")
    enter(matter, "cancel_hearing", by=by, now=now, what=What(reason=reason))
    return hearing
