"""Where a substitute stands in the text, so that it can be taken back although the text went on.

What was done is kept as places in the text it led to. Later texts are compared with that one: a
substitute that still stands there is found again, one that was written over is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from touyan.exemplars.rules.anonymise import Change, rounds, uncoded
from touyan.exemplars.rules.gate import Piece
from touyan.exemplars.rules.secrets import Kind, Secret


@dataclass(frozen=True)
class Place:
    """One substitute in one text: from where to where, and what stood there before."""

    at: int
    start: int
    end: int
    before: str


@dataclass(frozen=True)
class Done:
    """A true word, what stands for it everywhere, why, and where."""

    kind: Kind
    true: str
    substitute: str
    reason: str
    places: tuple[Place, ...]


Standing = tuple[Change, int, int]


def carried_out(
    pieces: Sequence[Piece], secrets: Iterable[Secret], known: dict[tuple[Kind, str], str],
    only: Iterable[tuple[Kind, str]],
) -> tuple[list[str], list[Done]]:  # fmt: skip
    """The texts with the wanted words replaced, and for each word where its substitutes stand."""
    secrets = list(secrets)
    texts = [uncoded(piece.text, secrets) for piece in pieces]
    standing: list[Standing] = []
    for told in rounds(pieces, secrets, known, list(only)):
        for change in sorted(told, key=lambda one: one.start, reverse=True):
            text = texts[change.at]
            texts[change.at] = text[: change.start] + change.substitute + text[change.end :]
            standing = [*_moved(standing, change), _put(change)]
    return texts, _by_word(standing)


def _put(change: Change) -> Standing:
    return change, change.start, change.start + len(change.substitute)


def _moved(standing: Iterable[Standing], by: Change) -> list[Standing]:
    """Those that stand behind a change in the same text move with it."""
    shift = len(by.substitute) - (by.end - by.start)
    return [
        (one, start + shift, end + shift)
        if one.at == by.at and start >= by.end
        else (one, start, end)
        for one, start, end in standing
        if one.at != by.at or start >= by.end or end <= by.start
    ]


def _by_word(standing: Iterable[Standing]) -> list[Done]:
    found: dict[tuple[Kind, str], list[Standing]] = {}
    for row in sorted(standing, key=lambda row: (row[0].at, row[1])):
        found.setdefault(row[0].word, []).append(row)
    return [
        Done(*word, rows[0][0].base, rows[0][0].reason,
             tuple(Place(one.at, start, end, one.shown) for one, start, end in rows))
        for word, rows in found.items()
    ]  # fmt: skip


def put_back(then: str, now: str, places: Iterable[Place]) -> tuple[str, int]:
    """The text as it is now with the words put back where their substitutes still stand, and how
    many were; `then` is the text in which the places were counted."""
    blocks = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
    count = 0
    for place in sorted(places, key=lambda one: one.start, reverse=True):
        block = next((b for b in blocks if b.a <= place.start and place.end <= b.a + b.size), None)
        if block is not None:
            start = place.start - block.a + block.b
            now = now[:start] + place.before + now[start + place.end - place.start :]
            count += 1
    return now, count
