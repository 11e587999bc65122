"""Drafting, every night, the campaign reports that became due."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.campaigns.actions.reporting import draft_due

MAINTENANCE = "maintenance"


@app.periodic(cron="31 */6 * * *")
@app.task(name="touyan.draft_reports", queue=MAINTENANCE, queueing_lock="touyan.draft_reports")
def draft_reports(timestamp: int) -> None:
    """Four times a day: whichever run comes first after midnight in Beijing does the work."""
    draft_due(now=timezone.now())
