"""The rules of the leader's charge; public reference data, so no viewer is asked for."""

from __future__ import annotations

from django.db.models import Max, QuerySet

from touyan.leadership.models import LeadershipRule
from touyan.leadership.rules.dated import DatedRule

Status = LeadershipRule.Status


class _Kept:
    """What this process read last, and at which change."""

    mark: object = None
    rules: tuple[DatedRule, ...] = ()


def rules_now() -> tuple[DatedRule, ...]:
    """Every approved version, kept per process until one is added or withdrawn."""
    mark = LeadershipRule.objects.aggregate(
        last=Max("id"), approved=Max("approved_at"), withdrawn=Max("withdrawn_at")
    )
    if _Kept.mark != mark:
        found = LeadershipRule.objects.filter(status=Status.APPROVED)
        _Kept.rules = tuple(rule.as_rule() for rule in found)
        _Kept.mark = mark
    return _Kept.rules


def every_version() -> QuerySet[LeadershipRule]:
    """Every version of every rule with who proposed and approved it."""
    return LeadershipRule.objects.select_related("proposed_by__person", "approved_by__person")
