"""Responses that carry an uploaded file: saved, never run, never cached."""

from __future__ import annotations

from typing import BinaryIO

from django.http import FileResponse, HttpResponse, HttpResponseBase

from touyan.attachments.models import StoredFile

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def _guarded(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in _HEADERS.items():
        response[name] = value
    return response


def as_download(file: StoredFile, stream: BinaryIO) -> HttpResponseBase:
    """The original, always as an attachment: a browser never opens it in this site's name."""
    return _guarded(
        FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.media_type)
    )


def as_picture(drawn: bytes) -> HttpResponseBase:
    """A redrawn picture, fit for an `img` on our own pages."""
    return _guarded(HttpResponse(drawn, content_type="image/jpeg"))
