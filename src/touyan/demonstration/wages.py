"""Entering the invented wages as rules of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.wages import invented_wages
from touyan.demonstration.staff import Crew
from touyan.leadership.queries import LeadershipRule
from touyan.organs.models import Organ


@transaction.atomic
def enter_wages(crews: Mapping[int, Crew], *, now: datetime) -> None:
    """Each row proposed by the head and approved by the chief of the province's office."""
    provinces = dict(Organ.objects.filter(code__endswith="0000").values_list("code", "pk"))
    for rule in invented_wages(legal_day(now)):
        people = crews[provinces[f"{rule.scope}0000"]].accounts
        LeadershipRule.objects.create(
            **asdict(rule), status="approved", reason=rule.name_zh, created_at=now,
            proposed_by_id=people["head"], approved_by_id=people["chief"], approved_at=now,
        )  # fmt: skip
