"""The matrix: one cell for each act, its state and why; never a percentage."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.leadership.acts import LEADER, ON_A_BUSY_MACHINE, done

from touyan.intake.rules.words import Kind
from touyan.leadership.rules.matrix import Cell, CellState, matrix
from touyan.leadership.rules.required import Requirement, requirements
from touyan.leadership.rules.signs import Beside, DoneAct, Sign, signs
from touyan.leadership.rules.words import LeaderAct
from touyan.leadership.seed import shipped_rules

DAY = date(2023, 5, 20)
ALL = {"hearing_held": True, "hardship": True, "replyable": True}


def required(**facts: bool) -> list[Requirement]:
    return requirements(
        shipped_rules(), kind=Kind.CRIMINAL_PETITION, facts={**ALL, **facts}, day=DAY, region="33"
    )


def cells(*acts: DoneAct, ended: bool = False, **facts: bool) -> dict[LeaderAct, Cell]:
    seen = signs(
        shipped_rules(), acts, Beside(), leader=LEADER, day=DAY, region="33", served=SERVED
    )
    return {cell.act: cell for cell in matrix(required(**facts), acts, seen, ended=ended)}


SERVED = done(LeaderAct.DECIDE).moment
READ = done(LeaderAct.READ, pages="全卷", minutes=50)


def test_what_the_leader_did_is_evidenced_with_day_and_name() -> None:
    cell = cells(READ)[LeaderAct.READ]
    assert cell.state is CellState.EVIDENCED
    assert str(cell.why) == "On 2023-05-22 by 赵敏."


def test_what_nobody_did_is_missing_and_stays_missing_when_the_matter_ends() -> None:
    assert cells()[LeaderAct.READ].state is CellState.MISSING
    ended = cells(ended=True)[LeaderAct.READ]
    assert ended.state is CellState.MISSING
    assert "closed without it" in str(ended.why)


def test_what_is_not_asked_for_says_why() -> None:
    cell = cells(hearing_held=False)[LeaderAct.PRESIDE]
    assert (cell.state, str(cell.why)) == (CellState.NOT_REQUIRED, "No hearing is held.")


def test_what_was_done_without_being_asked_for_is_still_shown_as_done() -> None:
    cell = cells(done(LeaderAct.RELIEF), hardship=False)[LeaderAct.RELIEF]
    assert cell.state is CellState.EVIDENCED


def test_a_sign_makes_the_act_doubtful_and_puts_its_question() -> None:
    cell = cells(done(LeaderAct.MEET, by_proxy=True))[LeaderAct.MEET]
    assert cell.state is CellState.DOUBTFUL
    assert "in person?" in str(cell.why)
    assert len(cell.signs) == 1


@pytest.mark.parametrize(
    ("act", "stand_in", "state"),
    [
        (LeaderAct.READ, True, CellState.DOUBTFUL),
        (LeaderAct.READ, False, CellState.DOUBTFUL),
        (LeaderAct.PLAN, True, CellState.EVIDENCED),
        (LeaderAct.PLAN, False, CellState.DOUBTFUL),
        (LeaderAct.FOLLOW_UP, True, CellState.EVIDENCED),
        (LeaderAct.FOLLOW_UP, False, CellState.EVIDENCED),
    ],
)
def test_who_else_may_do_it_follows_the_rule(
    act: LeaderAct, stand_in: bool, state: CellState
) -> None:
    other = done(act, by="何伟", in_charge=False, stand_in=stand_in, pages="全卷", minutes=50)
    assert cells(done(LeaderAct.DECIDE), other)[act].state is state


def test_deciding_proves_nothing_until_the_answer_is_signed() -> None:
    decided = done(LeaderAct.DECIDE)
    assert cells(decided)[LeaderAct.DECIDE].state is CellState.EVIDENCED
    open_still = cells(replace(decided, signed=False))[LeaderAct.DECIDE]
    assert open_still.state is CellState.MISSING
    assert str(open_still.why) == "Decided, answer not signed yet."
    assert len(open_still.done) == 1


def test_one_act_of_the_leader_settles_what_another_did_before() -> None:
    other = replace(READ, key="x", by="何伟", in_charge=False)
    assert cells(other, READ)[LeaderAct.READ].state is CellState.EVIDENCED


def test_a_cell_holds_no_number_that_could_become_a_mark() -> None:
    assert {field.name for field in fields(Cell)} == {"act", "state", "why", "done", "signs"}


ACTS = st.builds(
    done,
    st.sampled_from(LeaderAct),
    days=st.integers(-30, 30),
    seconds=st.integers(0, 86_400),
    by=st.sampled_from([LEADER, "何伟", ""]),
    in_charge=st.booleans(),
    stand_in=st.booleans(),
    minutes=st.none() | st.integers(1, 200),
    pages=st.sampled_from(["", "全卷"]),
    plan=st.text(max_size=30),
    chair=st.sampled_from(["", LEADER, "何伟"]),
    where=st.sampled_from(["reception", "telephone", "video"]),
    by_proxy=st.booleans(),
)
FACTS = st.fixed_dictionaries(dict.fromkeys(ALL, st.booleans()))
DAYS = st.dates(date(2019, 1, 1), date(2027, 1, 1))


@ON_A_BUSY_MACHINE
@given(acts=st.lists(ACTS, max_size=12), facts=FACTS, kind=st.sampled_from(Kind), day=DAYS,
       ended=st.booleans())  # fmt: skip
def test_every_case_has_one_cell_for_each_act_in_order_with_a_reason(
    acts: list[DoneAct], facts: dict[str, bool], kind: Kind, day: date, ended: bool
) -> None:
    found = _matrix(acts, facts, kind, day, ended=ended)
    assert [cell.act for cell in found] == list(LeaderAct)
    assert all(str(cell.why) for cell in found)


@ON_A_BUSY_MACHINE
@given(acts=st.lists(ACTS, max_size=12), facts=FACTS, kind=st.sampled_from(Kind), day=DAYS)
def test_an_act_of_someone_who_may_not_do_it_never_counts_as_evidenced(
    acts: list[DoneAct], facts: dict[str, bool], kind: Kind, day: date
) -> None:
    asked = requirements(shipped_rules(), kind=kind, facts=facts, day=day, region="33")
    may = {one.act: one.delegable for one in asked}
    others = [
        act for act in acts
        if not act.in_charge
        and may[act.act] != "anyone"
        and not (may[act.act] == "deputy" and act.stand_in)
    ]  # fmt: skip
    for cell in _matrix(others, facts, kind, day, ended=False):
        assert cell.state is not CellState.EVIDENCED


@ON_A_BUSY_MACHINE
@given(acts=st.lists(ACTS, max_size=12), facts=FACTS, day=DAYS)
def test_an_act_under_question_never_counts_as_evidenced(
    acts: list[DoneAct], facts: dict[str, bool], day: date
) -> None:
    for cell in _matrix(acts, facts, Kind.OTHER, day, ended=False):
        asked = {sign.key for sign in cell.signs}
        if cell.state is CellState.EVIDENCED:
            assert any(one.key not in asked for one in cell.done)
        elif cell.signs:
            assert cell.state is CellState.DOUBTFUL


def _matrix(
    acts: list[DoneAct], facts: dict[str, bool], kind: Kind, day: date, *, ended: bool
) -> list[Cell]:
    asked = requirements(shipped_rules(), kind=kind, facts=facts, day=day, region="33")
    seen: list[Sign] = signs(shipped_rules(), acts, Beside(), leader=LEADER, day=day, region="33")
    return matrix(asked, acts, seen, ended=ended)
