"""Numbers typed by hand in a text, and whether a figure could be said instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from touyan.statistics.rules.bulletins import rounded_down
from touyan.statistics.rules.numerals import CHARACTERS, DIGITS, decimals, numeral

_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_NUMBER = re.compile(
    r"(?P<more>(?:more than|over|超过|逾)\s*)?(?<![0-9A-Za-z./{\-])(?<![0-9],)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?(?P<wan>\s?万)?(?P<many>[余多])?"
    r"(?P<share>\s?(?:%|percent|per cent))?(?![0-9A-Za-z}])",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"(?P<more>(?:超过|逾)\s*)?(?<![{CHARACTERS}点])(?P<share>百分之)?(?P<digits>[{CHARACTERS}]+)"
    rf"(?:点(?P<rest>[{DIGITS}]+))?(?P<many>[余多])?"
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE_AFTER = re.compile(
    rf"\s*(?:个?(?:[年月日号时届条款周天]|小时|工作日)|[:/\-–]\d|{_MONTH}\b"
    r"|(?:working )?(?:hour|day|week|month|year)s?\b)"
)
_MIDDLE_BEFORE = re.compile(
    r"(?:中位|半数|九成|百分位|median|half|percentile|nine of ten)[^\n。；;.]{0,16}$",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(r"\s*(?:个?[日天]|(?:working )?days?\b)")
_DATE_BEFORE = re.compile(rf"(?:第|{_MONTH}\s|{_MONTH} \d\d?, |[\d年月]\s?[-–—至到]\s?)$")
_YEAR_BEFORE = re.compile(r"\b(?:in|of|since|until|by|year|from|to)\s$", re.IGNORECASE)
_COUNTED_OFF = re.compile(r"[.)、）．]")
_YEARS = range(1900, 2100)
_TEN_THOUSAND = 10_000
_AROUND = 12


@dataclass(frozen=True)
class Typed:
    """A number that stands in the text as such; `more`: said as "more than"."""

    start: int
    end: int
    text: str
    before: str
    after: str
    value: Decimal
    is_share: bool = False
    decimals: int = 0
    more: bool = False

    def could_be(self, number: int | float | None) -> bool:
        """Whether it says that number; that there is nothing is said by anything."""
        if not number:
            return False
        if isinstance(number, float):
            said = Decimal(f"{number * 100:.{self.decimals}f}")
            return self.is_share and said == self.value
        if self.is_share:
            return False
        return rounded_down(number) == self.value if self.more else number == self.value


def typed_in(text: str) -> Iterator[Typed]:
    """Every number but days, years, spans of time, ordinals and the numbers of paragraphs."""
    plain = text.translate(_WIDE)
    numbers: list[tuple[re.Match[str], Decimal | None]]
    numbers = [(found, _value(found)) for found in _NUMBER.finditer(plain)]
    numbers += [(found, _value_in_words(found)) for found in _IN_WORDS.finditer(plain)]
    for found, value in sorted(numbers, key=lambda one: one[0].start()):
        if value is not None and not _is_dated(plain, found):
            yield _typed(text, found, value)


def _typed(text: str, found: re.Match[str], value: Decimal) -> Typed:
    start, end = found.span()
    rest = (found["rest"] or "").lstrip(".")
    return Typed(
        start, end, text[start:end], _before(text, start), _after(text, end), value,
        bool(found["share"]), len(rest), bool(found["more"] or found["many"]),
    )  # fmt: skip


def _value(found: re.Match[str]) -> Decimal:
    value = Decimal(found["digits"].replace(",", "") + (found["rest"] or ""))
    return value * _TEN_THOUSAND if found["wan"] else value


def _value_in_words(found: re.Match[str]) -> Decimal | None:
    """Single characters are words more often than numbers, unless a share is told."""
    value = numeral(found["digits"])
    if value is None or (len(found["digits"]) == 1 and not found["share"]):
        return None
    return Decimal(f"{value}.{decimals(found['rest'])}" if found["rest"] else value)


def _is_dated(text: str, found: re.Match[str]) -> bool:
    """Part of a date, a span of time that is no median, an ordinal, or the number of a
    paragraph."""
    before, after = text[: found.start()], text[found.end() :]
    if _MIDDLE_BEFORE.search(before) and _DAYS_AFTER.match(after):
        return False
    if _DATE_AFTER.match(after) or _DATE_BEFORE.search(before):
        return True
    if not found["digits"].isascii():
        return False
    is_year = found["digits"].isdecimal() and int(found["digits"]) in _YEARS
    if is_year and _YEAR_BEFORE.search(before):
        return True
    at_start = not before or before.endswith(("\n", "（", "("))
    return at_start and not found["rest"] and bool(_COUNTED_OFF.match(after))


def _before(text: str, start: int) -> str:
    return text[max(0, start - _AROUND) : start].rpartition("\n")[2]


def _after(text: str, end: int) -> str:
    return text[end : end + _AROUND].partition("\n")[0]
