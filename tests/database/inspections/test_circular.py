"""Results counted from what stands, and the circular that freezes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.inspections.found import Looked
from tests.database.matters.stories import Story

from touyan.audit.models import Entry as Row
from touyan.inspections.actions import plans
from touyan.inspections.actions.circulars import draft_circular, issue_circular, take_circular
from touyan.inspections.models import Circular, Finding
from touyan.inspections.queries.results import (
    circular_for,
    entries_at,
    frozen,
    is_unaltered,
    live,
    rounds,
    run_by,
)
from touyan.inspections.rules.words import Seat
from touyan.intake.models import Petition, Wall
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused

WORDS = {
    "problems": "阅卷记录不写页码较普遍。",
    "practice": "有的院检察长当面听取意见。",
    "mended": "",
}


@pytest.fixture
def looked(cast: Cast, now: Any) -> Looked:
    return Looked(Story(cast, now))


def viewer(looked: Looked, who: str) -> Any:
    return looked.cast.viewer(getattr(looked.cast, who))


def reviewed(looked: Looked) -> Looked:
    """Three matters: one with a fault being mended, one withdrawn, one without."""
    looked.drawn(3)
    looked.mending(0)
    wrong = looked.told(1)
    looked.move(wrong, "withdraw", looked.cast.zhao_province, text="副卷有记录")
    looked.answered(2, Seat.FIRST)
    return looked


def drafted(looked: Looked, **changes: str) -> Circular:
    return draft_circular(inspection_id=looked.inspection.public_id, words={**WORDS, **changes},
                          seen=None, by=looked.cast.sun_province, now=looked.now)  # fmt: skip


def issued(looked: Looked) -> Circular:
    drafted(looked)
    plans.end_inspection(inspection_id=looked.inspection.public_id, by=looked.cast.he_province,
                         now=looked.now)  # fmt: skip
    return issue(looked)


def issue(looked: Looked, who: str = "zhao_province", **more: Any) -> Circular:
    return issue_circular(inspection_id=looked.inspection.public_id, seen=more.get("seen"),
                          by=getattr(looked.cast, who), now=looked.now)  # fmt: skip


def wall(looked: Looked, place: int, **brick: Any) -> None:
    petition = Petition.objects.filter(belonging__matter=looked.matters[place]).earliest("pk")
    Wall.objects.create(petition=petition, reason="被反映", **brick)


class TestResults:
    def test_they_are_counted_from_what_stands_and_open_their_matters(self, looked: Looked) -> None:
        reading = live(reviewed(looked).inspection, viewer=viewer(looked, "he_province"))
        one = next(one for one in reading.results if one.question == "Q05")
        assert (one.failed, one.applied) == (1, 3)
        (entry,) = entries_at(looked.inspection, reading.behind("answer:Q05:not_met"),
                              viewer=viewer(looked, "he_province"))  # fmt: skip
        assert entry.matter == looked.matters[0]
        assert len(reading.behind("stage:mending")) == len(reading.behind("stage:withdrawn")) == 1
        with pytest.raises(NotVisible):
            reading.behind("answer")

    def test_only_the_side_of_the_inspection_reads_them_while_it_runs(self, looked: Looked) -> None:
        reviewed(looked)
        for who in ("he_province", "sun_province", "he_spp"):
            assert run_by(looked.inspection.public_id, viewer=viewer(looked, who))
        for who in ("he", "zhao", "he_city", "zhou", "wang_province", "xitong"):
            with pytest.raises(NotVisible):
                run_by(looked.inspection.public_id, viewer=viewer(looked, who))

    def test_a_wall_takes_the_matter_out_of_every_figure(self, looked: Looked) -> None:
        wall(reviewed(looked), 0, person=looked.cast.he_province.person)
        reading = live(looked.inspection, viewer=viewer(looked, "he_province"))
        assert len(reading.behind("population")) == len(reading.behind("reviewed")) == 2
        assert next(one for one in reading.results if one.question == "Q05").failed == 0
        assert reading.behind("stage:mending") == []

    def test_their_own_office_s_findings_count_for_nobody_before_it_is_told(
        self, looked: Looked
    ) -> None:
        """An inspector lent by the inspected office reads the results, and learns nothing early."""
        looked.drawn(2)
        (finding,) = looked.found(0)
        looked.answered(1, Seat.FIRST)
        lent = looked.cast.he
        looked.inspection.members.create(account=lent, added_at=looked.now)
        reading = live(looked.inspection, viewer=viewer(looked, "he"))
        assert reading.behind("answer:Q05:not_met") == reading.behind("stage:found") == []
        assert len(reading.behind("waiting")) == len(reading.behind("reviewed")) == 1
        assert live(looked.inspection, viewer=viewer(looked, "he_province")).behind("stage:found")
        looked.move(finding, "tell", looked.cast.zhao_province)
        told = live(looked.inspection, viewer=viewer(looked, "he"))
        assert len(told.behind("answer:Q05:not_met")) == len(told.behind("stage:told")) == 1

    def test_rounds_are_compared_the_oldest_first(self, looked: Looked) -> None:
        reviewed(looked)
        again = Looked(looked.story.later(days=400), "第二轮", looked.inspection, looked.matters)
        again.drawn(0)
        for place in range(3):
            again.answered(place, Seat.FIRST)
        seen = rounds(again.inspection, viewer=viewer(looked, "he_province"))
        failed = [next(r for r in one.results if r.question == "Q05").failed for one in seen]
        assert failed == [1, 0]


class TestWriting:
    def test_it_names_no_matter_and_no_petitioner(self, looked: Looked) -> None:
        reviewed(looked)
        for word in ("吴秀兰", looked.matters[0].number):
            with pytest.raises(Invalid):
                drafted(looked, problems=f"如{word}一件")

    @pytest.mark.parametrize("who", ["he", "he_city", "li_province", "wang_province"])
    def test_it_is_written_by_those_who_plan_in_the_office_that_runs_it(
        self, looked: Looked, who: str
    ) -> None:
        reviewed(looked)
        with pytest.raises(NotPermitted):
            draft_circular(inspection_id=looked.inspection.public_id, words=WORDS, seen=None,
                           by=getattr(looked.cast, who), now=looked.now)  # fmt: skip

    def test_two_who_write_at_once_do_not_overwrite_each_other(self, looked: Looked) -> None:
        first = drafted(reviewed(looked)).drafted_at
        looked.story.later(minutes=1)
        drafted(looked)
        with pytest.raises(Conflict):
            draft_circular(inspection_id=looked.inspection.public_id, words=WORDS, seen=first,
                           by=looked.cast.he_province, now=looked.now)  # fmt: skip


class TestIssuing:
    def test_it_is_issued_by_another_once_the_inspection_has_ended(self, looked: Looked) -> None:
        drafted(reviewed(looked))
        with pytest.raises(Refused):
            issue(looked)
        circular = issued(looked)
        assert circular.digest
        assert is_unaltered(circular)
        assert circular.figures["answers"]["Q05"]["not_met"]
        assert Row.objects.filter(verb="inspection.issue_circular").count() == 1

    def test_who_wrote_it_does_not_issue_it_where_somebody_else_may(self, looked: Looked) -> None:
        reviewed(looked)
        plans.end_inspection(inspection_id=looked.inspection.public_id, by=looked.cast.he_province,
                             now=looked.now)  # fmt: skip
        draft_circular(inspection_id=looked.inspection.public_id, words=WORDS, seen=None,
                       by=looked.cast.he_province, now=looked.now)  # fmt: skip
        for who in ("he_province", "sun_province", "he", "he_spp"):
            with pytest.raises(NotPermitted):
                issue(looked, who)
        assert issue(looked).issued_by == looked.cast.zhao_province

    def test_nothing_is_told_to_everybody_that_may_still_be_contested(self, looked: Looked) -> None:
        reviewed(looked)
        Finding.objects.filter(stage="mending").update(stage="contested")
        with pytest.raises(Refused, match="1 findings are not final"):
            issued(looked)

    def test_what_waits_behind_a_wall_is_told_to_nobody_by_a_refusal(self, looked: Looked) -> None:
        reviewed(looked)
        Finding.objects.filter(stage="mending").update(stage="contested")
        wall(looked, 0, person=looked.cast.zhao_province.person)
        circular = issued(looked)
        told = frozen(circular, viewer=viewer(looked, "he_spp"))
        assert {one.stage for one in told.tally.findings} == {"withdrawn"}
        assert len(told.behind("waiting")) == 1, "nothing is told that may still be contested"

    def test_without_words_on_problems_and_practice_it_is_not_issued(self, looked: Looked) -> None:
        drafted(reviewed(looked), practice=" ")
        plans.end_inspection(inspection_id=looked.inspection.public_id, by=looked.cast.he_province,
                             now=looked.now)  # fmt: skip
        with pytest.raises(Invalid):
            issue(looked)

    def test_once_issued_nothing_of_it_changes_neither_here_nor_in_the_database(
        self, looked: Looked
    ) -> None:
        circular = issued(reviewed(looked))
        with pytest.raises(Refused):
            drafted(looked)
        with pytest.raises(IntegrityError), transaction.atomic():
            Circular.objects.filter(pk=circular.pk).update(problems="没有问题")
        with pytest.raises(IntegrityError), transaction.atomic():
            circular.delete()
        circular.problems = "没有问题"
        assert not is_unaltered(circular), "the digest would show it"
        circular.refresh_from_db()
        circular.figures["findings"] = []
        assert not is_unaltered(circular)

    def test_its_figures_stay_while_findings_go_on(self, looked: Looked) -> None:
        circular = issued(reviewed(looked))
        finding = Finding.objects.get(stage="mending")
        looked.move(finding, "claim", looked.cast.li, text="已补正", evidence="第8页")
        then = frozen(circular, viewer=viewer(looked, "he_province"))
        assert len(then.behind("stage:mending")) == 1
        now = live(looked.inspection, viewer=viewer(looked, "he_province"))
        assert now.behind("stage:mending") == []

    def test_inspected_offices_read_it_over_the_matters_they_may_know_of(
        self, looked: Looked
    ) -> None:
        issued(reviewed(looked))
        public_id = looked.inspection.public_id
        for who in ("he", "he_city", "he_spp"):
            circular = circular_for(public_id, viewer=viewer(looked, who))
            reading = frozen(circular, viewer=viewer(looked, who))
            assert len(reading.behind("reviewed")) == 3
        wall(looked, 0, person=looked.cast.he.person)
        circular = circular_for(public_id, viewer=viewer(looked, "he"))
        assert len(frozen(circular, viewer=viewer(looked, "he")).behind("reviewed")) == 2
        with pytest.raises(NotVisible):
            circular_for(public_id, viewer=viewer(looked, "zhou"))

    def test_before_it_is_issued_nobody_reads_it_and_taking_it_leaves_a_row(
        self, looked: Looked
    ) -> None:
        drafted(reviewed(looked))
        act = {"inspection_id": looked.inspection.public_id, "form": "docx", "now": looked.now}
        with pytest.raises(NotVisible):
            take_circular(**act, by=looked.cast.he)
        issued(looked)
        take_circular(**act, by=looked.cast.he)
        assert (
            Row.objects.filter(verb="inspection.take_circular", actor_id=looked.cast.he.pk).count()
            == 1
        )


def test_the_digest_covers_the_frozen_list_the_figures_point_into(looked: Looked) -> None:
    circular = issued(reviewed(looked))
    other = Looked(looked.story.later(days=1), "另一次").drawn(1)
    circular.inspection = other.inspection
    assert not is_unaltered(circular)
