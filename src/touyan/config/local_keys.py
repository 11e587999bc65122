"""Keys of a development installation: made once, kept beside the data, for the owner only."""

from __future__ import annotations

import os
from pathlib import Path

from touyan.kernel.crypto import new_key

NAME = "keys.env"
_SIZES = {
    "TOUYAN_SECRET_KEY": 32,
    "TOUYAN_FIELD_KEY": 16,
    "TOUYAN_INDEX_KEY": 32,
    "TOUYAN_AUDIT_KEY": 32,
}


def local_keys(data_dir: Path) -> dict[str, str]:
    """The keys in var/keys.env, created if the file is not there."""
    file = data_dir / NAME
    if not file.exists():
        _create(file)
    return found_keys(data_dir)


def found_keys(data_dir: Path) -> dict[str, str]:
    """The keys in var/keys.env; none without the file."""
    file = data_dir / NAME
    lines = file.read_text().splitlines() if file.exists() else []
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _create(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}={new_key(size)}\n" for name, size in _SIZES.items())
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
    try:
        os.link(draft, file)  # fails, rather than replaces, if another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
