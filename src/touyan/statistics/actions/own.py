"""Composing a measure, approving it as a second person, and taking it back."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from touyan.audit.actions import record
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.statistics.models import OwnMeasure
from touyan.statistics.queries.own import own_measure_by_id
from touyan.statistics.rules.own import (
    Composed,
    check_approver,
    check_composed,
    check_composer,
    check_undecided,
    may_approve,
)

Status = OwnMeasure.Status


@transaction.atomic
def compose_measure(
    *, entered: Composed, organ: Organ, by: Account, now: datetime, after: OwnMeasure | None = None
) -> OwnMeasure:
    """Propose a measure, or a new version of one; nothing shows it before it is approved."""
    organ = after.organ if after else organ
    check_composer(viewer_of(by, now=now), organ_path=organ.path)
    check_composed(entered)
    Organ.objects.select_for_update().get(pk=organ.pk)
    made = uuid.uuid4()
    code = after.code if after else f"own-{made.hex[:10]}"
    last = OwnMeasure.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0
    row = OwnMeasure.objects.create(
        public_id=made, code=code, version=last + 1, organ=organ,
        name_zh=entered.name_zh.strip(), name_en=entered.name_en.strip(),
        note_zh=entered.note_zh.strip(), note_en=entered.note_en.strip(),
        counts=entered.written(entered.counts), of=entered.written(entered.of, are_of=True),
        left_out=entered.written(entered.left_out, are_of=True),
        valid_from=entered.valid_from, valid_to=entered.valid_to, composed_by=by, composed_at=now,
    )  # fmt: skip
    _note("measure.compose", row, by=by, now=now)
    return row


@transaction.atomic
def approve_measure(*, public_id: uuid.UUID, by: Account, now: datetime) -> OwnMeasure:
    """Put a proposed measure in use from its first day."""
    row = _locked(public_id, by=by, now=now)
    check_approver(
        viewer_of(by, now=now), organ_path=row.organ.path, composer_id=row.composed_by_id
    )
    check_undecided(row.status)
    row.status, row.approved_by, row.approved_at = Status.APPROVED, by, now
    row.save(update_fields=["status", "approved_by", "approved_at"])
    _note("measure.approve", row, by=by, now=now)
    return row


@transaction.atomic
def withdraw_measure(
    *, public_id: uuid.UUID, reason: str, by: Account, now: datetime
) -> OwnMeasure:
    """Take back a proposal, as its composer or whoever might approve it, or a measure in use, as
    the latter. Figures frozen by it keep their definition."""
    row = _locked(public_id, by=by, now=now)
    is_own_proposal = row.status == Status.PROPOSED and row.composed_by_id == by.pk
    if not is_own_proposal and not may_approve(viewer_of(by, now=now), organ_path=row.organ.path):
        raise NotPermitted(
            N_("A measure is taken back by leaders and heads of the office or one above.")
        )
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    if row.status == Status.WITHDRAWN:
        raise Refused(N_("This version has already been withdrawn."))
    row.status, row.reason = Status.WITHDRAWN, reason.strip()
    row.withdrawn_by, row.withdrawn_at = by, now
    row.save(update_fields=["status", "reason", "withdrawn_by", "withdrawn_at"])
    _note("measure.withdraw", row, by=by, now=now)
    return row


def _locked(public_id: uuid.UUID, *, by: Account, now: datetime) -> OwnMeasure:
    found = own_measure_by_id(public_id, viewer=viewer_of(by, now=now))
    return (
        OwnMeasure.objects.select_for_update(of=("self",)).select_related("organ").get(pk=found.pk)
    )


def _note(verb: str, row: OwnMeasure, *, by: Account, now: datetime) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="measure", subject_id=row.public_id,
        organ_id=row.organ_id,
        detail={"measure": row.code, "name": row.name_zh, "version": row.version,
                "reason": row.reason},
    )  # fmt: skip
