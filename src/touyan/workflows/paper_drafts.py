"""What is being typed into a paper: its writer's alone, sealed, until the text itself is kept.

Saving while one types leaves no audit row; keeping the text does.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from touyan.intake.actions import discard_draft, hold_draft, open_draft, save_draft
from touyan.intake.models import Petition
from touyan.intake.queries import drafts_of
from touyan.kernel.errors import Conflict
from touyan.kernel.messages import N_
from touyan.matters.actions.papers import Words, draft_paper, rewrite_paper
from touyan.matters.models import Document, Matter
from touyan.organs.models import Account

FORM = "paper"
KEYS = uuid.UUID("0b1f0f0e-6f0d-4d0a-9a55-3f8f6f0a7d14")
"""Namespace of the keys: one text in the making per writer and paper."""


@dataclass(frozen=True)
class Typed:
    """The words as typed, and the version of the paper they were typed over."""

    addressee: str
    text: str
    version: int
    saved_at: datetime


@dataclass(frozen=True)
class Begun:
    """A paper not kept yet: on which matter, of which kind, answering which petition."""

    matter: Matter
    kind: str
    petition: Petition | None = None

    def key(self, by: Account) -> uuid.UUID:
        about = self.petition.public_id if self.petition else ""
        return uuid.uuid5(KEYS, f"{self.matter.public_id}/{self.kind}/{about}/{by.pk}")

    def version(self, by: Account) -> int:
        """How many papers of the kind the writer has begun here: one more, and this is kept."""
        return self.matter.documents.filter(kind=self.kind, drafted_by=by).count()


def typed_for(paper: Begun | Document, *, by: Account) -> Typed | None:
    """What the account typed into this paper and did not keep."""
    draft = drafts_of(by).filter(key=_key(paper, by), form=FORM).first()
    if draft is None:
        return None
    kept = {name: str(value) for name, value in open_draft(draft).items()}
    return Typed(kept["addressee"], kept["text"], int(kept["version"]), draft.saved_at)


@transaction.atomic
def keep_typed(
    paper: Begun | Document, *, addressee: str, text: str, version: int, by: Account, now: datetime
) -> None:
    """Keep what has been typed so far; refused once the paper has gone on without it."""
    key = _key(paper, by)
    hold_draft(key)
    if version != _version(paper, by):
        raise Conflict(
            N_("Somebody else changed this paper meanwhile. Look at the new text, then decide.")
        )
    content: dict[str, object] = {"addressee": addressee, "text": text, "version": version}
    save_draft(key=key, form=FORM, content=content, by=by, now=now)


@transaction.atomic
def keep_new(begun: Begun, words: Words, *, by: Account, now: datetime) -> Document:
    """The typed text becomes a paper; nothing of it stays behind."""
    hold_draft(begun.key(by))
    document = draft_paper(
        matter_id=begun.matter.public_id, kind=begun.kind, words=words, petition=begun.petition,
        by=by, now=now,
    )  # fmt: skip
    discard_draft(key=begun.key(by), by=by)
    return document


@transaction.atomic
def keep_rewritten(
    document: Document, words: Words, *, version: int, by: Account, now: datetime
) -> Document:
    """The typed text becomes the paper's; nothing of it stays behind."""
    hold_draft(_key(document, by))
    kept = rewrite_paper(
        document_id=document.public_id, words=words, version=version, by=by, now=now
    )
    discard_draft(key=_key(document, by), by=by)
    return kept


def _key(paper: Begun | Document, by: Account) -> uuid.UUID:
    if isinstance(paper, Begun):
        return paper.key(by)
    return uuid.uuid5(KEYS, f"{paper.public_id}/{by.pk}")


def _version(paper: Begun | Document, by: Account) -> int | None:
    """None when the paper's text can no longer be changed."""
    if isinstance(paper, Begun):
        return paper.version(by)
    found = Document.objects.filter(pk=paper.pk, state=Document.State.DRAFT)
    return found.values_list("version", flat=True).first()
