"""Reading stored files. Whoever asks has already been let in to the owner (see each caller)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.storage import storages
from django.db.models import Count, QuerySet, Sum

from touyan.attachments.models import StoredFile
from touyan.attachments.rules.streams import pieces
from touyan.kernel.errors import NotVisible, Refused
from touyan.kernel.messages import N_


def files_of(*, owner_type: str, owner_id: int, viewer: object) -> QuerySet[StoredFile]:
    """The owner's files, oldest first. The caller guarantees that `viewer` may see the owner."""
    return StoredFile.objects.filter(owner_type=owner_type, owner_id=owner_id).order_by("id")


def file_counts(*, owner_type: str, owner_ids: Iterable[int], viewer: object) -> dict[int, int]:
    """How many files each of these owners has, in one query; owners without files are absent."""
    counted = (
        StoredFile.objects.filter(owner_type=owner_type, owner_id__in=list(owner_ids))
        .values_list("owner_id")
        .annotate(count=Count("id"))
    )
    return dict(counted)


def file_of(*, public_id: UUID, owner_type: str, owner_id: int, viewer: object) -> StoredFile:
    """One file of this very owner; another owner's file is as if it did not exist."""
    found = files_of(owner_type=owner_type, owner_id=owner_id, viewer=viewer)
    file = found.filter(public_id=public_id).first()
    if file is None:
        raise NotVisible
    return file


def bytes_kept(*, owner_type: str, owner_id: int) -> int:
    """What the owner's files weigh together."""
    owned = StoredFile.objects.filter(owner_type=owner_type, owner_id=owner_id)
    return owned.aggregate(total=Sum("size"))["total"] or 0


def open_file(file: StoredFile) -> BinaryIO:
    """The original as received. For a person use `actions.hand_out`, which leaves a trace."""
    if file.state == StoredFile.State.WAITING:
        raise Refused(N_("The file is still waiting for the virus check. Try again later."))
    if not file.can_be_opened:
        raise Refused(N_("The virus check found something in this file. It stays closed."))
    return cast(BinaryIO, storages["attachments"].open(file.storage_path))


def is_intact(file: StoredFile) -> bool:
    """Whether the stored bytes are still those that were received."""
    digest = hashlib.sha256()
    try:
        with storages["attachments"].open(file.storage_path) as stored:
            for piece in pieces(cast(BinaryIO, stored)):
                digest.update(piece)
    except FileNotFoundError:
        return False
    return digest.digest() == bytes(file.sha256)
