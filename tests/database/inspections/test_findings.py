"""Findings: recorded once what stands is known, told, contested, mended, looked at again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.cast import Cast
from tests.database.campaigns.stories import serving
from tests.database.inspections.found import BAD, HARM, NOTE, Looked
from tests.database.matters.stories import Story

from touyan.audit.models import Entry as Row
from touyan.inspections.actions import finding_lists, findings
from touyan.inspections.models import Finding, FindingStep, Outcome
from touyan.inspections.queries.findings import (
    by_organ,
    finding_by_public_id,
    findings_seen,
    problem_list,
    waiting_for,
)
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.words import Seat, Severity
from touyan.intake.models import Petition, Wall
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.leadership.models import LeadershipRule, Notice
from touyan.leadership.queries.notices import notices_of, pressing_still, unseen_notices
from touyan.organs.models import Organ
from touyan.organs.rules.roles import Role


@pytest.fixture
def looked(cast: Cast, now: Any) -> Looked:
    return Looked(Story(cast, now))


def wall(looked: Looked, place: int = 0, **brick: Any) -> None:
    petition = Petition.objects.filter(belonging__matter=looked.matters[place]).earliest("pk")
    Wall.objects.create(petition=petition, reason="被反映", **brick)


class TestRecording:
    def test_what_was_not_met_becomes_a_finding_with_fact_evidence_and_rule(
        self, looked: Looked
    ) -> None:
        (finding,) = looked.drawn().found(Q05=BAD)
        assert (finding.fact, finding.evidence) == (NOTE, "正卷第3页")
        assert finding.rule
        assert finding.severity == Severity.SERIOUS
        assert (finding.organ.code, finding.stage) == ("330106", Stage.FOUND)
        assert [one.verb for one in finding.steps.all()] == ["find"]
        assert Row.objects.filter(verb="inspection.find").count() == 1

    def test_nothing_is_recorded_while_a_review_is_awaited(self, looked: Looked) -> None:
        looked.drawn(seats=2)
        assert looked.answered(0, Seat.FIRST, Q05=BAD) == []
        assert not Outcome.objects.exists()
        assert len(looked.answered(0, Seat.SECOND, looked.cast.qin_province, Q05=BAD)) == 1

    def test_where_two_differ_the_third_decides(self, looked: Looked) -> None:
        looked.drawn(seats=2)
        looked.answered(0, Seat.FIRST, Q05=BAD, Q06=BAD)
        assert looked.answered(0, Seat.SECOND, looked.cast.qin_province) == []
        third = {"Q05": {"answer": "met"}, "Q06": {**BAD, "note": "确无记录"}}
        (finding,) = looked.answered(0, Seat.THIRD, looked.cast.he_province, **third)
        assert (finding.question, finding.fact) == ("Q06", "确无记录")
        outcome = Outcome.objects.get()
        assert outcome.answers["Q05"] == "met"
        assert outcome.apart == {"Q05": ["not_met", "met"], "Q06": ["not_met", "met"]}
        assert "Q23" not in outcome.answers, "words are not counted"

    def test_of_two_who_found_the_same_the_graver_weight_and_both_words_stand(
        self, looked: Looked
    ) -> None:
        looked.drawn(seats=2)
        looked.answered(0, Seat.FIRST, Q05=BAD)
        (finding,) = looked.answered(0, Seat.SECOND, looked.cast.qin_province, Q05=HARM)
        assert finding.severity == Severity.HARM
        assert finding.fact == f"{NOTE}\n应救助未救助。"

    def test_a_second_call_records_nothing_twice(self, looked: Looked) -> None:
        looked.drawn().found()
        pick = looked.pick()
        again = findings.record_faults(pick=pick, by=looked.cast.sun_province, now=looked.now)
        assert again == []
        assert Finding.objects.count() == 1

    def test_what_stands_and_what_was_done_is_never_rewritten(self, looked: Looked) -> None:
        looked.drawn().found()
        for rows in (Outcome.objects.all(), FindingStep.objects.all()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                rows.delete()


class TestMoving:
    def test_from_found_to_closed_each_step_is_kept_with_who_and_when(self, looked: Looked) -> None:
        finding = looked.drawn().closed()
        assert finding.stage == Stage.CLOSED
        steps = [(one.verb, one.by) for one in finding.steps.order_by("id")]
        cast = looked.cast
        assert steps == [
            ("find", cast.sun_province), ("tell", cast.zhao_province), ("accept", cast.he),
            ("plan", cast.he), ("claim", cast.li), ("pass", cast.sun_province),
        ]  # fmt: skip
        assert Row.objects.filter(verb="inspection.move_finding").count() == 5

    def test_the_office_has_the_days_of_the_rule_to_contest(self, looked: Looked) -> None:
        LeadershipRule.objects.filter(family="inspection", code="I1").update(
            content={"contest_days": 4}, approved_at=looked.now
        )
        finding = looked.drawn().told()
        assert finding.answer_by == date(2026, 11, 27)
        with pytest.raises(Refused, match="2026-11-27"):
            looked.move(finding, "lapse", looked.cast.he_province)
        looked.story.later(days=5)
        with pytest.raises(Refused, match="2026-11-27"):
            looked.move(finding, "contest", looked.cast.he, text="卷内有记录")
        assert looked.move(finding, "lapse", looked.cast.he_province).stage == Stage.FINAL

    def test_a_contested_finding_is_upheld_or_withdrawn_with_reasons(self, looked: Looked) -> None:
        finding = looked.drawn().told()
        with pytest.raises(Invalid):
            looked.move(finding, "contest", looked.cast.he, text=" ")
        looked.move(finding, "contest", looked.cast.he, text="记录在副卷第2页")
        with pytest.raises(Invalid):
            looked.move(finding, "withdraw", looked.cast.zhao_province)
        gone = looked.move(finding, "withdraw", looked.cast.zhao_province, text="副卷有记录")
        assert gone.stage == Stage.WITHDRAWN

    @pytest.mark.parametrize(
        ("weighs", "days"), [("harm", 10), ("serious", 30), ("ordinary", 60), ("minor", 60)]
    )
    def test_the_time_to_mend_follows_the_weight(
        self, looked: Looked, weighs: str, days: int
    ) -> None:
        finding = looked.drawn().final(Q05={**BAD, "severity": weighs})
        assert finding.due_on == date(2026, 11, 23) + timedelta(days=days)

    def test_measures_need_words_a_person_of_the_office_and_no_later_day(
        self, looked: Looked
    ) -> None:
        finding = looked.drawn().final()
        cast, late = looked.cast, date(2027, 2, 1)
        good = {"text": "补正", "owner": cast.li}
        for bad in ({"text": ""}, {"owner": cast.li_city}, {"owner": None}, {"due_on": late}):
            with pytest.raises(Invalid):
                looked.move(finding, "plan", cast.he, **{**good, **bad})
        planned = looked.move(finding, "plan", cast.he, **good, due_on=date(2026, 12, 1))
        assert (planned.owner, planned.due_on) == (cast.li, date(2026, 12, 1))

    def test_mended_is_shown_not_only_said(self, looked: Looked) -> None:
        finding = looked.drawn().mending()
        with pytest.raises(Invalid):
            looked.move(finding, "claim", looked.cast.li, text="已补正")

    def test_not_mended_goes_back_with_a_new_day_and_closes_only_by_another_look(
        self, looked: Looked
    ) -> None:
        finding, sun = looked.drawn().claimed(), looked.cast.sun_province
        with pytest.raises(Invalid):
            looked.move(finding, "fail", sun, text="原卷未见")
        back = looked.move(finding, "fail", sun, text="原卷未见", due_on=date(2026, 12, 20))
        assert (back.stage, back.due_on) == (Stage.MENDING, date(2026, 12, 20))
        with pytest.raises(Refused):
            looked.move(finding, "pass", sun, text="已核对")

    def test_more_time_is_asked_for_with_a_reason_and_given_by_the_inspection(
        self, looked: Looked
    ) -> None:
        finding, later = looked.drawn().mending(), date(2027, 1, 31)
        looked.move(finding, "ask_time", looked.cast.li, text="需调档", due_on=later)
        finding.refresh_from_db()
        assert finding.due_on == date(2026, 12, 23), "asking gives no time"
        with pytest.raises(NotPermitted):
            looked.move(finding, "extend", looked.cast.he, text="需调档", due_on=later)
        for bad in ({"text": ""}, {"due_on": date(2026, 12, 1)}, {"due_on": None}):
            with pytest.raises(Invalid):
                looked.move(finding, "extend", looked.cast.he_province,
                            **{"text": "同意", "due_on": later, **bad})  # fmt: skip
        given = looked.move(finding, "extend", looked.cast.he_province, text="同意", due_on=later)
        assert given.due_on == later
        assert Row.objects.filter(verb="inspection.extend_finding").count() == 1

    def test_two_who_act_on_the_same_page_do_not_overwrite_each_other(self, looked: Looked) -> None:
        finding = looked.drawn().told()
        looked.move(finding, "accept", looked.cast.he, version=finding.version)
        with pytest.raises(Conflict):
            looked.move(finding, "contest", looked.cast.zhao, text="x", version=finding.version)

    @pytest.mark.parametrize("verb", ["tell", "uphold", "lapse", "withdraw"])
    @pytest.mark.parametrize("who", ["sun_province", "li_province"])
    def test_what_weighs_is_decided_by_heads_and_leaders(
        self, looked: Looked, verb: str, who: str
    ) -> None:
        (finding,) = looked.drawn().found()
        with pytest.raises(NotPermitted):
            looked.move(finding, verb, getattr(looked.cast, who), text="x")

    def test_who_belongs_to_the_inspected_office_never_decides_even_if_it_runs_the_inspection(
        self, looked: Looked
    ) -> None:
        (finding,) = looked.drawn().found()
        Finding.objects.update(organ=looked.inspection.organ)
        for who in (looked.cast.zhao_province, looked.cast.sun_province):
            with pytest.raises(NotVisible):
                looked.move(finding, "tell", who)
        assert looked.move(finding, "tell", looked.cast.zhao_spp).stage == Stage.TOLD
        with pytest.raises(NotPermitted):
            looked.move(finding, "lapse", looked.cast.zhao_province)

    def test_the_database_keeps_no_mending_without_somebody_and_a_day(self, looked: Looked) -> None:
        (finding,) = looked.drawn().found()
        for stage in ("told", "final", "mending"):
            with pytest.raises(IntegrityError), transaction.atomic():
                Finding.objects.filter(pk=finding.pk).update(stage=stage)


class TestSeeing:
    def test_the_office_reads_nothing_before_it_is_told(self, looked: Looked) -> None:
        (finding,) = looked.drawn().found()
        cast = looked.cast
        for who in (cast.he, cast.zhao, cast.he_city):
            assert not findings_seen(viewer=cast.viewer(who)).exists()
        looked.move(finding, "tell", cast.zhao_province)
        for who in (cast.he, cast.zhao, cast.he_city, cast.sun_province, cast.he_spp):
            assert findings_seen(viewer=cast.viewer(who)).count() == 1
        assert not findings_seen(viewer=cast.viewer(cast.zhou)).exists()

    def test_a_finding_withdrawn_before_it_was_told_stays_unknown_to_the_office(
        self, looked: Looked
    ) -> None:
        (finding,) = looked.drawn().found()
        looked.move(finding, "withdraw", looked.cast.zhao_province, text="误记")
        assert not findings_seen(viewer=looked.cast.viewer(looked.cast.he)).exists()

    @pytest.mark.parametrize("who", ["he", "sun_province", "he_spp"])
    def test_a_wall_beats_every_side(self, looked: Looked, who: str) -> None:
        finding = looked.drawn().told()
        account = getattr(looked.cast, who)
        wall(looked, person=account.person)
        viewer = looked.cast.viewer(account)
        assert not problem_list(looked.inspection, viewer=viewer).exists()
        assert not by_organ(looked.inspection, viewer=viewer, today=looked.now.date()).exists()
        assert not waiting_for(viewer=viewer, today=looked.now.date()).exists()
        with pytest.raises(NotVisible):
            finding_by_public_id(finding.public_id, viewer=viewer)
        with pytest.raises(NotVisible):
            looked.move(finding, "accept", account)

    def test_what_is_behind_a_wall_is_not_told_by_whom_it_keeps_out(self, looked: Looked) -> None:
        looked.drawn(2)
        looked.found(0), looked.found(1)
        wall(looked, person=looked.cast.he_province.person)
        act = {"inspection_id": looked.inspection.public_id, "now": looked.now}
        assert finding_lists.tell_offices(**act, by=looked.cast.he_province) == 1
        assert finding_lists.tell_offices(**act, by=looked.cast.zhao_province) == 1

    def test_harm_comes_first_in_the_problem_list_and_offices_by_code(self, looked: Looked) -> None:
        looked.drawn(2)
        looked.found(0, Q05=BAD), looked.found(1, Q24=HARM)
        viewer = looked.cast.viewer(looked.cast.he_province)
        weights = [one.severity for one in problem_list(looked.inspection, viewer=viewer)]
        assert weights == ["harm", "serious"]
        other = Organ.objects.filter(code__lt="330106", level=4).last()
        Finding.objects.filter(severity="harm").update(organ=other)
        rows = by_organ(looked.inspection, viewer=viewer, today=looked.now.date())
        codes = [row["organ__code"] for row in rows]
        assert codes == sorted(codes)
        assert len(codes) == 2


class TestWaiting:
    def waits(self, looked: Looked, who: str) -> int:
        viewer = looked.cast.viewer(getattr(looked.cast, who))
        return waiting_for(viewer=viewer, today=looked.now.date()).count()

    def test_it_waits_for_whoever_is_to_move_it_next(self, looked: Looked) -> None:
        (finding,) = looked.drawn().found()
        turns = [("zhao_province", "tell", {}), ("he", "accept", {}),
                 ("he", "plan", {"text": "补正", "owner": looked.cast.li}),
                 ("li", "claim", {"text": "已补正", "evidence": "第8页"}),
                 ("sun_province", "pass", {"text": "已核对"})]  # fmt: skip
        for who, verb, more in turns:
            assert self.waits(looked, who) == 1, verb
            assert not self.waits(looked, "wang")
            assert not self.waits(looked, "he_city")
            looked.move(finding, verb, getattr(looked.cast, who), **more)
            assert not self.waits(looked, "li" if verb == "pass" else "sun_city")
        assert not self.waits(looked, "sun_province")

    def test_what_was_not_contested_in_time_waits_for_the_inspection(self, looked: Looked) -> None:
        looked.drawn().told()
        assert not self.waits(looked, "he_province")
        looked.story.later(days=11)
        assert self.waits(looked, "he_province") == 1


class TestMany:
    def test_offices_are_told_and_what_nobody_contested_is_made_final_at_once(
        self, looked: Looked
    ) -> None:
        looked.drawn(3)
        for place in range(3):
            looked.found(place, Q05=BAD, Q06=BAD)
        act = {"inspection_id": looked.inspection.public_id, "by": looked.cast.zhao_province}
        assert finding_lists.tell_offices(**act, organ="330106", now=looked.now) == 6
        with pytest.raises(Refused):
            finding_lists.tell_offices(**act, now=looked.now)
        with pytest.raises(Refused):
            finding_lists.make_final(**act, now=looked.now)
        looked.story.later(days=11)
        assert finding_lists.make_final(**act, now=looked.now) == 6
        assert set(Finding.objects.values_list("stage", flat=True)) == {"final"}
        assert FindingStep.objects.filter(verb="lapse").count() == 6

    @pytest.mark.parametrize("who", ["sun_province", "he_city", "he_spp"])
    def test_only_deciders_of_the_office_that_runs_it(self, looked: Looked, who: str) -> None:
        looked.drawn().found()
        with pytest.raises(NotPermitted):
            finding_lists.tell_offices(inspection_id=looked.inspection.public_id,
                                       by=getattr(looked.cast, who), now=looked.now)  # fmt: skip


class TestReminding:
    def test_who_mends_is_told_before_the_day_and_the_inspection_once_it_is_late(
        self, looked: Looked
    ) -> None:
        looked.drawn().mending()
        assert finding_lists.remind(now=looked.now) == 0
        assert finding_lists.remind(now=looked.story.later(days=24).now) == 1
        notice = Notice.objects.get()
        assert (notice.account, notice.because, notice.kind) == (looked.cast.li, "mender", "before")
        assert finding_lists.remind(now=looked.story.later(hours=2).now) == 0
        finding_lists.remind(now=looked.story.later(days=8).now)
        late = Notice.objects.filter(kind="after", because="inspection")
        assert looked.cast.he_province in [one.account for one in late]

    def test_the_inspection_is_told_of_a_few_late_ones_at_once(self, looked: Looked) -> None:
        first, second = looked.drawn(2).mending(), looked.mending(1)
        late = Notice.objects.filter(because="inspection")
        finding_lists.remind(now=looked.story.later(days=40).now, most_late=1)
        assert set(late.values_list("errand", flat=True)) == {first.public_id}
        looked.move(first, "claim", looked.cast.li, text="已补正", evidence="第8页")
        finding_lists.remind(now=looked.story.later(days=1).now, most_late=1)
        assert second.public_id in late.values_list("errand", flat=True)

    def test_before_its_answer_the_office_is_told_through_those_who_answer(
        self, looked: Looked
    ) -> None:
        looked.drawn().told()
        finding_lists.remind(now=looked.story.later(days=5).now)
        told = {one.account.username for one in Notice.objects.all()}
        assert told == {"he", "zhao", "qin"}
        assert unseen_notices(viewer=looked.cast.viewer(looked.cast.he)) == 1

    def test_once_it_is_done_the_notice_presses_no_more(self, looked: Looked) -> None:
        finding = looked.drawn().mending()
        finding_lists.remind(now=looked.story.later(days=24).now)
        looked.move(finding, "claim", looked.cast.li, text="已补正", evidence="第8页")
        mine = notices_of(viewer=looked.cast.viewer(looked.cast.li))
        assert mine.count() == 1
        assert not pressing_still(mine).exists()


def test_a_person_of_the_office_named_inspector_still_stands_on_its_side(looked: Looked) -> None:
    finding = looked.drawn().claimed()
    cast = looked.cast
    inside = serving(cast, cast.organ_of(cast.he), "内应", Role.INSPECTOR)
    looked.inspection.members.create(account=inside, added_at=looked.now)
    with pytest.raises(NotPermitted):
        looked.move(finding, "pass", inside, text="已核对")
