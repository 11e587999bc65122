"""What two accounts say in the same words: whole phrases, so that a reader sees the likeness."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PHRASE = re.compile(r"[㐀-鿿]+")
_LEAST, _MOST_SHOWN = 4, 3


def common(text: str, other: str) -> tuple[str, ...]:
    """The longest phrases of the first that stand in the second too, a few of them."""
    found = dict.fromkeys(
        phrase for run in _PHRASE.findall(text) for phrase in _phrases(run, other)
    )
    longest = sorted(found, key=len, reverse=True)
    told = [one for at, one in enumerate(longest) if not any(one in more for more in longest[:at])]
    return tuple(told[:_MOST_SHOWN])


def _phrases(run: str, other: str) -> Iterator[str]:
    """From each place the longest phrase that stands in the other, none within another."""
    start = 0
    while start + _LEAST <= len(run):
        end = start + _LEAST
        if run[start:end] not in other:
            start += 1
            continue
        while end < len(run) and run[start : end + 1] in other:
            end += 1
        yield run[start:end]
        start = end
