"""Receiving uploads: what is too large is dropped while it arrives, the form's words are kept.

Settings: FILE_UPLOAD_HANDLERS = ["touyan.attachments.upload.CappedUploadHandler"].
In a view: `refused_uploads(request)` lists what was dropped, as errors for the form.

A file over the limit is read on and thrown away, in constant memory and without touching the
disk, because a browser that is cut off shows its own error page and loses what was typed.
Only a body beyond any honest use is cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from touyan.attachments.rules.content import too_large
from touyan.attachments.rules.limits import MEGABYTE, FileRefused, Limits, megabytes
from touyan.kernel.messages import N_

_KEY = "touyan.refused_uploads"
_CUT_OFF = 4096 * MEGABYTE


@dataclass(frozen=True)
class RefusedUpload:
    """A file that was dropped while it arrived: which field, which name, why."""

    field: str
    name: str
    error: FileRefused


def refused_uploads(request: HttpRequest) -> list[RefusedUpload]:
    """What the handler dropped from this request."""
    len(request.FILES)  # makes sure the body has been read
    found: list[RefusedUpload] = request.META.get(_KEY, [])
    return found


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes files to disk up to the limits, and drops the rest without keeping it anywhere."""

    limits = Limits()

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken = 0
        self.announced = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Note the announced length: (input, META, content_length, boundary, encoding)."""
        self.announced = int(args[2] if len(args) > 2 else kwargs["content_length"] or 0)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the piece, unless the file or the form has grown too large."""
        if self.announced > _CUT_OFF:
            self._refuse(too_large(self.limits))
            raise StopUpload(connection_reset=True)
        if start + len(raw_data) > self.limits.file_bytes:
            self._drop(start, too_large(self.limits))
        if self.taken + len(raw_data) > self.limits.owner_bytes:
            self._drop(start, _too_much(self.limits))
        self.taken += len(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The finished file."""
        done: UploadedFile | None = super().file_complete(file_size)
        return done

    def _drop(self, start: int, error: FileRefused) -> None:
        self.taken -= start
        self._refuse(error)
        raise SkipFile

    def _refuse(self, error: FileRefused) -> None:
        if self.request is not None:
            dropped = RefusedUpload(self.field_name or "", self.file_name or "", error)
            self.request.META.setdefault(_KEY, []).append(dropped)


def _too_much(limits: Limits) -> FileRefused:
    return FileRefused(
        N_("The files of one form may not exceed %(limit)s together."),
        cure=N_("Send the remaining files in a second step."),
        limit=megabytes(limits.owner_bytes),
    )
