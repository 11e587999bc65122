"""The audit rows of signing in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.organs.queries import Account, current_posts


@transaction.atomic
def record_sign_in(*, account: Account, now: datetime) -> None:
    """Leave a row that the account signed in."""
    post = current_posts(account=account, now=now).first()
    record(
        verb="account.sign_in",
        by=account,
        now=now,
        subject_type="account",
        subject_id=account.pk,
        organ_id=post.organ_id if post else None,
    )
