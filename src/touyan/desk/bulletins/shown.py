"""A bulletin as a page: paragraphs with their figures, and the annex of definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.bulletins.words import exactly, said, which_name
from touyan.desk.figures import words
from touyan.desk.figures.lists import topic_name
from touyan.desk.figures.measure_page import definition
from touyan.organs.rules.access import Viewer
from touyan.statistics.queries.bulletins import Bulletin, BulletinVersion, Given, given_in
from touyan.statistics.queries.topics import topics_seen
from touyan.statistics.queries.typed import bindable
from touyan.statistics.rules.bulletins import Which, keys_in, months_of, parts_of
from touyan.statistics.rules.measures import Shape
from touyan.statistics.rules.typed import Typed


@dataclass(frozen=True)
class Shown:
    """A figure: as it stands in the text, and all that proves it."""

    key: str
    given: Given
    value: str
    name: str
    which: str
    exactly: str
    taken_from: str
    part: str
    facts: Sequence[tuple[str, str]]
    url: str
    list_url: str

    @property
    def tip(self) -> str:
        """Under this name its words are found by whoever reads the figure aloud."""
        return f"figure-{self.key}"


def figures_of(
    bulletin: Bulletin, version: BulletinVersion, *, viewer: Viewer, on: date
) -> dict[str, Shown]:
    """Every figure of a version, by key; those of offices out of scope open nothing."""
    names = {one.code: topic_name(one) for one in topics_seen(viewer=viewer)}
    found = {key: _shown(one, bulletin.language, names) for key, one in
             given_in(version, on=on).items()}  # fmt: skip
    return {
        key: one if viewer.in_scope(one.given.organ.path) else replace(one, url="", list_url="")
        for key, one in found.items()
    }


def _shown(given: Given, language: str, names: Mapping[str, str]) -> Shown:
    measure = given.figure.measure
    which = "" if measure.shape is Shape.COUNT else which_name(given)
    return Shown(
        given.key, given, said(given, language), words.name_of(measure), which, exactly(given),
        taken_from(given), part_of(given, names),
        list(definition(measure, until=months_of(given.bound).end)), *_addresses(given),
    )  # fmt: skip


def taken_from(given: Given) -> str:
    """The two numbers of the share that is said."""
    if given.bound.which is not Which.GROSS:
        return words.taken_from(given.figure)
    return f"{given.figure.numerator:,} / {given.figure.gross_denominator:,}"


def part_of(given: Given, names: Mapping[str, str]) -> str:
    """The part of the register it counts, in a few words."""
    bound = given.bound
    months = f"{bound.first:%Y-%m}"
    if bound.first != bound.last:
        months = f"{months} – {bound.last:%Y-%m}"
    listed = names.get(bound.topic) or _("one frozen list")
    parts = (
        given.organ.local_name, listed if bound.topic else months,
        words.kind_name(bound.kind), words.channel_name(bound.channel),
    )  # fmt: skip
    return " · ".join(one for one in parts if one)


def _addresses(given: Given) -> tuple[str, str]:
    """Its own page, and the list of what it counts."""
    counted = "of" if given.bound.which is Which.DENOMINATOR else "counts"
    if given.frozen:
        place = [given.frozen.public_id]
        return (reverse("frozen-figure", args=place),
                f"{reverse('frozen-list', args=place)}?part={counted}")  # fmt: skip
    bound = given.bound
    asked = {"organ": bound.organ, "period": "given", "first": bound.first, "last": bound.last,
             "kind": bound.kind, "channel": bound.channel, "topic": bound.topic}  # fmt: skip
    end = urlencode({name: value for name, value in asked.items() if value})
    return (f"{reverse('figure', args=[bound.measure])}?{end}",
            f"{reverse('figure-list', args=[bound.measure])}?{end}&part={counted}")  # fmt: skip


def paragraphs(text: str, figures: Mapping[str, Shown]) -> list[list[tuple[str, Shown | None]]]:
    """The text, a paragraph each line, in words and figures."""
    return [
        [(piece, figures.get(key)) for piece, key in parts_of(line)]
        for line in text.splitlines()
        if line.strip()
    ]


def annex(text: str, figures: Mapping[str, Shown]) -> Iterator[Shown]:
    """The figures the text says, in the order of their keys."""
    used = keys_in(text)
    return (one for key, one in figures.items() if key in used)


@dataclass(frozen=True)
class Candidate:
    """A figure a typed number could be bound to, and what the form says of it."""

    value: str
    name: str
    which: str
    part: str
    hidden: Sequence[tuple[str, object]]


def typed_in(
    bulletin: Bulletin, version: BulletinVersion, *, viewer: Viewer, on: date
) -> list[tuple[Typed, list[Candidate]]]:
    """Numbers typed by hand that a measure could give."""
    names = {one.code: topic_name(one) for one in topics_seen(viewer=viewer)}
    return [
        (one.typed, [_candidate(each, bulletin.language, names) for each in one.could_be])
        for one in bindable(bulletin, version, list(names), on=on)
    ]


def _candidate(given: Given, language: str, names: Mapping[str, str]) -> Candidate:
    shown, bound = _shown(given, language, names), given.bound
    hidden: list[tuple[str, object]] = [
        ("measure", bound.measure), ("which", bound.which.value), ("organ", bound.organ),
        ("first", bound.first.isoformat()), ("last", bound.last.isoformat()),
        ("kind", bound.kind), ("channel", bound.channel), ("topic", bound.topic),
        *([("rounded", "on")] if bound.rounded else []),
    ]  # fmt: skip
    return Candidate(shown.value, shown.name, shown.which, shown.part, hidden)


def told(
    bulletin: Bulletin, version: BulletinVersion, *, viewer: Viewer, on: date
) -> dict[str, Any]:
    """The context of its page."""
    figures = figures_of(bulletin, version, viewer=viewer, on=on)
    return {
        "bulletin": bulletin,
        "version": version,
        "paragraphs": paragraphs(version.text, figures),
        "annex": list(annex(version.text, figures)),
        "few": {one.name: one for one in figures.values() if one.given.bound.small}.values(),
        "opens": any(one.url for one in figures.values()),
    }
