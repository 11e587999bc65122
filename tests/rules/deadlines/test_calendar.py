import pytest
from tests.rules.deadlines.calendars import CALENDAR, LAST_KNOWN_YEAR, on

from touyan.deadlines.rules.calendar import CalendarUnknown


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2024-09-27", True),  # an ordinary Friday
        ("2024-09-28", False),  # an ordinary Saturday
        ("2024-09-29", True),  # a Sunday worked in exchange for the October days
        ("2024-10-01", False),
        ("2024-10-07", False),
        ("2024-10-08", True),
        ("2024-10-12", True),  # a Saturday worked in exchange
        ("2024-10-13", False),
    ],
)
def test_holidays_and_swapped_days_decide_over_the_weekday(day: str, works: bool) -> None:
    assert CALENDAR.is_working_day(on(day)) is works


def test_an_unknown_year_is_said_and_never_guessed() -> None:
    year = LAST_KNOWN_YEAR + 1
    with pytest.raises(CalendarUnknown) as refusal:
        CALENDAR.is_working_day(on(f"{year}-03-03"))
    assert refusal.value.year == year
    assert str(year) in str(refusal.value)
