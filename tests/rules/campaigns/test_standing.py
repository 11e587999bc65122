"""Steps from facts, figures from steps, the digest of a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.campaigns.rules.digest import Line, digest_of, list_text
from touyan.campaigns.rules.standing import EntryStanding, figures, share, step_of
from touyan.campaigns.rules.words import Step

STANDINGS = st.builds(
    EntryStanding,
    led=st.booleans(), worked=st.booleans(), proposed=st.booleans(), closed=st.booleans(),
    grade=st.none() | st.integers(0, 3), left=st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (EntryStanding(), Step.SURVEYED),
        (EntryStanding(led=True), Step.LED),
        (EntryStanding(led=True, worked=True), Step.WORKING),
        (EntryStanding(led=True, worked=True, proposed=True), Step.PROPOSED),
        (EntryStanding(led=True, closed=True), Step.CLOSED),
        (EntryStanding(closed=True, grade=1), Step.CLOSED),
        (EntryStanding(closed=True, grade=2), Step.RESOLVED),
        (EntryStanding(grade=3), Step.SURVEYED),
    ],
)
def test_the_step_is_the_furthest_fact_and_resolving_takes_closing(
    standing: EntryStanding, step: Step
) -> None:
    assert step_of(standing, resolved_from=2) is step


def test_a_campaign_that_asks_for_r3_does_not_count_r2() -> None:
    assert step_of(EntryStanding(closed=True, grade=2), resolved_from=3) is Step.CLOSED


def test_187_of_350_are_53_4_per_cent() -> None:
    assert share(187, 350) == Decimal("53.4")
    assert share(1, 0) is None


@given(st.lists(STANDINGS))
def test_whatever_left_counts_in_the_gross_total_alone(standings: list[EntryStanding]) -> None:
    counted = figures(standings, resolved_from=2)
    assert counted.total == len(standings)
    assert counted.resolved <= counted.closed <= counted.net
    gone = figures([replace(one, left=True) for one in standings], resolved_from=2)
    assert (gone.total, gone.net, gone.resolved) == (len(standings), 0, 0)


LINES = st.lists(
    st.builds(Line, st.integers(1, 9), st.uuids().map(str), st.text("0123ABC号", max_size=6),
              st.text("0123456789", min_size=6, max_size=6)),
    min_size=1, max_size=6,
)  # fmt: skip


def digest(lines: list[Line], number: int = 1) -> str:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return digest_of(list_text(campaign="c", number=number, frozen_at=moment, lines=lines))


@given(LINES, st.data())
def test_adding_dropping_or_exchanging_a_matter_changes_the_digest(
    lines: list[Line], data: st.DataObject
) -> None:
    whole = digest(lines)
    place = data.draw(st.integers(0, len(lines) - 1))
    assert digest([*lines[:place], *lines[place + 1 :]]) != whole
    assert digest([*lines, Line(99, "another", "", "")]) != whole
    assert (
        digest([*lines[:place], replace(lines[place], matter="other"), *lines[place + 1 :]])
        != whole
    )
    assert digest(lines, number=2) != whole
    assert digest(list(lines)) == whole
