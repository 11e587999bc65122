"""The text of a case as values: its paragraphs in reading order, its digest, its pieces."""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from touyan.exemplars.rules.gate import Piece
from touyan.exemplars.rules.words import SECTIONS
from touyan.kernel.crypto import sm3

_ID_SIGNS = 8


def empty() -> dict[str, Any]:
    """A text nothing was written in yet."""
    return {"title": "", "keywords": [], **{name: [] for name in SECTIONS}}


def paragraph(text: str, *acts: str) -> dict[str, Any]:
    """A new paragraph with a name of its own that stays with it, and the acts it tells of."""
    letters = (secrets.choice(string.ascii_lowercase) for _each in range(_ID_SIGNS))
    return {"id": "".join(letters), "text": text, "acts": list(acts)}


def paragraphs(content: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every paragraph with the section it stands in, in reading order."""
    for section in SECTIONS:
        for each in content.get(section, ()):
            yield section, each


def digest_of(content: Mapping[str, Any]) -> str:
    """SM3 over the text in one fixed spelling."""
    return sm3(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hex()


def pieces_of(content: Mapping[str, Any]) -> list[Piece]:
    """What the gate reads; a piece names the paragraph it stands in."""
    found = [Piece("title", str(content.get("title", "")))]
    found += [Piece("keywords", str(each)) for each in content.get("keywords", ())]
    found += [Piece(str(each["id"]), str(each["text"])) for _section, each in paragraphs(content)]
    return found


def has_text(content: Mapping[str, Any]) -> bool:
    """Whether there is a title and something in each part a case must have."""
    parts = ("gist", "facts", "handling", "significance")
    filled = (any(str(each["text"]).strip() for each in content.get(part, ())) for part in parts)
    return bool(str(content.get("title", "")).strip()) and all(filled)


def with_texts(content: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any]:
    """The same paragraphs with other texts, in the order in which `pieces_of` reads them."""
    words = iter(texts)
    title = next(words)
    keywords = [next(words) for _each in content.get("keywords", ())]
    parts = {
        section: [{**each, "text": next(words)} for each in content.get(section, ())]
        for section in SECTIONS
    }
    return {"title": title, "keywords": keywords, **parts}
