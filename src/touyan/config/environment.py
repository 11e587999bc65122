"""Typed reading of environment variables; a missing or wrong one names itself and the cure."""

from __future__ import annotations

import os
from pathlib import Path


class BadSetting(SystemExit):
    """A setting is missing or wrong; the text says which and how to mend it."""


def text(name: str, default: str | None = None, *, cure: str = "") -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise BadSetting(f"{name} is not set. {cure or f'Set {name} in the environment.'}")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise BadSetting(f"{name} is {value!r}. Set it to 1 or 0.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise BadSetting(f"{name} is {value!r}. Set it to a whole number from {least} up.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, str(default))).expanduser().resolve()


def key(name: str, size: int, default: str | None = None) -> bytes:
    """A key given as hexadecimal text; `size` in bytes."""
    value = text(name, default, cure=f"Create one with: touyan new-key {size}")
    try:
        found = bytes.fromhex(value)
    except ValueError:
        found = b""
    if len(found) != size:
        raise BadSetting(
            f"{name} must be {size * 2} hexadecimal digits. Create one with: touyan new-key {size}"
        )
    return found
