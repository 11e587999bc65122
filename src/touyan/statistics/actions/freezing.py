"""Giving a figure out for good, and restating it later with a reason."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.statistics.actions.counting import alone
from touyan.statistics.models import FrozenFigure
from touyan.statistics.queries.counted import Slice, followed_through
from touyan.statistics.queries.frozen import (
    as_record,
    definition_of,
    frozen_by_id,
    part_of,
    reckon,
)
from touyan.statistics.queries.own import measures_for
from touyan.statistics.rules.freezing import check_freezer, check_restatement, moment_of
from touyan.statistics.rules.measures import Measure


@transaction.atomic
def freeze_figure(*, measure: Measure, part: Slice, by: Account, now: datetime) -> FrozenFigure:
    """Freeze a figure as of the moment asked, or as far as the register is counted. The same
    figure as of the same moment is frozen once."""
    check_freezer(viewer_of(by, now=now), organ_path=part.organ.path)
    alone()
    part = part.of(moment=moment_of(part.moment, through=followed_through()))
    return _same(measure, part) or _freeze(measure, part, by=by, now=now)


@transaction.atomic
def restate_figure(
    *, frozen_id: uuid.UUID, reason: str, by: Account, now: datetime
) -> FrozenFigure:
    """Give the figure out again as it is known now; the earlier one stays beside it."""
    viewer = viewer_of(by, now=now)
    frozen = frozen_by_id(frozen_id, viewer=viewer)
    check_freezer(viewer, organ_path=frozen.organ.path)
    alone()
    moment = moment_of(None, through=followed_through())
    check_restatement(
        earlier=frozen.as_of, moment=moment, reason=reason,
        restated=FrozenFigure.objects.filter(restates=frozen).exists(),
    )  # fmt: skip
    known = measures_for(frozen.organ, on=legal_day(now))
    measure = known.get(frozen.measure) or definition_of(frozen)
    return _freeze(
        measure, part_of(frozen).of(moment=moment), by=by, now=now, restates=frozen,
        reason=reason.strip(),
    )  # fmt: skip


def _same(measure: Measure, part: Slice) -> FrozenFigure | None:
    return FrozenFigure.objects.filter(**_place(measure, part), restates=None).first()


def _place(measure: Measure, part: Slice) -> dict[str, object]:
    return {
        "measure": measure.code,
        "measure_version": measure.version,
        "organ": part.organ,
        "first": part.months.first,
        "last": part.months.last,
        "kind": part.kind,
        "channel": part.channel,
        "topic": part.topic,
        "as_of": part.moment,
    }


def _freeze(
    measure: Measure, part: Slice, *, by: Account, now: datetime,
    restates: FrozenFigure | None = None, reason: str = "",
) -> FrozenFigure:  # fmt: skip
    found = reckon(measure, part)
    frozen = FrozenFigure.objects.create(
        **_place(measure, part), definition=as_record(measure),
        numerator=found.figure.numerator, denominator=found.figure.denominator,
        left_out=dict(found.figure.left_out), digest=found.digest,
        median=found.figure.median, ninetieth=found.figure.ninetieth,
        frozen_by=by, frozen_at=now, restates=restates, reason=reason,
    )  # fmt: skip
    record(
        verb="figure.restate" if restates else "figure.freeze", by=by, now=now,
        subject_type="figure", subject_id=frozen.public_id, organ_id=part.organ.pk,
        detail={"measure": measure.code, "digest": found.digest},
    )  # fmt: skip
    return frozen
