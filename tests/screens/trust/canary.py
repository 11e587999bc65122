"""A county office's register with and without a petition some of its people may not know of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import Cast
from tests.screens.trust.register import DOCUMENT, IDENTITY, PHONE, Case, entry, finish

from touyan.intake.actions import save_draft
from touyan.intake.models import Petition
from touyan.intake.rules.entry import ChallengedEntry, PetitionEntry, SubjectEntry
from touyan.intake.rules.words import Kind, SubjectRole
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import people, procedure
from touyan.matters.actions.papers import submit_paper
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.workflows.decide_petition import decide_petition
from touyan.workflows.register_petition import register, take_slip

NAME = "殷鉴秋"
FILE = "铜匦"
SECRET_NUMBER = "（2025）浙0106刑初99017号"
WORDS = (NAME, f"{NAME}人", "殷某", FILE, "99017", "yinjianqiu")
"""What is written nowhere else: were any of it in an answer, the wall would leak."""


@dataclass(frozen=True)
class Sealed:
    """The walled case and every word that tells of it."""

    case: Case
    words: tuple[str, ...]


def plain_entry(name: str) -> PetitionEntry:
    """A letter of the same person, against the same decision, that everyone may see."""
    return entry(
        name, challenged=(ChallengedEntry(DOCUMENT, "杭州市中级人民法院", date(2023, 5, 4)),)
    )


def sealed_entry(against: Account) -> PetitionEntry:
    """The complaint: same identity number, telephone and challenged decision, other words."""
    accused = SubjectEntry(SubjectRole.ACCUSED, against.person.name, person_id=against.person_id)
    decisions = (*plain_entry(NAME).challenged, ChallengedEntry(SECRET_NUMBER))
    return replace(plain_entry(NAME), subjects=(accused,), challenged=decisions)


def make_base(*, cast: Cast, now: datetime) -> Case:
    """What is there in any case: a matter under way with a paper to be signed, and a draft."""
    undecided = _enter(plain_entry("明甲"), cast, now)
    petition = _enter(plain_entry("明乙"), cast, now)
    case = finish("明", undecided, petition, clerk=cast.wang, handler=cast.li, now=now)
    bring_to_handling(case.matter, cast, handler=cast.li, now=now)
    submit_paper(document_id=case.document.public_id, version=0, by=cast.li, now=now)
    save_draft(key=uuid.uuid4(), form="petition", content={"text": ["草稿"]}, by=cast.wang, now=now)
    return case


def bring_to_handling(matter: Matter, cast: Cast, *, handler: Account, now: datetime) -> None:
    by = {"by": cast.he, "now": now, "matter_id": matter.public_id}
    procedure.triage(kind=Kind(matter.kind), urgent=False, ordinary_procedure=False,
                     non_prosecution=False, **{**by, "by": cast.wang})  # fmt: skip
    procedure.accept(**by)
    people.assign(handler=handler, department=None, reason="熟悉案情", **by)


def make_later(*, cast: Cast, now: datetime) -> None:
    """What comes after, with the next numbers."""
    petition = _enter(plain_entry("后来"), cast, now)
    decide_petition(petition_id=petition.public_id, relation=Relation.FIRST, matter_id=None,
                    reason="初次", by=cast.wang, now=now)  # fmt: skip


def make_sealed(*, against: Account, cast: Cast, now: datetime) -> Sealed:
    """Two complaints entered by the county's own clerk: one undecided, one a matter."""
    undecided = _enter(sealed_entry(against), cast, now, named=f"{FILE}甲.txt")
    petition = _enter(sealed_entry(against), cast, now, named=f"{FILE}乙.txt")
    above = petition.handling_organ_id != petition.organ_id
    clerk, handler = (cast.wang_city, cast.li_city) if above else (cast.wang, cast.he)
    case = finish(FILE, undecided, petition, clerk=clerk, handler=handler, now=now)
    if not above:
        bring_to_handling(case.matter, cast, handler=cast.he, now=now)
    submit_paper(document_id=case.document.public_id, version=0, by=handler, now=now)
    numbers = (undecided.number, petition.number, case.matter.number)
    ids = (undecided.public_id, petition.public_id, case.matter.public_id, case.document.public_id)
    return Sealed(case, (*WORDS, *numbers, *map(str, ids)))


def make_joined(case: Case, *, against: Account, cast: Cast, now: datetime) -> Sealed:
    """A complaint laid to a matter that was open to all until then."""
    petition = _enter(sealed_entry(against), cast, now, named=f"{FILE}.txt")
    decide_petition(petition_id=petition.public_id, relation=Relation.REPEAT,
                    matter_id=case.matter.public_id, reason="同一申诉人", by=cast.wang, now=now)  # fmt: skip
    sealed = replace(case, petition=petition)
    return Sealed(sealed, (*WORDS, petition.number, str(petition.public_id)))


def _enter(entry: PetitionEntry, cast: Cast, now: datetime, *, named: str = "来信.txt") -> Petition:
    """Registered at the counter with a file; the receipt has been handed over."""
    upload = SimpleUploadedFile(named, f"{entry.title}附件".encode())
    petition = register(entry, organ=cast.organ_of(cast.wang), files=[upload], by=cast.wang, now=now,
                        key=uuid.uuid4()).petition  # fmt: skip
    take_slip(petition.public_id, by=cast.wang, now=now)
    return petition


def typed_again() -> dict[str, object]:
    """The form of someone who types what the sealed petition holds, to see what it resembles."""
    parties = {"role": "petitioner", "name": NAME, "identity_type": "resident_id_18",
               "identity_number": IDENTITY, "phone": PHONE}  # fmt: skip
    decisions = {"number": SECRET_NUMBER, "organ_name": "", "decided_on": ""}
    return {
        "channel": "letter", "kind": "officer_complaint", "received_on": "2026-11-20",
        "text": sealed_entry_text(),
        "parties-TOTAL_FORMS": 1, "parties-INITIAL_FORMS": 0,
        **{f"parties-0-{name}": value for name, value in parties.items()},
        "subjects-TOTAL_FORMS": 1, "subjects-INITIAL_FORMS": 0,
        "challenged-TOTAL_FORMS": 1, "challenged-INITIAL_FORMS": 0,
        **{f"challenged-0-{name}": value for name, value in decisions.items()},
    }  # fmt: skip


def sealed_entry_text() -> str:
    return f"{NAME}正文：请求复查处理决定。不服{DOCUMENT}、{SECRET_NUMBER}。"
