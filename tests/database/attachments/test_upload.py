from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from pytest_django import Settings

from touyan.attachments.rules.limits import MEGABYTE, Limits
from touyan.attachments.upload import CappedUploadHandler, refused_uploads

BOUNDARY = "xBOUNDARYx"


class Body(io.RawIOBase):
    """A request body made as it is read, so that a large one takes no room."""

    def __init__(self, parts: list[bytes | int]) -> None:
        self.parts = parts
        self.size = sum(part if isinstance(part, int) else len(part) for part in parts)
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        while self.parts and not self.parts[0]:
            self.parts.pop(0)
        if not self.parts:
            return b""
        first = self.parts[0]
        if isinstance(first, int):
            out = b"\0" * min(count, first)
            self.parts[0] = first - len(out)
        else:
            out, self.parts[0] = first[:count], first[count:]
        self.given += len(out)
        return out


def field(name: str, value: str) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()


def file(name: str, content: bytes | int) -> list[bytes | int]:
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return [head.encode(), content, b"\r\n"]


def post(*parts: bytes | int, announced: int | None = None) -> tuple[HttpRequest, Body]:
    body = Body([*parts, f"--{BOUNDARY}--\r\n".encode()])
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(announced or body.size),
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.input": body,
        }
    )
    return request, body


@pytest.fixture(autouse=True)
def _capped(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["touyan.attachments.upload.CappedUploadHandler"]
    small = replace(Limits(), file_bytes=MEGABYTE, owner_bytes=2 * MEGABYTE)
    monkeypatch.setattr(CappedUploadHandler, "limits", small)


def test_a_file_within_the_limit_arrives_whole() -> None:
    request, _ = post(field("title", "申诉"), *file("a.txt", b"abc"))
    assert request.POST["title"] == "申诉"
    assert request.FILES["files"].read() == b"abc"
    assert refused_uploads(request) == []
    request.close()


def test_a_file_over_the_limit_is_dropped_and_every_word_is_kept() -> None:
    request, body = post(
        field("before", "一"),
        *file("small.txt", b"abc"),
        *file("huge.mp4", 200 * MEGABYTE),
        field("after", "二"),
        *file("last.txt", b"xyz"),
    )
    tracemalloc.start()
    assert request.POST.dict() == {"before": "一", "after": "二"}
    assert tracemalloc.get_traced_memory()[1] < 8 * MEGABYTE
    tracemalloc.stop()
    assert [f.read() for f in request.FILES.getlist("files")] == [b"abc", b"xyz"]
    [dropped] = refused_uploads(request)
    assert (dropped.field, dropped.name) == ("files", "huge.mp4")
    assert str(dropped.error) == "The file is larger than 1 MB."
    assert body.given == body.size
    request.close()


def test_files_of_one_form_have_a_common_limit() -> None:
    each = 900 * 1024
    request, _ = post(*file("a", each), *file("b", each), *file("c", each), *file("d", 1000))
    assert [f.name for f in request.FILES.getlist("files")] == ["a", "b", "d"]
    assert [d.name for d in refused_uploads(request)] == ["c"]
    request.close()


def test_a_body_beyond_any_honest_use_is_cut_off_unread() -> None:
    request, body = post(
        field("title", "申诉"), *file("a", 100 * MEGABYTE), announced=9000 * MEGABYTE
    )
    assert request.POST["title"] == "申诉"
    assert not request.FILES
    assert len(refused_uploads(request)) == 1
    assert body.given < MEGABYTE
    request.close()
