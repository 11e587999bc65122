"""A petition comes in over the counter: register, keep its files, tell the day a reply is owed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from touyan.attachments.actions import keep_file
from touyan.attachments.rules.limits import FileRefused
from touyan.deadlines.queries import current_calendar, rules_in_force
from touyan.deadlines.rules.calendar import CalendarUnknown
from touyan.deadlines.rules.clocks import Event, project
from touyan.intake.actions import (
    MAY_REGISTER,
    Registered,
    discard_draft,
    open_draft,
    register_petition,
    save_draft,
)
from touyan.intake.models import Petition, Undecided
from touyan.intake.queries import drafts_of, petition_by_public_id, visible_petitions
from touyan.intake.rules.entry import PetitionEntry
from touyan.intake.rules.names import SEVERAL
from touyan.intake.rules.words import PartyRole
from touyan.kernel.errors import Invalid
from touyan.organs.models import Account, Organ
from touyan.organs.queries import current_posts, viewer_of
from touyan.workflows.petition_files import (
    file_problems,
    files_with_draft,
    hand_to_petition,
    refused_file,
)

REPLY_CLOCKS = frozenset({"C1", "C2"})
RECEIPT = "receipt"
RECEIPTS = uuid.UUID("6f1a3d2e-5c0b-4b57-9a43-1d0c5f7e2b90")
"""Namespace of the keys under which receipts wait to be shown."""


@dataclass(frozen=True)
class Slip:
    """What the receipt says. `code` is empty once it has been shown."""

    public_id: uuid.UUID
    number: str
    organ: str
    received_on: date
    channel: str
    petitioner: str
    code: str = ""
    due_on: date | None = None
    passed_to: str = ""


def offices_to_register_in(account: Account, *, now: datetime) -> list[Organ]:
    """The offices in whose register the account may enter petitions, the widest first."""
    viewer = viewer_of(account, now=now)
    held = {post.organ_id: post.organ for post in current_posts(account=account, now=now)}
    return [o for o in held.values() if viewer.holds(MAY_REGISTER, organ_path=o.path)]


def register(
    entry: PetitionEntry,
    *,
    organ: Organ,
    files: Iterable[UploadedFile],
    by: Account,
    now: datetime,
    key: uuid.UUID,
) -> Registered:
    """Enter the petition with its files, or nothing at all. The same key registers once.

    The files kept with the draft come too. `Invalid` lists every problem, those of the files too
    (fields `attachments`).
    """
    uploads = list(files)
    kept = sum(file.size for file in files_with_draft(key, by=by))
    if found := file_problems(uploads, kept=kept):
        raise Invalid(found)
    with suppress(IntegrityError):  # a twin with the same key was quicker: then look it up
        return _register(entry, organ=organ, files=uploads, by=by, now=now, key=key)
    return _register(entry, organ=organ, files=uploads, by=by, now=now, key=key)


@transaction.atomic
def _register(
    entry: PetitionEntry,
    *,
    organ: Organ,
    files: list[UploadedFile],
    by: Account,
    now: datetime,
    key: uuid.UUID,
) -> Registered:
    due_on = reply_due(entry, organ=organ, now=now)
    registered = register_petition(entry, organ=organ, by=by, now=now, key=key, due_on=due_on)
    if not registered.again:
        hand_to_petition(key, registered.petition, by=by, now=now)
        for upload in files:
            _keep_file(upload, registered.petition, by=by, now=now)
        _leave_receipt(registered, entry, due_on=due_on, by=by, now=now)
    return registered


def _keep_file(upload: UploadedFile, petition: Petition, *, by: Account, now: datetime) -> None:
    try:
        keep_file(
            owner_type="petition",
            owner_id=petition.pk,
            upload=upload,
            by=by,
            now=now,
            organ_id=petition.handling_organ_id,
        )
    except FileRefused as refusal:
        raise Invalid([refused_file(upload.name or "", refusal)]) from refusal


def reply_due(entry: PetitionEntry, *, organ: Organ, now: datetime) -> date | None:
    """The day by which a reply on procedure is owed; None where no such clock runs, or where the
    calendar does not know the year yet."""
    facts: dict[str, object] = {
        "kind": entry.kind.value,
        "channel": entry.channel.value,
        "anonymous": entry.anonymous,
        "replyable": entry.replyable,
        "region": organ.code,
        "level": organ.level,
    }
    arrival = [Event("receive", entry.received_on)]
    try:
        clocks = project(rules_in_force(), arrival, facts, current_calendar(), now)
    except CalendarUnknown:
        return None
    return min((c.due_on for c in clocks if c.rule.code in REPLY_CLOCKS and c.due_on), default=None)


def _receipt_key(public_id: uuid.UUID) -> uuid.UUID:
    return uuid.uuid5(RECEIPTS, str(public_id))


def _leave_receipt(
    registered: Registered, entry: PetitionEntry, *, due_on: date | None, by: Account, now: datetime
) -> None:
    """Keep the receipt, sealed, for the one who registered, until it has been shown.

    Not in the session: an autosave answered at the same moment would write the session back
    without it, and a walled petition can no longer be read by the clerk who entered it.
    """
    petition = registered.petition
    names = [p.name for p in entry.parties if p.role is not PartyRole.AGENT]
    content: dict[str, object] = {
        "number": petition.number,
        "organ": petition.organ.name,
        "received_on": petition.received_on.isoformat(),
        "channel": petition.channel,
        "petitioner": f"{names[0]}{SEVERAL}{len(names)}人" if len(names) > 1 else "".join(names),
        "code": registered.code,
        "due_on": due_on.isoformat() if due_on else "",
        "passed_to": _passed_to(petition, by=by, now=now),
    }
    key = _receipt_key(petition.public_id)
    save_draft(key=key, form=RECEIPT, content=content, by=by, now=now)


def _passed_to(petition: Petition, *, by: Account, now: datetime) -> str:
    """The office that handles, where a wall keeps the petition from the one who entered it."""
    seen = visible_petitions(viewer=viewer_of(by, now=now)).filter(pk=petition.pk).exists()
    return "" if seen else petition.handling_organ.name


def waiting_slip(public_id: uuid.UUID, *, by: Account) -> Slip | None:
    """The receipt still waiting to be shown to the one who registered the petition."""
    draft = drafts_of(by).filter(key=_receipt_key(public_id), form=RECEIPT).first()
    if draft is None:
        return None
    content = {name: str(value) for name, value in open_draft(draft).items()}
    return Slip(
        public_id=public_id,
        number=content["number"],
        organ=content["organ"],
        received_on=date.fromisoformat(content["received_on"]),
        channel=content["channel"],
        petitioner=content["petitioner"],
        code=content["code"],
        due_on=date.fromisoformat(content["due_on"]) if content["due_on"] else None,
        passed_to=content["passed_to"],
    )


def take_slip(public_id: uuid.UUID, *, by: Account, now: datetime) -> Slip:
    """The receipt; its query code is shown this once and kept nowhere in readable form after."""
    slip = waiting_slip(public_id, by=by)
    if slip is None:
        return _slip_again(public_id, by=by, now=now)
    discard_draft(key=_receipt_key(public_id), by=by)
    return slip


def _slip_again(public_id: uuid.UUID, *, by: Account, now: datetime) -> Slip:
    petition = petition_by_public_id(public_id, viewer=viewer_of(by, now=now))
    waiting = Undecided.objects.filter(petition=petition).first()
    return Slip(
        public_id=public_id,
        number=petition.number,
        organ=petition.organ.name,
        received_on=petition.received_on,
        channel=petition.channel,
        petitioner=petition.petitioner_names,
        due_on=waiting.due_on if waiting else None,
    )
