"""Figures in words: shares with one decimal, numbers with separators, days as days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.messages import Message
from touyan.statistics.rules.measures import (
    Element,
    Figure,
    Measure,
    Shape,
    elements,
    shipped_measures,
)
from touyan.statistics.rules.narrowing import parsed
from touyan.ui.sentences import joined as listed
from touyan.ui.sentences import sentence

_LIMITS = {
    "c1": "first_decision_in_time",
    "c2": "reply_in_seven_days",
    "c3": "answer_in_three_months",
    "c4": "monthly_progress",
    "l1": "leader_named_in_time",
}
"""By which measure the time limit of an element is known."""


def language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


def name_of(measure: Measure) -> str:
    return measure.name(language())


def element_name(code: str) -> str:
    """With what it is narrowed to."""
    _element, to = parsed(code)
    said = [one for one in (kind_name(to.kind), channel_name(to.channel)) if one]
    name = element(code).name(language())
    return _("%(name)s (%(narrowed)s)") % {"name": name, "narrowed": listed(said)} if said else name


def element(code: str) -> Element:
    return elements()[parsed(code)[0]]


def kind_name(kind: str) -> str:
    return sentence(Message(KIND_NAMES[Kind(kind)])) if kind else ""


def channel_name(channel: str) -> str:
    return sentence(Message(CHANNEL_NAMES[Channel(channel)])) if channel else ""


def joined(codes: Iterable[str]) -> str:
    """The names of elements counted together."""
    return " + ".join(element_name(code) for code in codes)


def percent(share: float | None) -> str:
    """One decimal; a dash where there was nothing to take a share of."""
    return "–" if share is None else f"{share:.1%}"


def value(figure: Figure) -> str:
    """The figure itself."""
    if figure.measure.shape is Shape.SHARE:
        return percent(figure.share)
    return f"{figure.numerator:,}"


def taken_from(figure: Figure) -> str:
    """The two numbers of a share."""
    if figure.measure.shape is not Shape.SHARE:
        return ""
    return f"{figure.numerator:,} / {figure.denominator:,}"


@dataclass(frozen=True)
class Change:
    """Against another period: an arrow, so that it is not told by colour alone."""

    arrow: str
    text: str


def change(now: Figure, then: Figure) -> Change | None:
    """By how much a figure differs from that of another period; None where nothing can be said."""
    if now.measure.shape is Shape.SHARE:
        if now.share is None or then.share is None:
            return None
        points = round((now.share - then.share) * 100, 1)
        words = _("%(number)s points") % {"number": f"{abs(points):.1f}"}
        return Change(_arrow(points), words)
    if not then.numerator:
        return None
    ratio = (now.numerator - then.numerator) / then.numerator
    return Change(_arrow(ratio), f"{abs(ratio):.1%}")


def _arrow(by: float) -> str:
    if not by:
        return "="
    return "↑" if by > 0 else "↓"


def within(figure: Figure) -> str:
    """Median and ninetieth of a hundred of a figure of days."""
    return _("Half within %(median)s, nine of ten within %(ninetieth)s") % {
        "median": days(figure.median),
        "ninetieth": days(figure.ninetieth),
    }


def days(number: float | None) -> str:
    if number is None:
        return "–"
    return pgettext("length of time", "%(number)s days") % {"number": f"{number:g}"}


def element_full_name(code: str) -> str:
    """The name with the time limit it is about, where several time limits share their names."""
    measure = _LIMITS.get(code.split("_")[0])
    if measure is None or element(code).about != "duty":
        return element_name(code)
    parted = pgettext("after what is explained", ": ")
    return f"{name_of(shipped_measures()[measure])}{parted}{element_name(code)}"
