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
from touyan.exemplars.models import Asking, Exemplar, Ground, Objection
from touyan.exemplars.queries.consenting import petitioners_of
from touyan.exemplars.queries.file import askings_of, grounds_of, objections_of
from touyan.exemplars.rules.words import Basis, Ruling, State
from touyan.intake.models import Petition
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.matters.models import Matter
from touyan.workflows.public_access import entries_fitting, petition_of_code


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
    several: bool = False
    """Others petition too, and code and digits do not tell who is reading."""

    @property
    def may_object(self) -> bool:
        return not self.ended and not any(one.upheld is None for one in self.objections)


@dataclass(frozen=True)
class Reader:
    """Whoever holds the code: the entries under which they stand, where that is known."""

    entries: frozenset[int]
    alone: bool

    @property
    def is_known(self) -> bool:
        return self.alone or bool(self.entries)


def cases_of_matter(matter: Matter, petition: Petition, tail: str) -> list[PublicCase]:
    """Those the petitioner was ever asked about or that are published or to be published on a
    ground; what is merely considered within the offices is not told."""
    found = Exemplar.objects.filter(matter=matter).order_by("id")
    told = [_told(one, _reader(one, petition, tail)) for one in found]
    return [one for one in told if _concerns(one)]


def _reader(exemplar: Exemplar, petition: Petition, tail: str) -> Reader:
    """The one who petitions alone, or the only one whose telephone ends so."""
    everybody = petitioners_of(exemplar)
    fitting = entries_fitting(petition, tail) if len(everybody) > 1 else set()
    meant = [one for one in everybody if len(everybody) == 1 or one.keys & fitting]
    entries = frozenset(meant[0].keys) if len(meant) == 1 else frozenset[int]()
    return Reader(entries, alone=len(everybody) <= 1)


def _concerns(case: PublicCase) -> bool:
    asked = case.asked or case.several
    open_ways = asked or case.consented_on or case.public_interest or case.published
    return bool(case.objections) or (bool(open_ways) and not case.ended)


def _told(exemplar: Exemplar, reader: Reader) -> PublicCase:
    waiting = list(askings_of(exemplar).filter(answered_at__isnull=True))
    asking = next((one for one in waiting if _is_of(one, reader)), None)
    ended = exemplar.state == State.WITHDRAWN
    grounds = [one for one in grounds_of(exemplar) if one.revoked_at is None]
    standing = {one.kind: one for one in grounds if one.kind != Basis.CONSENT or
                _is_of(one, reader)}  # fmt: skip
    consent = standing.get(Basis.CONSENT.value)
    return PublicCase(
        public_id=exemplar.public_id,
        asked=asking.text if asking and not ended else "",
        consented_on=consent.signed_on if consent else None,
        public_interest=Basis.PUBLIC_INTEREST.value in standing,
        objections=tuple(
            _answered(one) for one in objections_of(exemplar) if _concerns_reader(one, reader)
        ),
        published=exemplar.state == State.ISSUED,
        ended=ended,
        several=bool(waiting) and not ended and not reader.is_known,
    )


def _is_of(row: Asking | Ground | Objection, reader: Reader) -> bool:
    """Whether a question, a consent or an objection is the reader's."""
    return row.party_id in reader.entries or (row.party_id is None and reader.alone)


def _concerns_reader(one: Objection, reader: Reader) -> bool:
    """Their own; or one made with the code by somebody it did not tell from the others."""
    return _is_of(one, reader) or (one.party_id is None and not reader.is_known)


def _answered(one: Objection) -> Answered:
    upheld = one.outcome == Ruling.UPHELD if one.outcome else None
    return Answered(one.text, legal_day(one.received_at), upheld, one.reason)


def _agree(exemplar: Exemplar, reader: Reader, text: str, now: datetime) -> None:
    _answer(exemplar, reader, agreed=True, now=now)


def _decline(exemplar: Exemplar, reader: Reader, text: str, now: datetime) -> None:
    _answer(exemplar, reader, agreed=False, now=now)


def _answer(exemplar: Exemplar, reader: Reader, *, agreed: bool, now: datetime) -> None:
    if not reader.is_known:
        raise Refused(SEVERAL)
    answer_online(exemplar_pk=exemplar.pk, agreed=agreed, entries=reader.entries, now=now)


def _revoke(exemplar: Exemplar, reader: Reader, text: str, now: datetime) -> None:
    """Every consent of the reader that stands."""
    given = Ground.objects.filter(exemplar=exemplar, kind=Basis.CONSENT, revoked_at__isnull=True)
    for one in given:
        if _is_of(one, reader):
            revoke_online(exemplar_pk=exemplar.pk, ground_id=one.public_id, now=now)


def _object(exemplar: Exemplar, reader: Reader, text: str, now: datetime) -> None:
    object_online(exemplar_pk=exemplar.pk, text=text, entries=reader.entries, now=now)


SEVERAL = N_("Several people petition in this matter. As the code does not tell which of them you "
             "are, each answers at the office.")  # fmt: skip
_DEEDS: dict[str, Callable[[Exemplar, Reader, str, datetime], None]] = {
    "agree": _agree, "decline": _decline, "revoke": _revoke, "object": _object,
}  # fmt: skip


@transaction.atomic
def answer(
    code: str, tail: str, *, case_id: uuid.UUID, deed: str, text: str, now: datetime
) -> PublicCase | None:
    """Do what the petitioner says, or only show the case; None where code, digits and case do not
    belong together."""
    petition = petition_of_code(code, tail)
    found = _known(petition, case_id)
    if petition is None or found is None:
        return None
    reader = _reader(found, petition, tail)
    if not _concerns(_told(found, reader)):
        return None
    if deed in _DEEDS:
        _DEEDS[deed](found, reader, text, now)
        found.refresh_from_db()
    return _told(found, reader)


def _known(petition: Petition | None, case_id: uuid.UUID) -> Exemplar | None:
    belonging: Any = getattr(petition, "belonging", None)
    if belonging is None:
        return None
    return Exemplar.objects.filter(matter=belonging.matter_id, public_id=case_id).first()
