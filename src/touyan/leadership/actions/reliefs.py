"""State judicial assistance on a matter: referred, decided by another, paid with proof."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Party
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.helping import deed_of_help, require_helper
from touyan.leadership.models import Relief
from touyan.leadership.queries.helping import (
    assists_once,
    cap_for,
    conditions_for,
    people_of,
    reliefs_to,
)
from touyan.leadership.rules.relief import (
    check_again,
    check_asked,
    check_conditions,
    check_decider,
    check_granted,
)
from touyan.matters.actions.ledger import What, enter, lock, roles_at
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

State = Relief.State


@transaction.atomic
def refer_relief(
    *,
    matter_id: uuid.UUID,
    party: Party,
    conditions: Mapping[str, str],
    hardship: str,
    months: int,
    asked: Decimal,
    by: Account,
    now: datetime,
    new_ground: str = "",
    version: int | None = None,
) -> Relief:
    """Refer a person of the matter for judicial assistance; offered by the office, asked or not."""
    matter = lock(matter_id, by=by, now=now, version=version)
    require_helper(matter, by, now)
    met = check_conditions(conditions, conditions_for(matter, now=now))
    if not hardship.strip():
        raise Refused(N_("Write the facts of the hardship."))
    check_no_bargain([hardship, new_ground, *(one["basis"] for one in met)])
    _check_person(matter, party, by, now)
    cap = cap_for(matter, now=now, party=party)
    again = check_again(new_ground, granted=cap.granted, once=assists_once(matter, now=now))
    check_asked(asked, months=months, cap=cap)
    relief = Relief.objects.create(
        matter=matter, organ=matter.organ, party=party, conditions=met, hardship=hardship.strip(),
        months=months, asked=asked, new_ground=again, referred_on=legal_day(now),
        referred_by=by, referred_at=now,
    )  # fmt: skip
    matter.hardship = True
    act = enter(matter, "refer_relief", by=by, now=now, what=What())
    deed_of_help(act, measure=f"提请国家司法救助：{relief.hardship}", result="待决定")
    return relief


def _check_person(matter: Matter, party: Party, by: Account, now: datetime) -> None:
    people = people_of(matter, viewer=viewer_of(by, now=now))
    if party.pk not in {one.pk for one in people}:
        raise Refused(N_("This person does not belong to the matter."))
    if reliefs_to(matter, party).filter(state=State.REFERRED).exists():
        raise Conflict(N_("A referral for this person waits for its decision already."))


@transaction.atomic
def grant_relief(
    *, relief_id: uuid.UUID, amount: Decimal, reason: str, by: Account, now: datetime
) -> Relief:
    """A leader grants a sum within the cap that holds on the day of the decision."""
    relief, matter = _locked(relief_id, by=by, now=now, state=State.REFERRED)
    _decide(relief, matter, reason, by, now)
    cap = cap_for(matter, now=now, party=relief.party)
    relief.cap, relief.wage = check_granted(amount, cap), cap.wage
    relief.granted_before = cap.granted
    relief.granted, relief.state = amount, State.GRANTED
    relief.save()
    act = enter(matter, "grant_relief", by=by, now=now, what=What(reason=reason))
    deed_of_help(act, measure="审批国家司法救助", result=f"同意救助{amount}元")
    return relief


@transaction.atomic
def refuse_relief(*, relief_id: uuid.UUID, reason: str, by: Account, now: datetime) -> Relief:
    """A leader refuses, with the reason the person is told."""
    relief, matter = _locked(relief_id, by=by, now=now, state=State.REFERRED)
    _decide(relief, matter, reason, by, now)
    relief.state = State.REFUSED
    relief.save()
    act = enter(matter, "refuse_relief", by=by, now=now, what=What(reason=reason))
    deed_of_help(act, measure="审批国家司法救助", result="不予救助")
    return relief


def _decide(relief: Relief, matter: Matter, reason: str, by: Account, now: datetime) -> None:
    same = relief.referred_by_id == by.pk
    check_decider(roles_at(matter, viewer_of(by, now=now)), referred_by_same=same)
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    check_no_bargain([reason])
    relief.reason, relief.decided_by, relief.decided_at = reason.strip(), by, now


@transaction.atomic
def pay_relief(*, relief_id: uuid.UUID, on: date, proof: str, by: Account, now: datetime) -> Relief:
    """What was granted was paid: the day and the proof."""
    relief, matter = _locked(relief_id, by=by, now=now, state=State.GRANTED)
    require_helper(matter, by, now)
    if not proof.strip():
        raise Refused(N_("Name the proof of payment."))
    if relief.decided_at and on < legal_day(relief.decided_at):
        raise Refused(N_("Payment cannot lie before the decision."))
    check_no_bargain([proof])
    relief.state, relief.paid_on, relief.paid_proof = State.PAID, on, proof.strip()
    relief.paid_by = by
    relief.save()
    enter(matter, "pay_relief", by=by, now=now, what=What(happened_on=on))
    return relief


def _locked(
    relief_id: uuid.UUID, *, by: Account, now: datetime, state: str
) -> tuple[Relief, Matter]:
    """The relief and its matter, both locked, while it stands where the step begins."""
    seen = visible(viewer=viewer_of(by, now=now))
    found = Relief.objects.filter(public_id=relief_id, matter__in=seen).select_related("matter")
    first = found.first()
    if first is None:
        raise NotVisible
    matter = lock(first.matter.public_id, by=by, now=now)
    relief = Relief.objects.select_for_update().get(pk=first.pk)
    if relief.state != state:
        raise Conflict(N_("This relief was decided or paid meanwhile; look at it again."))
    return relief, matter
