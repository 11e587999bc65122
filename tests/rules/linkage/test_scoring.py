"""First, repeat, supplement, duplicate or joint: what the machine proposes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.linkage.cases import CASES, Case
from tests.rules.linkage.petitions import (
    BEATING,
    DRIVER,
    FRAUD,
    LAND,
    POLLUTION,
    earlier,
    later,
    person,
)

from touyan.linkage.rules.features import PetitionFeatures
from touyan.linkage.rules.parameters import PARAMETERS, parameters_on
from touyan.linkage.rules.persons import Strength
from touyan.linkage.rules.scoring import propose
from touyan.linkage.rules.texts import overlap, text_features


def test_there_are_enough_cases_and_their_names_differ() -> None:
    assert len(CASES) >= 40
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_proposal_is_what_a_careful_clerk_would_decide(case: Case) -> None:
    proposal = propose(case.new, [case.old])
    assert proposal.relation == case.relation, [str(reason) for reason in proposal.reasons]
    assert proposal.reasons
    if case.strength:
        assert proposal.strength is Strength[case.strength.upper()]
    if case.relation != "first":
        assert (proposal.candidate_id, proposal.matter_id) == (1, "M1")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_reason_shows_a_name_or_an_identifier(case: Case) -> None:
    said = " ".join(str(reason) for reason in propose(case.new, [case.old]).reasons)
    assert not any(p.name in said for p in (*case.new.persons, *case.old.persons))


UNRELATED = [
    later(
        id=100 + number,
        persons=[person(f"无关{number}", 900 + number)],
        subjects=[f"旁人{number}"],
        challenged=[f"(2020)闽0{number}01民初{number}9号"],
        kind="administrative_petition",
        text=f"社区广场的健身器材坏了第{number}年没有人修，路灯也不亮，老人晚上摔跤，物业推给街道，街道推给园林。",
        received_on=date(2022, 1, 1 + number),
        matter_open=number % 2 == 0,
    )
    for number in range(1, 8)
]


@given(
    st.sampled_from(CASES),
    st.lists(st.sampled_from(UNRELATED), unique_by=lambda p: p.id),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_unrelated_candidates_never_change_the_proposal(
    case: Case, others: list[PetitionFeatures], before: bool
) -> None:
    candidates = [*others, case.old] if before else [case.old, *others]
    assert propose(case.new, candidates) == propose(case.new, [case.old])


TEXTS = [BEATING, DRIVER, FRAUD, LAND, POLLUTION, ""]


@given(
    st.one_of(st.sampled_from(TEXTS), st.text("赵钱孙李2021年3月5日，元号 ab", max_size=60)),
    st.one_of(st.sampled_from(TEXTS), st.text("赵钱孙李2021年3月5日，元号 ab", max_size=60)),
)
@settings(deadline=None)
def test_text_overlap_is_symmetric_and_bounded(one: str, other: str) -> None:
    a, b = text_features(one), text_features(other)
    assert overlap(a, b) == overlap(b, a)
    assert 0 <= overlap(a, b).jaccard <= overlap(a, b).containment <= 1.000001


def test_a_text_overlaps_wholly_with_itself_and_little_with_another() -> None:
    assert overlap(text_features(LAND), text_features(LAND)).jaccard == pytest.approx(1)
    assert overlap(text_features(LAND), text_features(DRIVER)).jaccard < 0.15


def test_the_best_candidate_wins_and_the_others_stay_visible() -> None:
    closed = earlier(id=3, matter_id="M3", received_on=date(2021, 5, 1))
    copy = earlier(id=4, channel="online_12309", received_on=date(2022, 10, 30))
    proposal = propose(later(), [closed, copy])
    assert (proposal.relation, proposal.candidate_id) == ("duplicate", 4)
    assert [link.candidate_id for link in proposal.links] == [4, 3]


def test_of_equal_candidates_the_latest_is_shown() -> None:
    proposal = propose(later(), [earlier(id=3, received_on=date(2021, 5, 1)), earlier(id=4)])
    assert proposal.candidate_id == 4


def test_a_petition_is_not_compared_with_itself() -> None:
    assert propose(later(), [replace(later(), matter_id="M1")]).relation == "first"


def test_thresholds_are_dated() -> None:
    stricter = replace(PARAMETERS[0], valid_from=date(2030, 1, 1), duplicate_days=3)
    assert parameters_on(date(2022, 1, 1)) is PARAMETERS[0]
    assert (
        propose(
            later(channel="phone", received_on=date(2022, 3, 6)), [earlier()], stricter
        ).relation
        == "repeat"
    )


def test_of_equals_the_last_registered_stands_in_front_whatever_its_digits() -> None:
    new = CASES[0].new
    candidates = [replace(CASES[0].old, id=number) for number in (8, 9, 10, 11)]
    found = [link.candidate_id for link in propose(new, candidates).links]
    assert found == sorted(found, reverse=True)
    assert len(found) == 4
