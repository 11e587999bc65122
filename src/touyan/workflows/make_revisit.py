"""A revisit may send the matter back to work: the record and the reopening are one transaction."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.campaigns.actions import revisits
from touyan.campaigns.models import Revisit
from touyan.campaigns.rules.revisits import Contact, Result
from touyan.organs.models import Account
from touyan.workflows.advance_matter import return_to_work


@transaction.atomic
def record_revisit(
    *, revisit_id: uuid.UUID, contact: Contact, by: Account, now: datetime
) -> Revisit:
    """Record a revisit; with “returned to work” the matter is open again, or nothing was done: who
    may not reopen it is told so and asks the head instead."""
    revisit = revisits.record_revisit(revisit_id=revisit_id, contact=contact, by=by, now=now)
    if contact.result is Result.RETURNED:
        return_to_work(matter_id=revisit.matter.public_id, reason=contact.findings, by=by, now=now)
    return revisit


@transaction.atomic
def answer_request(
    *, revisit_id: uuid.UUID, take_up: bool, reason: str, by: Account, now: datetime
) -> Revisit:
    """Answer a request to take the matter up again, and take it up if that is the answer."""
    revisit = revisits.answer_request(
        revisit_id=revisit_id, take_up=take_up, reason=reason, by=by, now=now
    )
    if take_up:
        return_to_work(matter_id=revisit.matter.public_id, reason=reason, by=by, now=now)
    return revisit
