"""Every sign of a nominal charge on both sides of its line. A sign asks; it judges nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.rules.leadership.acts import LEADER, START, done

from touyan.leadership.rules.answering import Moment
from touyan.leadership.rules.signs import Beside, DoneAct, Sign, likeness, signs
from touyan.leadership.rules.words import LeaderAct
from touyan.leadership.seed import shipped_rules

EARLIER = START - timedelta(days=9)
PLAN = "先调取第一次住院病历，再请省院技术部门重新鉴定伤情，六月十日前由李志远约谈原鉴定人。"


def seen(
    *acts: DoneAct,
    beside: Beside | None = None,
    day: date = date(2023, 5, 20),
    served: Moment | None = None,
) -> list[Sign]:
    return signs(
        shipped_rules(), acts, beside or Beside(), leader=LEADER, day=day, region="330106",
        served=served,
    )  # fmt: skip


def codes(found: list[Sign]) -> list[str]:
    return sorted(sign.code for sign in found)


@pytest.mark.parametrize(("apart", "raised"), [(0, True), (59, True), (60, False), (-59, True), (-61, False)])  # fmt: skip
def test_several_decisions_within_a_minute_raise_a_question(apart: int, raised: bool) -> None:
    near = Beside(signed_at=[START + timedelta(seconds=apart)])
    found = seen(done(LeaderAct.DECIDE), beside=near)
    assert ("S1" in codes(found)) is raised


@pytest.mark.parametrize(("others", "said"), [(1, "Another matter was"), (2, "2 other matters")])
def test_the_question_counts_the_other_decisions_in_plain_grammar(others: int, said: str) -> None:
    [sign] = seen(done(LeaderAct.DECIDE), beside=Beside(signed_at=[START] * others))
    assert str(sign.question).startswith(said)


def test_one_decision_alone_raises_none() -> None:
    assert seen(done(LeaderAct.DECIDE)) == []


@pytest.mark.parametrize(
    ("other", "raised"),
    [(PLAN, True), ("联系民政部门落实临时救助，社区每月走访一次，并安排心理疏导。", False)],
)
def test_a_plan_copied_from_another_matter_raises_a_question(other: str, raised: bool) -> None:
    found = seen(
        done(LeaderAct.PLAN, plan=PLAN), beside=Beside(plans=[("事330106-2023-1", other, EARLIER)])
    )
    assert codes(found) == (["S2"] if raised else [])
    if raised:
        assert "事330106-2023-1" in str(found[0].question)


def test_the_number_of_a_matter_the_reader_may_not_know_is_not_named() -> None:
    [sign] = seen(done(LeaderAct.PLAN, plan=PLAN), beside=Beside(plans=[("", PLAN, EARLIER)]))
    assert "another matter" in str(sign.question)


@pytest.mark.parametrize(("seconds", "raised"), [(-60, False), (60, True)])
@pytest.mark.parametrize(
    ("kind", "code"), [(LeaderAct.MEET, "S3"), (LeaderAct.READ, "S10"), (LeaderAct.PLAN, "S10")]
)
def test_doing_all_in_one_afternoon_does_not_hide_the_order(
    kind: LeaderAct, code: str, seconds: int, raised: bool
) -> None:
    act = done(kind, seconds=seconds, pages="全卷", minutes=60, plan=PLAN)
    assert (code in codes(seen(done(LeaderAct.DECIDE), act))) is raised


@pytest.mark.parametrize(("met", "raised"), [(-1, False), (0, False), (1, True)])
def test_meeting_only_after_the_decision_raises_a_question(met: int, raised: bool) -> None:
    found = seen(done(LeaderAct.DECIDE), done(LeaderAct.MEET, days=met))
    assert ("S3" in codes(found)) is raised


def test_a_second_meeting_after_the_decision_raises_none() -> None:
    acts = [done(LeaderAct.MEET, days=-3), done(LeaderAct.DECIDE), done(LeaderAct.MEET, days=4)]
    assert codes(seen(*acts)) == []


def test_a_meeting_while_nothing_is_decided_raises_none() -> None:
    assert seen(done(LeaderAct.MEET, days=9)) == []


@pytest.mark.parametrize("proxy", [True, False])
def test_a_meeting_by_proxy_raises_a_question(proxy: bool) -> None:
    assert codes(seen(done(LeaderAct.MEET, by_proxy=proxy))) == (["S4"] if proxy else [])


@pytest.mark.parametrize(
    ("chair", "raised"), [("赵敏", False), ("赵敏华", True), ("何伟", True), ("", False)]
)
def test_another_chair_raises_a_question(chair: str, raised: bool) -> None:
    assert codes(seen(done(LeaderAct.PRESIDE, chair=chair))) == (["S5"] if raised else [])


@pytest.mark.parametrize(
    ("pages", "raised"), [("第一卷1-40页", False), ("", True), ("  ", True), (None, True)]
)
def test_a_reading_note_without_pages_raises_a_question(pages: str | None, raised: bool) -> None:
    found = seen(done(LeaderAct.READ, pages=pages, minutes=50))
    assert codes(found) == (["S6"] if raised else [])


@pytest.mark.parametrize(("minutes", "raised"), [(9, True), (10, False), (None, False)])
def test_very_short_reading_raises_a_question(minutes: int | None, raised: bool) -> None:
    found = seen(done(LeaderAct.READ, pages="全卷", minutes=minutes))
    assert codes(found) == (["S7"] if raised else [])


@pytest.mark.parametrize(
    ("where", "raised"),
    [("telephone", True), ("video", True), ("reception", False), ("petitioner", False),
     ("local", False)],
)  # fmt: skip
def test_explaining_at_a_distance_only_raises_a_question(where: str, raised: bool) -> None:
    assert ("S8" in codes(seen(done(LeaderAct.EXPLAIN, where=where)))) is raised


def test_one_explanation_face_to_face_settles_it() -> None:
    acts = [done(LeaderAct.EXPLAIN, where="telephone"),
            done(LeaderAct.EXPLAIN, days=2, where="local")]  # fmt: skip
    assert "S8" not in codes(seen(*acts))


def test_a_plan_copied_from_this_one_later_raises_none() -> None:
    later = Beside(plans=[("事330106-2023-9", PLAN, START + timedelta(days=1))])
    assert seen(done(LeaderAct.PLAN, plan=PLAN), beside=later) == []


@pytest.mark.parametrize(("late", "raised"), [(15, False), (16, True)])
def test_an_act_entered_long_after_the_day_it_names_raises_a_question(
    late: int, raised: bool
) -> None:
    act = done(LeaderAct.READ, pages="全卷", minutes=60)
    backdated = replace(act, on=act.on - timedelta(days=late))
    assert codes(seen(backdated)) == (["S9"] if raised else [])


@pytest.mark.parametrize(("days", "raised"), [(0, False), (1, True)])
@pytest.mark.parametrize("kind", [LeaderAct.READ, LeaderAct.PLAN])
def test_reading_or_planning_after_the_decision_raises_a_question(
    kind: LeaderAct, days: int, raised: bool
) -> None:
    act = done(kind, days=days, pages="全卷", minutes=60, plan=PLAN)
    assert ("S10" in codes(seen(done(LeaderAct.DECIDE), act))) is raised


@pytest.mark.parametrize(
    ("days", "seconds", "raised"), [(-1, 0, True), (0, -60, True), (0, 60, False)]
)
@pytest.mark.parametrize("kind", [LeaderAct.EXPLAIN, LeaderAct.FOLLOW_UP])
def test_explaining_or_following_up_before_the_decision_raises_a_question(
    kind: LeaderAct, days: int, seconds: int, raised: bool
) -> None:
    act, decided = done(kind, days=days, seconds=seconds, where="reception"), done(LeaderAct.DECIDE)
    assert ("S11" in codes(seen(decided, act, served=decided.moment))) is raised
    assert "S11" in codes(seen(act))


@pytest.mark.parametrize(("seconds", "raised"), [(-60, True), (60, False)])
def test_following_up_before_the_answer_was_served_raises_a_question(
    seconds: int, raised: bool
) -> None:
    decided, served = done(LeaderAct.DECIDE), done(LeaderAct.DECIDE, days=3).moment
    act = done(LeaderAct.FOLLOW_UP, days=3, seconds=seconds, where="reception")
    assert ("S11" in codes(seen(decided, act, served=served))) is raised
    assert "S11" in codes(seen(decided, act)), "no answer was served at all"


def test_reasons_may_be_explained_before_the_answer_is_served() -> None:
    act = done(LeaderAct.EXPLAIN, seconds=60, where="reception")
    assert codes(seen(done(LeaderAct.DECIDE), act)) == []


@pytest.mark.parametrize(("minutes", "raised"), [(480, False), (481, True)])
def test_a_whole_day_at_one_go_raises_a_question(minutes: int, raised: bool) -> None:
    act = done(LeaderAct.READ, pages="全卷", minutes=minutes)
    assert codes(seen(act)) == (["S12"] if raised else [])


@pytest.mark.parametrize(("where", "raised"), [("telephone", True), ("reception", False)])
def test_meeting_at_a_distance_only_raises_a_question(where: str, raised: bool) -> None:
    assert codes(seen(done(LeaderAct.MEET, where=where))) == (["S13"] if raised else [])


def test_who_stands_in_meets_for_another_and_that_is_asked() -> None:
    act = done(LeaderAct.MEET, in_charge=False, stand_in=True, where="reception")
    assert codes(seen(act)) == ["S4"]


@pytest.mark.parametrize(("day", "raised"), [("2020-12-31", False), ("2021-01-01", True)])
def test_a_sign_is_seen_only_by_rules_in_force(day: str, raised: bool) -> None:
    found = seen(done(LeaderAct.MEET, by_proxy=True), day=date.fromisoformat(day))
    assert bool(found) is raised


def test_the_line_is_the_rules_own() -> None:
    rules = [replace(r, content={"minutes": 60}) if r.code == "S7" else r for r in shipped_rules()]
    acts = [done(LeaderAct.READ, pages="全卷", minutes=50)]
    found = signs(rules, acts, Beside(), leader=LEADER, day=date(2023, 5, 20), region="")
    assert codes(found) == ["S7"]


def test_every_sign_names_its_act_and_puts_a_question() -> None:
    acts = [done(LeaderAct.MEET, by_proxy=True, key="deed-7"), done(LeaderAct.READ, minutes=1)]
    found = seen(*acts)
    assert {sign.key for sign in found} == {"deed-7", "read-0-0"}
    assert all(str(sign.question).endswith("?") for sign in found)


@pytest.mark.parametrize(
    ("one", "other", "share"), [("", PLAN, 0), (PLAN, PLAN, 100), ("赵", "钱", 0)]
)
def test_likeness_lies_between_nothing_and_everything(one: str, other: str, share: int) -> None:
    assert likeness(one, other) == share
    assert likeness(other, one) == share
