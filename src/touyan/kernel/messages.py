"""Sentences that rules hand to screens without knowing the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:  # noqa: N802 - the name every gettext extractor knows
    """Mark an English sentence for the catalogue; the screen translates it when shown."""
    return text


@dataclass(frozen=True)
class Message:
    """An English sentence with %(named)s parameters, translated where it is shown.

    A parameter may itself be a Message, which is translated first.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % dict(self.params) if self.params else self.text

    def __hash__(self) -> int:
        return hash((self.text, str(sorted(self.params.items(), key=lambda item: item[0]))))


def message(text: str, **params: object) -> Message:
    """A Message from a sentence marked with N_ and its parameters."""
    return Message(text, params)


def as_data(said: object) -> object:
    """A message as plain data to be kept; its language is chosen when it is read again."""
    if isinstance(said, Message):
        return {"text": said.text, "params": {key: as_data(v) for key, v in said.params.items()}}
    if isinstance(said, Listing):
        return [as_data(part) for part in said.parts]
    return said if isinstance(said, str | int | float | bool | None) else str(said)


def from_data(kept: Any) -> Any:
    """What `as_data` kept, as messages again."""
    if isinstance(kept, dict) and "text" in kept:
        params = {key: from_data(value) for key, value in kept.get("params", {}).items()}
        return Message(kept["text"], params)
    if isinstance(kept, list):
        return Listing(tuple(from_data(part) for part in kept))
    return kept


@dataclass(frozen=True)
class Listing:
    """Several messages shown as one list, each translated where it is shown."""

    parts: tuple[Message, ...]

    def __str__(self) -> str:
        return ", ".join(str(part) for part in self.parts)
