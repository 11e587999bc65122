"""Petitions as they come in, and what an office does with them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from tests.cast import Cast

from touyan.intake.actions import register_petition
from touyan.intake.models import Petition
from touyan.intake.rules.entry import PartyEntry, PetitionEntry
from touyan.intake.rules.query_code import shown
from touyan.intake.rules.words import Channel, Kind, PartyRole
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Matter
from touyan.workflows.decide_petition import decide_petition

NAME, TEXT, PHONE = "刘玉兰", "申诉人不服刑事判决，请求依法提出抗诉。", "13800134721"
TAIL = PHONE[-4:]
LETTER = PetitionEntry(
    channel=Channel.LETTER,
    kind=Kind.CRIMINAL_PETITION,
    text=TEXT,
    received_on=date(2026, 11, 20),
    claims=("依法提出抗诉",),
    parties=(PartyEntry(PartyRole.PETITIONER, NAME, phone=PHONE),),
)


def arrive(cast: Cast, now: datetime, **changes: object) -> tuple[Petition, str]:
    """A registered petition and its query code as printed."""
    entry = replace(LETTER, **changes)  # type: ignore[arg-type]
    found = register_petition(
        entry, organ=cast.organ_of(cast.wang), by=cast.wang, now=now, key=uuid.uuid4()
    )
    return found.petition, shown(found.code)


def decided(
    petition: Petition,
    cast: Cast,
    now: datetime,
    relation: Relation = Relation.FIRST,
    matter: Matter | None = None,
) -> Matter:
    """The matter the petition is laid to."""
    return decide_petition(
        petition_id=petition.public_id,
        relation=relation,
        matter_id=matter.public_id if matter else None,
        reason="样例",
        by=cast.wang,
        now=now,
    )
