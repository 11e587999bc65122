"""Matters brought to a stage by the same actions the screens call."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.cast import Cast

from touyan.intake.actions import register_petition
from touyan.intake.models import Petition
from touyan.intake.rules.entry import (
    ChallengedEntry,
    PartyEntry,
    PetitionEntry,
    SubjectEntry,
)
from touyan.intake.rules.words import Channel, Kind, PartyRole, SubjectRole
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings, papers, people, procedure
from touyan.matters.actions.papers import Words
from touyan.matters.models import Document, Matter
from touyan.organs.models import Account
from touyan.workflows.decide_petition import decide_petition

TEXT = (
    "申诉人吴秀兰不服西湖区人民法院（2024）浙0106刑初118号刑事判决，认为一审认定的伤情等级有误，"
    "鉴定时没有调取第一次住院的病历，量刑畸轻，附带民事赔偿没有支持误工费。"
    "请求检察机关依法审查，提出抗诉，并协助落实赔偿。"
)
CLAIMS = ("重新审查原审认定的伤情等级", "对量刑畸轻的判决提出抗诉", "落实附带民事赔偿中的误工费")
WIFE = PartyEntry(
    role=PartyRole.PETITIONER, name="吴秀兰", phone="13800138000", address="杭州市西湖区文新街道"
)


def entry(**changes: object) -> PetitionEntry:
    """A letter from a victim's wife; change what the test is about."""
    usual: dict[str, object] = {
        "channel": Channel.LETTER,
        "kind": Kind.CRIMINAL_PETITION,
        "text": TEXT,
        "title": "不服故意伤害案刑事判决",
        "received_on": date(2026, 11, 20),
        "parties": (WIFE,),
        "subjects": (SubjectEntry(SubjectRole.DECISION_MAKER, unit_name="杭州市西湖区人民法院"),),
        "claims": CLAIMS,
        "challenged": (
            ChallengedEntry("（2024）浙0106刑初118号", "杭州市西湖区人民法院", date(2024, 9, 12)),
        ),
    }
    return PetitionEntry(**{**usual, **changes})  # type: ignore[arg-type]


@dataclass
class Story:
    """One office's people acting on one matter; each method is one more step."""

    cast: Cast
    now: datetime

    def later(self, **by: int) -> Story:
        """Time passes."""
        self.now += timedelta(**by)
        return self

    def petition(self, **changes: object) -> Petition:
        """A registered petition."""
        return register_petition(
            entry(**changes), organ=self.cast.organ_of(self.cast.wang), by=self.cast.wang,
            now=self.now, key=uuid.uuid4(),
        ).petition  # fmt: skip

    def opened(self, **changes: object) -> Matter:
        """A matter just opened, or joined when `matter` and `relation` are given."""
        relation = changes.pop("relation", Relation.FIRST)
        matter_id = changes.pop("matter_id", None)
        petition = self.petition(**changes)
        return decide_petition(
            petition_id=petition.public_id, relation=relation, matter_id=matter_id,  # type: ignore[arg-type]
            reason="按来信内容判断", by=self.cast.wang, now=self.now,
        )  # fmt: skip

    def triaged(self, **changes: object) -> Matter:
        matter = self.opened(**changes)
        procedure.triage(matter_id=matter.public_id, kind=Kind(matter.kind), urgent=False,
                         ordinary_procedure=False, non_prosecution=False, by=self.cast.wang,
                         now=self.now)  # fmt: skip
        return fresh(matter)

    def accepted(self, **changes: object) -> Matter:
        matter = self.triaged(**changes)
        procedure.accept(matter_id=matter.public_id, by=self.cast.he, now=self.now)
        return fresh(matter)

    def handling(self, **changes: object) -> Matter:
        matter = self.accepted(**changes)
        people.assign(matter_id=matter.public_id, handler=self.cast.li, department=None,
                      reason="熟悉案情", by=self.cast.he, now=self.now)  # fmt: skip
        procedure.start_handling(matter_id=matter.public_id, by=self.cast.li, now=self.now)
        return fresh(matter)

    def decided(self, **changes: object) -> Matter:
        matter = self.handling(**changes)
        procedure.decide(matter_id=matter.public_id, reason="原判认定事实清楚，量刑适当。误工费部分建议另行调解。",
                         by=self.cast.zhao, now=self.now)  # fmt: skip
        return fresh(matter)

    def answered(self, **changes: object) -> Matter:
        matter = self.decided(**changes)
        self.served(matter, "answer")
        return fresh(matter)

    def closed(self, **changes: object) -> Matter:
        matter = self.answered(**changes)
        where = dict.fromkeys(endings.claims_of(matter), "答复函第三部分")
        endings.close(matter_id=matter.public_id, report="三项诉求均已答复。", answered_where=where,
                      by=self.cast.he, now=self.now)  # fmt: skip
        return fresh(matter)

    def draft(self, matter: Matter, kind: str = "answer", *, by: Account | None = None,
              text: str = "你反映的问题，现答复如下。") -> Document:  # fmt: skip
        return papers.draft_paper(
            matter_id=matter.public_id, kind=kind, words=Words("吴秀兰", [text]),
            by=by or self.cast.li, now=self.now,
        )  # fmt: skip

    def submitted(self, matter: Matter, kind: str = "answer", **more: object) -> Document:
        document = self.draft(matter, kind, **more)  # type: ignore[arg-type]
        return papers.submit_paper(document_id=document.public_id, version=document.version,
                                   by=self.cast.li, now=self.now)  # fmt: skip

    def signed(self, matter: Matter, kind: str = "answer", **more: object) -> Document:
        document = self.submitted(matter, kind, **more)
        return papers.sign_paper(document_id=document.public_id, opinion="同意", version=document.version,
                                 by=self.cast.zhao, now=self.now)  # fmt: skip

    def served(self, matter: Matter, kind: str = "answer", **more: object) -> Document:
        document = self.signed(matter, kind, **more)
        return papers.serve_paper(
            document_id=document.public_id, how="post", on=self.now.date(), proof="邮件号 1234567890",
            version=document.version, by=self.cast.li, now=self.now,
        )  # fmt: skip


def fresh(matter: Matter) -> Matter:
    """The matter as it is stored now."""
    return Matter.objects.select_related("organ").get(pk=matter.pk)
