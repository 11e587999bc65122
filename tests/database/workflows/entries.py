"""Petitions of Chen the petitioner, ready to be registered."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from touyan.intake.actions import register_petition
from touyan.intake.models import Petition
from touyan.intake.rules.entry import ChallengedEntry, PartyEntry, PetitionEntry, SubjectEntry
from touyan.intake.rules.words import Channel, Kind, PartyRole, SubjectRole
from touyan.organs.models import Account, Organ

CHEN = PartyEntry(PartyRole.PETITIONER, "陈桂英", identity_type="resident_id_18",
                  identity_number="11010519491231002X", phone="13800000001",
                  address="杭州市西湖区文一路1号")  # fmt: skip
LETTER = PetitionEntry(
    channel=Channel.LETTER,
    kind=Kind.CRIMINAL_PETITION,
    text="我不服西湖区人民法院（2024）浙0106刑初88号判决。现场监控没有调取，证人徐大山的证言前后矛盾，"
         "二审没有开庭。请求复查该判决，重新鉴定伤情。",
    received_on=date(2026, 11, 16),
    parties=(CHEN,),
    claims=("复查（2024）浙0106刑初88号判决", "重新鉴定伤情"),
    challenged=(ChallengedEntry("（2024）浙0106刑初88号", "杭州市西湖区人民法院", date(2024, 6, 3)),),
)  # fmt: skip
AGAIN = replace(
    LETTER,
    text="去年我就不服（2024）浙0106刑初88号判决申诉过，至今没有解决。现场监控仍没有调取，证人徐大山的证言前后矛盾。"
         "请求复查该判决，重新鉴定伤情。",
    received_on=date(2026, 11, 20),
)  # fmt: skip
STRANGER = replace(
    LETTER,
    kind=Kind.FILING_SUPERVISION,
    text="我的货款被骗三十万元，公安机关决定不立案，我认为应当立案侦查。",
    parties=(PartyEntry(PartyRole.PETITIONER, "马占山", phone="13900000002"),),
    claims=("监督公安机关立案",),
    challenged=(),
)


def register(entry: PetitionEntry, *, organ: Organ, by: Account, now: datetime) -> Petition:
    """The entry as a registered petition."""
    return register_petition(entry, organ=organ, by=by, now=now, key=uuid.uuid4()).petition


def against(person_id: int | None = None, *, organ_id: int | None = None) -> PetitionEntry:
    """A complaint about a member of the staff, or about an office."""
    subject = SubjectEntry(
        SubjectRole.ACCUSED, name="被反映人", person_id=person_id, organ_id=organ_id
    )
    return replace(LETTER, kind=Kind.OFFICER_COMPLAINT, subjects=(subject,), challenged=())
