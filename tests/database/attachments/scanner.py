"""A clamd made up for the tests: it speaks INSTREAM and knows one virus, the EICAR string."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Cut in two so that this file itself is not taken for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        assert part
        data += part
    return data


def _serve_one(connection: socket.socket, answer: bytes | None) -> None:
    assert _exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack("!L", _exactly(connection, 4))[0]:
        content += _exactly(connection, length)
    found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
    connection.sendall(found if answer is None else answer)


@contextmanager
def scanner(path: Path, *, answer: bytes | None = None) -> Iterator[str]:
    """Its address while it runs. `answer` makes it say the same whatever it is given."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen()

    def serve() -> None:
        while True:
            connection, _ = listener.accept()
            with connection:
                if connection.recv(1, socket.MSG_PEEK) == b"q":
                    return
                _serve_one(connection, answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"unix:{path}"
    finally:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as last:
            last.connect(str(path))
            last.sendall(b"q")
        thread.join(5)
        listener.close()
