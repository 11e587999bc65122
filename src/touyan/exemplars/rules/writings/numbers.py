"""How numbers are written: those of people and things in runs of figures, those of cases and
papers by their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from touyan.exemplars.rules.folding import figures, fold, letters, marked, plain
from touyan.exemplars.rules.writings.signs import Way, any_of, word_ways

_RUN = 7
"""So many figures of a number in a row point to its holder: 138****1234 does not."""
_LEAST_FIGURES = 5
_LEAST_CORE = 12
"""A number of so many figures alone, without the word before it, is one of a kind."""
_BETWEEN = "[^0-9]?"
_LEAST_TAILED = 11
_TAIL = 4
_PLATE = re.compile(r"[一-鿿][a-z]([0-9a-z]{5,6})")
_FILLING = re.compile("[年第字号]")
_FILLED = "[年第字号]{0,2}"
_SPOKEN = "(?:年|第|字|号|no|number|di|zi|hao)?"
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PARTS = re.compile(r"[0-9]+|[^0-9\W_]+")
_SHORT = 5
_TENS, _HUNDREDS = 10, 100


def figure_ways(value: str) -> Iterator[Way]:
    kept = plain(value, figures)
    if len(kept) < _RUN:
        yield from [(figures, re.escape(kept))] if len(kept) >= _LEAST_FIGURES else []
        return
    runs = (kept[at : at + _RUN] for at in range(len(kept) - _RUN + 1))
    yield figures, any_of(_BETWEEN.join(map(re.escape, run)) for run in runs)
    if len(kept) >= _LEAST_TAILED and kept[-_TAIL:].isdigit():
        yield (
            figures,
            f"(?:尾号|[后末][4四]位)(?:数|数字)?[为是]?[0-9]{{0,4}}{kept[-_TAIL:]}(?![0-9])",
        )
    plate = _PLATE.fullmatch(plain(value))
    if plate:
        yield letters, word_ways(plain(value))
    if plate and not plate[1].isdigit():
        yield figures, f"(?<![0-9a-z]){re.escape(plain(plate[1], figures))}(?![0-9a-z])"


def number_ways(value: str) -> Iterator[Way]:
    kept = _FILLING.sub("", plain(value, figures))
    if sum(each.isdigit() for each in kept) < _LEAST_FIGURES:
        return
    yield figures, _FILLED.join(map(re.escape, kept))
    core = kept.lstrip("".join(each for each in kept if not each.isdigit()))
    if len(core) >= _LEAST_CORE:
        yield figures, _FILLED.join(core)
    yield from _by_parts(parts_of(value))


def parts_of(value: str) -> list[str]:
    """浙, 01, 刑终, 123: a year first where the number has one of its own."""
    found = _PARTS.findall(_FILLING.sub(" ", fold(value, marked).text))
    return [part for part in found if part]


def _by_parts(parts: Sequence[str]) -> Iterator[Way]:
    """With noughts more or less, counted, spelt in letters, without the year, half masked."""
    if len(parts) < 2 or not parts[-1].isdigit():
        return
    yield figures, _FILLED.join(map(_part, parts))
    yield letters, _SPOKEN.join(part if part.isdigit() else word_ways(part) for part in parts)
    years = [part for part in parts[:-1] if _YEAR.fullmatch(part)]
    rest = [part for part in parts if part not in years]
    words = [part for part in rest if not part.isdigit()]
    if not years or sum(map(len, words)) < 2:
        return
    last = _part(parts[-1]) + "(?![0-9百十])"
    yield figures, _FILLED.join([*map(_part, rest[:-1]), last])
    kind = re.escape(words[-1][-3:])
    yield figures, f"{years[0]}{_FILLED}[^|]{{0,4}}?{kind}{_FILLED}{last}"
    yield figures, f"{kind}{_FILLED}{years[0]}{_FILLED}{last}"


def _part(part: str) -> str:
    """Noughts before a short number may be more or less; a short number may be counted."""
    if not part.isdigit() or len(part) > _SHORT or _YEAR.fullmatch(part):
        return _FILLED.join(map(re.escape, part))
    number = int(part)
    return any_of([f"0*{number}", *_spelt(number)])


def _spelt(number: int) -> Iterator[str]:
    """Counted with 百 and 十, whose own figures are read as figures."""
    hundreds, rest = divmod(number, _HUNDREDS)
    tens, ones = divmod(rest, _TENS)
    if number < _TENS or hundreds >= _TENS:
        return
    ten = (
        f"{tens if tens > 1 or hundreds else '1?'}十" if tens else "0" if ones and hundreds else ""
    )
    yield f"{f'{hundreds}百' if hundreds else ''}{ten}{ones or ''}"
