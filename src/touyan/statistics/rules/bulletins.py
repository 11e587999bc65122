"""A bulletin: a text in which figures are bound to measures, never typed.

A bound figure stands in the text as a token, `{1}`; `{}` marks where the next one belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from touyan.kernel.errors import FieldProblem, Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.statistics.rules.freezing import FREEZERS
from touyan.statistics.rules.measures import Figure, Measure, Shape
from touyan.statistics.rules.months import Months

TOKEN = re.compile(r"\{(\d{1,3})\}")
PLACE = "{}"
ISSUERS = LEADERS | {Role.DEPARTMENT_HEAD}
LANGUAGES = {"zh-hans": N_("Chinese"), "en": N_("English")}
MOST_TITLE, MOST_TEXT, MOST_FIGURES = 120, 20_000, 200


class Which(StrEnum):
    """Which number of a figure is said."""

    FIGURE = "figure"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    GROSS = "gross"
    MEDIAN = "median"
    NINETIETH = "ninetieth"


WHICH_NAMES = {
    Which.FIGURE: N_("The figure itself"),
    Which.NUMERATOR: N_("Its numerator"),
    Which.DENOMINATOR: N_("Its denominator"),
    Which.GROSS: N_("Its gross share"),
    Which.MEDIAN: N_("Its median, in days"),
    Which.NINETIETH: N_("Its 90th percentile, in days"),
}
OF_DAYS = frozenset({Which.MEDIAN, Which.NINETIETH})
_REGISTER_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])密?[事信]?[0-9]{4,}-[0-9]{4}-[0-9A-Za-z]{5,8}(?![0-9A-Za-z])"
)
"""As matters and petitions are numbered."""


@dataclass(frozen=True)
class Bound:
    """A number bound to a measure: of which part of the register, and which number of the figure.

    `rounded`: said as "more than" with its first digit alone; `frozen`: the frozen figure it is
    taken from, empty while it is live; `small`: issued although a few people follow from it.
    """

    measure: str
    which: Which
    organ: str
    first: date
    last: date
    kind: str = ""
    channel: str = ""
    topic: str = ""
    rounded: bool = False
    frozen: str = ""
    small: bool = False

    @property
    def place(self) -> tuple[str, date, date, str, str, str]:
        """The part of the register, for counting several figures of it at once."""
        return self.organ, self.first, self.last, self.kind, self.channel, self.topic

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "first": self.first.isoformat(), "last": self.last.isoformat()}

    def taken_from(self, frozen: str) -> Bound:
        return replace(self, frozen=frozen)


def months_of(bound: Bound) -> Months:
    return Months(bound.first, bound.last)


def from_data(kept: Mapping[str, Any]) -> Bound:
    days = {name: date.fromisoformat(kept[name]) for name in ("first", "last")}
    return Bound(**{**kept, **days, "which": Which(kept["which"])})


def check_bound(bound: Bound, measure: Measure | None) -> None:
    """A number the measure gives, of the part of the register it is made for."""
    if measure is None:
        raise Invalid([problem("measure", N_("Choose a measure."))])
    if measure.is_topical != bool(bound.topic):
        said = (
            N_("This measure belongs to a frozen list: choose the list.")
            if measure.is_topical
            else N_("This measure belongs to a period, not to a frozen list.")
        )
        raise Invalid([problem("topic", said)])
    if bound.which not in numbers_in(measure):
        raise Invalid([problem("which", _LACKS[measure.shape])])
    if bound.rounded and _is_share(bound, measure):
        raise Invalid([problem("rounded", N_("A share is said with one decimal, not rounded."))])
    if bound.rounded and bound.which in OF_DAYS:
        raise Invalid([problem("rounded", N_("Days are said as they are, not rounded."))])


def numbers_in(measure: Measure) -> tuple[Which, ...]:
    """The numbers a figure of the measure has."""
    if measure.shape is Shape.DAYS:
        return (Which.MEDIAN, Which.NINETIETH)
    if measure.shape is Shape.SHARE:
        return (Which.FIGURE, Which.NUMERATOR, Which.DENOMINATOR, Which.GROSS)
    return (Which.FIGURE,)


_LACKS = {
    Shape.COUNT: N_("A count has one number alone: the figure itself."),
    Shape.SHARE: N_("A share has no median: choose the share or one of its numbers."),
    Shape.DAYS: N_("Of days, choose the median or the 90th percentile."),
}


def number_of(figure: Figure, which: Which) -> int | float | None:
    """The number said; a share as a part of one, None where there is none."""
    if which is Which.NUMERATOR:
        return figure.numerator
    if which is Which.DENOMINATOR:
        return figure.denominator
    if which is Which.GROSS:
        return figure.gross_share
    if which in OF_DAYS:
        return figure.median if which is Which.MEDIAN else figure.ninetieth
    return figure.share if figure.measure.shape is Shape.SHARE else figure.numerator


def _is_share(bound: Bound, measure: Measure) -> bool:
    is_share = measure.shape is Shape.SHARE
    return bound.which is Which.GROSS or (bound.which is Which.FIGURE and is_share)


def rounded_down(number: int) -> int:
    """The first digit alone, the rest as zeros."""
    unit: int = 10 ** (len(str(number)) - 1)
    return number // unit * unit


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces: words and the key of the figure after them, empty at the end."""
    at = 0
    for token in TOKEN.finditer(text):
        yield text[at : token.start()], token[1]
        at = token.end()
    yield text[at:], ""


