"""A bulletin's figures frozen and set free again, numbers bound, and the bulletin issued."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import staff_of, viewer_of
from touyan.statistics.actions.bulletins import bind, follow_up, lock_bulletin
from touyan.statistics.actions.freezing import freeze_figure
from touyan.statistics.models import BulletinVersion
from touyan.statistics.queries.bulletins import bound_said, few_in, organs_of, slice_of
from touyan.statistics.queries.own import measures_for
from touyan.statistics.rules.bulletins import (
    ISSUERS,
    Bound,
    check_complete,
    check_issuer,
    from_data,
)
from touyan.statistics.rules.typed import typed_in


@transaction.atomic
def bind_number(
    *, bulletin_id: uuid.UUID, seen: int | None, start: int, bound: Bound, by: Account,
    now: datetime,
) -> BulletinVersion:  # fmt: skip
    """Let a figure stand where a number was typed by hand."""
    bulletin, newest = lock_bulletin(bulletin_id, seen=seen, by=by, now=now)
    typed = next((one for one in typed_in(newest.text) if one.start == start), None)
    if typed is None:
        raise Conflict(N_("This number is no longer in the text."))
    key, figures = bind(bulletin, newest, bound, by=by, now=now)
    text = f"{newest.text[: typed.start]}{{{key}}}{newest.text[typed.end :]}"
    return follow_up(bulletin, newest, "bulletin.bind", newest.title, text, figures, by=by,
                     now=now)  # fmt: skip


@transaction.atomic
def keep_figure(
    *, bulletin_id: uuid.UUID, seen: int | None, key: str, live: bool, by: Account, now: datetime
) -> BulletinVersion:
    """Freeze one figure of a draft as it is now, or let it follow the register again."""
    bulletin, newest = lock_bulletin(bulletin_id, seen=seen, by=by, now=now)
    if key not in newest.figures:
        raise NotVisible
    bound = from_data(newest.figures[key])
    if live == (not bound.frozen):
        return newest
    kept = bound.taken_from("") if live else _frozen(bound, by=by, now=now)
    figures = {**newest.figures, key: kept.as_data()}
    verb = "bulletin.loosen" if live else "bulletin.freeze"
    return follow_up(bulletin, newest, verb, newest.title, newest.text, figures, by=by, now=now)


@transaction.atomic
def issue_bulletin(
    *, bulletin_id: uuid.UUID, seen: int | None, by: Account, now: datetime
) -> BulletinVersion:
    """Issue it: every figure the text says is frozen, and nothing of it changes any more."""
    bulletin, newest = lock_bulletin(bulletin_id, seen=seen, by=by, now=now)
    check_issuer(
        viewer_of(by, now=now), organ_path=bulletin.organ.path, written_by=newest.written_by_id,
        others=staff_of(bulletin.organ, *ISSUERS, on=legal_day(now)).exclude(pk=by.pk).exists(),
    )  # fmt: skip
    check_complete(f"{newest.title}\n{newest.text}" if newest.text.strip() else "")
    bound = bound_said(newest)
    few = few_in(bulletin, bound, on=legal_day(now))
    figures = {
        key: replace(
            one if one.frozen else _frozen(one, by=by, now=now), small=key in few
        ).as_data()
        for key, one in bound.items()
    }
    return follow_up(bulletin, newest, "bulletin.issue", newest.title, newest.text, figures,
                     by=by, now=now, issued=True)  # fmt: skip


def _frozen(bound: Bound, *, by: Account, now: datetime) -> Bound:
    organ = organs_of([bound])[bound.organ]
    measure = measures_for(organ, on=legal_day(now)).get(bound.measure)
    if measure is None:
        raise Refused(N_("A measure in the text is no longer in use: take its figure out."))
    frozen = freeze_figure(measure=measure, part=slice_of(bound, organ), by=by, now=now)
    return bound.taken_from(str(frozen.public_id))
