"""Remarks on single paragraphs, and answers to what might give somebody away."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.exemplars.actions.moving import lock_exemplar, note
from touyan.exemplars.models import Comment, Exemplar, Rare
from touyan.exemplars.queries.access import exemplars_seen, lies_of
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.writing import questions_of
from touyan.exemplars.rules.content import pieces_of
from touyan.exemplars.rules.running import check_writer
from touyan.exemplars.rules.words import Answer
from touyan.kernel.errors import Conflict, Invalid, NotVisible, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def add_comment(
    *, exemplar_id: uuid.UUID, paragraph: str, text: str, by: Account, now: datetime
) -> Comment:
    """Remark on one paragraph of the text; whoever may read the case may."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    newest = newest_version(exemplar)
    if newest is None or paragraph not in {piece.where for piece in pieces_of(newest.content)}:
        raise Refused(N_("This paragraph is no longer in the text."))
    if not text.strip():
        raise Invalid([problem("text", N_("Write what you want to remark."))])
    made = Comment.objects.create(
        exemplar=exemplar, paragraph=paragraph, text=text.strip(), by=by, at=now
    )
    note("exemplar.comment", exemplar, by=by, now=now)
    return made


@transaction.atomic
def settle_comment(*, comment_id: uuid.UUID, by: Account, now: datetime) -> Comment:
    """Mark a remark as settled; it stays with the text."""
    row = Comment.objects.filter(public_id=comment_id).values("exemplar")
    seen = exemplars_seen(viewer=viewer_of(by, now=now)).filter(pk__in=row).first()
    if seen is None:
        raise NotVisible
    exemplar = lock_exemplar(seen.public_id, by=by, now=now)
    comment = Comment.objects.select_for_update().get(public_id=comment_id)
    if comment.by_id != by.pk:
        check_writer(viewer_of(by, now=now), lies_of(exemplar))
    if comment.resolved_at:
        raise Refused(N_("This remark is settled already."))
    comment.resolved_by, comment.resolved_at = by, now
    comment.save(update_fields=["resolved_by", "resolved_at"])
    note("exemplar.settle_comment", exemplar, by=by, now=now)
    return comment


@transaction.atomic
def keep_rare(
    *, exemplar_id: uuid.UUID, digest: str, reason: str, by: Account, now: datetime
) -> Rare:
    """Leave a rare combination in the text and say why nobody is recognised by it."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    check_writer(viewer_of(by, now=now), lies_of(exemplar))
    return _kept(exemplar, digest, reason, by=by, now=now)


def _kept(exemplar: Exemplar, digest: str, reason: str, *, by: Account, now: datetime) -> Rare:
    asked = {one.digest: one for one in questions_of(exemplar, newest_version(exemplar))}
    if digest not in asked:
        raise Conflict(N_("The text was changed meanwhile. Read it again."))
    if not reason.strip():
        raise Invalid([problem("reason", N_("Say why nobody is recognised by it."))])
    found = asked[digest]
    made = Rare.objects.create(
        exemplar=exemplar, digest=digest, combination=found.code, paragraphs=found.paragraphs,
        answer=Answer.KEPT.value, reason=reason.strip(), by=by, at=now,
    )  # fmt: skip
    note("exemplar.keep_rare", exemplar, by=by, now=now, question=found.code)
    return made
