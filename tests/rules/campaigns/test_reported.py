"""What a report says: figures that are their lists, a digest no alteration escapes, and a
comparison in which the matters told make up the whole difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.campaigns.rules.comparing import Change, Kind, changes, effect_of
from touyan.campaigns.rules.reported import (
    GRADES,
    GROUP_NAMES,
    STEPS,
    Frozen,
    Line,
    behind,
    figures_of,
    report_digest,
)
from touyan.campaigns.rules.words import Step

AT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def line(name: str = "a", step: Step = Step.WORKING, **changes: Any) -> Line:
    usual = Line(name, f"2026-{name}", "不服判决", 4, 1, step, left=False, led=True, grade=None)
    return replace(usual, **changes)


@st.composite
def lists(draw: st.DrawFn) -> list[Line]:
    names = draw(st.lists(st.sampled_from("abcdefghijkl"), unique=True))
    return [
        line(
            name,
            draw(st.sampled_from(Step)),
            left=draw(st.booleans()),
            led=draw(st.booleans()),
            grade=draw(st.sampled_from([None, 0, 1, 2, 3])),
        )
        for name in names
    ]


class TestFigures:
    def test_a_matter_that_left_is_in_the_gross_total_and_in_no_other_result(self) -> None:
        gone = line("b", Step.RESOLVED, left=True, grade=2)
        found = figures_of([line("a", Step.RESOLVED, grade=2), gone])
        assert (found.of("gross"), found.of("left"), found.of("net")) == (2, 1, 1)
        assert found.of("step-resolved") == found.of("closed") == 1
        assert found.share("step-resolved", "gross") == Decimal("50.0")
        assert found.share("step-resolved", "net") == Decimal("100.0")

    def test_nothing_is_no_per_cent_of_nothing(self) -> None:
        assert figures_of([]).share("closed", "gross") is None

    @given(lists())
    def test_every_figure_is_the_length_of_its_list(self, found: list[Line]) -> None:
        figures = figures_of(found)
        for group in GROUP_NAMES:
            assert figures.of(group) == len(behind(found, group))

    @given(lists())
    def test_the_figures_add_up(self, found: list[Line]) -> None:
        figures = figures_of(found)
        assert figures.of("gross") == len(found) == figures.of("left") + figures.of("net")
        assert figures.of("net") == sum(figures.of(step) for step in STEPS)
        assert figures.of("closed") == sum(figures.of(grade) for grade in GRADES)


FROZEN = Frozen(
    salt="5f", campaign="c-1", organ="330106", first=date(2026, 10, 1), last=date(2026, 10, 31),
    due_on=date(2026, 11, 5), as_of=AT, drafted_by=None, confirmed_by=7, confirmed_at=AT,
    remarks="本月无新增。",
    standings=[
        {"matter": "m-1", "number": "1", "title": "甲", "organ": 4, "batch": 1, "step": "led",
         "left": False, "led": True, "grade": None},
        {"matter": "m-2", "number": "2", "title": "乙", "organ": 4, "batch": 1, "step": "closed",
         "left": False, "led": True, "grade": 0},
    ],
)  # fmt: skip


class TestTheDigest:
    @pytest.mark.parametrize(
        "changed",
        [
            {"salt": "6f"},
            {"campaign": "c-2"},
            {"organ": "330105"},
            {"first": date(2026, 10, 2)},
            {"last": date(2026, 10, 30)},
            {"due_on": date(2026, 11, 6)},
            {"as_of": AT + timedelta(microseconds=1)},
            {"drafted_by": 7},
            {"confirmed_by": 8},
            {"confirmed_at": AT + timedelta(microseconds=1)},
            {"remarks": "本月无新增"},
            {"standings": FROZEN.standings[:1]},
            {"standings": FROZEN.standings[::-1]},
            {"standings": [*FROZEN.standings, FROZEN.standings[0]]},
        ],
    )
    def test_it_detects_every_alteration_of_the_report(self, changed: dict[str, Any]) -> None:
        assert report_digest(replace(FROZEN, **changed)) != report_digest(FROZEN)

    @pytest.mark.parametrize("place", [0, 1])
    @pytest.mark.parametrize("name", list(FROZEN.standings[0]))
    def test_it_detects_every_alteration_of_a_matter(self, place: int, name: str) -> None:
        rows = [dict(row) for row in FROZEN.standings]
        rows[place][name] = "changed"
        assert report_digest(replace(FROZEN, standings=rows)) != report_digest(FROZEN)

    def test_it_does_not_hang_on_the_order_of_names_or_the_zone_of_a_moment(self) -> None:
        rows = [dict(reversed(row.items())) for row in FROZEN.standings]
        east = FROZEN.as_of.astimezone()
        assert report_digest(replace(FROZEN, standings=rows, as_of=east)) == report_digest(FROZEN)

    def test_text_cannot_slip_from_one_part_into_the_next(self) -> None:
        one = replace(FROZEN, campaign='c-1","330106', organ="x")
        other = replace(FROZEN, campaign="c-1", organ='330106","x')
        assert report_digest(one) != report_digest(other)


def compared(was: Line | None, now: Line | None) -> Change:
    (found,) = changes([was] if was else [], [now] if now else [])
    return found


class TestComparing:
    @given(lists(), lists())
    def test_the_matters_told_make_up_the_whole_difference_of_every_figure(
        self, before: list[Line], after: list[Line]
    ) -> None:
        old, new, told = figures_of(before), figures_of(after), effect_of(changes(before, after))
        for group in GROUP_NAMES:
            assert old.of(group) + told[group] == new.of(group)

    @given(lists(), lists())
    def test_a_matter_is_told_once_and_only_if_a_figure_differs(
        self, before: list[Line], after: list[Line]
    ) -> None:
        found = changes(before, after)
        assert len({change.line.key for change in found}) == len(found)
        assert all(change.effect for change in found)

    @given(lists())
    def test_two_like_reports_leave_nothing_to_tell(self, found: list[Line]) -> None:
        assert changes(found, found[::-1]) == []

    @pytest.mark.parametrize(
        ("was", "now", "kind"),
        [
            (None, line(), Kind.ENTERED),
            (line(), None, Kind.GONE),
            (line(), line(left=True), Kind.LEFT),
            (line(step=Step.LED), line(step=Step.WORKING), Kind.MOVED),
            (line(step=Step.PROPOSED), line(step=Step.CLOSED), Kind.MOVED),
            (line(step=Step.CLOSED, grade=1), line(step=Step.RESOLVED, grade=2), Kind.MOVED),
            (line(step=Step.PROPOSED), line(step=Step.WORKING), Kind.SET_BACK),
            (line(step=Step.CLOSED), line(step=Step.WORKING), Kind.REOPENED),
            (line(step=Step.RESOLVED, grade=2), line(step=Step.WORKING), Kind.REOPENED),
            (line(step=Step.RESOLVED, grade=2), line(step=Step.CLOSED), Kind.REVERSED),
            (line(step=Step.CLOSED, grade=1), line(step=Step.CLOSED), Kind.REVERSED),
            (line(step=Step.CLOSED), line(step=Step.CLOSED, grade=0), Kind.GRADED),
            (line(step=Step.RESOLVED, grade=2), line(step=Step.RESOLVED, grade=3), Kind.GRADED),
            (line(led=False), line(led=True), Kind.TAKEN_ON),
            (line(led=True), line(led=False), Kind.GIVEN_UP),
        ],
    )
    def test_each_kind_of_change_is_named(
        self, was: Line | None, now: Line | None, kind: Kind
    ) -> None:
        assert compared(was, now).kind is kind

    def test_what_happens_to_a_matter_after_it_left_changes_no_figure(self) -> None:
        assert changes([line(left=True)], [line(step=Step.RESOLVED, grade=2, left=True)]) == []

    def test_the_same_matter_in_two_lists_is_told_of_each(self) -> None:
        before = [line(batch=1)]
        found = changes(before, [line(batch=1), line(batch=2)])
        assert [(change.kind, change.line.batch) for change in found] == [(Kind.ENTERED, 2)]

    def test_what_was_reversed_is_told_before_ordinary_progress(self) -> None:
        before = [line("a", Step.LED), line("b", Step.RESOLVED, grade=2)]
        after = [line("a", Step.WORKING), line("b", Step.CLOSED)]
        assert [change.kind for change in changes(before, after)] == [Kind.REVERSED, Kind.MOVED]
