"""Results: estimates from the draw alone, figures that count the very matters they open."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.results import (
    Change,
    Result,
    changed,
    common,
    last_change,
    results,
    told,
    why_nothing_inferred,
)
from touyan.inspections.rules.tally import (
    WITHDRAWN,
    Found,
    Tally,
    agreed,
    as_data,
    behind,
    findings_behind,
    from_data,
    without_withdrawn,
)
from touyan.inspections.rules.words import Answer

ANSWERS = [one.value for one in Answer]


def tally(answers: dict[int, str], *, source: str = "drawn", chosen: tuple[int, ...] = (),
          awaited: tuple[int, ...] = ()) -> Tally:  # fmt: skip
    by: dict[str, list[int]] = {}
    for place, answer in answers.items():
        by.setdefault(answer, []).append(place)
    picked = {source: [p for p in answers if p not in chosen] + list(awaited)}
    return Tally(picked={**picked, "purposive": list(chosen)}, reviewed=list(answers),
                 answers={"Q1": by})  # fmt: skip


def test_of_a_full_check_the_share_is_counted_and_has_no_interval() -> None:
    found = tally({1: "met", 2: "not_met", 3: "not_applicable", 4: "cannot_tell"}, source="full",
                  awaited=(5, 6))  # fmt: skip
    (one,) = results(found, dict.fromkeys(range(1, 7), ""), ["Q1"], drawn=False, confidence=95)
    assert one.estimate
    assert (one.estimate.low, one.estimate.share, one.estimate.high) == (0.5, 0.5, 0.5)
    assert (one.failed, one.applied) == (1, 2)
    assert told(one, confidence=95).params["share"] == "50.0"


def test_what_was_chosen_on_purpose_never_enters_the_estimate() -> None:
    drawn = dict.fromkeys(range(1, 21), "met")
    strata = dict.fromkeys(range(1, 101), "")
    (plain,) = results(tally(drawn), strata, ["Q1"], drawn=True, confidence=95)
    bad = dict.fromkeys(range(21, 31), "not_met")
    mixed = tally({**drawn, **bad}, chosen=tuple(bad))
    (one,) = results(mixed, strata, ["Q1"], drawn=True, confidence=95)
    assert one.estimate == plain.estimate
    assert (one.failed, one.chosen["not_met"]) == (0, 10)


def test_a_drawn_share_comes_with_bounds_that_mostly_hold() -> None:
    """A known list in two strata, drawn 300 times: 95 of 100 intervals hold the truth."""
    strata = {place: "a" if place <= 300 else "b" for place in range(1, 501)}
    truth = {place: place % 4 == 0 if one == "a" else place % 2 == 0
             for place, one in strata.items()}  # fmt: skip
    share, held, draws = sum(truth.values()) / 500, 0, random.Random(7)
    for _each in range(300):
        some = [*draws.sample(range(1, 301), 60), *draws.sample(range(301, 501), 40)]
        given = {place: "not_met" if truth[place] else "met" for place in some}
        (one,) = results(tally(given), strata, ["Q1"], drawn=True, confidence=95)
        assert one.estimate
        held += one.estimate.low <= share <= one.estimate.high
    assert 0.92 <= held / 300 <= 0.99


def test_a_question_that_applied_nowhere_says_so() -> None:
    (one,) = results(tally({1: "not_applicable"}), {1: ""}, ["Q1"], drawn=True, confidence=95)
    assert one.estimate is None
    assert "no matter" in told(one, confidence=95).text


def test_what_was_withdrawn_counts_as_asked_but_not_as_failed() -> None:
    base = tally({1: "not_met", 2: "not_met", 3: "met"}, source="full")
    gone = Tally(base.picked, base.reviewed, base.answers, base.apart,
                 [Found(1, "Q1", "serious", Stage.WITHDRAWN),
                  Found(2, "Q1", "serious", Stage.FINAL)])  # fmt: skip
    found = without_withdrawn(gone)
    assert found.answers["Q1"][WITHDRAWN] == [1]
    (one,) = results(found, dict.fromkeys((1, 2, 3), ""), ["Q1"], drawn=False, confidence=95)
    assert (one.failed, one.applied) == (1, 3)
    assert one.estimate
    assert one.estimate.share == pytest.approx(1 / 3)


def test_agreement_counts_what_was_said_not_what_was_settled() -> None:
    found = Tally(
        picked={"full": range(1, 11)},
        reviewed=range(1, 11),
        answers={"Q1": {"met": [1, 2, 3, 4, 5, 9], "not_met": [6, 7, 8, 10]}},
        apart={"Q1": {"met/not_met": [9, 10]}},
    )
    said = [("met", "met")] * 5 + [("not_met", "not_met")] * 3 + [("met", "not_met")] * 2
    expected = sum(Counter(a for a, _b in said)[w] * Counter(b for _a, b in said)[w]
                   for w in ("met", "not_met")) / 100  # fmt: skip
    one = agreed(found)
    assert (one.pairs, one.equal) == (10, 8)
    assert one.kappa == pytest.approx((0.8 - expected) / (1 - expected))


places = st.integers(1, 30)


@given(answers=st.dictionaries(places, st.sampled_from(ANSWERS)),
       chosen=st.sets(places), hidden=st.sets(places))  # fmt: skip
def test_every_figure_counts_what_it_opens_and_nothing_a_wall_hides(
    answers: dict[int, str], chosen: set[int], hidden: set[int]
) -> None:
    whole = tally(answers, chosen=tuple(chosen & set(answers)))
    sight = {place: "" for place in range(1, 31) if place not in hidden}
    seen = from_data(as_data(whole)).within(sight.keys())
    (one,) = results(seen, sight, ["Q1"], drawn=True, confidence=95)
    for answer in ANSWERS:
        opened = behind(seen, f"answer:Q1:{answer}", population=sight)
        aside = behind(seen, f"chosen:Q1:{answer}", population=sight)
        assert opened is not None
        assert aside is not None
        assert len(opened) == one.counts.get(answer, 0)
        assert len(aside) == one.chosen.get(answer, 0)
        assert hidden.isdisjoint([*opened, *aside])
    for figure in ("population", "sample", "chosen", "reviewed", "waiting"):
        assert hidden.isdisjoint(behind(seen, figure, population=sight) or ())


@pytest.mark.parametrize("figure", ["", "everything", "who:wang", "answer", "stage"])
def test_no_other_figure_opens_anything(figure: str) -> None:
    assert behind(Tally(), figure, population=[1]) is None


def test_common_problems_are_those_not_met_most_often() -> None:
    found = Tally(picked={"full": [1, 2, 3]}, reviewed=[1, 2, 3],
                  answers={"Q1": {"met": [1, 2], "not_met": [3]}, "Q2": {"met": [1, 2, 3]},
                           "Q3": {"not_met": [1, 2], "not_applicable": [3]}})  # fmt: skip
    rows = results(found, dict.fromkeys((1, 2, 3), ""), ["Q1", "Q2", "Q3"], drawn=False,
                   confidence=95)  # fmt: skip
    assert [one.question for one in common(rows)] == ["Q3", "Q1"]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [(20, 1, Change.FEWER), (1, 20, Change.MORE), (10, 9, Change.UNCLEAR), (0, 0, Change.UNCLEAR)],
)
def test_between_rounds_only_a_difference_beyond_the_bounds_is_called_one(
    before: int, after: int, words: Change
) -> None:
    def round_of(failed: int) -> Result:
        answers = {place: "not_met" if place <= failed else "met" for place in range(1, 41)}
        strata = dict.fromkeys(range(1, 401), "")
        return results(tally(answers), strata, ["Q1"], drawn=True, confidence=95)[0]

    assert changed(round_of(before), round_of(after)) is words
    assert changed(None, round_of(after)) is None
    assert last_change([round_of(before), round_of(after), None]) is words, "one still reviewed"
    assert last_change([None, round_of(after)]) is None


def test_a_question_met_throughout_is_told_with_how_many_may_still_fail() -> None:
    (one,) = results(tally(dict.fromkeys(range(1, 41), "met")), dict.fromkeys(range(1, 401), ""),
                     ["Q1"], drawn=True, confidence=95)  # fmt: skip
    words = told(one, confidence=95)
    assert words.params["applied"] == 40
    assert float(str(words.params["high"])) > 5


def test_what_was_chosen_on_purpose_is_no_part_of_the_response() -> None:
    found = tally({1: "met", 2: "not_met", 9: "met"}, chosen=(9,), awaited=(3,))
    response = {name: behind(found, name, population=range(1, 10))
                for name in ("sample", "reviewed", "waiting", "chosen")}  # fmt: skip
    assert response == {"sample": [1, 2, 3], "reviewed": [1, 2], "waiting": [3], "chosen": [9]}


def test_where_nothing_is_reviewed_that_is_said_and_not_that_nothing_applied() -> None:
    found = Tally(picked={"full": [1, 2]})
    (one,) = results(found, {1: "", 2: ""}, ["Q1"], drawn=False, confidence=95)
    assert "reviewed to the end yet" in told(one, confidence=95).text


@pytest.mark.parametrize(
    ("reviewed", "inferred"), [(1, False), (72, False), (73, True), (81, True)]
)
def test_a_sample_reviewed_in_part_says_nothing_of_the_list(reviewed: int, inferred: bool) -> None:
    strata = dict.fromkeys(range(1, 501), "")
    found = tally(dict.fromkeys(range(1, reviewed + 1), "not_met"),
                  awaited=tuple(range(reviewed + 1, 82)))  # fmt: skip
    (one,) = results(found, strata, ["Q1"], drawn=True, confidence=95)
    why = why_nothing_inferred(found, strata)
    assert (one.estimate is not None) is inferred
    assert (why is None) is inferred
    if why:
        assert (why.params["waiting"], why.params["sample"]) == (81 - reviewed, 81)
        assert "nothing is inferred" in told(one, confidence=95).text
    assert [each.question for each in common([one])] == ["Q1"]


def test_a_part_of_the_list_without_a_review_is_never_spoken_for() -> None:
    strata = {place: "a" if place <= 400 else "b" for place in range(1, 501)}
    found = tally(dict.fromkeys(range(1, 40), "met"), awaited=(401, 402))
    (one,) = results(found, strata, ["Q1"], drawn=True, confidence=95)
    assert one.estimate is None
    why = why_nothing_inferred(found, strata)
    assert why is not None
    assert why.params["blind"] == 1


def test_agreement_counts_those_that_wait_for_a_third_and_never_what_was_chosen() -> None:
    found = Tally(
        picked={"drawn": [1, 2, 3], "purposive": [4, 5]},
        reviewed=[1, 4],
        answers={"Q1": {"met": [1, 4]}},
        unsettled={"Q1": {"met/not_met": [2, 5], "met/met": [3]}},
    )
    assert (agreed(found).pairs, agreed(found).equal) == (3, 2)
    assert agreed(from_data(as_data(found))) == agreed(found, "Q1")


def test_findings_and_the_matters_they_are_at_are_counted_apart() -> None:
    found = Tally(findings=[Found(1, "Q1", "serious", Stage.FINAL),
                            Found(1, "Q2", "serious", Stage.FINAL)])  # fmt: skip
    assert findings_behind(found, "severity:serious") == 2
    assert behind(found, "severity:serious", population=[1]) == [1]
    assert findings_behind(found, "answer:Q1:not_met") == 0
