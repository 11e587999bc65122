"""Someone reads a petition, its identifiers or files, or searches the register: each is noted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from touyan.attachments.actions import hand_out
from touyan.attachments.models import StoredFile
from touyan.attachments.queries import files_of
from touyan.audit.actions import record
from touyan.intake.actions import disclose_identifiers
from touyan.intake.models import Claim, Party, Petition, Subject
from touyan.intake.queries import (
    may_open_identifiers,
    opened_parties,
    petition_by_public_id,
    search,
    undecided,
)
from touyan.intake.rules.words import PartyRole
from touyan.matters.models import Matter
from touyan.matters.queries import matter_of_petition
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import NOTHING_LENT, Lent, Viewer


@dataclass(frozen=True)
class Identifiers:
    """One party's identifiers: what is on file, and what is written there once opened."""

    has_identity: bool
    has_phone: bool
    has_address: bool
    identity: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class PartyLine:
    party: Party
    identifiers: Identifiers


@dataclass(frozen=True)
class OpenedPetition:
    """One petition with everything its page shows."""

    petition: Petition
    parties: list[PartyLine]
    signatories: list[str]
    subjects: list[Subject]
    claims: list[Claim]
    challenged: list[object]
    files: list[StoredFile]
    matter: Matter | None
    undecided: bool
    due_on: date | None
    relation: str = ""
    disclosed: bool = False
    may_disclose: bool = False


@transaction.atomic
def read_petition(
    public_id: uuid.UUID, *, by: Account, now: datetime, lent: Lent = NOTHING_LENT
) -> OpenedPetition:
    """The petition, and a trace of who read it."""
    viewer = viewer_of(by, now=now, lent=lent)
    petition = petition_by_public_id(public_id, viewer=viewer)
    opened = _opened(petition, viewer=viewer)
    record(
        verb="petition.read",
        by=by,
        now=now,
        subject_type="petition",
        subject_id=petition.public_id,
        organ_id=petition.handling_organ_id,
    )
    return opened


@transaction.atomic
def read_identifiers(
    public_id: uuid.UUID, *, reason: str, by: Account, now: datetime, lent: Lent = NOTHING_LENT
) -> OpenedPetition:
    """The petition with its identifiers opened; the reason is kept with the reader's name."""
    petition = disclose_identifiers(public_id=public_id, reason=reason, by=by, now=now, lent=lent)
    written = {
        entry["party"].pk: entry  # type: ignore[attr-defined]
        for entry in opened_parties(petition)
    }
    return _opened(petition, viewer=viewer_of(by, now=now, lent=lent), written=written)


def _opened(
    petition: Petition,
    *,
    viewer: Viewer,
    written: dict[int, dict[str, object]] | None = None,
) -> OpenedPetition:
    parties = list(petition.parties.order_by("ordinal"))
    waiting = undecided(viewer=viewer).filter(petition=petition).first()
    belonging = getattr(petition, "belonging", None)
    named = [p for p in parties if not _is_mere_name(p)]
    return OpenedPetition(
        petition=petition,
        parties=[PartyLine(p, _identifiers(p, (written or {}).get(p.pk))) for p in named],
        signatories=[p.name for p in parties if _is_mere_name(p)],
        subjects=list(petition.subjects.select_related("person", "organ").order_by("ordinal")),
        claims=list(petition.claims.order_by("ordinal")),
        challenged=list(petition.challenged.order_by("pk")),
        files=list(files_of(owner_type="petition", owner_id=petition.pk, viewer=viewer)),
        matter=matter_of_petition(petition, viewer=viewer),
        undecided=waiting is not None,
        due_on=waiting.due_on if waiting else None,
        relation=belonging.relation if belonging else "",
        disclosed=written is not None,
        may_disclose=may_open_identifiers(petition, viewer=viewer),
    )


def _is_mere_name(party: Party) -> bool:
    """A signatory of whom nothing but the name is known: hundreds of them fit in one line."""
    known = party.identity_sealed or party.phone_sealed or party.address_sealed
    return party.role == PartyRole.SIGNATORY and not known


def _identifiers(party: Party, written: dict[str, object] | None) -> Identifiers:
    found = written or {}
    return Identifiers(
        has_identity=party.identity_sealed is not None,
        has_phone=party.phone_sealed is not None,
        has_address=party.address_sealed is not None,
        identity=str(found.get("identity", "")),
        phone=str(found.get("phone", "")),
        address=str(found.get("address", "")),
    )


def take_file(
    public_id: uuid.UUID,
    file_id: uuid.UUID,
    *,
    by: Account,
    now: datetime,
    lent: Lent = NOTHING_LENT,
) -> tuple[StoredFile, BinaryIO]:
    """One attachment of a petition the reader may see, and a trace of who took it."""
    petition = petition_by_public_id(public_id, viewer=viewer_of(by, now=now, lent=lent))
    return hand_out(
        public_id=file_id,
        owner_type="petition",
        owner_id=petition.pk,
        by=by,
        now=now,
        organ_id=petition.handling_organ_id,
    )


@transaction.atomic
def search_register(
    found: QuerySet[Petition], text: str, *, filters: Iterable[str], by: Account, now: datetime
) -> QuerySet[Petition]:
    """The petitions the words find; that a search was made is noted, its words are not: they are
    names and numbers of people."""
    record(
        verb="petition.search",
        by=by,
        now=now,
        subject_type="register",
        detail={"filters": sorted(filters), "characters": len(text)},
    )
    return search(found, text)
