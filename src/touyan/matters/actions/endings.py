"""Closed, terminated, reopened: separate facts with their own days, grounds and authors."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Claim, Petition
from touyan.matters.actions.ledger import What, enter, lock, move, standing
from touyan.matters.models import Act, Closing, Matter, Termination
from touyan.matters.rules.closing import check_answers, check_served
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


def claims_of(matter: Matter) -> dict[int, str]:
    """Every demand of the matter's petitions; one made again in the same words counts once."""
    found = Claim.objects.filter(petition__belonging__matter=matter).exclude(
        petition__belonging__relation="duplicate"
    )
    first: dict[str, int] = {}
    for key, text in found.order_by("petition_id", "ordinal").values_list("pk", "text"):
        first.setdefault(text.strip(), key)
    return {key: text for text, key in first.items()}


def _replyable(matter: Matter) -> bool:
    return Petition.objects.filter(belonging__matter=matter, replyable=True).exists()


@transaction.atomic
def close(
    *,
    matter_id: uuid.UUID,
    report: str,
    answered_where: dict[int, str],
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """End the procedure, with a closing report and, for each demand, where it is answered.

    Closing says nothing of whether the grievance ended.
    """
    matter = lock(matter_id, by=by, now=now, version=version)
    check_served(decided_only=matter.stage == Stage.DECIDED, replyable=_replyable(matter))
    act = move(matter, "close", by=by, now=now, what=What(reason=report))
    answers = check_answers(claims_of(matter), answered_where)
    Closing.objects.create(
        matter=matter, on=legal_day(now), at=now, by=by, report=report.strip(), answers=answers
    )
    return act


@transaction.atomic
def watch(*, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None) -> Act:
    """Keep in touch after closing."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "watch", by=by, now=now, what=What())


@transaction.atomic
def terminate(
    *, matter_id: uuid.UUID, grounds: str, by: Account, now: datetime, version: int | None = None
) -> Act:
    """Declare the remedies exhausted. Registration, reply and new evidence stay open."""
    matter = lock(matter_id, by=by, now=now, version=version)
    organ_id = standing(matter, viewer_of(by, now=now), "terminate").organ_id
    what = What(reason=grounds, organ_id=organ_id)
    act = move(matter, "terminate", by=by, now=now, what=what)
    Termination.objects.create(
        matter=matter, on=legal_day(now), at=now, by=by, organ_id=organ_id, grounds=grounds.strip()
    )
    return act


def take_up(
    matter: Matter, *, reason: str, organ_id: int, by: Account | None, now: datetime
) -> Act:
    """Take a locked matter up again that a campaign put on its list; the termination stands."""
    matter.stage = Stage.REOPENED
    what = What(reason=reason, organ_id=organ_id)
    act = enter(matter, "reopen", by=by, now=now, what=what, basis=BY_VERB["reopen"].basis)
    Closing.objects.filter(matter=matter, reopened_at__isnull=True).update(reopened_at=now)
    return act


@transaction.atomic
def reopen(
    *, matter_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Act:
    """Take the matter up again; what was closed or terminated stays on record as it was."""
    matter = lock(matter_id, by=by, now=now, version=version)
    act = move(matter, "reopen", by=by, now=now, what=What(reason=reason))
    Closing.objects.filter(matter=matter, reopened_at__isnull=True).update(reopened_at=now)
    Termination.objects.filter(matter=matter, revoked_at__isnull=True).update(
        revoked_at=now, revoked_reason=reason.strip()
    )
    return act
