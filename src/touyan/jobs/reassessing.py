"""Asking anew which matters must be led after a duty rule changed."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.workflows.change_leadership_rules import JOB, reassess_and_defer


@app.task(name=JOB, lock="reassess", retry=5)
def reassess(after: int, scope: str, reason: str, by: int | None) -> None:
    """One batch; the next is deferred with it."""
    reassess_and_defer(after, scope=scope, reason=reason, by_id=by, now=timezone.now())
