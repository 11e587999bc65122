"""How large and how dense a file may be."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.kernel.errors import Refused
from touyan.kernel.messages import Message, message

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds of one upload; an office may set its own."""

    file_bytes: int = 50 * MEGABYTE
    owner_bytes: int = 200 * MEGABYTE
    name_length: int = 200
    pixels: int = 50_000_000
    archive_entries: int = 5000
    archive_bytes: int = 200 * MEGABYTE
    archive_ratio: int = 200
    nested_bytes: int = 8 * MEGABYTE
    pdf_bytes: int = 64 * MEGABYTE


class FileRefused(Refused):
    """The file is not accepted: the message says why, `cure` says what the sender can do."""

    def __init__(
        self,
        reason: str,
        *,
        cure: str,
        cure_params: dict[str, object] | None = None,
        **params: object,
    ) -> None:
        super().__init__(reason, **params)
        self.cure: Message = message(cure, **(cure_params or {}))


def megabytes(count: int) -> str:
    """`50 MB`, the same in both languages."""
    return f"{count / MEGABYTE:.0f} MB"
