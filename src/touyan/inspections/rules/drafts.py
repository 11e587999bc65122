"""What a page and the draft kept since it was drawn say together.

A page that is loaded while its last answers are still on their way is older than its own draft, and
two savings of one page may overtake each other; neither loses an answer.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from touyan.inspections.rules.checklist import Answers

Given = Mapping[str, str]


@dataclass(frozen=True)
class Sent:
    """What a page tells of itself: its name, which of its sendings this is, and the digests of the
    answers it was drawn with."""

    page: str = ""
    turn: int = 0
    shown: Mapping[str, str] = field(default_factory=dict)


def digest(given: Given) -> str:
    """A few letters by which one answer is known again."""
    text = json.dumps(dict(given), ensure_ascii=False, sort_keys=True)
    return f"{zlib.crc32(text.encode()):x}"


def as_shown(answers: Answers) -> str:
    """The digests of answers, for the page that shows them."""
    return ",".join(f"{code}:{digest(given)}" for code, given in answers.items() if given)


def read_shown(text: str) -> dict[str, str]:
    """Those digests again; what is not one is left out."""
    parts = (part.partition(":") for part in text.split(","))
    return {code: found for code, _colon, found in parts if code and found}


def merged(kept: Answers, typed: Answers, shown: Mapping[str, str]) -> dict[str, Given] | None:
    """Question by question: what the page did not change stays as kept, what only the page changed
    is taken. None where both changed it and contradict each other."""
    found: dict[str, Given] = {}
    for code in _codes(kept, typed):
        one = _one(kept.get(code, {}), typed.get(code, {}), shown.get(code, _NOTHING))
        if one is None:
            return None
        if one:
            found[code] = one
    return found


_NOTHING = digest({})


def _codes(*some: Answers) -> Iterable[str]:
    return dict.fromkeys(code for answers in some for code in answers)


def _one(kept: Given, typed: Given, shown: str) -> Given | None:
    if digest(typed) in (shown, digest(kept)):
        return kept
    if digest(kept) == shown:
        return typed
    if any(kept[part] != typed[part] for part in kept.keys() & typed.keys()):
        return None
    return {**kept, **typed}
