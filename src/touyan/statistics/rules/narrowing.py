"""Elements of one kind or one channel alone, as measures composed by offices count them.

Such an element is written with what it is narrowed to: `received@report.`, `received@.letter`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MARK, _PART = "@", "."


@dataclass(frozen=True)
class Narrow:
    """Of one kind, of one channel, or of both; of all where both are empty."""

    kind: str = ""
    channel: str = ""

    def within(self, *, kind: str, channel: str) -> Narrow | None:
        """Narrowed once more; None where nothing can be of both."""
        if _apart(self.kind, kind) or _apart(self.channel, channel):
            return None
        return Narrow(self.kind or kind, self.channel or channel)

    def holds(self, *, kind: str, channel: str) -> bool:
        """Whether something of that kind and channel is counted."""
        return self.kind in ("", kind) and self.channel in ("", channel)


def _apart(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def narrowed(element: str, to: Narrow) -> str:
    """The element as it is written when narrowed."""
    if to == Narrow():
        return element
    return f"{element}{_MARK}{to.kind}{_PART}{to.channel}"


def parsed(code: str) -> tuple[str, Narrow]:
    """The element and what it is narrowed to."""
    element, _mark, rest = code.partition(_MARK)
    kind, _part, channel = rest.partition(_PART)
    return element, Narrow(kind, channel)


def by_width(wanted: Iterable[str]) -> Mapping[Narrow, Mapping[str, str]]:
    """How each element is written, for each width in which some are wanted."""
    found: defaultdict[Narrow, dict[str, str]] = defaultdict(dict)
    for code in wanted:
        element, to = parsed(code)
        found[to][element] = code
    return found
