"""Marks what two texts share, so that a person can judge a repeat at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

Run = tuple[str, bool]


def shared_runs(text: str, other: str, *, least: int = 4) -> list[Run]:
    """The text cut into runs; True marks a run of `least` or more characters the other has too.

    Two characters alone (bigrams) recur in any two Chinese letters; the default of four
    keeps the marks to phrases. Spaces and punctuation never begin a match.
    """
    known = set(_grams(other, least))
    marked = [False] * len(text)
    for start, gram in enumerate(_grams(text, least)):
        if gram in known and all(character.isalnum() for character in gram):
            marked[start : start + least] = [True] * least
    return [
        ("".join(character for character, _ in run), shared)
        for shared, run in groupby(zip(text, marked, strict=True), key=lambda pair: pair[1])
    ]


def shared_share(runs: list[Run]) -> int:
    """Whole percent of the characters that lie in shared runs."""
    total = sum(len(run) for run, _ in runs)
    return round(100 * sum(len(run) for run, shared in runs if shared) / total) if total else 0


def _grams(text: str, size: int) -> Iterator[str]:
    return (text[start : start + size] for start in range(len(text) - size + 1))
