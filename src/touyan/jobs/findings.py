"""Reminding, every night, of findings to be answered or mended."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.inspections.actions.finding_lists import remind

MAINTENANCE = "maintenance"


@app.periodic(cron="23 5 * * *")
@app.task(name="touyan.remind_findings", queue=MAINTENANCE,
          queueing_lock="touyan.remind_findings")  # fmt: skip
def remind_findings(timestamp: int) -> None:
    """A second run the same day makes no notice twice."""
    remind(now=timezone.now())
