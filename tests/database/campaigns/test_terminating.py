"""Termination names each remedy, is revoked on new evidence, and stops nothing for a petition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.intake.models import Petition
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.actions.ledger import lock
from touyan.matters.actions.papers import Words, draft_paper, serve_paper, sign_paper, submit_paper
from touyan.matters.models import Act, ClockRow, Matter, Termination
from touyan.matters.queries import by_fact
from touyan.matters.rules.terminating import Remedy

REMEDIES = [
    Remedy("上诉", "杭州市中级人民法院", date(2024, 12, 3), "（2024）浙01刑终512号"),
    Remedy("申请再审", "浙江省高级人民法院", date(2025, 6, 20), "（2025）浙刑申88号"),
]


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def terminated(
    story: Story, *, by: str = "zhao_province", remedies: list[Remedy] = REMEDIES
) -> Matter:
    matter = story.closed()
    endings.terminate(matter_id=matter.public_id, grounds="救济途径已经穷尽。", remedies=remedies,
                      by=getattr(story.cast, by), now=story.now)  # fmt: skip
    return fresh(matter)


def revoke(story: Story, matter: Matter, by: str = "zhao_province", **changes: object) -> Act:
    usual: dict[str, object] = {
        "matter_id": matter.public_id, "reason": "新证据可能影响原处理", "evidence": "首次住院病历",
        "by": getattr(story.cast, by), "now": story.now,
    }  # fmt: skip
    return endings.revoke_termination(**{**usual, **changes})  # type: ignore[arg-type]


def holds(matter: Matter, fact: str) -> bool:
    return by_fact(Matter.objects.filter(pk=matter.pk), fact, holds=True).exists()


def test_each_remedy_is_named_with_who_decided_when_and_its_number(story: Story) -> None:
    kept = Termination.objects.get(matter=terminated(story)).remedies
    assert [one["number"] for one in kept] == ["（2024）浙01刑终512号", "（2025）浙刑申88号"]
    for poor in ([], [replace(REMEDIES[0], number=" ")], [replace(REMEDIES[0], decided_by="")],
                 [replace(REMEDIES[0], on=None)], [replace(REMEDIES[0], on=date(2030, 1, 1))],
                 [REMEDIES[1], replace(REMEDIES[0], remedy="")]):  # fmt: skip
        with pytest.raises(Refused):
            terminated(story, remedies=poor)


def test_it_is_revoked_on_new_evidence_by_those_who_terminated_or_above(story: Story) -> None:
    matter = terminated(story)
    for below in ("zhao", "zhao_city", "li_province"):
        with pytest.raises(NotPermitted):
            revoke(story, matter, below)
    for empty in ("reason", "evidence"):
        with pytest.raises(Refused):
            revoke(story, matter, **{empty: " "})
    revoke(story, matter, "zhao_spp")
    row = Termination.objects.get(matter=matter)
    assert (row.revoked_by, row.revoked_evidence) == (story.cast.zhao_spp, "首次住院病历")
    assert fresh(matter).stage == "closed"
    assert (holds(matter, "closed"), holds(matter, "terminated")) == (True, False)
    with pytest.raises(Conflict):
        revoke(story, matter)


def test_a_province_does_not_revoke_what_the_supreme_one_terminated(story: Story) -> None:
    matter = terminated(story, by="zhao_spp")
    with pytest.raises(NotPermitted):
        revoke(story, matter)


def reopen(story: Story, matter: Matter) -> Act:
    return endings.reopen(matter_id=matter.public_id, reason="重新核查", by=story.cast.he,
                          now=story.now)  # fmt: skip


def taken_up(story: Story, matter: Matter) -> Matter:
    """As freezing a campaign's list takes a terminated matter up."""
    held = lock(matter.public_id, by=story.cast.zhao_province, now=story.now)
    endings.take_up(held, reason="积案清理", organ_id=held.organ_id, by=story.cast.zhao_province,
                    now=story.now)  # fmt: skip
    return fresh(matter)


def test_an_office_does_not_reopen_past_a_termination_but_after_its_revocation(
    story: Story,
) -> None:
    matter = terminated(story)
    with pytest.raises(Refused, match="stands terminated"):
        reopen(story, matter)
    assert (fresh(matter).stage, holds(matter, "closed")) == ("terminated", True)
    revoke(story, matter)
    reopen(story, matter)
    assert fresh(matter).stage == "reopened"
    assert (holds(matter, "closed"), holds(matter, "terminated")) == (False, False)


def test_nor_past_one_that_a_campaign_left_in_force(story: Story) -> None:
    """Closed again by the campaign, the matter stands closed and terminated: reopening it is the
    same question as before."""
    matter = taken_up(story, terminated(story))
    Matter.objects.filter(pk=matter.pk).update(stage="answered")
    endings.close(
        matter_id=matter.public_id, report="复查办结。", by=story.cast.he, now=story.now,
        answered_where=dict.fromkeys(endings.claims_of(matter), "答复函"),
    )  # fmt: skip
    with pytest.raises(Refused, match="stands terminated"):
        reopen(story, matter)
    revoke(story, matter)
    assert fresh(matter).stage == "closed"
    reopen(story, matter)


@pytest.mark.parametrize("how", ["campaign", "revisit"])
def test_a_campaign_and_a_revisit_take_it_up_and_the_act_says_that_it_stands(
    story: Story, how: str
) -> None:
    matter = terminated(story)
    if how == "campaign":
        taken_up(story, matter)
    else:
        endings.return_to_work(matter_id=matter.public_id, reason="承诺的补偿未到位",
                               by=story.cast.he, now=story.now)  # fmt: skip
    assert (holds(matter, "closed"), holds(matter, "terminated")) == (False, True)
    assert Act.objects.filter(matter=matter, verb="reopen").get().detail == {"terminated": True}
    revoke(story, matter)
    assert fresh(matter).stage == "reopened"


def test_a_petition_on_a_terminated_matter_is_registered_clocked_and_answered(story: Story) -> None:
    matter = terminated(story)
    story.later(days=40)
    story.opened(relation=Relation.REPEAT, matter_id=matter.public_id,
                 received_on=story.now.date(), text="不服终结，再次申诉。")  # fmt: skip
    petition = Petition.objects.latest("pk")
    verbs = set(Act.objects.filter(petition=petition).values_list("verb", flat=True))
    assert {"receive", "register", "join"} <= verbs
    running = ClockRow.objects.filter(matter=matter, starts_on=petition.received_on)
    owed = set(
        running.filter(met_on__isnull=True, void_on__isnull=True).values_list("code", flat=True)
    )
    assert "C2" in owed
    answer(story, matter, petition)
    assert "reply_procedural" in Act.objects.filter(petition=petition).values_list(
        "verb", flat=True
    )
    assert ClockRow.objects.get(matter=matter, code="C2", starts_on=petition.received_on).met_on
    assert fresh(matter).stage == "terminated"
    assert holds(matter, "terminated")


def answer(story: Story, matter: Matter, petition: Petition) -> None:
    paper = draft_paper(matter_id=matter.public_id, kind="procedural_reply", by=story.cast.wang,
                        words=Words("吴秀兰", ["已收到你的来信。"]), petition=petition,
                        now=story.now)  # fmt: skip
    this = {"document_id": paper.public_id, "now": story.now}
    paper = submit_paper(version=paper.version, by=story.cast.wang, **this)
    paper = sign_paper(version=paper.version, opinion="同意", by=story.cast.he, **this)
    serve_paper(version=paper.version, how="post", on=story.now.date(), proof="邮件号 9",
                by=story.cast.wang, **this)  # fmt: skip
