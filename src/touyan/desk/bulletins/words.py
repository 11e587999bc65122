"""Figures of a bulletin in words, in the language of its text."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from touyan.desk.figures import words
from touyan.statistics.queries.bulletins import Given
from touyan.statistics.rules.bulletins import WHICH_NAMES, number_of, rounded_down

TEN_THOUSAND = 10_000


def said(given: Given, language: str) -> str:
    """The number as it stands in the text."""
    number = number_of(given.figure, given.bound.which)
    with override(language):
        if not isinstance(number, int):
            return words.percent(number)
        return _rounded(number) if given.bound.rounded else f"{number:,}"


def _rounded(number: int) -> str:
    lower = rounded_down(number)
    text = f"{lower:,}"
    if words.language() == "zh" and lower >= TEN_THOUSAND:
        text = f"{lower // TEN_THOUSAND}万"
    return text if lower == number else _("more than %(number)s") % {"number": text}


def exactly(given: Given) -> str:
    """The number behind it, in full."""
    number = number_of(given.figure, given.bound.which)
    return f"{number:,}" if isinstance(number, int) else words.percent(number)


def which_name(given: Given) -> str:
    return _(WHICH_NAMES[given.bound.which])
