"""What people call an office when they look for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from touyan.kernel.phrases import as_phrase
from touyan.organs.rules.english import ENDINGS
from touyan.organs.rules.names import OFFICE, place_of, split_division

_ENGLISH_OFFICE = re.compile(r"^people's procuratorate of (?:the )?")
_ENDINGS = sorted(
    {f" {ending.casefold()}" for ending in ENDINGS.values() if ending} | {" municipality"},
    key=len,
    reverse=True,
)
_HOLDER = re.compile(r"^.+?(?:省|自治区|市|自治州|盟|地区)(?=.{2})")
_TELL_NOTHING = frozenset(
    ["people's", "procuratorate", "of", "the", "branch"]
    + [word for ending in _ENDINGS for word in ending.split()]
)


def called(*, code: str, name: str, short_name: str, name_en: str) -> frozenset[str]:
    """Phrases that mean this office: code, names, its place whole and bare."""
    said = {code, name, short_name, name_en} | _chinese(name) | _english(name_en.casefold())
    return frozenset(as_phrase(each) for each in said if each)


def telling(phrases: Iterable[str]) -> list[str]:
    """The words among these that can tell one office from another."""
    words = {word for phrase in phrases for word in phrase.split()}
    return sorted(word for word in words if word not in _TELL_NOTHING and len(word) > 1)


def _chinese(name: str) -> set[str]:
    """杭州市西湖区, 西湖区, 西湖; with and without 检察院."""
    whole = place_of(name)
    last = whole
    while inner := _HOLDER.match(last):
        last = last[inner.end() :]
    places = {place for place in (whole, last, split_division(last).stem) if len(place) > 1}
    return {f"{place}{office}" for place in places for office in ("", "检察院", OFFICE)}


def _english(name: str) -> set[str]:
    """Xihu District, Hangzhou City, Zhejiang Province; Xihu District; Xihu."""
    if not _ENGLISH_OFFICE.match(name):
        return set()
    whole = _ENGLISH_OFFICE.sub("", name)
    first = whole.split(",")[0]
    ending = next((each for each in _ENDINGS if first.endswith(each)), "")
    places = {whole, first, first.removesuffix(ending)}
    return {f"{place}{office}" for place in places for office in ("", " procuratorate")}
