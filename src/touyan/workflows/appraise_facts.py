"""A forensic appraisal and the pause it brings: the measure of help and the matter's own move."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.messages import N_, Message
from touyan.leadership.actions.helping import begin_help, end_help, locked, set_pause
from touyan.leadership.models import HelpMeasure
from touyan.leadership.rules.helping import HelpEntry, HelpKind
from touyan.matters.actions import procedure
from touyan.matters.actions.ledger import lock, permitted
from touyan.matters.models import Act, Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.organs.models import Account

GROUND = "appraisal"


@transaction.atomic
def begin_measure(
    *,
    matter_id: uuid.UUID,
    entry: HelpEntry,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> HelpMeasure:
    """Begin a measure of help; for an appraisal the handling pauses where the rules allow it, and
    where they do not the measure stands with the reason."""
    measure = begin_help(matter_id=matter_id, entry=entry, by=by, now=now, version=version)
    if entry.kind is HelpKind.APPRAISAL:
        refused = _pause_refused(matter_id, by=by, now=now)
        if refused is None:
            procedure.pause(matter_id=matter_id, ground=GROUND, reason=entry.text, by=by, now=now)
        set_pause(measure, refused=refused)
    return measure


@transaction.atomic
def pause_for(*, measure_id: uuid.UUID, by: Account, now: datetime) -> HelpMeasure:
    """Pause the handling for a running appraisal somebody else began without being able to."""
    measure, matter = locked(measure_id, by=by, now=now)
    if measure.kind != HelpKind.APPRAISAL or measure.pauses:
        raise Conflict(N_("There is no appraisal here that still asks for a pause."))
    procedure.pause(matter_id=matter.public_id, ground=GROUND, reason=measure.text, by=by, now=now)
    set_pause(measure, refused=None)
    return measure


def _pause_refused(matter_id: uuid.UUID, *, by: Account, now: datetime) -> Message | None:
    try:
        permitted(lock(matter_id, by=by, now=now), "pause", by=by, now=now, reason=GROUND)
    except Refused as refused:
        return refused.message
    return None


@transaction.atomic
def end_measure(
    *, measure_id: uuid.UUID, result: str, on: date, by: Account, now: datetime
) -> HelpMeasure:
    """End a measure. When the last appraisal for which the matter pauses ends, handling goes on."""
    measure, matter = locked(measure_id, by=by, now=now)
    measure = end_help(measure_id=measure_id, result=result, on=on, by=by, now=now)
    if measure.pauses and not _handed_on(measure, matter):
        procedure.resume(matter_id=matter.public_id, by=by, now=now)
    return measure


def _handed_on(measure: HelpMeasure, matter: Matter) -> bool:
    """Whether another appraisal still runs, for which the pause then stands; or no pause is left
    because somebody resumed by hand."""
    pauses = Act.objects.filter(matter=matter, verb="pause").order_by("id")
    last = pauses.values_list("detail__reason", flat=True).last()
    if matter.stage != Stage.PAUSED or last != GROUND:
        return True
    running = HelpMeasure.objects.filter(
        matter=matter, kind=HelpKind.APPRAISAL, ended_on__isnull=True
    )
    other = running.order_by("id").first()
    if other is None:
        return False
    set_pause(other, refused=None)
    return True
