"""Keeping, checking and handing out files. One verb, one transaction, one audit row.

The blob is written before the row and outside the transaction: a row without its blob cannot
come about; a blob without its row is invisible and swept later.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import BinaryIO, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction

from touyan.attachments import queries, scanning
from touyan.attachments.models import StoredFile
from touyan.attachments.rules.content import Accepted, inspect, too_large
from touyan.attachments.rules.images import rendition
from touyan.attachments.rules.limits import FileRefused, Limits, megabytes
from touyan.audit.actions import Actor, record
from touyan.kernel.messages import N_

log = logging.getLogger(__name__)

LIMITS = Limits()
_SWEPT_DAYS = 8
_YOUNG = timedelta(days=1)


class Upload(Protocol):
    """What a form gives: Django's uploaded files and plain `File`s are both this."""

    @property
    def name(self) -> str | None: ...
    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class _Received:
    """An upload after examination, still in its temporary file."""

    stream: BinaryIO
    size: int
    sha256: bytes
    accepted: Accepted
    verdict: scanning.Verdict


def keep_file(
    *,
    owner_type: str,
    owner_id: int,
    upload: Upload,
    by: Actor | None,
    now: datetime,
    organ_id: int | None = None,
    limits: Limits = LIMITS,
) -> StoredFile:
    """Examine and keep an upload; `FileRefused` says why not and what to do.

    The same file sent twice to the same owner is kept once.
    """
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as temporary:
        received = _examine(upload, cast(BinaryIO, temporary), limits)
        if earlier := _same(owner_type, owner_id, received):
            return earlier
        _refuse_overfull(owner_type, owner_id, received.size, limits)
        path = _store(received.stream, now)
        row = _row(received, path, owner_type=owner_type, owner_id=owner_id, by=by, now=now)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
                _record("file_kept", row, by=by, now=now, organ_id=organ_id)
        except BaseException as error:
            storages["attachments"].delete(path)
            twin = _same(owner_type, owner_id, received) if _is_twin(error) else None
            if twin is None:
                raise
            return twin
    return row


def _examine(upload: Upload, stream: BinaryIO, limits: Limits) -> _Received:
    size, digest = 0, hashlib.sha256()
    for chunk in upload.chunks():
        size += len(chunk)
        if size > limits.file_bytes:
            raise too_large(limits)
        digest.update(chunk)
        stream.write(chunk)
    stream.flush()
    accepted = inspect(name=upload.name or "", stream=stream, size=size, limits=limits)
    verdict = scanning.scan(stream)
    if verdict.state == StoredFile.State.REFUSED:
        log.warning("an upload was refused by the virus check: %s", verdict.finding)
        raise FileRefused(
            N_("The virus check found something in this file."),
            cure=N_("Check the computer it came from, and send a clean copy or a print."),
        )
    return _Received(stream, size, digest.digest(), accepted, verdict)


def _same(owner_type: str, owner_id: int, received: _Received) -> StoredFile | None:
    owned = StoredFile.objects.filter(owner_type=owner_type, owner_id=owner_id)
    return owned.filter(sha256=received.sha256, name=received.accepted.safe_name).first()


def _is_twin(error: BaseException) -> bool:
    return isinstance(error, IntegrityError) and "stored_file_once_per_owner" in str(error)


def _refuse_overfull(owner_type: str, owner_id: int, size: int, limits: Limits) -> None:
    if queries.bytes_kept(owner_type=owner_type, owner_id=owner_id) + size > limits.owner_bytes:
        raise FileRefused(
            N_("With this file, the attachments would exceed %(limit)s together."),
            cure=N_("Leave out what is there already, or scan at a lower resolution."),
            limit=megabytes(limits.owner_bytes),
        )


def _store(stream: BinaryIO, now: datetime) -> str:
    """Write the blob and return its path.

    The path is random, not the digest: equal files of two owners must not betray each other.
    It starts with the day, so that the sweep looks at a few folders and not at all.
    """
    storage = storages["attachments"]
    stream.seek(0)
    path = f"{now.astimezone(UTC):%Y/%m/%d}/{uuid.uuid4().hex}"
    saved: str = storage.save(path, File(stream))
    _settle(storage, saved)
    return saved


def _settle(storage: Storage, path: str) -> None:
    """The row must not outlive the bytes after a power cut; remote stores see to it themselves."""
    with contextlib.suppress(NotImplementedError), open(storage.path(path), "rb") as written:
        os.fsync(written.fileno())


def _row(
    received: _Received,
    path: str,
    *,
    owner_type: str,
    owner_id: int,
    by: Actor | None,
    now: datetime,
) -> StoredFile:
    return StoredFile(
        owner_type=owner_type,
        owner_id=owner_id,
        name=received.accepted.safe_name,
        media_type=received.accepted.media_type,
        kind=received.accepted.kind,
        size=received.size,
        sha256=received.sha256,
        storage_path=path,
        uploaded_by_id=by.pk if by else None,
        uploaded_at=now,
        state=received.verdict.state,
        scanned_at=now if received.verdict.state == StoredFile.State.CLEAN else None,
    )


