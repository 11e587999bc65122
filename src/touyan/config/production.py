"""What a production server may not start with; each refusal names the setting and the cure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from touyan.config.environment import BadSetting

LEAST_DIFFERENT = 8
LEAST_LONG = 32


@dataclass(frozen=True)
class Chosen:
    """The settings that decide whether a server is safe to expose. `local` are the keys made for
    development that lie beside the data."""

    debug: bool
    https: bool
    hosts: Sequence[str]
    keys: Mapping[str, str]
    local: Mapping[str, str]


def check(chosen: Chosen) -> None:
    """Refuse to start, saying everything that is wrong at once."""
    if found := [*_switches(chosen), *_keys(chosen)]:
        raise BadSetting("touyan does not start in production:\n" + "\n".join(found))


def _switches(chosen: Chosen) -> Iterator[str]:
    if chosen.debug:
        yield "TOUYAN_DEBUG is on: error pages would show petitions to strangers. Remove it."
    if not chosen.https:
        yield (
            "TOUYAN_HTTPS is off: cookies would travel in the clear. Remove it, and put touyan "
            "behind a server that speaks TLS."
        )
    if not chosen.hosts or "*" in chosen.hosts:
        yield (
            "TOUYAN_HOSTS does not name this server. Set TOUYAN_HOSTS to its host names, "
            "separated by commas."
        )


def _keys(chosen: Chosen) -> Iterator[str]:
    users: dict[str, str] = {}
    for name, value in chosen.keys.items():
        if value in chosen.local.values():
            yield f"{name} is a key made for development. {_fresh(name)}"
        elif _is_guessable(value):
            yield f"{name} is easy to guess. {_fresh(name)}"
        elif value in users:
            yield f"{name} is the same key as {users[value]}. {_fresh(name)}"
        users[value] = name


def _is_guessable(value: str) -> bool:
    few = len(set(value)) < LEAST_DIFFERENT
    return few or len(value) < LEAST_LONG or "insecure" in value


def _fresh(name: str) -> str:
    return f"Create one with: touyan new-key {16 if name == 'TOUYAN_FIELD_KEY' else 32}"
