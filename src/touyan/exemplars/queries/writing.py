"""The text of a case the caller has found visible: its versions, drafts, comments and answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from touyan.exemplars.models import Comment, Draft, Exemplar, Rare, Replacement
from touyan.exemplars.models import Version as Version
from touyan.exemplars.rules.content import empty, pieces_of
from touyan.exemplars.rules.rare import Combination, combinations, unanswered
from touyan.exemplars.rules.words import Answer
from touyan.organs.models import Account


def versions_of(exemplar: Exemplar) -> QuerySet[Version]:
    """Every saved text, the newest first, without the text itself."""
    found = Version.objects.filter(exemplar=exemplar).select_related("by__person")
    return found.defer("content").order_by("-number")


def content_at(exemplar: Exemplar, number: int) -> dict[str, Any]:
    """The text as it was saved under this number; nothing before the first, or where none is."""
    found = Version.objects.filter(exemplar=exemplar, number=number).first()
    return dict(found.content) if found else empty()


def draft_of(exemplar: Exemplar, *, account: Account) -> Draft | None:
    """What this person typed and has not saved."""
    return Draft.objects.filter(exemplar=exemplar, account=account).first()


def others_writing(exemplar: Exemplar, *, account: Account) -> QuerySet[Draft]:
    """Who else has typed something that is not saved yet."""
    found = Draft.objects.filter(exemplar=exemplar).exclude(account=account)
    return found.select_related("account__person").defer("content").order_by("-saved_at")


def comments_of(exemplar: Exemplar) -> QuerySet[Comment]:
    found = Comment.objects.filter(exemplar=exemplar)
    return found.select_related("by__person", "resolved_by__person").order_by("id")


def replacements_of(exemplar: Exemplar) -> QuerySet[Replacement]:
    """What was replaced and why; the true words stay sealed."""
    found = Replacement.objects.filter(exemplar=exemplar)
    return found.select_related("created_by__person", "undone_by__person").order_by("-id")


def questions_of(exemplar: Exemplar, version: Version | None) -> list[Combination]:
    """Every combination in the text by which somebody might be recognised."""
    return combinations(pieces_of(version.content)) if version else []


def kept_answers(exemplar: Exemplar) -> dict[str, Rare]:
    """The newest answer to each question, by what it is about."""
    found = Rare.objects.filter(exemplar=exemplar, answer=Answer.KEPT.value)
    return {one.digest: one for one in found.select_related("by__person").order_by("id")}


def unanswered_of(exemplar: Exemplar, version: Version | None) -> list[Combination]:
    """Those nobody has answered as the text is now."""
    return unanswered(questions_of(exemplar, version), kept=kept_answers(exemplar))
