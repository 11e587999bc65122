"""Asking a virus scanner (clamd, INSTREAM). Unreachable means not yet clean, never clean."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from touyan.attachments.models import StoredFile
from touyan.attachments.rules.streams import pieces

_CONNECT_SECONDS, _ANSWER_SECONDS = 3, 60
_MOST_ANSWER = 4096


@dataclass(frozen=True)
class Verdict:
    """The state a file gets, and the scanner's own word when it found something."""

    state: str
    finding: str = ""


def is_connected() -> bool:
    """Whether this office named a scanner (TOUYAN_CLAMD)."""
    return bool(settings.TOUYAN_CLAMD)


def _connect(address: str) -> socket.socket:
    """`unix:/run/clamav/clamd.ctl` or `host:3310`."""
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_CONNECT_SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), _CONNECT_SECONDS)


def _answer(connection: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _MOST_ANSWER:
        part = connection.recv(1024)
        if not part:
            break
        reply += part
    return reply.rstrip(b"\0\n").decode("utf-8", "replace")


def _ask(address: str, stream: BinaryIO) -> str:
    with _connect(address) as connection:
        connection.settimeout(_ANSWER_SECONDS)
        connection.sendall(b"zINSTREAM\0")
        for piece in pieces(stream):
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        return _answer(connection)


def scan(stream: BinaryIO) -> Verdict:
    """Ask the scanner; without one the file is unscanned, without an answer it waits."""
    if not is_connected():
        return Verdict(StoredFile.State.UNSCANNED)
    try:
        answer = _ask(settings.TOUYAN_CLAMD, stream)
    except (OSError, ValueError):
        return Verdict(StoredFile.State.WAITING)
    _, _, result = answer.rpartition(": ")
    if result == "OK":
        return Verdict(StoredFile.State.CLEAN)
    if result.endswith(" FOUND"):
        return Verdict(StoredFile.State.REFUSED, result.removesuffix(" FOUND")[:200])
    return Verdict(StoredFile.State.WAITING)
