"""Closing: the procedure ended, the petitioner was told, every demand has its place; on paper too."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.cast import Cast
from tests.database.campaigns.resolutions import verified
from tests.database.matters.stories import CLAIMS, Story, fresh

from touyan.kernel.errors import Refused
from touyan.matters.actions import endings, procedure
from touyan.matters.dossier import not_yet
from touyan.matters.models import Matter
from touyan.workflows.compose_paper import Choices, prefill


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def close(story: Story, matter: Matter) -> None:
    where = dict.fromkeys(endings.claims_of(matter), "告知书第二段")
    endings.close(matter_id=matter.public_id, report="已告知。", answered_where=where,
                  by=story.cast.he, now=story.now)  # fmt: skip


def test_a_matter_that_ended_early_is_closed_once_its_notice_is_served(story: Story) -> None:
    matter = story.triaged()
    procedure.inform_elsewhere(matter_id=matter.public_id, to="杭州市中级人民法院",
                               reason="应先申请再审", by=story.cast.wang, now=story.now)  # fmt: skip
    assert "close" in not_yet(fresh(matter))
    with pytest.raises(Refused, match="has not been told yet"):
        close(story, matter)
    story.served(fresh(matter), "elsewhere")
    close(story, matter)
    assert fresh(matter).stage == "closed"


def test_where_nobody_can_be_told_nothing_stands_in_the_way(story: Story) -> None:
    matter = story.triaged(parties=(), anonymous=True)
    procedure.inform_elsewhere(matter_id=matter.public_id, to="杭州市公安局", reason="属其管辖",
                               by=story.cast.wang, now=story.now)  # fmt: skip
    close(story, matter)
    assert fresh(matter).stage == "closed"


def test_the_closing_report_names_each_demand_with_its_answer(story: Story) -> None:
    matter = story.closed()
    report = _report(story, matter)
    for claim in CLAIMS:
        assert f"{claim}（答复见：答复函第三部分）" in report
    assert "是否化解尚未核实" in report
    verified(story, matter)
    assert "R2" in _report(story, matter)


def _report(story: Story, matter: Matter) -> str:
    paper = prefill(fresh(matter), "closing_report", choices=Choices(), by=story.cast.he,
                    now=story.now)  # fmt: skip
    return "\n".join(paper.paragraphs)
