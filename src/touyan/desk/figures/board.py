"""All figures of an office at a glance: each beside its gross rate, the period before, and the
rate of the office above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.asking import Asked
from touyan.desk.figures.overview import ByMonth, line, overview
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ, organs_directly_under
from touyan.statistics.queries.counted import Counts, Slice, by_office, monthly
from touyan.statistics.queries.own import own_measures_for
from touyan.statistics.rules.measures import (
    GROUP_NAMES,
    TOPICAL,
    Figure,
    Measure,
    Shape,
    figure,
    shipped_measures,
)
from touyan.statistics.rules.parameters import SMALL_CELL
from touyan.ui.pictures import Picture
from touyan.ui.sentences import sentence

TABLE = (
    "received", "repeat_share", "reply_in_seven_days", "answer_in_three_months",
    "leader_coverage", "closed", "resolved_share", "again_180_share",
)  # fmt: skip
"""The measures of the table of offices: no office stands by its volume, all by their codes."""


@dataclass(frozen=True)
class Card:
    """One figure."""

    label: str
    value: str
    url: str
    under: Sequence[str]
    change: words.Change | None
    spark: Picture


@dataclass(frozen=True)
class Group:
    name: str
    cards: Sequence[Card]


@dataclass(frozen=True)
class Line:
    """One office of the table; every number opens its list."""

    name: str
    url: str
    cells: Sequence[tuple[str, str, str, str]]


def drawn(asked: Asked, part: Slice, *, through: datetime | None) -> dict[str, Any]:
    """The page's context. The same question asked again before anything more was counted has the
    same answer for everyone it may be shown to: `kept_by` names it, and what is drawn is drawn
    when nothing kept has that name."""
    own = own_measures_for(asked.organ, on=asked.form.today)
    measures = [*shipped_measures().values(), *own.values()]
    versions = [f"{code}/{one.version}" for code, one in own.items()]
    said = [asked.address(), str(through), str(asked.form.today), *versions]
    return {
        "drawn": SimpleLazyObject(
            lambda: board(asked, part, measures) | {"table": offices(asked, part)}
        ),
        "kept_by": "|".join(said),
    }


def board(asked: Asked, part: Slice, measures: Sequence[Measure]) -> dict[str, Any]:
    """Cards in groups, and pictures."""
    shown = [one for one in measures if not one.is_topical]
    parent = asked.organ.parent
    counted = _counted(shown, part, parent)
    groups = [
        Group(sentence(Message(name)), list(_cards(asked, part, _of(shown, code), counted)))
        for code, name in GROUP_NAMES.items()
        if code not in TOPICAL and code != "times"
    ]
    groups = [group for group in groups if group.cards]
    pictures = overview(asked, part, counted.months, counted.now)
    return {"groups": groups, "pictures": pictures}


@dataclass(frozen=True)
class Counted:
    """What the cards are made of: the period, the one before, and that of the office above."""

    now: Counts
    before: Counts
    above: Counts
    months: ByMonth


def _counted(shown: Sequence[Measure], part: Slice, parent: Organ | None) -> Counted:
    wanted = frozenset().union(*(one.elements for one in shown))
    now: defaultdict[str, int] = defaultdict(int)
    before, above = defaultdict(int, now), defaultdict(int, now)
    series: defaultdict[date, dict[str, int]] = defaultdict(dict)
    organs = [part.organ, *([parent] if parent else [])]
    for organ_id, element, month, number in monthly(wanted, part, organs):
        if organ_id != part.organ.pk:
            if part.months.first <= month:
                above[element] += number
        elif month < part.months.first:
            before[element] += number
        else:
            now[element] += number
            series[month][element] = number
    return Counted(now, before, above, series)


def _of(shown: Sequence[Measure], group: str) -> list[Measure]:
    return [measure for measure in shown if measure.group == group]


def _cards(asked: Asked, part: Slice, shown: Sequence[Measure], counted: Counted) -> Iterator[Card]:
    for measure in shown:
        found = figure(measure, counted.now)
        yield Card(
            words.name_of(measure),
            words.value(found),
            f"{reverse('figure', args=[measure.code])}?{asked.address()}",
            list(_under(found, figure(measure, counted.above))),
            words.change(found, figure(measure, counted.before)),
            line(measure, part, counted.months),
        )


def _under(found: Figure, above: Figure) -> Iterator[str]:
    if found.measure.shape is not Shape.SHARE:
        return
    yield words.taken_from(found)
    if any(found.left_out.values()):
        yield _("gross %(share)s") % {"share": words.percent(found.gross_share)}
    # Its rate alone: with its numbers, those of a single sister office would follow.
    if above.denominator - found.denominator >= SMALL_CELL:
        yield _("office above %(share)s") % {"share": words.percent(above.share)}


def offices(asked: Asked, part: Slice) -> dict[str, Any]:
    """The table: the office itself and those one level beneath it, in the order of their codes."""
    beneath = list(organs_directly_under(asked.organ))
    if not beneath:
        return {"heads": [], "lines": [], "silent": []}
    chosen = [shipped_measures()[code] for code in TABLE]
    wanted = frozenset().union(*(one.elements for one in chosen))
    found = by_office(wanted, part, [asked.organ, *beneath])
    lines = [_line(asked, each, chosen, found[each.pk]) for each in beneath if each.pk in found]
    whole = _line(asked, asked.organ, chosen, found.get(asked.organ.pk, {}))
    silent = [each for each in beneath if each.pk not in found and each.valid_to is None]
    return {
        "heads": [words.name_of(one) for one in chosen],
        "lines": lines,
        "whole": whole,
        "silent": [(each.local_name, f"?{asked.address(organ=each.code)}") for each in silent],
    }


def _line(asked: Asked, organ: Organ, chosen: Sequence[Measure], counted: Counts) -> Line:
    cells = []
    for measure in chosen:
        found = figure(measure, counted)
        query = asked.address(organ=organ.code, part="counts")
        url = f"{reverse('figure-list', args=[measure.code])}?{query}" if found.numerator else ""
        note = words.taken_from(found) if found.denominator else ""
        cells.append((words.name_of(measure), words.value(found), note, url))
    return Line(organ.local_name, f"?{asked.address(organ=organ.code)}", cells)
