"""A neutral lawyer, counselling, an appraisal that stops the clocks, coordination with others."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import from_data
from touyan.leadership.actions import charges
from touyan.leadership.models import Deed, HelpMeasure
from touyan.leadership.queries.helping import appraisals_without_pause
from touyan.leadership.rules.helping import HelpEntry, HelpKind
from touyan.matters.actions import procedure
from touyan.matters.models import Act, ClockRow, Matter
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.workflows.appraise_facts import begin_measure, end_measure, pause_for


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def begun(
    story: Story, matter: Matter, kind: HelpKind, *, by: Account | None = None, **more: object
) -> HelpMeasure:
    usual: dict[str, object] = {
        "kind": kind, "who": "浙江某司法鉴定所", "text": "重新鉴定伤情等级", "begun_on": story.now.date(),
        "consent": "当面同意，已记录", "neutral": True, "unpaid": True,
    }  # fmt: skip
    entry = HelpEntry(**{**usual, **more})  # type: ignore[arg-type]
    return begin_measure(matter_id=matter.public_id, entry=entry, by=by or story.cast.he,
                         now=story.now)  # fmt: skip


def ended(story: Story, measure: HelpMeasure, result: str = "鉴定意见：重伤二级。") -> HelpMeasure:
    return end_measure(measure_id=measure.public_id, result=result, on=story.now.date(),
                       by=story.cast.he, now=story.now)  # fmt: skip


def test_an_appraisal_stops_the_clocks_until_its_result(story: Story) -> None:
    matter = story.handling()
    Matter.objects.filter(pk=matter.pk).update(non_prosecution=True)
    measure = begun(story, matter, HelpKind.APPRAISAL)
    assert fresh(matter).stage == "paused"
    assert measure.pauses
    assert ClockRow.objects.filter(matter=matter, code="C11", suspended=True).exists()
    ended(story.later(days=20), measure)
    assert fresh(matter).stage == "handling"
    assert not ClockRow.objects.filter(matter=matter, suspended=True).exists()


def test_where_pausing_is_refused_the_measure_stands_and_says_why(story: Story) -> None:
    matter = story.accepted()
    measure = begun(story, matter, HelpKind.APPRAISAL)
    assert not measure.pauses
    assert "not possible while" in str(from_data(measure.not_paused))
    assert fresh(matter).stage == "accepted"


def test_a_handler_who_may_not_pause_still_begins_the_appraisal(story: Story) -> None:
    matter = story.handling()
    measure = begun(story, matter, HelpKind.APPRAISAL, by=story.cast.li)
    assert not measure.pauses
    assert fresh(matter).stage == "handling"


def waiting(story: Story, who: Account) -> list[HelpMeasure]:
    return list(appraisals_without_pause(viewer=viewer_of(who, now=story.now)))


def test_the_head_pauses_in_one_step_for_the_handlers_appraisal(story: Story) -> None:
    matter = story.handling()
    Matter.objects.filter(pk=matter.pk).update(non_prosecution=True)
    measure = begun(story, matter, HelpKind.APPRAISAL, by=story.cast.li)
    assert waiting(story, story.cast.he) == [measure]
    assert waiting(story, story.cast.he_city) == []
    pause_for(measure_id=measure.public_id, by=story.cast.he, now=story.now)
    measure.refresh_from_db()
    assert (fresh(matter).stage, measure.pauses, measure.not_paused) == ("paused", True, None)
    assert ClockRow.objects.filter(matter=matter, code="C11", suspended=True).exists()
    assert waiting(story, story.cast.he) == []
    with pytest.raises(Conflict):
        pause_for(measure_id=measure.public_id, by=story.cast.he, now=story.now)
    ended(story.later(days=9), measure)
    assert fresh(matter).stage == "handling"


def test_the_handler_does_not_pause_for_the_own_appraisal(story: Story) -> None:
    matter = story.handling()
    measure = begun(story, matter, HelpKind.APPRAISAL, by=story.cast.li)
    with pytest.raises(Refused):
        pause_for(measure_id=measure.public_id, by=story.cast.li, now=story.now)
    assert fresh(matter).stage == "handling"


def test_no_pause_for_a_measure_of_another_kind(story: Story) -> None:
    measure = begun(story, story.handling(), HelpKind.COORDINATION)
    with pytest.raises(Conflict):
        pause_for(measure_id=measure.public_id, by=story.cast.he, now=story.now)


def test_the_pause_lasts_until_the_last_appraisal_ends(story: Story) -> None:
    matter = story.handling()
    first = begun(story, matter, HelpKind.APPRAISAL)
    second = begun(story, matter, HelpKind.APPRAISAL, who="另一鉴定所")
    ended(story, first)
    assert fresh(matter).stage == "paused"
    ended(story, second)
    assert fresh(matter).stage == "handling"


def test_a_pause_somebody_else_made_is_not_lifted(story: Story) -> None:
    matter = story.handling()
    measure = begun(story, matter, HelpKind.APPRAISAL)
    procedure.resume(matter_id=matter.public_id, by=story.cast.he, now=story.now)
    procedure.pause(matter_id=matter.public_id, ground="court", reason="法院已立案再审",
                    by=story.cast.he, now=story.now)  # fmt: skip
    ended(story, measure)
    assert fresh(matter).stage == "paused"


@pytest.mark.parametrize("lacking", [{"neutral": False}, {"unpaid": False}, {"consent": " "}])
def test_a_lawyer_is_neutral_unpaid_and_wanted(story: Story, lacking: dict[str, object]) -> None:
    matter = story.handling()
    with pytest.raises(Invalid) as refused:
        begun(story, matter, HelpKind.LAWYER, **lacking)
    assert [problem.field for problem in refused.value.problems] == list(lacking)


def test_the_database_knows_no_paid_lawyer(story: Story) -> None:
    measure = begun(story, story.handling(), HelpKind.LAWYER)
    with pytest.raises(IntegrityError, match="help_lawyer"), transaction.atomic():
        HelpMeasure.objects.filter(pk=measure.pk).update(unpaid=False)


@pytest.mark.parametrize("where", ["text", "consent"])
def test_no_measure_may_ask_for_silence(story: Story, where: str) -> None:
    with pytest.raises(Refused, match="ceasing to petition"):
        begun(story, story.handling(), HelpKind.COUNSELLING, **{where: "承诺不再上访后安排疏导。"})


def test_no_result_may_report_a_bargain_as_help(story: Story) -> None:
    measure = begun(story, story.handling(), HelpKind.COORDINATION, who="区民政局")
    with pytest.raises(Refused, match="ceasing to petition"):
        ended(story, measure, "签订息访协议后发放临时救助。")


def test_an_end_needs_a_result(story: Story) -> None:
    measure = begun(story, story.handling(), HelpKind.COUNSELLING)
    with pytest.raises(Invalid, match="what came of it"):
        ended(story, measure, " ")


def test_coordination_under_a_charge_counts_among_the_leaders_acts(story: Story) -> None:
    matter = story.handling()
    charges.take_charge(matter_id=matter.public_id, reason="重大", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    measure = begun(
        story, matter, HelpKind.COORDINATION, who="区民政局", reference="民函〔2026〕9号"
    )
    ended(story, measure, "已纳入临时救助。")
    results = list(Deed.objects.order_by("id").values_list("evidence__result", flat=True))
    assert results == ["待答复", "已纳入临时救助。"]


def test_counselling_is_no_leaders_act(story: Story) -> None:
    matter = story.handling()
    charges.take_charge(matter_id=matter.public_id, reason="重大", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    begun(story, matter, HelpKind.COUNSELLING)
    assert not Deed.objects.exists()


def test_people_of_another_office_arrange_nothing_here(story: Story) -> None:
    matter = story.handling()
    with pytest.raises(NotVisible):
        begun(story, matter, HelpKind.COUNSELLING, by=story.cast.zhou)
    with pytest.raises(NotPermitted):
        begun(story, matter, HelpKind.COUNSELLING, by=story.cast.wang_city)


def test_each_step_is_one_act_in_the_ledger(story: Story) -> None:
    matter = story.handling()
    ended(story, begun(story, matter, HelpKind.COUNSELLING))
    verbs = list(Act.objects.filter(matter=matter).order_by("id").values_list("verb", flat=True))
    assert verbs[-2:] == ["begin_help", "end_help"]
