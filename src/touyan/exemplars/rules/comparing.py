"""Two texts side by side: which paragraphs came, went or changed, and in them which words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from touyan.exemplars.rules.words import SECTIONS

_WORD = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
_ISLAND = 2
"""So short a stretch left alone between two changes reads as part of them."""


class Fate(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Part:
    """Words with one fate."""

    fate: Fate
    text: str


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Row:
    """One paragraph in both texts."""

    section: str
    id: str
    change: Change
    parts: tuple[Part, ...]


def words(before: str, after: str) -> tuple[Part, ...]:
    """The differences word by word; Chinese is read sign by sign."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts: list[Part] = []
    gone = came = ""
    for place, (step, a, b, c, d) in enumerate(steps):
        lone = step == "equal" and b - a <= _ISLAND and 0 < place < len(steps) - 1
        if step != "equal" or lone:
            gone, came = gone + "".join(old[a:b]), came + "".join(new[c:d])
            continue
        parts += [*_told(gone, came), Part(Fate.SAME, "".join(old[a:b]))]
        gone = came = ""
    return (*parts, *_told(gone, came))


def _told(gone: str, came: str) -> list[Part]:
    both = (Part(Fate.GONE, gone), Part(Fate.NEW, came))
    return [part for part in both if part.text]


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Row]:
    """Title, keywords and every paragraph, in the order of the newer text; what is gone stands
    where it stood."""
    rows = [
        _row("title", "title", str(before.get("title", "")), str(after.get("title", ""))),
        _row("keywords", "keywords", _listed(before), _listed(after)),
    ]
    for section in SECTIONS:
        rows += _section(section, before.get(section, ()), after.get(section, ()))
    return [row for row in rows if row.parts]


def _listed(content: Mapping[str, Any]) -> str:
    return "、".join(map(str, content.get("keywords", ())))


def _section(
    section: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> list[Row]:
    old = {str(each["id"]): str(each["text"]) for each in before}
    new = {str(each["id"]): str(each["text"]) for each in after}
    return [
        _row(section, name, old.get(name), new.get(name)) for name in woven(list(new), list(old))
    ]


def woven(these: Sequence[str], those: Sequence[str]) -> list[str]:
    """All of these in order, and each of those that is missing behind the one it stood behind."""
    order = list(these)
    last = -1
    for name in those:
        if name in order:
            last = order.index(name)
        else:
            last += 1
            order.insert(last, name)
    return order


def _row(section: str, name: str, old: str | None, new: str | None) -> Row:
    if old is None:
        return Row(section, name, Change.ADDED, (Part(Fate.NEW, new or ""),))
    if new is None:
        return Row(section, name, Change.REMOVED, (Part(Fate.GONE, old),))
    change = Change.SAME if old == new else Change.CHANGED
    return Row(section, name, change, words(old, new))
