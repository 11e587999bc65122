"""A petitioner reads how the end of the matter is recorded, and says that it is not so."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from touyan.campaigns.actions.resolving import reverse_online
from touyan.campaigns.rules.public_words import PublicOutcome, public_outcome
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.models import Matter, Resolution
from touyan.workflows.public_access import petition_of_code


def outcome_of(matter: Matter) -> PublicOutcome | None:
    """The newest resolution that was not returned, in words for the petitioner."""
    found = Resolution.objects.filter(matter=matter).exclude(state=Resolution.State.RETURNED)
    newest = found.order_by("-id").first()
    if newest is None:
        return None
    ended_on = legal_day(newest.ended_at) if newest.ended_at else None
    return public_outcome(
        newest.state, newest.grade, on=newest.on, ended_on=ended_on, until=newest.window_until
    )


@transaction.atomic
def disagree(code: str, tail: str, *, now: datetime) -> bool | None:
    """Record that the matter is not resolved; None where code and digits fit no petition, False
    where nothing is recorded that could be reversed."""
    petition = petition_of_code(code, tail)
    return None if petition is None else reverse_online(petition=petition, now=now)
