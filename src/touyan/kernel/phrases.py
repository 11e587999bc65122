"""Known names recognised among typed search words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from touyan.kernel.chinese import normalise

Meaning = TypeVar("Meaning")
_APART = re.compile(r"[\s,，、;；]+")
_QUOTES = "\"'“”‘’「」"


def as_phrase(name: str) -> str:
    """A name as it is compared with what is typed: no capitals, no commas, single spaces."""
    return " ".join(_words(name)).casefold()


def spans(text: str) -> list[str]:
    """Every run of neighbouring words, as phrases."""
    words = _words(text)
    places = range(len(words))
    runs = (words[start : end + 1] for start in places for end in places if start <= end)
    return list(dict.fromkeys(" ".join(run).casefold() for run in runs))


def take_phrases(text: str, known: Mapping[str, Meaning]) -> tuple[list[Meaning], str]:
    """What the known phrases in a text mean, and the words that are left.

    At each word the longest phrase counts. A phrase is recognised between spaces only: inside a
    longer run of Chinese it is part of what somebody wrote.
    """
    words = _words(text)
    meant: list[Meaning] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        end = _longest(words, at, known)
        if end == at:
            left.append(words[at])
            end = at + 1
        else:
            meant.append(known[" ".join(words[at:end]).casefold()])
        at = end
    return meant, " ".join(left)


def is_quoted(text: str) -> bool:
    """Whether the words are to be found as they are, not read as names."""
    text = text.strip()
    return len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES


def _longest(words: list[str], at: int, known: Mapping[str, Meaning]) -> int:
    for end in range(len(words), at, -1):
        if " ".join(words[at:end]).casefold() in known:
            return end
    return at


def _words(text: str) -> list[str]:
    return [word for word in _APART.split(normalise(text)) if word]
