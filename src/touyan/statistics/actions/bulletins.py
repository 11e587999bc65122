"""Writing a bulletin: begun, written on, figures bound."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.statistics.models import Bulletin, BulletinVersion
from touyan.statistics.queries.bulletins import bulletin_by_public_id, versions_of
from touyan.statistics.queries.own import measures_for
from touyan.statistics.rules.bulletins import (
    MOST_FIGURES,
    Bound,
    check_bound,
    check_words,
    check_writer,
    next_key,
    put_in,
)
from touyan.statistics.rules.months import Months


@transaction.atomic
def begin_bulletin(
    *, organ: Organ, title: str, language: str, months: Months, by: Account, now: datetime
) -> Bulletin:
    """Begin a bulletin of an office about some months."""
    check_writer(viewer_of(by, now=now), organ_path=organ.path)
    check_words(title, "", known=())
    bulletin = Bulletin.objects.create(
        organ=organ, first=months.first, last=months.last, language=language, begun_at=now
    )
    _enter(bulletin, 1, title.strip(), "", {}, by=by, now=now)
    note("bulletin.begin", bulletin, by=by, now=now)
    return bulletin


@transaction.atomic
def write_bulletin(
    *, bulletin_id: uuid.UUID, seen: int | None, title: str, text: str, by: Account, now: datetime
) -> BulletinVersion:
    """Keep the words as the next version; where nothing changed there is none."""
    bulletin, newest = lock_bulletin(bulletin_id, seen=seen, by=by, now=now)
    check_words(title, text, known=newest.figures)
    words = title.strip(), _lines(text)
    if words == (newest.title, newest.text):
        return newest
    return follow_up(bulletin, newest, "bulletin.write", *words, newest.figures, by=by, now=now)


@transaction.atomic
def add_figure(
    *, bulletin_id: uuid.UUID, seen: int | None, title: str, text: str, bound: Bound, by: Account,
    now: datetime,
) -> BulletinVersion:  # fmt: skip
    """Keep the words with one more figure, at the place left for it or at the end."""
    bulletin, newest = lock_bulletin(bulletin_id, seen=seen, by=by, now=now)
    check_words(title, text, known=newest.figures)
    key, figures = bind(bulletin, newest, bound, by=by, now=now)
    text = put_in(_lines(text), key)
    check_words(title, text, known=figures)
    return follow_up(bulletin, newest, "bulletin.bind", title.strip(), text, figures, by=by,
                     now=now)  # fmt: skip


@transaction.atomic
def take_bulletin(*, bulletin_id: uuid.UUID, form: str, by: Account, now: datetime) -> Bulletin:
    """The bulletin for a file; a row says who took it."""
    bulletin = bulletin_by_public_id(bulletin_id, viewer=viewer_of(by, now=now))
    note("bulletin.take", bulletin, by=by, now=now, paper=form)
    return bulletin


def bind(
    bulletin: Bulletin, newest: BulletinVersion, bound: Bound, *, by: Account, now: datetime
) -> tuple[str, dict[str, Any]]:
    """The key of one more figure, and all figures with it."""
    organ = Organ.objects.filter(code=bound.organ).first()
    if organ is None or not viewer_of(by, now=now).in_scope(organ.path):
        raise NotVisible
    check_bound(bound, measures_for(organ, on=legal_day(now)).get(bound.measure))
    if len(newest.figures) >= MOST_FIGURES:
        raise Refused(N_("A bulletin holds at most %(number)s figures."), number=MOST_FIGURES)
    key = next_key(versions_of(bulletin).values_list("figures", flat=True))
    return key, {**newest.figures, key: bound.as_data()}


def lock_bulletin(
    bulletin_id: uuid.UUID, *, seen: int | None, by: Account, now: datetime
) -> tuple[Bulletin, BulletinVersion]:
    """The bulletin and its newest version, to be written on: not issued, and the one seen."""
    viewer = viewer_of(by, now=now)
    bulletin = bulletin_by_public_id(bulletin_id, viewer=viewer)
    check_writer(viewer, organ_path=bulletin.organ.path)
    Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    newest = versions_of(bulletin)[0]
    if newest.issued:
        raise Refused(N_("The bulletin was issued and no longer changes."))
    if seen is not None and seen != newest.number:
        raise Conflict(
            N_("Somebody else wrote on this bulletin meanwhile. Read it again, then decide.")
        )
    return bulletin, newest


def follow_up(
    bulletin: Bulletin, newest: BulletinVersion, verb: str, title: str, text: str,
    figures: Mapping[str, Any], *, by: Account, now: datetime, issued: bool = False,
) -> BulletinVersion:  # fmt: skip
    """The next version, with its row in the audit log."""
    version = _enter(bulletin, newest.number + 1, title, text, figures, by=by, now=now,
                     issued=issued)  # fmt: skip
    note(verb, bulletin, by=by, now=now, version=version.number)
    return version


def _enter(
    bulletin: Bulletin, number: int, title: str, text: str, figures: Mapping[str, Any], *,
    by: Account, now: datetime, issued: bool = False,
) -> BulletinVersion:  # fmt: skip
    return BulletinVersion.objects.create(
        bulletin=bulletin, number=number, title=title, text=text, figures=dict(figures),
        issued=issued, written_by=by, written_at=now,
    )  # fmt: skip


def note(verb: str, bulletin: Bulletin, *, by: Account, now: datetime, **detail: Any) -> None:
    record(
        verb=verb, by=by, now=now, subject_type="bulletin", subject_id=bulletin.public_id,
        organ_id=bulletin.organ_id, detail=detail,
    )  # fmt: skip


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
