"""The entry rule: both sides of every condition, and what an unreadable rule is refused with."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.campaigns.rules.entry import EntryFacts, check_rule, enters, why, years_before
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Invalid

DAY = date(2026, 11, 25)


def facts(**changes: object) -> EntryFacts:
    usual: dict[str, object] = {
        "kind": Kind.CRIMINAL_PETITION, "level": 4, "received_on": date(2022, 3, 1),
    }  # fmt: skip
    return EntryFacts(**{**usual, **changes})  # type: ignore[arg-type]


def rule(*codes: object) -> dict[str, object]:
    return {"groups": [[{"code": c} if isinstance(c, str) else c for c in codes]]}


TERMINATED = facts(closed_on=date(2023, 1, 1), terminated_on=date(2023, 6, 1))


@pytest.mark.parametrize(
    ("condition", "inside", "outside"),
    [
        ("terminated", TERMINATED, facts()),
        (
            "petitioned_since_termination",
            facts(terminated_on=date(2023, 6, 1), petitions_on=[date(2023, 6, 2)]),
            facts(terminated_on=date(2023, 6, 1), petitions_on=[date(2023, 6, 1)]),
        ),
        (
            "repeated_since_termination",
            facts(terminated_on=date(2023, 6, 1), repeats_on=[date(2024, 1, 1)]),
            facts(terminated_on=date(2023, 6, 1), petitions_on=[date(2024, 1, 1)]),
        ),
        ("closed", facts(closed_on=DAY), facts()),
        (
            "petitioned_since_closing",
            facts(closed_on=date(2023, 1, 1), petitions_on=[date(2023, 1, 2)]),
            facts(petitions_on=[date(2023, 1, 2)]),
        ),
        (
            {"code": "open_years", "value": 3},
            facts(received_on=date(2023, 11, 24)),
            facts(received_on=date(2023, 11, 25)),
        ),
        (
            {"code": "open_years", "value": 3},
            facts(received_on=date(2020, 1, 1)),
            facts(received_on=date(2020, 1, 1), closed_on=date(2021, 1, 1)),
        ),
        (
            {"code": "received_before", "value": "2022-03-02"},
            facts(),
            facts(received_on=date(2022, 3, 2)),
        ),
        (
            {"code": "kinds", "value": ["criminal_petition"]},
            facts(),
            facts(kind=Kind.CIVIL_PETITION),
        ),
        ({"code": "levels", "value": [3, 4]}, facts(), facts(level=2)),
        ("not_led", facts(), facts(led=True)),
        ("hardship", facts(hardship=True), facts()),
    ],
)
def test_a_condition_takes_one_side_of_its_line(
    condition: object, inside: EntryFacts, outside: EntryFacts
) -> None:
    assert enters(rule(condition), inside, on=DAY)
    assert not enters(rule(condition), outside, on=DAY)


def test_every_condition_of_a_group_must_hold_and_one_group_suffices() -> None:
    both = {"groups": [[{"code": "terminated"}, {"code": "hardship"}], [{"code": "closed"}]]}
    assert not enters(both, facts(terminated_on=DAY), on=DAY)
    assert enters(both, facts(terminated_on=DAY, hardship=True), on=DAY)
    assert enters(both, facts(closed_on=DAY), on=DAY)


def test_the_rule_says_which_of_its_groups_took_the_matter() -> None:
    both = {"groups": [[{"code": "hardship"}], [{"code": "open_years", "value": 2}]]}
    assert [str(one) for one in why(both, facts(), on=DAY)] == ["Open for more than 2 years"]
    assert why(both, facts(closed_on=DAY), on=DAY) == []


@pytest.mark.parametrize(
    "unfit",
    [
        {},
        {"groups": []},
        {"groups": [[]]},
        {"groups": [[{"code": "unknown"}]]},
        {"groups": [[{"code": "open_years"}]]},
        {"groups": [[{"code": "open_years", "value": 0}]]},
        {"groups": [[{"code": "open_years", "value": "3"}]]},
        {"groups": [[{"code": "received_before", "value": "2022-13-01"}]]},
        {"groups": [[{"code": "kinds", "value": []}]]},
        {"groups": [[{"code": "levels", "value": [7]}]]},
        {"groups": [[{"code": "terminated"}] * 9]},
    ],
)
def test_a_rule_that_takes_everything_or_cannot_be_asked_is_refused(
    unfit: dict[str, object],
) -> None:
    with pytest.raises(Invalid):
        check_rule(unfit)


def test_years_before_a_leap_day_end_on_the_28th() -> None:
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_before(date(2024, 2, 29), 4) == date(2020, 2, 29)
