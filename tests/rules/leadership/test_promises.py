"""A promise is open until kept; kept after its day, it stays late for ever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.kernel.errors import Invalid
from touyan.leadership.rules.promises import (
    PromiseState,
    check_kept,
    promise_state,
    promise_words,
)

DAY = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("kept", "today", "state"),
    [
        (None, -8, PromiseState.OPEN),
        (None, -7, PromiseState.DUE),
        (None, 0, PromiseState.DUE),
        (None, 1, PromiseState.LATE),
        (0, 0, PromiseState.KEPT),
        (1, 1, PromiseState.KEPT_LATE),
        (0, 400, PromiseState.KEPT),
    ],
)
def test_where_a_promise_stands(kept: int | None, today: int, state: PromiseState) -> None:
    kept_on = None if kept is None else DAY + timedelta(days=kept)
    assert promise_state(DAY, kept_on, today=DAY + timedelta(days=today)) is state


@given(st.integers(1, 900), st.integers(0, 3000))
def test_kept_late_is_said_with_its_days_whenever_it_is_read(late: int, after: int) -> None:
    kept_on = DAY + timedelta(days=late)
    said = str(promise_words(DAY, kept_on, today=kept_on + timedelta(days=after)))
    assert said == ("Kept one day late" if late == 1 else f"Kept {late} days late")


@pytest.mark.parametrize("how", ["", "  ", "已办", "ok", "已 兑 现 了"])
def test_a_word_of_consent_does_not_show_that_a_promise_was_kept(how: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_kept(how)
    assert refusal.value.problems[0].field == "how"


def test_what_was_done_and_when_is_enough() -> None:
    check_kept("12月1日寄出复印件")
