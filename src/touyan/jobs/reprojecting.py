"""Counting open clocks anew after the calendar or a rule changed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.workflows.reproject_clocks import JOB, Place, reproject_and_defer


@app.task(name=JOB, lock="reproject", retry=5)
def reproject(
    what: str, after: int, reason: str, by: int | None, ended_since: str | None = None
) -> None:
    """One batch; the next is deferred with it."""
    since = date.fromisoformat(ended_since) if ended_since else None
    place = Place(what, after, since)
    reproject_and_defer(place, reason=reason, by_id=by, now=timezone.now())
