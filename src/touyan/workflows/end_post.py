"""A post ends: with its roles lapse the charges held in it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from touyan.leadership.actions.charges import release_gone
from touyan.organs.actions import staff
from touyan.organs.models import Account, Post


@transaction.atomic
def end_post(*, post: Post, on: date, by: Account, now: datetime) -> int:
    """End the post; charges a leader held in it go back to the chief once the day has come. How
    many went back now."""
    staff.end_post(post=post, on=on, by=by, now=now)
    return release_gone(now=now, organ=post.organ, by=by)
