"""The course of a hearing: its steps, the opinions, its end, and what is made of the opinions."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.deeds import record_deed
from touyan.leadership.actions.hearings import check_seated, lock_hearing, move_hearing
from touyan.leadership.models import Hearing, HearingOpinion, HearingStep
from touyan.leadership.queries.charges import open_charge
from touyan.leadership.queries.hearings import (
    chair_facts,
    is_chief,
    may_weigh,
    opinions_of,
    panel_rule,
    seats_of,
)
from touyan.leadership.rules.hearing import (
    WEIGHERS,
    check_chair,
    check_over,
    check_recorder,
    check_step,
    check_weighing,
    majority,
    order_of_steps,
    steps_missing,
    steps_open,
)
from touyan.leadership.rules.hearing_words import OFFICE_SPEAKS, HearingState, Stance, Weight
from touyan.leadership.rules.hearing_words import HearingStep as Step
from touyan.leadership.rules.words import ChargeState, LeaderAct
from touyan.matters.actions.ledger import What, enter
from touyan.matters.models import Act, Matter
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account


@transaction.atomic
def enter_step(
    *,
    hearing_id: uuid.UUID,
    step: str,
    text: str,
    recorder: str = "",
    by: Account,
    now: datetime,
    version: int | None = None,
) -> HearingStep:
    """Enter what was said or done at one step, in the order of article 15. Whoever enters it is
    not always who keeps the record: the recorder is named."""
    matter, hearing, _move = lock_hearing(
        hearing_id, "hearing_step", by=by, now=now, version=version
    )
    _check_day(hearing, now)
    check_seated(matter, hearing)
    check_chair(chair_facts(matter, hearing.chair, on=hearing.on, now=now))
    order, optional = order_of_steps(panel_rule(matter, "P5", on=hearing.on))
    chosen = check_step(step, steps_open(order, optional, done_steps(hearing)), text)
    if chosen in OFFICE_SPEAKS:
        check_no_bargain([text])
    hearing.recorder = check_recorder(recorder, hearing.recorder)
    hearing.save(update_fields=["recorder"])
    row = HearingStep.objects.create(hearing=hearing, step=chosen, text=text.strip(), by=by, at=now)
    what = What(happened_on=hearing.on, detail={"step": chosen.value})
    enter(matter, "hearing_step", by=by, now=now, what=what)
    return row


def _check_day(hearing: Hearing, now: datetime) -> None:
    if legal_day(now) < hearing.on:
        raise Refused(N_("The day of the hearing has not come yet."))


def done_steps(hearing: Hearing) -> list[str]:
    """The steps entered so far."""
    rows = HearingStep.objects.filter(hearing=hearing).order_by("id")
    return list(rows.values_list("step", flat=True))


@transaction.atomic
def give_opinion(
    *,
    hearing_id: uuid.UUID,
    seat_id: uuid.UUID,
    stance: str,
    text: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> HearingOpinion:
    """Enter the opinion of one seated officer, once, after the panel has deliberated."""
    matter, hearing, _move = lock_hearing(
        hearing_id, "hearing_opinion", by=by, now=now, version=version
    )
    if Step.DELIBERATE not in done_steps(hearing):
        raise Refused(N_("Opinions follow the deliberation of the hearing officers."))
    seat = hearing.seats.filter(public_id=seat_id, excused="").first()
    if seat is None or hasattr(seat, "opinion"):
        raise Conflict(N_("This officer does not sit, or has given an opinion already."))
    if stance not in set(Stance) or not text.strip():
        raise Refused(N_("Choose the view and write its reasons."))
    opinion = HearingOpinion.objects.create(
        seat=seat, stance=stance, text=text.strip(), entered_by=by, at=now
    )
    enter(matter, "hearing_opinion", by=by, now=now, what=What(happened_on=hearing.on))
    return opinion


@transaction.atomic
def hold_hearing(
    *,
    hearing_id: uuid.UUID,
    record: str,
    present: str,
    read_back: bool,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Hearing:
    """The chair ends the hearing and signs its record; a leader in charge has thereby presided."""
    matter, hearing, move = lock_hearing(
        hearing_id, "hold_hearing", by=by, now=now, version=version
    )
    if by.pk != hearing.chair_id:
        raise NotPermitted(N_("The chair ends the hearing and signs its record."))
    if not present.strip():
        raise Refused(N_("Write who was present."))
    _check_day(hearing, now)
    check_chair(chair_facts(matter, hearing.chair, on=hearing.on, now=now))
    _check_over(matter, hearing, record=record, read_back=read_back)
    hearing.held_on, hearing.record, hearing.present = (
        legal_day(now), record.strip(), present.strip(),
    )  # fmt: skip
    move_hearing(hearing, move, "held_on", "record", "present")
    enter(matter, "hold_hearing", by=by, now=now, what=What(happened_on=hearing.on))
    _presided(matter, hearing, by=by, now=now)
    return hearing


def _check_over(matter: Matter, hearing: Hearing, *, record: str, read_back: bool) -> None:
    check_seated(matter, hearing)
    order, optional = order_of_steps(panel_rule(matter, "P5", on=hearing.on))
    missing = steps_missing(order, optional, done_steps(hearing))
    silent = seats_of(hearing).filter(excused="", opinion__isnull=True).count()
    check_over(missing, silent=silent, record=record, read=read_back)


def _presided(matter: Matter, hearing: Hearing, *, by: Account, now: datetime) -> None:
    """The leader's act with its evidence, where a leader was in charge that day."""
    charge = open_charge(matter)
    if charge is None or charge.state != ChargeState.ACCEPTED or charge.leader_id != by.pk:
        return
    if legal_day(charge.named_at) > hearing.on:
        return
    evidence = {"chair": by.get_short_name(), "record": hearing.record,
                "present": hearing.present}  # fmt: skip
    record_deed(
        matter_id=matter.public_id, kind=LeaderAct.PRESIDE, evidence=evidence,
        happened_on=hearing.on, by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def weigh_opinions(
    *,
    hearing_id: uuid.UUID,
    weight: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Hearing:
    """Whoever decides says whether the majority is followed; not following it waits for the
    chief's consent, unless it is the chief who decides."""
    matter, hearing, move = lock_hearing(
        hearing_id, "weigh_hearing", by=by, now=now, version=version
    )
    if not may_weigh(matter, by, now=now):
        raise NotPermitted(WEIGHERS)
    stances = list(opinions_of(hearing).values_list("stance", flat=True))
    chosen = check_weighing(majority(stances), weight, reason)
    check_no_bargain([reason])
    hearing.weight, hearing.weighed_why = chosen, reason.strip()
    hearing.weighed_by, hearing.weighed_at = by, now
    fields = ["weight", "weighed_why", "weighed_by", "weighed_at"]
    if chosen is not Weight.NOT_FOLLOWED:
        move_hearing(hearing, move, *fields)
    elif is_chief(matter, by, now=now):
        hearing.consent_by, hearing.consent_at = by, now
        move_hearing(hearing, move, *fields, "consent_by", "consent_at")
    else:
        hearing.save(update_fields=fields)
    what = What(reason=reason, detail={"weight": chosen.value})
    enter(matter, "weigh_hearing", by=by, now=now, what=what)
    return hearing


@transaction.atomic
def consent(
    *, hearing_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Hearing:
    """The chief consents to a decision against the majority, with the reason."""
    matter, hearing, move = lock_hearing(
        hearing_id, "consent_hearing", by=by, now=now, version=version
    )
    if not is_chief(matter, by, now=now):
        raise NotPermitted(N_("Only the chief procurator consents to this."))
    if hearing.weight != Weight.NOT_FOLLOWED:
        raise Refused(N_("Nobody has proposed not to follow the majority."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    check_no_bargain([reason])
    hearing.consent_by, hearing.consent_at, hearing.consent_why = by, now, reason.strip()
    move_hearing(hearing, move, "consent_by", "consent_at", "consent_why")
    enter(matter, "consent_hearing", by=by, now=now, what=What(reason=reason))
    return hearing


@transaction.atomic
def tell_outcome(
    *,
    hearing_id: uuid.UUID,
    whom: str,
    how: str,
    on: date | None = None,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Hearing:
    """The decision and its reasons were told to the officers, or to the petitioner."""
    matter, hearing, _move = lock_hearing(
        hearing_id, "tell_hearing_outcome", by=by, now=now, version=version
    )
    if whom not in ("officers", "petitioner") or not how.strip():
        raise Refused(N_("Say who was told and how."))
    check_no_bargain([how])
    if getattr(hearing, f"told_{whom}_on"):
        raise Conflict(N_("This was entered already."))
    if not Act.objects.filter(matter=matter, verb="decide", at__gte=hearing.weighed_at).exists():
        raise Refused(N_("The matter is not decided since the hearing: nothing can be told yet."))
    day = on or legal_day(now)
    setattr(hearing, f"told_{whom}_on", day)
    setattr(hearing, f"told_{whom}_how", how.strip())
    if hearing.told_officers_on and hearing.told_petitioner_on:
        hearing.state = HearingState.TOLD
    hearing.save(update_fields=["state", f"told_{whom}_on", f"told_{whom}_how"])
    what = What(happened_on=day, detail={"whom": whom})
    enter(matter, "tell_hearing_outcome", by=by, now=now, what=what)
    return hearing
