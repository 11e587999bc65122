"""A browser of a few lines: keeps its cookies, sends forms, and tries again as people do."""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
LOST = 0
"""The status of a request whose answer never came."""


@dataclass
class Browser:
    """One person before one touyan."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    seen: list[int] = field(default_factory=list)
    body: bytes = b""
    location: str = ""
    slowest: float = 0.0

    def get(self, path: str) -> int:
        return self._ask("GET", path, None)

    def post(self, path: str, form: dict[str, object]) -> int:
        return self._ask("POST", path, urlencode({**form, "csrfmiddlewaretoken": self.token}))

    token: str = ""

    def leave(self, path: str, form: dict[str, object]) -> None:
        """Send a form and go away before the answer comes, as when a line is cut."""
        body = urlencode({**form, "csrfmiddlewaretoken": self.token})
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.suppress(OSError, HTTPException):
            line.request("POST", path, body, self._headers(body))
        line.close()

    def sign_in(self, username: str, password: str) -> int:
        self.get("/sign-in/")
        found = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', self.body)
        self.token = found[1].decode() if found else ""
        status = self.post("/sign-in/", {"username": username, "password": password})
        self.token = self.cookies.get("csrftoken", "")
        return status

    def _ask(self, method: str, path: str, body: str | None) -> int:
        began = time.monotonic()
        try:
            status = self._send(method, path, body)
        except (OSError, HTTPException):
            status = LOST
        self.slowest = max(self.slowest, time.monotonic() - began)
        self.seen.append(status)
        return status

    def _send(self, method: str, path: str, body: str | None) -> int:
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, path, body, self._headers(body))
            answer = line.getresponse()
            self.body, self.location = answer.read(), answer.getheader("Location", "")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    cookie, _semicolon, _rest = value.partition(";")
                    key, _equals, held = cookie.partition("=")
                    self.cookies[key] = held
            return answer.status
        finally:
            line.close()

    def _headers(self, body: str | None) -> dict[str, str]:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        return sent if body is None else {**sent, "Content-Type": FORM}
