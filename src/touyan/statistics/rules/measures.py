"""What a figure is: what it counts, of what, and what it leaves out by which reason.

A measure is made of elements alone (see `elements/`): the figure of a share is its numerator over
its denominator, *net*; the same numerator over the denominator and everything left out is *gross*.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from touyan.kernel.messages import N_
from touyan.statistics.rules import spreads


class Shape(StrEnum):
    """How a figure is made of its elements."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"


GROUP_NAMES = {
    "received": N_("What came in"),
    "duties": N_("Time limits kept"),
    "leading": N_("Leader's charge"),
    "hearings": N_("Hearings"),
    "endings": N_("Closed and resolved"),
    "again": N_("Petitioned again"),
    "times": N_("Time taken"),
    "campaigns": N_("Campaigns"),
    "inspections": N_("Inspections"),
    "own": N_("Measures of this office and those above"),
}
COHORT_NAMES = {
    "received_on": N_("by the day of receipt"),
    "due_on": N_("by the last day of the time limit, once that day is over"),
    "duty_on": N_("by the day the duty arose"),
    "named_on": N_("by the day the leader was named"),
    "done_on": N_("by the day it was done"),
    "closed_on": N_("by the day of closing"),
    "reversed_on": N_("by the day it was taken back or graded"),
    "frozen_on": N_("by the day the list was frozen"),
}
UNIT_NAMES = {
    "petitions": N_("petitions"),
    "matters": N_("matters"),
    "duties": N_("time limits"),
    "hearings": N_("hearings"),
    "days": N_("days"),
}
LEVEL_NAMES = {
    1: N_("Supreme People's Procuratorate"),
    2: N_("Provincial offices"),
    3: N_("Prefectural offices"),
    4: N_("Grass-roots offices"),
}
TOPICAL = frozenset({"campaigns", "inspections"})
"""Groups whose figures belong to one frozen list, not to a period."""


@dataclass(frozen=True)
class Element:
    """One thing that counts: of a petition, a matter, a duty or a hearing."""

    code: str
    about: str
    en: str
    zh: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class Measure:
    """The definition of a figure. `window`: days that must have passed; `beside`: the measures
    never to be read without this one; `version` rises with every change of meaning."""

    code: str
    group: str
    shape: Shape
    en: str
    zh: str
    counts: tuple[str, ...]
    of: tuple[str, ...]
    left_out: tuple[str, ...]
    unit: str
    cohort: str
    window: int = 0
    beside: tuple[str, ...] = ()
    note_en: str = ""
    note_zh: str = ""
    version: int = 1
    since: str = ""
    owner_en: str = ""
    owner_zh: str = ""

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh

    def note(self, language: str) -> str:
        return self.note_en if language == "en" else self.note_zh

    def owner(self, language: str) -> str:
        return self.owner_en if language == "en" else self.owner_zh

    @property
    def elements(self) -> frozenset[str]:
        """Everything that has to be counted for it."""
        return frozenset((*self.counts, *self.of, *self.left_out))

    @property
    def is_topical(self) -> bool:
        return self.group in TOPICAL

    @property
    def about_petitions(self) -> bool:
        return self.unit == "petitions"


@dataclass(frozen=True)
class Figure:
    """What a measure gives. Without a denominator there is no share: `share` is None, never 0.
    A figure of days has its median and the ninetieth of a hundred where they are known."""

    measure: Measure
    numerator: int
    denominator: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    median: int | None = None
    ninetieth: int | None = None

    @property
    def gross_denominator(self) -> int:
        return self.denominator + sum(self.left_out.values())

    @property
    def share(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None

    @property
    def gross_share(self) -> float | None:
        return self.numerator / self.gross_denominator if self.gross_denominator else None


def figure(
    measure: Measure, counted: Mapping[str, int], took: Mapping[int, int] | None = None
) -> Figure:
    """The figure from how often each element was counted; `took`: how many took how many days."""
    days = took if took and measure.shape is Shape.DAYS else {}
    return Figure(
        measure,
        sum(counted.get(name, 0) for name in measure.counts),
        sum(counted.get(name, 0) for name in measure.of),
        {name: counted.get(name, 0) for name in measure.left_out},
        spreads.median(days),
        spreads.ninetieth(days),
    )


@cache
def elements() -> dict[str, Element]:
    """Every element that is counted, by code."""
    return {code: Element(code, **words) for code, words in _shipped()["elements"].items()}


@cache
def shipped_measures() -> dict[str, Measure]:
    """The measures delivered with the product, by code, in the order in which they are shown."""
    held = _shipped()
    common = {name: held[name] for name in ("since", "owner_en", "owner_zh")}
    return {row["code"]: measure_from({**common, **row}) for row in held["measures"]}


def measure_from(row: Mapping[str, Any]) -> Measure:
    """A measure from its record."""
    lists = {name: tuple(row[name]) for name in ("counts", "of", "left_out", "beside")}
    return Measure(**{**row, **lists, "shape": Shape(row["shape"])})


@cache
def _shipped() -> Any:
    text = resources.files("touyan.statistics.data").joinpath("measures.json").read_text("utf-8")
    return json.loads(text)
