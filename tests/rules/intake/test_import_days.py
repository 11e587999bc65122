"""Days are read in every form a register writes them, and never guessed."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.intake.rules.import_days import Moment, read_day
from touyan.kernel.errors import Refused

NOON = time(11, 2, 5)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2019/6/3 11:02:05", Moment(date(2019, 6, 3), NOON)),
        ("2019-06-03 11:02:05", Moment(date(2019, 6, 3), NOON)),
        ("\t\n2019/6/3 11:02:05\n", Moment(date(2019, 6, 3), NOON)),
        ("2019年6月3日", Moment(date(2019, 6, 3))),
        ("2019年6月3日 下午3时5分", Moment(date(2019, 6, 3), time(15, 5))),
        ("2019.6.3", Moment(date(2019, 6, 3))),
        ("20190603", Moment(date(2019, 6, 3))),
        ("２０１９／６／３", Moment(date(2019, 6, 3))),
        ("2019-06-03T11:02:05+08:00", Moment(date(2019, 6, 3), NOON)),
        ("43619", Moment(date(2019, 6, 3))),
        ("43619.5", Moment(date(2019, 6, 3), time(12, 0))),
        ("2019/6/3 0:00:00", Moment(date(2019, 6, 3))),
    ],
)
def test_one_day_has_many_forms(text: str, meant: Moment) -> None:
    assert read_day(text) == meant


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_an_empty_cell_is_no_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["2019-02-30", "2019/13/1", "2019/0/1", "20190631"])
def test_a_day_that_never_was_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="does not exist"):
        read_day(text)


@pytest.mark.parametrize("text", ["6/3/2019", "03-06-19", "3.6.2019 11:02"])
def test_a_day_with_the_year_last_is_not_guessed(text: str) -> None:
    with pytest.raises(Refused, match="two different days"):
        read_day(text)


@pytest.mark.parametrize("text", ["昨天", "2019年", "1", "=TODAY()", "2019-06-03 25:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_day(text)


def test_two_moments_of_one_day_compare_only_when_both_hours_are_known() -> None:
    day = date(2019, 6, 3)
    assert Moment(day, time(9)).before(Moment(day, time(10)))
    assert not Moment(day).before(Moment(day, time(10)))
    assert not Moment(day, time(9)).before(Moment(day))
    assert Moment(day, time(23)).before(Moment(date(2019, 6, 4)))


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)))
def test_every_form_of_a_day_is_the_same_day(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ]
    assert {read_day(form) for form in forms} == {Moment(day)}
