"""The pictures of an office at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.asking import Asked
from touyan.desk.figures.pictures import list_url, point, unit
from touyan.statistics.queries.counted import Counts, Slice
from touyan.statistics.rules.measures import Measure, shipped_measures
from touyan.ui.pictures import Picture, Point, Series, funnel, heat, spark, trend

ByMonth = Mapping[date, Counts]
"""What was counted in each month in which anything was."""

LIMITS = (
    "first_decision_in_time",
    "reply_in_seven_days",
    "answer_in_three_months",
    "monthly_progress",
    "leader_named_in_time",
)
STEPS = (
    ("received", ("received",)),
    ("accepted", ("accepted",)),
    ("decided", ("decided",)),
    ("answered", ("answered",)),
    ("closed", ("closed",)),
    ("resolved_share", ("closed_r2", "closed_r3")),
)
"""From receipt to resolution: the measure whose list is opened, and what a step counts."""


def overview(asked: Asked, part: Slice, months: ByMonth, now: Counts) -> list[Picture]:
    """What came in and what was closed, month by month; and how far from receipt to resolution."""
    measures = shipped_measures()
    series = [
        Series(words.name_of(measures[code]), [
            Point(f"{month:%Y-%m}", months.get(month, {}).get(code, 0), href=list_url(
                asked, measures[code], "counts", period="given", first=month, last=month))
            for month in part.months
        ])
        for code in ("received", "closed")
    ]  # fmt: skip
    steps = [
        Point(words.element_name(counts[0]) if len(counts) == 1 else _("Substantively resolved"),
              sum(now.get(one, 0) for one in counts),
              href=list_url(asked, measures[code], "counts"))
        for code, counts in STEPS
    ]  # fmt: skip
    return [
        trend(title=_("Received and closed"), unit=_("matters and petitions"), series=series,
              across=_("Month")),
        funnel(title=_("From receipt to resolution"), steps=steps, across=_("Step"),
               note=_("Each step counts what fell into the period by its own day: petitions "
                      "received, then matters.")),
        heat(title=_("Time limits kept"), unit="%", rows=[
            Series(words.name_of(measures[code]), _by_month(asked, measures[code], part, months))
            for code in LIMITS
        ], across=_("Month")),
    ]  # fmt: skip


def line(measure: Measure, part: Slice, months: ByMonth) -> Picture:
    """A measure month by month, to stand in its card."""
    points = [point(measure, f"{month:%Y-%m}", months.get(month, {})) for month in part.months]
    return spark(title=words.name_of(measure), unit=unit(measure), points=points)


def _by_month(asked: Asked, measure: Measure, part: Slice, months: ByMonth) -> list[Point]:
    return [
        point(measure, f"{month:%Y-%m}", months.get(month, {}), list_url(
            asked, measure, "of", period="given", first=month, last=month))
        for month in part.months
    ]  # fmt: skip
