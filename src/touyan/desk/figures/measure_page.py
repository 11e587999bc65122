"""One measure: its definition, its figure with what it leaves out, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.deadlines.queries import rules_in_force
from touyan.desk.figures import words
from touyan.desk.figures.asking import Asked
from touyan.desk.figures.pictures import drawn, list_url
from touyan.kernel.messages import Message
from touyan.statistics.queries.counted import (
    Counts,
    Slice,
    by_level,
    counts,
    spread,
)
from touyan.statistics.rules import spreads
from touyan.statistics.rules.measures import (
    COHORT_NAMES,
    LEVEL_NAMES,
    UNIT_NAMES,
    Figure,
    Measure,
    Shape,
    figure,
    shipped_measures,
)
from touyan.ui.sentences import joined, sentence


@dataclass(frozen=True)
class Piece:
    """A number with its words, and the list it opens."""

    label: str
    value: str
    url: str = ""
    note: str = ""


def measure_page(asked: Asked, measure: Measure, part: Slice) -> dict[str, Any]:
    """The context of the page."""
    found = figure(measure, counts(measure.elements, part))
    return {
        "measure": measure,
        "name": words.name_of(measure),
        "note": measure.note(words.language()),
        "figure": words.value(found),
        "pieces": list(pieces(found, partial(list_url, asked, measure))),
        "definition": list(definition(measure)),
        "times": _times(measure, part) if measure.shape is Shape.DAYS else None,
        "pictures": drawn(asked, measure, part),
        "levels": _levels(measure, part),
        "beside": [_beside(asked, code, part) for code in measure.beside],
        "is_share": measure.shape is Shape.SHARE,
        "table_url": _table_url(asked, measure),
    }


def _table_url(asked: Asked, measure: Measure) -> str:
    if measure.shape is not Shape.COUNT or measure.is_topical:
        return ""
    return f"{reverse('figure-table', args=[measure.code])}?organ={asked.organ.code}"


def pieces(found: Figure, url_of: Callable[[str], str]) -> Iterator[Piece]:
    """The numbers a figure is made of, and its gross rate; `url_of` says where the list of a part
    is: what it counts, of what, or one element left out."""
    measure = found.measure
    yield _number(words.joined(measure.counts), found.numerator, url_of("counts"))
    if measure.shape is not Shape.SHARE:
        return
    yield _number(words.joined(measure.of), found.denominator, url_of("of"))
    for code, number in found.left_out.items():
        label = _("Left out: %(reason)s") % {"reason": words.element_name(code)}
        yield _number(label, number, url_of(code))
    if measure.left_out:
        yield Piece(_("Net share"), words.percent(found.share), note=words.taken_from(found))
        gross = f"{found.numerator:,} / {found.gross_denominator:,}"
        yield Piece(_("Gross share"), words.percent(found.gross_share), note=gross)


def _number(label: str, number: int, url: str) -> Piece:
    return Piece(label, f"{number:,}", url if number else "")


def definition(measure: Measure, *, until: date | None = None) -> Iterator[tuple[str, str]]:
    """What the figure counts, in labels and words; `until`: the last day of what it counts, so that
    only rules of its time are named."""
    yield _("Counts"), words.joined(measure.counts)
    if measure.of:
        yield _("Of"), words.joined(measure.of)
    if measure.left_out:
        yield _("Leaves out"), words.joined(measure.left_out)
    yield _("Counted in"), sentence(Message(UNIT_NAMES[measure.unit]))
    yield _("Falls into the period"), sentence(Message(COHORT_NAMES[measure.cohort]))
    if measure.window:
        yield _("Watched for"), words.days(measure.window)
    if rules := list(_rules(measure, until)):
        yield _("Rules applied"), joined(rules)
    yield _("Kept by"), measure.owner(words.language())
    told = _("%(version)s, in use since %(since)s")
    yield _("Version"), told % {"version": measure.version, "since": measure.since}


def _rules(measure: Measure, until: date | None) -> Iterator[str]:
    """Every version of the time limits it counts, which are dated and never rewritten."""
    if measure.unit != "duties":
        return
    codes = {code.split("_")[0].upper() for code in measure.elements}
    for rule in sorted(rules_in_force(), key=lambda rule: (rule.code, rule.valid_from)):
        if rule.code in codes and (until is None or rule.valid_from <= until):
            name = rule.name_en if words.language() == "en" else rule.name_zh
            yield _("%(code)s %(name)s, in force since %(since)s") % {
                "code": rule.code, "name": name, "since": rule.valid_from
            }  # fmt: skip


def _times(measure: Measure, part: Slice) -> dict[str, Any]:
    """Median and ninetieth of a hundred; the mean beside them, for what it hides."""
    counted = spread(measure.counts[0], part)
    average = spreads.mean(counted)
    return {
        "median": words.days(spreads.median(counted)),
        "ninetieth": words.days(spreads.ninetieth(counted)),
        "mean": words.days(round(average, 1) if average is not None else None),
        "counted": counted,
        "number": f"{sum(counted.values()):,}",
    }


def _levels(measure: Measure, part: Slice) -> list[Piece]:
    """The figure of the offices of each level; nothing where there is one level alone."""
    levels = by_level(measure.elements, part)
    if len(levels) < 2 or measure.shape is Shape.DAYS:
        return []
    return [
        _piece(measure, sentence(Message(LEVEL_NAMES[level])), found)
        for level, found in levels.items()
    ]


def _piece(measure: Measure, label: str, counted: Counts, url: str = "") -> Piece:
    found = figure(measure, counted)
    return Piece(label, words.value(found), url if found.numerator else "", words.taken_from(found))


def _beside(asked: Asked, code: str, part: Slice) -> Piece:
    """A measure never to be read without this one."""
    other = shipped_measures()[code]
    found = figure(other, counts(other.elements, part))
    url = f"{reverse('figure', args=[code])}?{asked.address()}"
    return Piece(words.name_of(other), words.value(found), url, words.taken_from(found))
