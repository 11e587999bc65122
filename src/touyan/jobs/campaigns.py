"""The matters of a frozen list entering their campaign."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.workflows.enter_campaign import JOB, enter_and_defer


@app.task(name=JOB, lock="enter-campaign", retry=5)
def enter_campaign(batch: int, after: int) -> None:
    """Some matters; the following ones are deferred with them."""
    enter_and_defer(batch, after=after, now=timezone.now())
