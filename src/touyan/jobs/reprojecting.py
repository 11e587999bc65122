"""Counting open clocks anew after the calendar or a rule changed."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.workflows.reproject_clocks import JOB, Place, reproject_and_defer


@app.task(name=JOB, lock="reproject", retry=5)
def reproject(what: str, after: int, reason: str, by: int | None) -> None:
    """One batch; the next is deferred with it."""
    reproject_and_defer(Place(what, after), reason=reason, by_id=by, now=timezone.now())
