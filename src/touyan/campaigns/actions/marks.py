"""What the handling office puts on record of a matter in a batch."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from touyan.campaigns.actions.batches import entry_seen
from touyan.campaigns.models import EntryMark
from touyan.campaigns.queries.board import entries
from touyan.campaigns.rules.running import check_mark, check_reason
from touyan.campaigns.rules.words import Mark, Step
from touyan.matters.actions.ledger import What, enter, lock, roles_at
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

VERBS = {
    Mark.SURVEY: "survey_batch_matter",
    Mark.PROPOSE: "propose_closing",
    Mark.WITHDRAW: "withdraw_closing_proposal",
}


@transaction.atomic
def survey(*, entry_id: int, findings: str, by: Account, now: datetime) -> EntryMark:
    """What the survey of the matter found: the dispute, who can help, what stands in the way."""
    return _mark(Mark.SURVEY, entry_id, findings, by, now)


@transaction.atomic
def propose_closing(*, entry_id: int, reason: str, by: Account, now: datetime) -> EntryMark:
    """Say that the work is done and the matter can be closed, and why."""
    return _mark(Mark.PROPOSE, entry_id, reason, by, now)


@transaction.atomic
def withdraw_proposal(*, entry_id: int, reason: str, by: Account, now: datetime) -> EntryMark:
    """Take the proposal back: there is more to do."""
    return _mark(Mark.WITHDRAW, entry_id, reason, by, now)


def _mark(mark: Mark, entry_id: int, text: str, by: Account, now: datetime) -> EntryMark:
    seen = entry_seen(entry_id, by=by, now=now)
    matter = lock(seen.matter.public_id, by=by, now=now)
    viewer = viewer_of(by, now=now)
    entry = entries(seen.batch.campaign, viewer=viewer, as_of=now).get(pk=seen.pk)
    check_mark(mark, step=Step(entry.step), left=entry.left, surveyed=entry.surveyed,
               roles=roles_at(matter, viewer))  # fmt: skip
    words = check_reason(text)
    check_no_bargain([words])
    made = EntryMark.objects.create(entry=entry, mark=mark, reason=words, by=by, at=now)
    detail: dict[str, object] = {"batch": str(seen.batch.public_id)}
    enter(matter, VERBS[mark], by=by, now=now, what=What(reason=words, detail=detail))
    return made
