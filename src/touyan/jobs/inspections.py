"""Long work on an inspection: freezing its list, drawing, sharing out."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.workflows.run_inspection import JOB, carry_on


@app.task(name=JOB, retry=5)
def run_inspection(run: int) -> None:
    """One run to its end, or on from where a killed worker left it."""
    carry_on(run, now=timezone.now())
