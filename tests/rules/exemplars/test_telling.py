"""A first text told from acts."""

from __future__ import annotations

from datetime import date

from touyan.exemplars.rules.telling import Done, told

JULY = date(2026, 7, 3)


def texts(content: dict[str, object], part: str) -> list[tuple[str, list[str]]]:
    found = content[part]
    assert isinstance(found, list)
    return [(each["text"], each["acts"]) for each in found]


def test_what_was_done_again_in_a_month_is_told_once_with_each_act() -> None:
    acts = [Done("1", "report_progress", JULY, 4), Done("2", "accept", JULY, 4),
            Done("3", "report_progress", date(2026, 7, 30), 4),
            Done("4", "report_progress", date(2026, 8, 1), 4)]  # fmt: skip
    assert texts(told(acts), "handling") == [
        ("2026年7月，某县人民检察院向申诉人告知办理进展。", ["1", "3"]),
        ("2026年7月，某县人民检察院依法受理。", ["2"]),
        ("2026年8月，某县人民检察院向申诉人告知办理进展。", ["4"]),
    ]


def test_an_act_that_is_told_of_already_is_not_told_again() -> None:
    first = told([Done("1", "open", JULY, 4)])
    again = told([Done("1", "open", JULY, 4), Done("2", "join", JULY, 3)], first)
    assert texts(again, "facts") == [
        ("2026年7月，申诉人向某县人民检察院提出信访。", ["1"]),
        ("2026年7月，申诉人就同一事项再次向某市人民检察院提出信访。", ["2"]),
    ]


def test_an_act_not_worth_telling_makes_no_paragraph() -> None:
    assert not any(
        texts(told([Done("1", "sign", JULY, 4)]), part) for part in ("facts", "handling")
    )