def keys_in(text: str) -> set[str]:
    return {key for _words, key in parts_of(text) if key}


def next_key(versions: Iterable[Iterable[str]]) -> str:
    """A key no version has used."""
    return str(max((int(key) for keys in versions for key in keys), default=0) + 1)


def put_in(text: str, key: str) -> str:
    """The text with the figure at the first `{}`, at the end where there is none."""
    token = f"{{{key}}}"
    if PLACE in text:
        return text.replace(PLACE, token, 1)
    return f"{text} {token}" if text and not text.endswith((" ", "\n")) else f"{text}{token}"


def check_words(title: str, text: str, *, known: Iterable[str]) -> None:
    """Not empty, not too long, and no token without its figure."""
    wrong = list(_wrong(title, text, frozenset(known)))
    if wrong:
        raise Invalid(wrong)


def _wrong(title: str, text: str, known: frozenset[str]) -> Iterator[FieldProblem]:
    if not title.strip():
        yield problem("title", N_("Give the bulletin a title."))
    if len(title) > MOST_TITLE:
        yield problem("title", N_("At most %(number)s characters."), number=MOST_TITLE)
    if len(text) > MOST_TEXT:
        yield problem("text", N_("At most %(number)s characters."), number=MOST_TEXT)
    for key in sorted(keys_in(text) - known, key=int):
        yield problem("text", N_("There is no figure {%(key)s}: add it first."), key=key)


def check_writer(viewer: Viewer, *, organ_path: str) -> None:
    if not viewer.holds_above(FREEZERS, organ_path=organ_path):
        raise NotPermitted(
            N_("Bulletins are written by leaders, heads and statisticians of the office or one "
               "above.")
        )  # fmt: skip


def may_issue(viewer: Viewer, *, organ_path: str) -> bool:
    """Leaders and heads of the very office."""
    return viewer.holds(ISSUERS, organ_path=organ_path)


def check_issuer(viewer: Viewer, *, organ_path: str, written_by: int | None, others: bool) -> None:
    """Not by whoever wrote it last, unless the office has nobody else who may."""
    if not may_issue(viewer, organ_path=organ_path):
        raise NotPermitted(N_("Bulletins are issued by leaders and heads of the very office."))
    if written_by == viewer.account_id and others:
        raise Refused(
            N_("You wrote this version; another leader or head of the office reads and issues it.")
        )


def check_complete(text: str) -> None:
    """What is issued says something, leaves no place open and names no matter."""
    if not text.strip():
        raise Refused(N_("The bulletin has no text yet."))
    if PLACE in text:
        raise Refused(N_("A place {} in the text still waits for its figure."))
    if named := matters_named(text):
        raise Refused(
            N_("Everyone who reads the bulletin reads this, whatever matters they may know of. "
               "Leave “%(number)s” out."),
            number=named[0],
        )  # fmt: skip


def matters_named(text: str) -> list[str]:
    """Numbers of the register that stand in a text, each once."""
    return list(dict.fromkeys(found[0] for found in _REGISTER_NUMBER.finditer(text)))
