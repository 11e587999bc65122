"""The rest of the clock table needs no new code: these rules exist as data only, here."""

from typing import Any

import pytest
from tests.rules.deadlines.calendars import at, clocks, happened, on

from touyan.deadlines.rules.clocks import ClockRule, Event, State
from touyan.deadlines.rules.rule_data import check_rule


def rule(code: str, amount: int, unit: str, **rest: Any) -> ClockRule:
    row = {
        "code": code,
        "name_zh": code,
        "name_en": code,
        "legal_basis_zh": code,
        "legal_basis_en": code,
        "amount": amount,
        "unit": unit,
        "valid_from": "2022-05-01",
        **rest,
    }
    return check_rule(row, known_codes=[])


C12 = rule(
    "C12", 15, "day", starts_on=["accept"], met_by=["give_opinion"],
    suspended_by=["ask_reasons"], restarts_on=["receive_reasons"],
    applies_to={"kind": ["officer_complaint"]},
)  # fmt: skip
C16 = [
    rule("C16a", 2, "month", starts_on=["accept"], met_by=["decide"], applies_to={"kind": ["state_compensation"]}),
    rule("C16b", 10, "day", starts_on=["decide"], met_by=["serve_answer"], applies_to={"kind": ["state_compensation"]}),
    rule("C16c", 30, "day", starts_on=["serve_answer"], met_by=["apply_review"], ended_by=["withdraw"]),
    rule("C16f", 24, "month", starts_on=["learn_of_harm"], met_by=["receive"]),
]  # fmt: skip
C18 = [
    rule("C18a", 15, "day", starts_on=["receive"], met_by=["reply_procedural"], applies_to={"channel": ["forwarded", "assigned"]}),
    rule("C18b", 5, "working_day", starts_on=["receive"], met_by=["object"], ended_by=["accept"], applies_to={"channel": ["forwarded", "assigned"]}),
]  # fmt: skip
C19 = rule(
    "C19",
    3,
    "day",
    starts_on=["schedule_hearing"],
    met_by=["notify_hearing"],
    before_fact="hearing_on",
)
C20 = rule(
    "C20", 3, "month", starts_on=["accept"], met_by=["decide"], suspended_by=["pause"],
    resumed_by=["resume"], suspends_for=["appraisal", "file_retrieval"],
    applies_to={"kind": ["civil_petition"]},
)  # fmt: skip


@pytest.mark.parametrize(
    ("events", "due"),
    [
        ([], "2024-03-19"),
        ([("ask_reasons", "2024-03-10"), ("receive_reasons", "2024-04-01")], "2024-04-16"),
    ],
)
def test_c12_fifteen_days_and_fifteen_more_after_the_reasons(
    events: list[tuple[str, str]], due: str
) -> None:
    history = [happened("accept", "2024-03-04"), *(happened(*event) for event in events)]
    found = clocks(*history, now="2024-04-02", rules=[C12], kind="officer_complaint")
    assert next(c.due_on for c in found.values() if c.running) == on(due)


def test_c16_each_step_of_compensation_starts_with_the_one_before() -> None:
    found = clocks(
        happened("learn_of_harm", "2023-03-06"),
        happened("accept", "2024-03-04"),
        happened("decide", "2024-05-06"),
        happened("serve_answer", "2024-05-17"),
        now="2024-05-20",
        rules=C16,
        kind="state_compensation",
    )
    assert {key: clock.due_on for key, clock in found.items()} == {
        "C16a.1": on("2024-05-06"),  # 4 May is a day off
        "C16b.1": on("2024-05-16"),
        "C16c.1": on("2024-06-17"),
        "C16f.1": on("2025-03-06"),
    }
    assert found["C16b.1"].state(at("2024-05-20")) == State.MET_LATE


def test_c18_fifteen_days_to_tell_and_five_working_days_to_object() -> None:
    receipt = happened("receive", "2024-09-26")
    found = clocks(receipt, now="2024-09-27", rules=C18, channel="forwarded")
    assert found["C18a.1"].due_on == on("2024-10-11")
    assert found["C18b.1"].due_on == on("2024-10-09")
    assert not clocks(receipt, now="2024-09-27", rules=C18, channel="letter")


@pytest.mark.parametrize(
    ("told", "expected"),
    [("2024-03-11", State.MET_IN_TIME), ("2024-03-12", State.MET_LATE)],
)
@pytest.mark.parametrize("as_text", [True, False])
def test_c19_is_counted_back_from_the_hearing(told: str, expected: State, as_text: bool) -> None:
    day = "2024-03-14"
    hearing = happened("schedule_hearing", "2024-03-01", hearing_on=day if as_text else on(day))
    clock = clocks(hearing, happened("notify_hearing", told), now="2024-03-20", rules=[C19])[
        "C19.1"
    ]
    assert clock.due_on == on("2024-03-11")
    assert clock.state(at("2024-03-20")) == expected


def test_c19_has_no_clock_before_the_hearing_has_a_date() -> None:
    assert not clocks(happened("schedule_hearing", "2024-03-01"), now="2024-03-02", rules=[C19])


@pytest.mark.parametrize(("reason", "due"), [("appraisal", "2024-06-11"), ("court", "2024-06-04")])
def test_c20_excludes_appraisal_and_retrieval_only(reason: str, due: str) -> None:
    history: list[Event] = [
        happened("accept", "2024-03-04"),
        happened("pause", "2024-03-10", reason=reason),
        happened("resume", "2024-03-17"),
    ]
    found = clocks(*history, now="2024-04-02", rules=[C20], kind="civil_petition")
    assert found["C20.1"].due_on == on(due)
