"""A petitioner reads that the matter may become a typical case, agrees or not, takes the consent
back, objects. Nothing in it names a person or repeats a word of the file."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.exemplars.actions.asking import answer_online
from touyan.exemplars.actions.grounds import object_online, revoke_online
from touyan.exemplars.models import Exemplar, Ground, Objection
from touyan.exemplars.queries.file import askings_of, grounds_of, objections_of
from touyan.exemplars.rules.words import Basis, Ruling, State
from touyan.matters.models import Matter
from touyan.workflows.public_access import petition_of_code


@dataclass(frozen=True)
class Answered:
    """An objection as the petitioner reads it: what was said, what was decided and why."""

    text: str
    on: date
    upheld: bool | None
    reason: str


@dataclass(frozen=True)
class PublicCase:
    """A case made of the petitioner's matter, and what can be said about it."""

    public_id: uuid.UUID
    asked: str
    consented_on: date | None
    public_interest: bool
    objections: tuple[Answered, ...]
    published: bool
    ended: bool

    @property
    def may_object(self) -> bool:
        return not self.ended and not any(one.upheld is None for one in self.objections)


def cases_of_matter(matter: Matter) -> list[PublicCase]:
    """Those the petitioner was ever asked about or that are published or to be published on a
    ground; what is merely considered within the offices is not told."""
    found = Exemplar.objects.filter(matter=matter).order_by("id")
    return [one for one in map(_told, found) if _concerns(one)]


def _concerns(case: PublicCase) -> bool:
    open_ways = case.asked or case.consented_on or case.public_interest or case.published
    return bool(case.objections) or (bool(open_ways) and not case.ended)


def _told(exemplar: Exemplar) -> PublicCase:
    asking = askings_of(exemplar).filter(answered_at__isnull=True).first()
    ended = exemplar.state == State.WITHDRAWN
    standing = {one.kind: one for one in grounds_of(exemplar) if one.revoked_at is None}
    consent = standing.get(Basis.CONSENT.value)
    return PublicCase(
        public_id=exemplar.public_id,
        asked=asking.text if asking and not ended else "",
        consented_on=consent.signed_on if consent else None,
        public_interest=Basis.PUBLIC_INTEREST.value in standing,
        objections=tuple(_answered(one) for one in objections_of(exemplar)),
        published=exemplar.state == State.ISSUED,
        ended=ended,
    )


def _answered(one: Objection) -> Answered:
    upheld = one.outcome == Ruling.UPHELD if one.outcome else None
    return Answered(one.text, legal_day(one.received_at), upheld, one.reason)


def _agree(exemplar: Exemplar, text: str, now: datetime) -> None:
    answer_online(exemplar_pk=exemplar.pk, agreed=True, now=now)


def _decline(exemplar: Exemplar, text: str, now: datetime) -> None:
    answer_online(exemplar_pk=exemplar.pk, agreed=False, now=now)


def _revoke(exemplar: Exemplar, text: str, now: datetime) -> None:
    """Every consent that stands."""
    given = Ground.objects.filter(exemplar=exemplar, kind=Basis.CONSENT, revoked_at__isnull=True)
    for one in given:
        revoke_online(exemplar_pk=exemplar.pk, ground_id=one.public_id, now=now)


def _object(exemplar: Exemplar, text: str, now: datetime) -> None:
    object_online(exemplar_pk=exemplar.pk, text=text, now=now)


_DEEDS: dict[str, Callable[[Exemplar, str, datetime], None]] = {
    "agree": _agree, "decline": _decline, "revoke": _revoke, "object": _object,
}  # fmt: skip


@transaction.atomic
def answer(
    code: str, tail: str, *, case_id: uuid.UUID, deed: str, text: str, now: datetime
) -> PublicCase | None:
    """Do what the petitioner says, or only show the case; None where code, digits and case do not
    belong together."""
    found = _known(code, tail, case_id)
    if found is None:
        return None
    if deed in _DEEDS:
        _DEEDS[deed](found, text, now)
        found.refresh_from_db()
    return _told(found)


def _known(code: str, tail: str, case_id: uuid.UUID) -> Exemplar | None:
    petition = petition_of_code(code, tail)
    belonging: Any = getattr(petition, "belonging", None)
    if belonging is None:
        return None
    found = Exemplar.objects.filter(matter=belonging.matter_id, public_id=case_id).first()
    return found if found and _concerns(_told(found)) else None
