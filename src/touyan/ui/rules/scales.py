"""From figures to lengths: ticks, proportions, how a figure is written, how wide a text is."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

LABEL = 11.5
"""The size figures and labels are written in."""

Figure = int | float | Decimal

_WIDE_LETTERS = {"W", "F", "A"}


def measured(value: Figure | None) -> float | None:
    """The figure as a number to draw; None is not known. A length cannot be less than nothing."""
    if value is None:
        return None
    number = float(value)
    if not math.isfinite(number) or number < 0:
        raise ValueError(f"{value} cannot be drawn: a figure is zero or more, or not known")
    return number


def shown(value: Figure | None) -> str:
    """1,284 or 53.4; a dash where the figure is not known."""
    if value is None:
        return "—"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def ticks(top: float, *, whole: bool, most: int = 5) -> list[float]:
    """Round steps from zero to the first one at or above the largest figure."""
    if top <= 0:
        return [0.0, 1.0]
    step = _round_up(top / most)
    step = max(1.0, step) if whole else step
    count = math.ceil(top / step - 1e-9)
    return [round(step * place, 10) for place in range(count + 1)]


def _round_up(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * lead for lead in (1, 2, 5, 10) if power * lead >= rough - power * 1e-9)


def all_whole(values: Iterable[float]) -> bool:
    """Whether every figure is a count, so that a tick of one half would mean nothing."""
    return all(value == int(value) for value in values)


def text_width(text: str, size: float = 12) -> float:
    """Roughly how wide a text is drawn: a Chinese character is square, a letter about half."""
    return sum(size if _is_wide(sign) else size * 0.56 for sign in text)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in _WIDE_LETTERS


def every(count: int, *, room: float, each: float) -> int:
    """Label only every n-th of `count` places so that labels `each` wide do not touch."""
    if count <= 1 or room <= 0:
        return 1
    return max(1, math.ceil(each * count / room))


def wrapped(text: str, *, room: float, size: float = 12) -> list[str]:
    """The text in lines no wider than `room`, broken at spaces or between Chinese characters."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def balanced(text: str, *, room: float, size: float = 12) -> list[str]:
    """The same number of lines, about equally long: no single character left over."""
    lines = wrapped(text, room=room, size=size)
    for tenth in range(10):
        even = text_width(text, size) / len(lines)
        tried = wrapped(text, room=even + (room - even) * tenth / 10, size=size)
        if len(tried) == len(lines):
            return tried
    return lines


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for sign in text:
        piece += sign
        if sign == " " or _is_wide(sign):
            yield piece
            piece = ""
    if piece:
        yield piece


def cut(text: str, *, room: float, size: float = 12) -> str:
    """The text, or as much of it as there is room for with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""
