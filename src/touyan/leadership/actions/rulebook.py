"""Changing the rules of the leader's charge: shipped, or by two people."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.leadership.models import LeadershipRule
from touyan.leadership.seed import shipped_rules

Status = LeadershipRule.Status


@transaction.atomic
def load_shipped(*, now: datetime) -> int:
    """Enter the shipped rules not yet there; what an office edited is left alone."""
    shipped = LeadershipRule.objects.filter(shipped=True)
    known = set(shipped.values_list("family", "code", "scope", "valid_from"))
    new = [
        LeadershipRule(**asdict(rule), shipped=True, status=Status.APPROVED, created_at=now)
        for rule in shipped_rules()
        if (rule.family, rule.code, rule.scope, rule.valid_from) not in known
    ]
    LeadershipRule.objects.bulk_create(new)
    if new:
        record(verb="leadership.load_shipped", by=None, now=now, detail={"rules": len(new)})
    return len(new)
