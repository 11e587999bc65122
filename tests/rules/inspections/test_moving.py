"""Who moves a finding: never whoever belongs to the inspected office, on the inspection's side."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.inspections.rules.findings import MOVES, Side
from touyan.inspections.rules.moving import (
    QUIET,
    RECHECKS,
    VERB_NAMES,
    Parties,
    check_measures,
    check_mover,
    check_words,
    contest_until,
    may_move,
    mend_until,
    reminded_from,
    side_of,
)
from touyan.inspections.rules.running import ANSWERERS, DECIDERS
from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.leadership.seed import shipped_rules
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import Role

PATHS = {"nation": "/1/", "province": "/1/2/", "city": "/1/2/3/", "county": "/1/2/3/4/",
         "other": "/1/5/"}  # fmt: skip
RUNS, OWNS = PATHS["province"], PATHS["county"]
VERBS = [*MOVES, "ask", "extend"]
DAY = date(2026, 11, 23)
RULES = shipped_rules()


def viewer(*held: tuple[Role, str], account: int = 7) -> Viewer:
    grants = tuple(Grant(role, len(path), path) for role, path in held)
    return Viewer(account_id=account, person_id=account, name="x", grants=grants)


posts = st.lists(
    st.tuples(st.sampled_from(Role), st.sampled_from(sorted(PATHS.values()))), max_size=3
)


@given(held=posts, serves=st.booleans(), owner=st.sampled_from([None, 7, 8]),
       verb=st.sampled_from(VERBS))  # fmt: skip
def test_nobody_stands_on_both_sides(
    held: list[tuple[Role, str]], serves: bool, owner: int | None, verb: str
) -> None:
    who, parties = viewer(*held), Parties(RUNS, OWNS, serves, owner)
    inside = any(path == OWNS for _role, path in held)
    side = MOVES[verb].side if verb in MOVES else {"ask": Side.OFFICE}.get(verb, Side.INSPECTION)
    if may_move(verb, who, parties):
        assert inside is (side is Side.OFFICE)
        check_mover(verb, who, parties)
        if side is Side.INSPECTION and verb not in RECHECKS:
            assert any(r in DECIDERS and RUNS.startswith(path) for r, path in held)
        if side is Side.OFFICE and verb not in ("claim", "ask"):
            assert any(r in ANSWERERS and path == OWNS for r, path in held)
    else:
        with pytest.raises(NotPermitted):
            check_mover(verb, who, parties)


@given(held=posts, serves=st.booleans())
def test_where_an_office_inspects_itself_the_office_above_decides(
    held: list[tuple[Role, str]], serves: bool
) -> None:
    parties = Parties(OWNS, OWNS, serves)
    if any(path == OWNS for _role, path in held):
        assert side_of(viewer(*held), parties) is Side.OFFICE
        assert not may_move("tell", viewer(*held), parties)
    assert may_move("tell", viewer((Role.CHIEF, PATHS["city"])), parties)


def test_whoever_was_named_to_mend_reports_it_but_does_not_answer_for_the_office() -> None:
    handler, parties = viewer((Role.HANDLER, OWNS)), Parties(RUNS, OWNS, owner=7)
    assert {verb for verb in VERBS if may_move(verb, handler, parties)} == {"claim", "ask"}
    assert not may_move("claim", viewer((Role.HANDLER, OWNS), account=8), parties)


def test_every_step_has_words_and_only_plain_ones_need_none_of_the_persons_own() -> None:
    assert set(VERB_NAMES) == {*VERBS, "find"}
    for verb in VERBS:
        if verb in QUIET:
            check_words(verb, "")
        else:
            with pytest.raises(Invalid):
                check_words(verb, "  ")


def test_days_come_from_the_dated_rules_and_without_a_rule_nothing_is_guessed() -> None:
    assert contest_until(DAY, RULES) == date(2026, 12, 3)
    assert mend_until(DAY, Severity.HARM, RULES) == date(2026, 12, 3)
    assert mend_until(DAY, Severity.SERIOUS, RULES) == date(2026, 12, 23)
    assert reminded_from(DAY, RULES, today=DAY) == date(2026, 11, 16)
    with pytest.raises(Refused, match="I1"):
        contest_until(DAY, [rule for rule in RULES if rule.family != "inspection"])


def test_a_day_already_past_is_taken_only_where_the_rule_itself_ended_there() -> None:
    past = date(2026, 11, 20)
    assert check_measures("补正", None, latest=past, today=DAY) == past
    with pytest.raises(Invalid):
        check_measures("补正", date(2026, 11, 19), latest=past, today=DAY)
