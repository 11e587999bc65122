"""Measures of help begun, answered and ended; each a deed of the leader in charge, if there is
one."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible
from touyan.kernel.messages import N_, Message, as_data
from touyan.leadership.models import Deed, HelpMeasure
from touyan.leadership.queries.charges import open_charge, stands_in
from touyan.leadership.rules.helping import (
    HELPERS,
    HelpEntry,
    HelpKind,
    check_ending,
    check_help,
)
from touyan.leadership.rules.words import ChargeState, LeaderAct
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Act, Matter
from touyan.matters.queries import visible
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


def require_helper(matter: Matter, by: Account, now: datetime) -> None:
    """Those who handle the matter in its office arrange help."""
    if not viewer_of(by, now=now).holds(HELPERS, organ_path=matter.organ.path):
        raise NotPermitted(N_("This is for those who handle the matter in its office."))


def deed_of_help(act: Act, *, measure: str, result: str) -> None:
    """Under a charge taken on, relief or coordination also counts among the leader's acts; anyone
    handling the matter may do it in the leader's stead."""
    charge = open_charge(act.matter)
    if charge is None or charge.state != ChargeState.ACCEPTED:
        return
    if act.happened_on < legal_day(charge.named_at):
        return
    day = legal_day(act.at)
    Deed.objects.create(
        charge=charge,
        kind=LeaderAct.RELIEF,
        happened_on=act.happened_on,
        at=act.at,
        by=act.by,
        on_behalf=bool(act.by_id and stands_in(act.by_id, charge, on=day)),
        evidence={"measure": measure, "result": result},
        act=act,
    )


@transaction.atomic
def begin_help(
    *,
    matter_id: uuid.UUID,
    entry: HelpEntry,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> HelpMeasure:
    """Begin a measure of help. Coordination counts among the leader's acts."""
    matter = lock(matter_id, by=by, now=now, version=version)
    require_helper(matter, by, now)
    check_help(entry, today=legal_day(now))
    check_no_bargain([entry.text, entry.consent, entry.who])
    measure = HelpMeasure.objects.create(
        matter=matter, kind=entry.kind, who=entry.who.strip(), text=entry.text.strip(),
        begun_on=entry.begun_on, begun_by=by, at=now, consent=entry.consent.strip(),
        neutral=entry.neutral, unpaid=entry.unpaid, reference=entry.reference.strip(),
    )  # fmt: skip
    what = What(happened_on=entry.begun_on, detail={"help": entry.kind.value})
    act = enter(matter, "begin_help", by=by, now=now, what=what)
    if entry.kind is HelpKind.COORDINATION:
        deed_of_help(act, measure=f"与{measure.who}协调：{measure.text}", result="待答复")
    return measure


@transaction.atomic
def end_help(
    *, measure_id: uuid.UUID, result: str, on: date, by: Account, now: datetime
) -> HelpMeasure:
    """End a measure with what came of it: a report, an answer, an agreement."""
    measure, matter = locked(measure_id, by=by, now=now)
    require_helper(matter, by, now)
    check_ending(result, on=on, begun_on=measure.begun_on, today=legal_day(now))
    check_no_bargain([result])
    measure.result, measure.ended_on, measure.ended_by = result.strip(), on, by
    measure.save(update_fields=["result", "ended_on", "ended_by"])
    what = What(happened_on=on, detail={"help": measure.kind})
    act = enter(matter, "end_help", by=by, now=now, what=what)
    if measure.kind == HelpKind.COORDINATION:
        deed_of_help(act, measure=f"与{measure.who}协调：{measure.text}", result=measure.result)
    return measure


def set_pause(measure: HelpMeasure, *, refused: Message | None) -> None:
    """Note whether the matter pauses for this appraisal, or why it cannot."""
    measure.pauses = refused is None
    measure.not_paused = as_data(refused) if refused else None
    measure.save(update_fields=["pauses", "not_paused"])


def locked(measure_id: uuid.UUID, *, by: Account, now: datetime) -> tuple[HelpMeasure, Matter]:
    """The measure still running and its matter, both locked."""
    seen = visible(viewer=viewer_of(by, now=now))
    found = HelpMeasure.objects.filter(public_id=measure_id, matter__in=seen)
    first = found.select_related("matter").first()
    if first is None:
        raise NotVisible
    matter = lock(first.matter.public_id, by=by, now=now)
    measure = HelpMeasure.objects.select_for_update().get(pk=first.pk)
    if measure.ended_on:
        raise Conflict(N_("This measure was ended meanwhile; look at it again."))
    return measure, matter
