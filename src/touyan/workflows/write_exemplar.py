"""The text of a typical case, written with what the register knows of its matter: first told from
the acts, its true words replaced, and read by the gate when it is put forward."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.exemplars.actions import anonymising, approvals
from touyan.exemplars.actions.approvals import Looked
from touyan.exemplars.actions.moving import lock_exemplar
from touyan.exemplars.actions.writing import add_version
from touyan.exemplars.models import Exemplar, Version
from touyan.exemplars.queries.access import exemplar_by_public_id, lies_of
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.sealed import index_of, known_of
from touyan.exemplars.queries.writing import unanswered_of
from touyan.exemplars.rules.anonymise import Change, changes
from touyan.exemplars.rules.content import pieces_of
from touyan.exemplars.rules.gate import Leak, leaks
from touyan.exemplars.rules.running import check_writer
from touyan.exemplars.rules.telling import Done, told
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.matters.models import Act
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.workflows.gather_secrets import secrets_of


@dataclass(frozen=True)
class Word:
    """One true word of the text before it is replaced: its key, and every place it stands at."""

    key: str
    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        return self.changes[0]


def words_in(exemplar: Exemplar, version: Version | None) -> list[Word]:
    """Every word to be replaced in the text, with what would stand for it and why."""
    if version is None:
        return []
    found: dict[str, list[Change]] = {}
    known = known_of(exemplar)
    for change in changes(pieces_of(version.content), secrets_of(exemplar.matter), known):
        found.setdefault(index_of(exemplar, *change.word).hex(), []).append(change)
    return [Word(key, tuple(row)) for key, row in found.items()]


def leaks_in(exemplar: Exemplar, version: Version | None) -> list[Leak]:
    """What the gate finds in the text as it stands."""
    content = version.content if version else {}
    return leaks(pieces_of(content), secrets_of(exemplar.matter)) if version else []


@transaction.atomic
def tell_from_acts(*, exemplar_id: uuid.UUID, by: Account, now: datetime) -> Version:
    """Write what the acts of the matter say and the text does not tell of yet."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), lies_of(exemplar))
    newest = newest_version(exemplar)
    before = newest.content if newest else None
    content = told(_acts(exemplar), before)
    if before and content == before:
        raise Refused(N_("The text tells of every act already."))
    return add_version(exemplar, content, after=newest, by=by, now=now)


def _acts(exemplar: Exemplar) -> list[Done]:
    rows = Act.objects.filter(matter=exemplar.matter_id).select_related("organ").order_by("id")
    return [Done(str(row.pk), row.verb, row.happened_on, row.organ.level) for row in rows]


@transaction.atomic
def replace_words(
    *, exemplar_id: uuid.UUID, chosen: Collection[str], base: int, by: Account, now: datetime
) -> Version:
    """Put the proposed substitutes for the chosen words."""
    exemplar = exemplar_by_public_id(exemplar_id, viewer=viewer_of(by, now=now))
    secrets = secrets_of(exemplar.matter)
    newest = newest_version(exemplar)
    pieces = pieces_of(newest.content) if newest else []
    return anonymising.replace_words(
        exemplar_id=exemplar_id, secrets=secrets, chosen=chosen, base=base, by=by, now=now,
        proposed=changes(pieces, secrets, known_of(exemplar)),
    )  # fmt: skip


def looked_at(exemplar: Exemplar) -> Looked:
    """What the gate and the approvers ask of the newest text."""
    newest = newest_version(exemplar)
    digest = newest.digest if newest else ""
    return Looked(secrets_of(exemplar.matter), digest, len(unanswered_of(exemplar, newest)))


@transaction.atomic
def submit(*, exemplar_id: uuid.UUID, by: Account, now: datetime, **more: Any) -> Exemplar:
    """Put the text before its approvers, through the gate."""
    exemplar = exemplar_by_public_id(exemplar_id, viewer=viewer_of(by, now=now))
    looked = looked_at(exemplar)
    return approvals.submit(exemplar_id=exemplar_id, looked=looked, by=by, now=now, **more)


@transaction.atomic
def approve(*, exemplar_id: uuid.UUID, by: Account, now: datetime, **more: Any) -> Exemplar:
    """Approve the text for one's office; all that was asked to put it forward is asked again."""
    exemplar = exemplar_by_public_id(exemplar_id, viewer=viewer_of(by, now=now))
    looked = looked_at(exemplar)
    return approvals.approve(exemplar_id=exemplar_id, looked=looked, by=by, now=now, **more)
