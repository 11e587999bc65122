"""A year as twelve small months, days off and swapped working days marked."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.utils.dates import MONTHS, WEEKDAYS_ABBR
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.deadlines.actions import CALENDAR_KEEPERS
from touyan.deadlines.queries import CalendarDay, calendar_days, calendar_years, has_authority
from touyan.deadlines.rules.calendar import ONE_DAY, SATURDAY
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.rulebook.tabs import tabs
from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import signed_in

EARLIEST, LATEST = 1949, 2999


@dataclass(frozen=True)
class Cell:
    """One day: its number, its look, the mark beside it, and what it is in words."""

    day: date
    kind: str
    mark: str
    title: str


@dataclass(frozen=True)
class Month:
    name: str
    weeks: list[list[Cell | None]]


@signed_in
@require_GET
def calendar(request: DeskRequest) -> HttpResponse:
    """One year; a year nobody has entered says so."""
    today = legal_day(request.now)
    years = list(calendar_years())
    year = _asked(request.GET.get("year", ""), today.year)
    known = next((each for each in years if each.year == year), None)
    entered = {each.date: each for each in calendar_days(year)} if known else {}
    context = {
        "tabs": tabs("calendar"),
        "year": year,
        "known": known,
        "years": _year_links({each.year for each in years}, year, today.year),
        "months": [_month(year, number, entered, today) for number in range(1, 13)]
        if known
        else [],
        "weekdays": [_weekday(number) for number in range(7)],
        "named": _named(entered) if known else [],
        "may_edit": may_keep(request),
    }
    return page(request, "desk/rulebook/calendar.html", context)


def may_keep(request: DeskRequest) -> bool:
    """Whether the person keeps the calendar."""
    return bool(request.viewer.roles & CALENDAR_KEEPERS) and has_authority(
        request.user, roles=CALENDAR_KEEPERS, now=request.now
    )


def _asked(text: str, otherwise: int) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else otherwise
    return min(max(year, EARLIEST), LATEST)


def _year_links(known: set[int], year: int, this_year: int) -> list[dict[str, object]]:
    """The years near by, the known ones first to be reached."""
    near = sorted({*(y for y in known if y >= this_year - 4), this_year, this_year + 1, year})
    return [
        {
            "label": str(each) if each in known else _("%(year)s (unknown)") % {"year": each},
            "url": f"?year={each}",
            "current": each == year,
        }
        for each in near
    ]


def _month(year: int, number: int, entered: Mapping[date, CalendarDay], today: date) -> Month:
    weeks = gregorian.Calendar(firstweekday=0).monthdatescalendar(year, number)
    return Month(
        str(MONTHS[number]),
        [[_cell(day, entered.get(day), today) if day.month == number else None for day in week]
         for week in weeks],
    )  # fmt: skip


def _weekday(number: int) -> str:
    """Mon; in Chinese the last sign is enough: 星期一 is 一."""
    name = str(WEEKDAYS_ABBR[number])
    return name[-1] if (get_language() or "").startswith("zh") else name


def _cell(day: date, entry: CalendarDay | None, today: date) -> Cell:
    kind, mark, what = _look(day, entry)
    now = " is-today" if day == today else ""
    name = local_name(entry)
    return Cell(day, f"{kind}{now}", mark, f"{day.isoformat()} {what} {name}".strip())


def _look(day: date, entry: CalendarDay | None) -> tuple[str, str, str]:
    """How a day looks, the mark it carries, and the words for it."""
    weekend = day.weekday() >= SATURDAY
    if entry is not None and entry.working and weekend:
        return "swap", pgettext("calendar mark", "Work"), _("Offices work")
    if entry is not None and not entry.working:
        return "off", pgettext("calendar mark", "Off"), _("Day off")
    return ("weekend", "", _("Weekend")) if weekend else ("plain", "", _("Working day"))


def local_name(entry: CalendarDay | None) -> str:
    """The holiday's name in the reader's language."""
    if entry is None:
        return ""
    return entry.name_en if (get_language() or "").startswith("en") else entry.name_zh


def _named(entered: Mapping[date, CalendarDay]) -> list[dict[str, str]]:
    """The year's holidays as a list: the table twin of the months."""
    found: dict[str, dict[bool, list[date]]] = {}
    for day, entry in sorted(entered.items()):
        if entry.working and day.weekday() < SATURDAY:
            continue  # a day off taken back is a working day like any other
        lists = found.setdefault(local_name(entry) or _("Changed here"), {True: [], False: []})
        lists[entry.working].append(day)
    # A swapped working day may lie before another holiday: the days off give the order.
    in_order = sorted(found.items(), key=lambda each: (each[1][False] or each[1][True])[0])
    return [
        {"name": name, "off": _runs(days[False]), "work": _runs(days[True])}
        for name, days in in_order
    ]


def _runs(days: list[date]) -> str:
    """Days as text without their year, neighbours drawn together: 02-15–02-23."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        f"{run[0]:%m-%d}" if len(run) == 1 else f"{run[0]:%m-%d}–{run[-1]:%m-%d}" for run in runs
    )
