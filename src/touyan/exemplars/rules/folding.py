"""Text folded so that disguised writing meets plain writing, with the way back to each sign.

Folding only ever makes more texts alike: full-width and compatibility forms, traditional
characters, look-alikes of other scripts, tone marks, case, and everything that is neither letter
nor digit. What was left out between two signs is remembered, for words in Latin letters end there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from confusable_homoglyphs import confusables
from opencc import OpenCC

_PAIRS = (
    "已己 巳己 曰日 末未 士土 入人 干千 戍戌 戊戌 毋母 囗口 囯国 圀国 邨村 材村 "
    "查察 査察 検检 冢家 酉西 玉王 侯候 扬杨 髙高 淸清 呉吴 锺钟 徳德 氵水 扌手 亻人 忄心 "
    "讠言 訁言 钅金 釒金 饣食 飠食 犭犬 刂刀 灬火 礻示 衤衣 纟糸 糹糸 爫爪"
)
_ALIKE = {pair[0]: pair[1] for pair in _PAIRS.split()}
"""Characters, and parts of them, that a reader takes for each other."""
_DIGITS = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    "幺": "1", "两": "2", "洞": "0", "拐": "7", "勾": "9", "拾": "十", "廿": "2十", "卅": "3十",
    "o": "0", "i": "1", "l": "1",
}  # fmt: skip
_BREAKS = "、，。；：！？,;:!?\n"
_FILLERS = frozenset("某x零〇一二三四五六七八九十0123456789")


Fold = Callable[[str], str]
"""One sign as it is read; empty where it is not."""


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
    kept = "".join(each for each in plain.lower() if each.isalnum() and not _is_mark(each))
    simple = _to_simplified().convert(kept) if kept and not kept.isascii() else kept
    return "".join(_ALIKE.get(each, each) for each in simple)


def _latin(sign: str) -> str:
    """The Latin letter a sign of another alphabet is taken for; other signs as they are."""
    if sign.isascii() or not sign.isalpha() or is_han(sign):
        return sign
    own = [] if "LATIN" in unicodedata.name(sign, "") else ["latin"]
    found = confusables.is_confusable(sign, greedy=True, preferred_aliases=own)
    alike = found[0]["homoglyphs"] if found else []
    plainer = (unicodedata.normalize("NFKD", each["c"])[0] for each in alike)
    return next((each for each in plainer if each.isascii()), sign)


def is_han(sign: str) -> bool:
    return "CJK" in unicodedata.name(sign, "")


def _is_mark(sign: str) -> bool:
    """A tone, a stroke or an apostrophe that counts as a letter."""
    return unicodedata.category(sign) == "Lm"


@lru_cache(maxsize=20_000)
def figures(sign: str) -> str:
    """As `letters`, with numerals of any script, and letters taken for them, written as figures."""
    worth = None if sign.isascii() or is_han(sign) else unicodedata.numeric(sign, None)
    if worth is not None and worth == int(worth):
        return str(int(worth))
    return "".join(_DIGITS.get(each, each) for each in letters(sign))


@lru_cache(maxsize=20_000)
def marked(sign: str) -> str:
    """As `figures`, with the signs between figures kept."""
    return figures(sign) or unicodedata.normalize("NFKC", sign)


@lru_cache(maxsize=20_000)
def bared(sign: str) -> str:
    """As `letters` without what is put between the characters of a name, with the ends of clauses
    kept: 张某建国 is read 张建国, 张某，建国 is not."""
    if sign in _BREAKS:
        return "|"
    if unicodedata.category(sign) == "So":
        return ""
    return "".join(
        each for each in letters(sign)
        if each not in _FILLERS and (each.isascii() or is_han(each))
    )  # fmt: skip


def as_written(sign: str) -> str:
    return sign


def fold(text: str, by: Fold = letters) -> Folded:
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


def plain(text: str, by: Fold = letters) -> str:
    """A text folded, without the way back."""
    return "".join(map(by, text))