def _record(
    verb: str,
    file: StoredFile,
    *,
    by: Actor | None,
    now: datetime,
    organ_id: int | None,
    **detail: object,
) -> None:
    """About the owner, naming the file by its id: a file's name can be personal data."""
    record(
        verb=verb,
        by=by,
        now=now,
        subject_type=file.owner_type,
        subject_id=file.owner_id,
        organ_id=organ_id,
        detail={"file": str(file.public_id), **detail},
    )


@transaction.atomic
def hand_files_over(
    *,
    owner: tuple[str, int],
    to: tuple[str, int],
    by: Actor,
    now: datetime,
    organ_id: int | None = None,
) -> None:
    """The files `by` kept with one owner become another's."""
    found = queries.files_of(owner_type=owner[0], owner_id=owner[1], viewer=by)
    for file in found.filter(uploaded_by_id=by.pk).select_for_update():
        file.owner_type, file.owner_id = to
        file.save(update_fields=["owner_type", "owner_id"])
        _record("file_kept", file, by=by, now=now, organ_id=organ_id, source=owner[0])


@transaction.atomic
def drop_files(
    *, owner_type: str, owner_id: int, by: Actor | None, now: datetime, only: UUID | None = None
) -> None:
    """Delete what was kept with something that never came about. Bytes go when rows are gone."""
    found = queries.files_of(owner_type=owner_type, owner_id=owner_id, viewer=by)
    for file in (found.filter(public_id=only) if only else found).select_for_update():
        file.delete()
        transaction.on_commit(partial(storages["attachments"].delete, file.storage_path))
        _record("file_dropped", file, by=by, now=now, organ_id=None)


def hand_out(
    *,
    public_id: UUID,
    owner_type: str,
    owner_id: int,
    by: Actor | None,
    now: datetime,
    organ_id: int | None = None,
) -> tuple[StoredFile, BinaryIO]:
    """The original as received, and a trace of who took it. The caller let `by` in to the owner."""
    file = queries.file_of(public_id=public_id, owner_type=owner_type, owner_id=owner_id, viewer=by)
    stream = queries.open_file(file)
    with transaction.atomic():
        _record("file_opened", file, by=by, now=now, organ_id=organ_id)
    return file, stream


def show_picture(
    *,
    public_id: UUID,
    owner_type: str,
    owner_id: int,
    by: Actor | None,
    now: datetime,
    organ_id: int | None = None,
) -> bytes:
    """A picture drawn anew as JPEG, without place or device, and a trace of who saw it."""
    file = queries.file_of(public_id=public_id, owner_type=owner_type, owner_id=owner_id, viewer=by)
    if file.kind != StoredFile.Kind.IMAGE:
        raise FileRefused(N_("Only pictures can be shown here."), cure=N_("Download the original."))
    with queries.open_file(file) as stream:
        drawn = rendition(stream)
    with transaction.atomic():
        _record("file_opened", file, by=by, now=now, organ_id=organ_id, form="rendition")
    return drawn


def scan_waiting(*, now: datetime, most: int = 200) -> dict[str, int]:
    """Check what no scanner has seen yet; returns how many came out in each state."""
    counts: dict[str, int] = {}
    if not scanning.is_connected():
        return counts
    states = [StoredFile.State.WAITING, StoredFile.State.UNSCANNED]
    pending = StoredFile.objects.filter(state__in=states).order_by("id")
    for pk in list(pending.values_list("pk", flat=True)[:most]):
        state = _scan_again(pk, now=now)
        counts[state] = counts.get(state, 0) + 1
        if state == StoredFile.State.WAITING:
            break  # the scanner is away; the rest would wait for its time-out one by one
    return counts


def _scan_again(pk: int, *, now: datetime) -> str:
    file = StoredFile.objects.get(pk=pk)
    with storages["attachments"].open(file.storage_path) as stored:
        verdict = scanning.scan(cast(BinaryIO, stored))
    if verdict.state == StoredFile.State.WAITING:
        return verdict.state
    with transaction.atomic():
        locked = StoredFile.objects.select_for_update().get(pk=pk)
        locked.state, locked.reason, locked.scanned_at = verdict.state, verdict.finding, now
        locked.save(update_fields=["state", "reason", "scanned_at"])
        _record("file_scanned", locked, by=None, now=now, organ_id=None, state=verdict.state)
    return verdict.state


def sweep_orphans(*, now: datetime) -> int:
    """Delete blobs of the past days that no row names: their transaction failed."""
    today = now.astimezone(UTC).date()
    days = (today - timedelta(days=back) for back in range(_SWEPT_DAYS + 1))
    return sum(_sweep(f"{day:%Y/%m/%d}", now=now) for day in days)


def _sweep(folder: str, *, now: datetime) -> int:
    storage = storages["attachments"]
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return 0
    paths = {f"{folder}/{name}" for name in names}
    named = StoredFile.objects.filter(storage_path__in=paths)
    orphans = paths.difference(named.values_list("storage_path", flat=True))
    # A young one may belong to a transaction that has not ended.
    old = [path for path in orphans if storage.get_modified_time(path) < now - _YOUNG]
    for path in old:
        storage.delete(path)
    return len(old)
