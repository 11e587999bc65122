"""A measure as pictures: by month against the year before, by kind, by channel, its times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.asking import Asked
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ, organs_directly_under
from touyan.statistics.queries.counted import (
    Counts,
    Slice,
    by_dimension,
    by_month,
    by_office,
    spread,
)
from touyan.statistics.rules import spreads
from touyan.statistics.rules.measures import (
    UNIT_NAMES,
    Measure,
    Shape,
    figure,
)
from touyan.ui.pictures import (
    Picture,
    Point,
    Series,
    bars,
    bins_of,
    distribution,
    tiles,
    trend,
)
from touyan.ui.sentences import sentence

Named = Mapping[str, str]


@dataclass(frozen=True)
class Drawn:
    """A picture and the addresses of its files."""

    picture: Picture
    svg: str
    png: str


def drawn(asked: Asked, measure: Measure, part: Slice) -> list[Drawn]:
    """Every picture of a measure that has anything in it."""
    made = ((name, draw(asked, measure, part)) for name, draw in drawings(measure).items())
    return [
        Drawn(picture, _file(asked, measure, name, "svg"), _file(asked, measure, name, "png"))
        for name, picture in made
        if not picture.empty
    ]


def drawings(measure: Measure) -> dict[str, Callable[[Asked, Measure, Slice], Picture]]:
    """The pictures a measure has, by the name in their address."""
    if measure.shape is Shape.DAYS:
        return {"times": _times, "months": _months}
    kinds = partial(_bars, dimension="kind", names=_sentences(KIND_NAMES.items()))
    channels = partial(_bars, dimension="channel", names=_sentences(CHANNEL_NAMES.items()))
    dated = {} if measure.is_topical else {"months": _months}
    return {**dated, "kinds": kinds, "channels": channels, "map": _map}


def list_url(asked: Asked, measure: Measure, which: str, **changes: object) -> str:
    """Where the list behind a number is."""
    query = asked.address(part=which, **changes)
    return f"{reverse('figure-list', args=[measure.code])}?{query}"


def _file(asked: Asked, measure: Measure, name: str, form: str) -> str:
    return f"{reverse('figure-picture', args=[measure.code, name, form])}?{asked.address()}"


def _sentences(named: Iterable[tuple[str, str]]) -> Named:
    return {str(code): sentence(Message(name)) for code, name in named}


def _months(asked: Asked, measure: Measure, part: Slice) -> Picture:
    """The months asked about, and the same months of the year before."""
    now = _by_month(measure, part)
    before = _by_month(measure, part.of(months=part.months.year_before()))
    urls = [
        list_url(asked, measure, "counts", period="given", first=month, last=month)
        for month in part.months
    ]
    series = [
        Series(_("This period"), [
            point(measure, f"{month:%Y-%m}", counted, url)
            for (month, counted), url in zip(now.items(), urls, strict=True)
        ]),
        Series(_("The year before"), [
            point(measure, f"{month:%Y-%m}", counted) for month, counted in before.items()
        ]),
    ]  # fmt: skip
    if not any(point.value for point in series[1].points):
        series.pop()
    is_days = measure.shape is Shape.DAYS
    title = words.joined(measure.counts) if is_days else words.name_of(measure)
    return trend(title=title, unit=unit(measure), series=series, across=_("Month"))


def _by_month(measure: Measure, part: Slice) -> dict[date, dict[str, int]]:
    counted: dict[date, dict[str, int]] = {month: {} for month in part.months}
    for element, month, number in by_month(measure.elements, part):
        counted[month][element] = number
    return counted


def _bars(asked: Asked, measure: Measure, part: Slice, *, dimension: str, names: Named) -> Picture:
    found = by_dimension(measure.elements, part, dimension)
    points = [
        point(measure, label, found[value],
               list_url(asked, measure, "counts", **{dimension: value}) if value else "")
        for value, label in {**names, "": _("Not known")}.items() if value in found
    ]  # fmt: skip
    across = _("Kind") if dimension == "kind" else _("Channel")
    title = _("%(measure)s, by %(dimension)s") % {
        "measure": words.name_of(measure), "dimension": across,
    }  # fmt: skip
    return bars(title=title, unit=unit(measure), series=[Series(words.name_of(measure), points)],
                across=across, lying=True)  # fmt: skip


def _map(asked: Asked, measure: Measure, part: Slice) -> Picture:
    """The provincial offices as tiles; nothing for an office that has no provinces beneath it."""
    beneath = list(organs_directly_under(part.organ)) if part.organ.level == 1 else []
    found = by_office(measure.elements, part, beneath)
    values = {
        _tile(organ): point(measure, "", found[organ.pk],
                             f"{reverse('figure', args=[measure.code])}?"
                             f"{asked.address(organ=organ.code)}")
        for organ in beneath if organ.pk in found
    }  # fmt: skip
    title = _("%(measure)s, by province") % {"measure": words.name_of(measure)}
    return tiles(title=title, unit=unit(measure), values=values)


def _tile(organ: Organ) -> str:
    return "military" if organ.kind == "military" else organ.code[:2]


def _times(asked: Asked, measure: Measure, part: Slice) -> Picture:
    counted = spread(measure.counts[0], part)
    return distribution(
        title=words.name_of(measure), unit=_("matters"), along=_("days"), bins=bins_of(counted),
        median=spreads.median(counted), p90=spreads.ninetieth(counted),
    )  # fmt: skip


def point(measure: Measure, label: str, counted: Counts, url: str = "") -> Point:
    """A share of nothing is not known, and no zero."""
    found = figure(measure, counted)
    url = url if found.numerator else ""
    if measure.shape is not Shape.SHARE:
        return Point(label, found.numerator, href=url)
    if found.share is None:
        return Point(label, None)
    return Point(label, round(found.share * 100, 1), href=url, text=words.percent(found.share))


def unit(measure: Measure) -> str:
    if measure.shape is Shape.SHARE:
        return "%"
    if measure.shape is Shape.DAYS:
        return sentence(Message(UNIT_NAMES["matters"]))
    return sentence(Message(UNIT_NAMES[measure.unit]))
