"""Sentences with choices, compiled once and rendered fast: "[甲|乙]于{day}[!用棍|用锹]打人".

A choice marked ! belongs to the facts: `facts["fixed"]` decides it, so that telling the story
again changes the words and not what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import cast


class Slot(str):
    """The name of a fact to put in."""

    __slots__ = ()


@dataclass(frozen=True)
class Fixed:
    """A choice that is made once for a matter; `turn` tells it from its neighbours."""

    options: Choice
    turn: int


Choice = tuple["Sequence", ...]
Sequence = tuple["str | Slot | Fixed | Choice", ...]


def compile_text(source: str) -> Sequence:
    """Parse a template once; choices may nest."""
    sequence, end = _sequence(source, 0)
    if end != len(source):
        raise ValueError(f"unbalanced ] at {end}: {source}")
    return sequence


def _sequence(source: str, place: int) -> tuple[Sequence, int]:
    parts: list[str | Slot | Fixed | Choice] = []
    while place < len(source) and source[place] not in "|]":
        if source[place] == "{":
            end = source.index("}", place)
            parts.append(Slot(source[place + 1 : end]))
            place = end + 1
        elif source[place] == "[":
            fixed = source.startswith("[!", place)
            choice, end = _choice(source, place + 1 + fixed)
            parts.append(Fixed(choice, place % 31 + 1) if fixed else choice)
            place = end
        else:
            end = min(source.find(sign, place) % (len(source) + 1) for sign in "{[|]")
            parts.append(source[place:end])
            place = end
    return tuple(parts), place


def _choice(source: str, place: int) -> tuple[Choice, int]:
    options: list[Sequence] = []
    while True:
        option, place = _sequence(source, place)
        options.append(option)
        if place >= len(source):
            raise ValueError(f"unclosed [: {source}")
        place += 1
        if source[place - 1] == "]":
            return tuple(options), place


def render(sequence: Sequence, facts: Mapping[str, str], rng: Random) -> str:
    """One sentence: slots filled from the facts, choices drawn from the generator."""
    parts: list[str] = []
    _render(sequence, facts, rng.random, parts.append)
    return "".join(parts)


def _render(
    sequence: Sequence,
    facts: Mapping[str, str],
    draw: Callable[[], float],
    add: Callable[[str], None],
) -> None:
    for part in sequence:
        if type(part) is str:
            add(part)
        elif type(part) is Slot:
            add(facts[part])
        elif type(part) is Fixed:
            which = int(facts["fixed"]) // part.turn % len(part.options)
            _render(part.options[which], facts, draw, add)
        else:
            options = cast(Choice, part)
            _render(options[int(draw() * len(options))], facts, draw, add)


def slots(sequence: Sequence) -> set[str]:
    """The names of all facts a template may ask for."""
    found: set[str] = set()
    for part in sequence:
        if isinstance(part, Slot):
            found.add(str(part))
        elif isinstance(part, Fixed):
            found.update(*(slots(option) for option in part.options))
        elif isinstance(part, tuple):
            found.update(*(slots(option) for option in part))
    return found
