import pytest
from tests.rules.deadlines.calendars import LAST_KNOWN_YEAR, clocks, happened

from touyan.deadlines.rules.clocks import Clock
from touyan.deadlines.rules.explaining import day_list
from touyan.deadlines.rules.rule_data import check_rule
from touyan.kernel.errors import Invalid


def said(clock: Clock, language: str = "en") -> str:
    return "\n".join(str(sentence) for sentence in clock.explain(language))


def test_a_date_names_its_rule_start_count_days_off_and_end() -> None:
    text = said(clocks(happened("receive", "2024-09-24"), now="2024-09-25")["C1.1"])
    for part in (
        "Rule C1",
        "art. 161",
        "since 2019-12-30",
        "receipt of the petition on 2024-09-24",
        "begins on 2024-09-25",
        "calendar days: 7",
        "2024-10-01 is a day off",
        "2024-10-01 – 2024-10-07",
        "Last day: 2024-10-08",
    ):
        assert part in text


def test_the_article_is_named_in_the_readers_language() -> None:
    text = said(clocks(happened("receive", "2024-09-24"), now="2024-09-25")["C1.1"], "zh-hans")
    assert "第一百六十一条" in text


def test_pauses_and_extensions_are_told() -> None:
    clock = clocks(
        happened("accept", "2024-03-04"),
        happened("pause", "2024-04-01", reason="court"),
        happened("resume", "2024-04-11"),
        happened("extend", "2024-06-01", until="2024-08-01"),
        happened("decide", "2024-07-30"),
        now="2024-08-10",
        non_prosecution=True,
    )["C11.1"]
    text = said(clock)
    assert "Extended on 2024-06-01 until 2024-08-01" in text
    assert "Done on 2024-07-30: decision" in text
    plain = said(
        clocks(
            happened("accept", "2024-03-04"),
            happened("pause", "2024-04-01", reason="court"),
            happened("resume", "2024-04-11"),
            now="2024-08-10",
            non_prosecution=True,
        )["C11.1"]
    )
    assert "stood still from 2024-04-01 until 2024-04-11; days not counted: 10" in plain


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("stands still since 2024-04-01; days left when it goes on: 64",
         [("pause", "2024-04-01", {"reason": "court"})]),
        ("extension of 2024-06-05 came after the last day", [("extend", "2024-06-05", {})]),
        ("allows no more than until 2024-09-04",
         [("extend", "2024-06-04", {"until": "2025-01-01"})]),
        ("No longer required since 2024-05-01: withdrawal", [("withdraw", "2024-05-01", {})]),
    ],
)  # fmt: skip
def test_whatever_changed_the_date_is_said(
    text: str, events: list[tuple[str, str, dict[str, object]]]
) -> None:
    history = [happened(verb, day, **facts) for verb, day, facts in events]  # type: ignore[arg-type]
    start = happened("accept", "2024-03-04")
    assert text in said(clocks(start, *history, now="2024-07-01", non_prosecution=True)["C11.1"])


def test_a_month_end_names_the_reading_that_was_taken() -> None:
    clock = clocks(happened("accept", "2023-02-28"), now="2023-03-01", non_prosecution=True)[
        "C11.1"
    ]
    assert "earlier is taken" in said(clock)
    assert "Last day: 2023-05-29" in said(clock)  # 28 May is a Sunday


def test_an_uncertain_rule_says_so() -> None:
    text = said(clocks(happened("receive", "2024-03-04"), now="2024-09-09")["C4.1"])
    assert "has to be confirmed" in text
    assert "Period 1 of those that follow the end of C3" in text


def test_a_restart_says_why_the_first_count_fell_away() -> None:
    clock = clocks(
        happened("receive", "2024-03-04"),
        happened("request_supplement", "2024-03-08"),
        happened("complete_supplement", "2024-04-01"),
        now="2024-04-02",
    )["C1.1"]
    assert "No longer required since 2024-04-01: completion of the papers" in said(clock)
    assert "days left" not in said(clock)


def test_a_missing_calendar_says_which_year_and_from_when() -> None:
    last = LAST_KNOWN_YEAR
    text = said(clocks(happened("receive", f"{last}-12-28"), now=f"{last}-12-29")["C1.1"])
    assert f"does not know the year {last + 1}" in text
    assert f"not before {last + 1}-01-04" in text


def test_runs_of_days_are_shortened() -> None:
    from datetime import date

    days = [date(2024, 10, 1), date(2024, 10, 2), date(2024, 10, 5)]
    assert day_list(days) == "2024-10-01 – 2024-10-02, 2024-10-05"


def test_a_proposal_gets_all_its_problems_at_once() -> None:
    with pytest.raises(Invalid) as refusal:
        check_rule(
            {"code": "", "amount": -1, "unit": "week", "valid_from": "2024-02-01",
             "valid_to": "2024-01-31", "soon_days": 1, "urgent_days": 5, "extends_by": -2},
            known_codes=["C1"],
        )  # fmt: skip
    assert {problem.field for problem in refusal.value.problems} == {
        "code", "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "amount", "unit",
        "valid_to", "urgent_days", "extends_by", "starts_on", "met_by",
    }  # fmt: skip


@pytest.mark.parametrize("base", ["C9", "C5"])
def test_a_proposal_may_only_follow_another_known_rule(base: str) -> None:
    row = {"code": "C5", "name_zh": "x", "name_en": "x", "legal_basis_zh": "x",
           "legal_basis_en": "x", "amount": 1, "unit": "month", "valid_from": "2024-01-01",
           "starts_after": base, "met_by": ["decide"]}  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        check_rule(row, known_codes=["C1", "C5"])
    assert [problem.field for problem in refusal.value.problems] == ["starts_after"]
