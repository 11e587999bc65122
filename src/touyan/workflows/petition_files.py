"""Files of a petition before it is registered: kept with the draft, then the petition's own."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from touyan.attachments.actions import LIMITS, drop_files, hand_files_over, keep_file
from touyan.attachments.models import StoredFile
from touyan.attachments.queries import files_of
from touyan.attachments.rules.content import inspect
from touyan.attachments.rules.limits import FileRefused, megabytes
from touyan.intake.actions import discard_draft, hold_draft, save_draft
from touyan.intake.models import Petition
from touyan.intake.queries import drafts_of, drafts_untouched_since
from touyan.kernel.errors import FieldProblem
from touyan.kernel.messages import N_, message
from touyan.organs.models import Account
from touyan.workflows.paper_drafts import FORM as PAPER

OWNER = "draft"
FORM = "petition"
EXPIRING = (FORM, PAPER)
KEPT_FOR = timedelta(days=30)


def files_with_draft(key: uuid.UUID, *, by: Account) -> list[StoredFile]:
    """The files kept with a draft of one's own; none with anybody else's."""
    if not drafts_of(by).filter(key=key).exists():
        return []
    found = files_of(owner_type=OWNER, owner_id=_owner(key), viewer=by)
    return list(found.filter(uploaded_by_id=by.pk))


@transaction.atomic
def keep_with_draft(
    uploads: Iterable[UploadedFile],
    *,
    key: uuid.UUID,
    content: dict[str, object],
    by: Account,
    now: datetime,
) -> list[FieldProblem]:
    """Keep what was typed and every acceptable file; each refused one is named with its reason."""
    save_draft(key=key, form=FORM, content=content, by=by, now=now)
    return [problem for each in uploads for problem in _keep(each, key=key, by=by, now=now)]


def _keep(
    upload: UploadedFile, *, key: uuid.UUID, by: Account, now: datetime
) -> list[FieldProblem]:
    try:
        keep_file(owner_type=OWNER, owner_id=_owner(key), upload=upload, by=by, now=now)
    except FileRefused as refusal:
        return [refused_file(upload.name or "", refusal)]
    return []


@transaction.atomic
def drop_from_draft(key: uuid.UUID, file_id: uuid.UUID, *, by: Account, now: datetime) -> None:
    """Take one file off one's own draft; a file that is gone already stays gone."""
    hold_draft(key)
    if any(file.public_id == file_id for file in files_with_draft(key, by=by)):
        drop_files(owner_type=OWNER, owner_id=_owner(key), by=by, now=now, only=file_id)


@transaction.atomic
def discard_with_files(key: uuid.UUID, *, by: Account, now: datetime) -> None:
    """Throw a draft of one's own away, and the files kept with it."""
    hold_draft(key)
    if files_with_draft(key, by=by):
        drop_files(owner_type=OWNER, owner_id=_owner(key), by=by, now=now)
    discard_draft(key=key, by=by)


def expire_drafts(*, now: datetime) -> int:
    """Discard drafts of petitions and papers nobody has touched for a month; returns how many."""
    old = [(draft.key, draft.account) for draft in drafts_untouched_since(now - KEPT_FOR, EXPIRING)]
    return sum(_expire(key, account, now=now) for key, account in old)


@transaction.atomic
def _expire(key: uuid.UUID, account: Account, *, now: datetime) -> bool:
    hold_draft(key)
    if not drafts_untouched_since(now - KEPT_FOR, EXPIRING).filter(key=key).exists():
        return False  # its author has come back to it meanwhile
    drop_files(owner_type=OWNER, owner_id=_owner(key), by=None, now=now)
    discard_draft(key=key, by=account)
    return True


def hand_to_petition(key: uuid.UUID, petition: Petition, *, by: Account, now: datetime) -> None:
    """The draft's files become the petition's. The caller holds the key."""
    hand_files_over(
        owner=(OWNER, _owner(key)),
        to=("petition", petition.pk),
        by=by,
        now=now,
        organ_id=petition.handling_organ_id,
    )


def _owner(key: uuid.UUID) -> int:
    """Files are owned by a number, drafts have a key: its digest, which nobody can aim at."""
    return int.from_bytes(hashlib.sha256(key.bytes).digest()[:8], signed=True)


def file_problems(uploads: Iterable[UploadedFile], *, kept: int = 0) -> list[FieldProblem]:
    """Every file that would be refused, by name; examined before the transaction begins.

    `kept` is the weight of those the draft holds already.
    """
    uploads = list(uploads)
    found = [problem for upload in uploads for problem in _file_problem(upload)]
    if kept + sum(upload.size or 0 for upload in uploads) > LIMITS.owner_bytes:
        reason = message(
            N_("The files of one form may not exceed %(limit)s together."),
            limit=megabytes(LIMITS.owner_bytes),
        )
        found.append(FieldProblem("attachments", reason))
    return found


def _file_problem(upload: UploadedFile) -> list[FieldProblem]:
    try:
        inspect(
            name=upload.name or "",
            stream=cast(BinaryIO, upload.file),
            size=upload.size or 0,
            limits=LIMITS,
        )
    except FileRefused as refusal:
        return [refused_file(upload.name or "", refusal)]
    finally:
        upload.seek(0)
    return []


def refused_file(name: str, refusal: FileRefused) -> FieldProblem:
    """The refusal of one file, naming it."""
    reason = message(N_("“%(file)s” was not accepted: %(why)s"), file=name, why=refusal.message)
    return FieldProblem("attachments", reason, refusal.cure)
