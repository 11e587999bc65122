"""Why a matter must be led or need not be, on both sides of every date and condition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from touyan.intake.rules.words import Kind
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.duty import Duty, DutyFacts, duty
from touyan.leadership.seed import shipped_rules

THREE = (Kind.CRIMINAL_PETITION, Kind.STATE_COMPENSATION, Kind.FILING_SUPERVISION)
LIABLE = {"procuratorate_liable": True}


def asked(
    kind: Kind = Kind.CRIMINAL_PETITION,
    *,
    level: int = 4,
    lodged: str = "2023-05-10",
    accepted: str = "2023-05-15",
    rules: list[DatedRule] | None = None,
    **stated: bool,
) -> Duty:
    facts = DutyFacts(
        kind=kind,
        first_level=level,
        lodged_on=date.fromisoformat(lodged),
        accepted_on=date.fromisoformat(accepted) if accepted else None,
        region="330106",
        stated=stated,
    )
    return duty(shipped_rules() if rules is None else rules, facts)


def codes(found: Duty) -> list[str]:
    return sorted(finding.rule.code for finding in found.findings if finding.due)


def why(found: Duty, code: str) -> str:
    return next(str(f.why) for f in found.findings if f.rule.code == code)


# 2021: every petition first lodged at a grass-roots office.


@pytest.mark.parametrize(
    ("lodged", "due"),
    [("2020-12-31", False), ("2021-01-01", True), ("2021-12-31", True), ("2022-01-01", False)],
)
def test_in_2021_every_petition_first_lodged_at_a_county_is_due(lodged: str, due: bool) -> None:
    found = asked(Kind.SUGGESTION, lodged=lodged, accepted="")
    assert ("D1" in codes(found)) is due
    assert found.due is due


@pytest.mark.parametrize("kind", list(Kind))
def test_in_2021_the_kind_does_not_matter(kind: Kind) -> None:
    assert codes(asked(kind, lodged="2021-06-01", accepted="2021-06-03", **LIABLE)) == ["D1"]


@pytest.mark.parametrize(("level", "due"), [(4, True), (3, False), (2, False), (1, False)])
def test_in_2021_only_counties_were_bound(level: int, due: bool) -> None:
    found = asked(level=level, lodged="2021-06-01", accepted="2021-06-03")
    assert found.due is due
    if not due:
        assert "a grass-roots office" in why(found, "D1")


def test_in_2021_the_duty_holds_from_the_day_of_lodging_even_before_acceptance() -> None:
    assert asked(lodged="2021-06-01", accepted="").since == date(2021, 6, 1)


# From 2022: accepted, first lodged at a prefecture or county, of one of three kinds.


@pytest.mark.parametrize(
    ("lodged", "accepted", "due"),
    [
        ("2021-12-30", "2021-12-31", ["D1"]),
        ("2021-12-30", "2022-01-01", ["D1", "D2"]),
        ("2020-12-30", "2022-01-01", ["D2"]),
        ("2020-12-30", "2021-12-31", []),
        ("2022-01-01", "2022-01-01", ["D2"]),
        ("2022-01-01", "", []),
    ],
)
def test_from_2022_the_day_of_acceptance_decides(
    lodged: str, accepted: str, due: list[str]
) -> None:
    assert codes(asked(lodged=lodged, accepted=accepted)) == due


@pytest.mark.parametrize(("level", "due"), [(1, False), (2, False), (3, True), (4, True)])
def test_from_2022_prefectures_and_counties_are_bound(level: int, due: bool) -> None:
    found = asked(level=level)
    assert found.due is due
    assert found.since == (date(2023, 5, 15) if due else None)


@pytest.mark.parametrize("kind", list(Kind))
def test_from_2022_three_kinds_are_due_and_no_other(kind: Kind) -> None:
    found = asked(kind, **LIABLE)
    assert codes(found) == (["D2"] if kind in THREE else [])
    assert not found.unknown
    if kind not in THREE:
        assert "not among its kinds" in why(found, "D2")


@pytest.mark.parametrize(
    ("stated", "due", "unknown"),
    [
        ({"procuratorate_liable": True}, True, False),
        ({"procuratorate_liable": False}, False, False),
        ({}, False, True),
    ],
)
def test_state_compensation_is_due_where_a_procuratorate_is_liable(
    stated: dict[str, bool], due: bool, unknown: bool
) -> None:
    found = asked(Kind.STATE_COMPENSATION, **stated)
    assert (found.due, found.unknown) == (due, unknown)


def test_what_nobody_stated_is_asked_and_not_taken_for_a_no() -> None:
    found = asked(Kind.STATE_COMPENSATION)
    assert why(found, "D2").startswith("Not stated yet")
    assert why(asked(Kind.STATE_COMPENSATION, procuratorate_liable=False), "D2").startswith(
        "Not so"
    )


@pytest.mark.parametrize("kind", [Kind.CRIMINAL_PETITION, Kind.FILING_SUPERVISION])
def test_liability_is_not_asked_of_the_other_two_kinds(kind: Kind) -> None:
    assert asked(kind).due
    assert asked(kind, procuratorate_liable=False).due


def test_before_acceptance_it_says_what_acceptance_would_bring() -> None:
    found = asked(accepted="", lodged="2023-05-10")
    assert not found.due
    assert not found.unknown
    assert "due once it is accepted" in why(found, "D2")


# From 2024: six more kinds, not known yet.


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in THREE])
def test_rows_to_be_filled_in_bind_nobody(kind: Kind) -> None:
    found = asked(kind, lodged="2024-03-01", accepted="2024-03-05")
    assert not found.due
    assert not found.unknown
    assert "not known yet" in why(found, "D3.1")


@pytest.mark.parametrize(
    ("accepted", "due"), [("2023-12-31", False), ("2024-01-01", True), ("2024-01-02", True)]
)
def test_a_filled_row_binds_from_its_first_day(accepted: str, due: bool) -> None:
    found = asked(Kind.CIVIL_PETITION, lodged="2023-12-01", accepted=accepted, rules=_filled())
    assert ("D3.1" in codes(found)) is due


def _filled(**changes: Any) -> list[DatedRule]:
    def fill(rule: DatedRule) -> DatedRule:
        if rule.code != "D3.1":
            return rule
        content = {**rule.content, "kinds": ["civil_petition"], "to_fill": False}
        return replace(rule, content=content, **changes)

    return [fill(rule) for rule in shipped_rules()]


@pytest.mark.parametrize(("scope", "due"), [("", True), ("33", True), ("330106", True), ("35", False)])  # fmt: skip
def test_a_row_filled_for_one_province_binds_there_alone(scope: str, due: bool) -> None:
    found = asked(Kind.CIVIL_PETITION, lodged="2024-02-01", accepted="2024-02-02",
                  rules=_filled(scope=scope))  # fmt: skip
    assert found.due is due


def test_a_later_version_takes_over_from_its_first_day() -> None:
    [d2] = [rule for rule in shipped_rules() if rule.code == "D2"]
    later = replace(d2, valid_from=date(2025, 1, 1), content={**d2.content, "levels": [4]})
    rules = [*shipped_rules(), later]
    assert asked(level=3, accepted="2024-12-31", rules=rules).due
    assert not asked(level=3, accepted="2025-01-01", rules=rules).due


# What people state: major matters, campaigns.


@pytest.mark.parametrize(
    ("level", "lodged", "stated", "due"),
    [
        (1, "2022-01-01", {"major": True}, ["D4"]),
        (2, "2022-01-01", {"major": True}, ["D4"]),
        (2, "2021-12-31", {"major": True}, []),
        (3, "2022-01-01", {"major": True}, []),
        (2, "2022-01-01", {"major": False}, []),
        (2, "2022-01-01", {}, []),
    ],
)
def test_a_major_matter_is_due_at_provincial_and_supreme_offices(
    level: int, lodged: str, stated: dict[str, bool], due: list[str]
) -> None:
    found = asked(Kind.OTHER, level=level, lodged=lodged, accepted="", **stated)
    assert codes(found) == due
    assert not found.unknown


@pytest.mark.parametrize("level", [1, 2, 3, 4])
@pytest.mark.parametrize(("lodged", "due"), [("2021-12-31", False), ("2022-01-01", True)])
def test_a_backlog_matter_of_a_campaign_is_due_at_every_level(
    level: int, lodged: str, due: bool
) -> None:
    found = asked(Kind.OTHER, level=level, lodged=lodged, accepted="", campaign=True)
    assert ("D5" in codes(found)) is due


def test_every_reason_for_a_duty_is_kept_and_the_earliest_day_counts() -> None:
    found = asked(campaign=True)
    assert codes(found) == ["D2", "D5"]
    assert found.since == date(2023, 5, 10)
    assert {f.rule.code for f in found.reasons} == {"D2", "D5"}
    assert "Criminal petition" in why(found, "D2")
    assert "Backlog matter of a campaign" in why(found, "D5")


def test_where_nothing_makes_it_due_every_rule_says_why_not() -> None:
    found = asked(Kind.SUGGESTION)
    assert len(found.reasons) == len(found.findings) > 0
    assert all(str(finding.why) for finding in found.reasons)


def test_without_rules_nothing_is_due() -> None:
    found = asked(rules=[])
    assert (found.due, found.unknown, found.since, list(found.reasons)) == (False, False, None, [])
