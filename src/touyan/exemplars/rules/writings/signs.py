"""One character in every way it is written, and words of them in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from touyan.exemplars.rules.characters import halves, old_readings, readings
from touyan.exemplars.rules.folding import Fold, letters, plain

Way = tuple[Fold, str]
_DIGIT_FOR = {"i": "[i1l]", "l": "[l1i]", "o": "[o0]", "a": "[a4]", "e": "[e3]", "s": "[s5]"}


def any_of(ways: Iterable[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(ways))})"


def sign_ways(sign: str) -> str:
    """A character as itself, as its parts, or as any of its syllables."""
    parts = [re.escape(plain(each)) for each in halves(sign)]
    spelt = [f"{each}[1-5]?" for each in (*readings(sign), *old_readings(sign))]
    return any_of([re.escape(letters(sign)), *parts, *spelt])


def word_ways(word: Iterable[str]) -> str:
    """A word, each of its characters written in a way of its own."""
    return "".join(sign_ways(sign) for sign in word if letters(sign))


def syllables(sign: str) -> str:
    """A character in Latin letters, some of them perhaps figures that look like them."""
    return any_of(f"{_leet(each)}[1-5]?" for each in (*readings(sign), *old_readings(sign)))


def in_latin(word: Sequence[str]) -> str:
    """A word in Latin letters; empty where one of its characters has no reading."""
    return "".join(map(syllables, word)) if all(map(readings, word)) else ""


def leet(word: str) -> str:
    """A Latin word, some of its letters perhaps figures that look like them."""
    return _leet(plain(word))


def _leet(word: str) -> str:
    return re.escape(word[:1]) + "".join(_DIGIT_FOR.get(each, re.escape(each)) for each in word[1:])
