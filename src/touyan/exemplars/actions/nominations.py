"""Nominating a matter, and sending the case on, back, or selecting it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.exemplars.actions.moving import kept, lock_exemplar, take
from touyan.exemplars.models import Call, Exemplar, Quota
from touyan.exemplars.queries.access import call_by_public_id
from touyan.exemplars.queries.lists import sent_of
from touyan.exemplars.rules.quotas import check_open, check_quota
from touyan.exemplars.rules.running import check_nomination, check_nominator
from touyan.exemplars.rules.words import State, What
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.matters.models import Closing, Matter, Resolution
from touyan.matters.queries import matter_by_public_id
from touyan.matters.rules.outcomes import RESOLVED_FROM
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer


@transaction.atomic
def nominate(
    *, matter_id: uuid.UUID, what: What, reason: str, call_id: uuid.UUID | None = None,
    by: Account, now: datetime,
) -> Exemplar:  # fmt: skip
    """Propose a matter as a typical case; it lies first with the office that proposes it."""
    viewer = viewer_of(by, now=now)
    matter = matter_by_public_id(matter_id, viewer=viewer)
    Matter.objects.select_for_update().only("pk").get(pk=matter.pk)
    check_nominator(viewer, organ_path=matter.organ.path, handler=matter.handler_id)
    call = _open_call(call_id, matter, viewer=viewer, now=now)
    check_nomination(what, reason=reason, ended=has_ended(matter))
    open_cases = Exemplar.objects.filter(matter=matter, call=call).exclude(state=State.WITHDRAWN)
    if open_cases.exists():
        raise Refused(N_("This matter is nominated already."))
    exemplar = Exemplar(
        call=call, matter=matter, what=what.value, organ=matter.organ, at_organ=matter.organ,
        reason=reason.strip(), created_by=by, created_at=now,
    )  # fmt: skip
    return kept(exemplar, "nominate", organ=matter.organ, opinion=reason, by=by, now=now)


def has_ended(matter: Matter) -> bool:
    """Closed, or recorded as resolved."""
    closed = Closing.objects.filter(matter=matter, reopened_at__isnull=True)
    resolved = Resolution.objects.filter(
        matter=matter, state=Resolution.State.VERIFIED, grade__gte=RESOLVED_FROM
    )
    return closed.exists() or resolved.exists()


def _open_call(
    call_id: uuid.UUID | None, matter: Matter, *, viewer: Viewer, now: datetime
) -> Call | None:
    if call_id is None:
        return None
    call = call_by_public_id(call_id, viewer=viewer)
    if not matter.organ.path.startswith(call.organ.path):
        raise Refused(N_("This call asks other offices."))
    check_open(
        opens_on=call.opens_on, closes_on=call.closes_on, closed=call.closed_at is not None,
        today=legal_day(now),
    )  # fmt: skip
    return call


@transaction.atomic
def forward(
    *, exemplar_id: uuid.UUID, opinion: str, by: Account, now: datetime, version: int | None = None
) -> Exemplar:
    """Send the case on to the office above, within the quota of this one."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now, version=version)
    if exemplar.call:
        _check_quota(exemplar, exemplar.call)
    return take("forward", exemplar, opinion=opinion, by=by, now=now)


def _check_quota(exemplar: Exemplar, call: Call) -> None:
    """The call is locked meanwhile, so that two cases do not take one place."""
    Call.objects.select_for_update().get(pk=call.pk)
    if call.closed_at:
        raise Refused(N_("This call is closed: it takes no more nominations."))
    sender = exemplar.at_organ
    quota = Quota.objects.filter(call=call, organ=sender).values_list("number", flat=True).first()
    check_quota(sent_of(call), path=sender.path, number=quota, name=sender.short_name)


def give_back(*, exemplar_id: uuid.UUID, **how: Any) -> Exemplar:
    """Return it with comments to the office beneath."""
    return _step("return", exemplar_id, **how)


@transaction.atomic
def select(
    *, exemplar_id: uuid.UUID, opinion: str, by: Account, now: datetime, version: int | None = None
) -> Exemplar:
    """Choose the case: its text is finished from now on, and approved up to this office."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now, version=version)
    exemplar.selected_by = exemplar.at_organ
    return take("select", exemplar, opinion=opinion, by=by, now=now)


def withdraw(*, exemplar_id: uuid.UUID, **how: Any) -> Exemplar:
    """Take the nomination back; that it was made stays on record."""
    return _step("withdraw", exemplar_id, **how)


@transaction.atomic
def _step(
    verb: str, exemplar_id: uuid.UUID, *, opinion: str, by: Account, now: datetime,
    version: int | None = None,
) -> Exemplar:  # fmt: skip
    exemplar = lock_exemplar(exemplar_id, by=by, now=now, version=version)
    return take(verb, exemplar, opinion=opinion, by=by, now=now)
