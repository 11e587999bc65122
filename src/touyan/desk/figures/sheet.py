"""Every figure of an office as a spreadsheet: numbers as numbers, no formula, definitions too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.figures import words
from touyan.desk.matters.export import workbook
from touyan.kernel.messages import Message
from touyan.statistics.queries.counted import Slice, counts, spread
from touyan.statistics.queries.own import measures_for
from touyan.statistics.rules import spreads
from touyan.statistics.rules.measures import (
    COHORT_NAMES,
    GROUP_NAMES,
    Measure,
    Shape,
    figure,
)
from touyan.ui.sentences import sentence
from touyan.ui.tags.text import local_datetime


def sheet(part: Slice, *, made_by: str, counted_through: datetime | None, now: datetime) -> bytes:
    """Two sheets: the figures, and what they are of."""
    heads = [
        (_("Group"), 18), (_("Figure"), 44), (_("Numerator"), 12), (_("Denominator"), 12),
        (_("Left out"), 12), (_("Net share, %"), 12), (_("Gross share, %"), 12),
        (_("Median, days"), 12), (_("90th percentile, days"), 12), (_("Counts"), 40),
        (_("Of"), 40), (_("Leaves out"), 40), (_("Falls into the period"), 40), (_("Version"), 10),
    ]  # fmt: skip
    return workbook(
        names=(_("Statistics"), _("Definition")),
        heads=heads,
        rows=_rows(part, legal_day(now)),
        definition=definition_of_part(part, made_by, counted_through, now),
        made_at=now,
    )


def _rows(part: Slice, today: date) -> Iterator[list[Any]]:
    measures = measures_for(part.organ, on=today)
    shown = [one for one in measures.values() if not one.is_topical]
    counted = counts(frozenset().union(*(one.elements for one in shown)), part)
    for measure in shown:
        found = figure(measure, counted)
        is_share = measure.shape is Shape.SHARE
        yield [
            sentence(Message(GROUP_NAMES[measure.group])),
            words.name_of(measure),
            found.numerator,
            found.denominator if is_share else "",
            sum(found.left_out.values()) if is_share else "",
            _percent(found.share) if is_share else "",
            _percent(found.gross_share) if is_share else "",
            *_days(measure, part),
            *(words.joined(codes) for codes in (measure.counts, measure.of, measure.left_out)),
            sentence(Message(COHORT_NAMES[measure.cohort])),
            measure.version,
        ]


def _percent(share: float | None) -> float | str:
    return "–" if share is None else round(share * 100, 1)


def _days(measure: Measure, part: Slice) -> tuple[int | str, int | str]:
    if measure.shape is not Shape.DAYS:
        return "", ""
    counted = spread(measure.counts[0], part)
    middle, most = spreads.median(counted), spreads.ninetieth(counted)
    return ("–" if middle is None else middle), ("–" if most is None else most)


def definition_of_part(
    part: Slice, made_by: str, counted_through: datetime | None, now: datetime
) -> list[tuple[str, str]]:
    moment = part.moment or counted_through
    return [
        (_("Office"), f"{part.organ.local_name} {part.organ.code}"),
        (_("Period"), f"{part.months.first} – {part.months.end}"),
        (_("Kind"), words.kind_name(part.kind) or _("All")),
        (_("Channel"), words.channel_name(part.channel) or _("All")),
        (_("As known at"), local_datetime(moment) if moment else "–"),
        (_("Made by"), made_by),
        (_("Made at"), local_datetime(now)),
    ]
