"""A change of a rule of the leader's charge; a duty rule has open matters reckoned anew.

A job does one batch and defers the next in the same transaction, so that a killed worker loses
nothing and does nothing twice.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from touyan.audit.actions import record
from touyan.leadership.actions import rulebook
from touyan.leadership.actions.duties import reassess
from touyan.leadership.models import LeadershipRule
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import OPEN
from touyan.organs.models import Account

JOB = "touyan.reassess_duties"
BATCH = 200


@transaction.atomic
def approve_rule(*, version_id: int, by: Account, now: datetime) -> LeadershipRule:
    """Put a proposal in force."""
    version = rulebook.approve_rule(version_id=version_id, by=by, now=now)
    _follow(version, reason=f"leadership_rule.approve {version}", by=by)
    return version


@transaction.atomic
def withdraw_rule(*, version_id: int, reason: str, by: Account, now: datetime) -> LeadershipRule:
    """Take a version back."""
    version = rulebook.withdraw_rule(version_id=version_id, reason=reason, by=by, now=now)
    if version.approved_at or version.shipped:
        _follow(version, reason=f"leadership_rule.withdraw {version}: {reason.strip()}", by=by)
    return version


def _follow(version: LeadershipRule, *, reason: str, by: Account) -> None:
    if version.family == "duty":
        defer(0, scope=version.scope, reason=reason, by=by)


def defer(after: int, *, scope: str, reason: str, by: Account | None) -> None:
    """Put the batch that begins here on the queue, within the caller's transaction."""
    app.configure_task(JOB, lock="reassess").defer(
        after=after, scope=scope, reason=reason, by=by.pk if by else None
    )


@transaction.atomic
def reassess_and_defer(
    after: int, *, scope: str, reason: str, by_id: int | None, now: datetime, size: int = BATCH
) -> int | None:
    """Ask of the next open matters whether they must be led; the id after which the following
    batch begins, None when all is done. Forms it lays before chiefs name nobody as their author:
    it is the rule that asks."""
    by = Account.objects.filter(pk=by_id).first() if by_id else None
    matters = list(
        Matter.objects.select_for_update(of=("self",))
        .select_related("organ", "first_organ")
        .defer("search")
        .filter(stage__in=OPEN, first_organ__code__startswith=scope, pk__gt=after)
        .order_by("pk")[:size]
    )
    if not matters:
        return None
    due = sum(reassess(matter, by=None, now=now).due for matter in matters)
    record(verb="matter.reassess_duty", by=by, now=now, subject_type="matters",
           detail={"reason": reason, "matters": len(matters), "due": due,
                   "from": matters[0].pk, "to": matters[-1].pk})  # fmt: skip
    following = matters[-1].pk if len(matters) == size else None
    if following:
        defer(following, scope=scope, reason=reason, by=by)
    return following
