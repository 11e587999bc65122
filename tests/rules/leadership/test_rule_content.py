"""A proposed rule of the leader's charge says what it must, or every fault is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from touyan.kernel.errors import Invalid
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.rule_content import check_version, parts_of, stated_for
from touyan.leadership.seed import shipped_rules


def rule(family: str, content: dict[str, Any], **changes: Any) -> DatedRule:
    base = next(each for each in shipped_rules() if each.family == family)
    return replace(base, content=content, **changes)


def faults(family: str, content: dict[str, Any], **changes: Any) -> set[str]:
    try:
        check_version(rule(family, content, **changes))
    except Invalid as refusal:
        return {problem.field for problem in refusal.problems}
    return set()


@pytest.mark.parametrize("shipped", shipped_rules(), ids=lambda each: f"{each.family}-{each.code}")
def test_every_shipped_rule_passes_its_own_check(shipped: DatedRule) -> None:
    check_version(shipped)


DUTY = {"levels": [3, 4], "counts_by": "accepted", "kinds": ["criminal_petition"]}


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (DUTY, set()),
        ({**DUTY, "levels": []}, {"levels"}),
        ({**DUTY, "levels": [5]}, {"levels"}),
        ({**DUTY, "counts_by": ""}, {"counts_by"}),
        ({**DUTY, "counts_by": "closed"}, {"counts_by"}),
        ({**DUTY, "kinds": ["weather"]}, {"kinds"}),
        ({**DUTY, "kinds": []}, {"kinds"}),
        ({**DUTY, "kinds": [], "counts_by": "lodged"}, set()),
        ({**DUTY, "kinds": [], "stated": {"major": []}}, set()),
        ({**DUTY, "kinds": [], "to_fill": True}, set()),
        ({**DUTY, "to_fill": True}, {"to_fill"}),
        ({**DUTY, "stated": {"rich": []}}, {"stated"}),
        ({**DUTY, "ask": True}, {"ask"}),
        ({**DUTY, "ask": True, "stated": {"major": []}}, set()),
    ],
)
def test_a_duty_rule_names_whom_it_binds(content: dict[str, Any], wrong: set[str]) -> None:
    assert faults("duty", content) == wrong


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ({"level": 1, "least": 1}, set()),
        ({"level": 1, "every": True}, set()),
        ({"level": 1, "least": 1, "every": True}, {"least"}),
        ({"level": 1}, {"least"}),
        ({"level": 9, "least": 1}, {"level"}),
        ({"level": 1, "least": 101}, {"least"}),
    ],
)
def test_a_quota_is_a_number_or_every_matter(content: dict[str, Any], wrong: set[str]) -> None:
    assert faults("quota", content) == wrong


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ({"act": "meet", "delegable": "deputy", "when": "replyable"}, set()),
        ({"act": "meet", "delegable": "no"}, set()),
        ({"act": "meet", "delegable": ""}, {"delegable"}),
        ({"act": "dance", "delegable": "no"}, {"act"}),
        ({"act": "meet", "delegable": "no", "when": "sunny"}, {"when"}),
    ],
)
def test_an_act_rule_says_when_and_who_else(content: dict[str, Any], wrong: set[str]) -> None:
    assert faults("act", content) == wrong


@pytest.mark.parametrize(
    ("family", "content", "wrong"),
    [
        ("sign", {"seconds": 60}, set()),
        ("sign", {"seconds": 0}, {"seconds"}),
        ("sign", {"likeness": 101}, {"likeness"}),
        ("sign", {}, set()),
        ("panel", {"least": 3, "most": 7}, set()),
        ("panel", {"least": 7, "most": 3}, {"most"}),
        ("relief", {"months": 36}, set()),
        ("relief", {"months": 121}, {"months"}),
        ("relief", {"monthly_wage": None, "year": None}, set()),
        ("relief", {"monthly_wage": 8000, "year": 2025}, set()),
        ("relief", {"monthly_wage": 8000, "year": None}, {"year"}),
        ("reception", {"levels": [3, 4], "half_days": 12}, set()),
        ("reception", {"levels": [], "half_days": 400}, {"levels", "half_days"}),
    ],
)
def test_numbers_stay_within_sense(family: str, content: dict[str, Any], wrong: set[str]) -> None:
    assert faults(family, content) == wrong


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name_zh": " "}, {"name_zh"}),
        ({"legal_basis_en": ""}, {"legal_basis_en"}),
        ({"certainty": "perhaps"}, {"certainty"}),
        ({"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)}, {"valid_to"}),
        ({"valid_from": date(2026, 1, 1), "valid_to": date(2026, 1, 1)}, set()),
    ],
)
def test_every_rule_has_names_basis_and_days(changes: dict[str, Any], wrong: set[str]) -> None:
    assert faults("duty", DUTY, **changes) == wrong


def test_every_fault_is_named_at_once_and_each_says_what_to_do() -> None:
    with pytest.raises(Invalid) as refused:
        check_version(rule("panel", {"least": 700, "most": 300}))
    assert len(refused.value.problems) == 3
    assert all(problem.cure for problem in refused.value.problems)


def test_liability_is_asked_of_state_compensation_alone() -> None:
    assert stated_for(["procuratorate_liable", "major"], {}) == {
        "procuratorate_liable": ["state_compensation"],
        "major": [],
    }
    assert stated_for(["major"], {"major": ["accusation"]}) == {"major": ["accusation"]}


def test_parts_stand_in_one_order_and_what_has_no_form_is_left_alone() -> None:
    assert [part.code for part in parts_of("panel", {"most": 7, "least": 3})] == ["least", "most"]
    assert parts_of("panel", {"steps": ["opening"]}) == ()


@pytest.mark.parametrize(("code", "label"), [("S12", "More than"), ("S7", "Below")])
def test_minutes_are_named_by_the_side_on_which_a_sign_asks(code: str, label: str) -> None:
    [part] = parts_of("sign", {"minutes": 480}, code)
    assert part.label.startswith(label)


def test_a_number_nobody_knows_yet_may_stay_open_where_the_shipped_rule_leaves_it_open() -> None:
    assert faults("relief", {"monthly_wage": None, "year": None}) == set()
    assert faults("relief", {"months": None}) == {"months"}
