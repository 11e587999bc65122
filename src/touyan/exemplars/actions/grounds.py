"""Consent, public interest, and objections: what must be on file before anything is published."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.exemplars.actions.moving import kept, lock_exemplar, locked, note
from touyan.exemplars.models import Exemplar, Ground, Objection
from touyan.exemplars.queries.access import lies_of
from touyan.exemplars.queries.consenting import is_grounded, petitioners_of
from touyan.exemplars.queries.file import exemplar_of
from touyan.exemplars.rules.consenting import whose
from touyan.exemplars.rules.grounds import (
    check_decision,
    check_ground,
    check_keeper,
    check_objection,
    check_revocation,
)
from touyan.exemplars.rules.running import after_writing
from touyan.exemplars.rules.words import Basis, How, Ruling, State
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def record_ground(
    *, exemplar_id: uuid.UUID, kind: Basis, text: str, signed_on: date | None, by: Account,
    now: datetime, who: int | None = None,
) -> Ground:  # fmt: skip
    """Put the consent of one who petitions, or the public interest in words, on file."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    day = check_ground(
        kind, text, signed_on=signed_on, today=legal_day(now), viewer=viewer_of(by, now=now),
        lies=lies_of(exemplar),
    )  # fmt: skip
    entry = whose(petitioners_of(exemplar), who) if kind is Basis.CONSENT else None
    ground = Ground.objects.create(
        exemplar=exemplar, kind=kind.value, party_id=entry, text=text.strip(), signed_on=day,
        by=by, at=now,
    )  # fmt: skip
    note("exemplar.record_ground", exemplar, by=by, now=now, ground=kind.value)
    return ground


@transaction.atomic
def revoke_consent(*, ground_id: uuid.UUID, how: How, by: Account, now: datetime) -> Ground:
    """The petitioner came, called or wrote and takes the consent back; nobody weighs why."""
    found = exemplar_of(ground_id, kind=Ground, viewer=viewer_of(by, now=now))
    exemplar = lock_exemplar(found.public_id, by=by, now=now)
    check_keeper(viewer_of(by, now=now), lies_of(exemplar))
    if how is How.ONLINE:
        raise Refused(N_("Say whether the petitioner came, telephoned or wrote."))
    return _revoke(exemplar, ground_id, how=how, by=by, now=now)


@transaction.atomic
def revoke_online(*, exemplar_pk: int, ground_id: uuid.UUID, now: datetime) -> Ground:
    """The petitioner, known by the code of the receipt, takes the consent back."""
    return _revoke(locked(pk=exemplar_pk), ground_id, how=How.ONLINE, by=None, now=now)


def _revoke(
    exemplar: Exemplar, ground_id: uuid.UUID, *, how: How, by: Account | None, now: datetime
) -> Ground:
    ground = Ground.objects.select_for_update().get(public_id=ground_id, exemplar=exemplar)
    check_revocation(Basis(ground.kind), revoked=ground.revoked_at is not None)
    ground.revoked_at, ground.revoked_how, ground.revoked_by = now, how.value, by
    ground.save(update_fields=["revoked_at", "revoked_how", "revoked_by"])
    state = State(exemplar.state)
    if not is_grounded(exemplar) and after_writing(state) is not state and exemplar.selected_by:
        exemplar.state, exemplar.at_organ = after_writing(state).value, exemplar.selected_by
        kept(exemplar, "unground", organ=exemplar.selected_by, by=by, now=now)
    note("exemplar.revoke_consent", exemplar, by=by, now=now, how=how.value)
    return ground


@transaction.atomic
def record_objection(
    *, exemplar_id: uuid.UUID, how: How | None, text: str, by: Account, now: datetime,
    who: int | None = None,
) -> Objection:  # fmt: skip
    """One who petitions came, called or wrote and objects."""
    exemplar = lock_exemplar(exemplar_id, by=by, now=now)
    check_keeper(viewer_of(by, now=now), lies_of(exemplar))
    entry = whose(petitioners_of(exemplar), who)
    return _object(exemplar, how=how, text=text, by=by, now=now, entry=entry)


@transaction.atomic
def object_online(
    *, exemplar_pk: int, text: str, now: datetime, entries: Collection[int] = ()
) -> Objection:
    """A petitioner, known by the code of the receipt and by the entries under which they stand
    where the code tells, objects; once until it is decided."""
    exemplar = locked(pk=exemplar_pk)
    own = Q(party__in=entries) if entries else Q(party__isnull=True)
    waiting = Objection.objects.filter(own, exemplar=exemplar, decided_at__isnull=True)
    if waiting.filter(how=How.ONLINE).exists():
        raise Refused(N_("Your objection is being looked at. You will read the answer here."))
    entry = min(entries, default=None)
    return _object(exemplar, how=How.ONLINE, text=text, by=None, now=now, entry=entry)


def _object(
    exemplar: Exemplar, *, how: How | None, text: str, by: Account | None, now: datetime,
    entry: int | None,
) -> Objection:  # fmt: skip
    check_objection(text, how)
    objection = Objection.objects.create(
        exemplar=exemplar, how=str(how), text=text.strip(), received_at=now, received_by=by,
        party_id=entry,
    )  # fmt: skip
    note("exemplar.object", exemplar, by=by, now=now, how=objection.how)
    return objection


@transaction.atomic
def decide_objection(
    *, objection_id: uuid.UUID, ruling: Ruling | None, reason: str, by: Account, now: datetime
) -> Objection:
    """Answer it with reasons. Where it is upheld the nomination ends; what is issued already is
    withdrawn with its edition."""
    viewer = viewer_of(by, now=now)
    found = exemplar_of(objection_id, kind=Objection, viewer=viewer)
    exemplar = lock_exemplar(found.public_id, by=by, now=now)
    said = check_decision(ruling, reason, viewer=viewer, lies=lies_of(exemplar))
    objection = Objection.objects.select_for_update().get(public_id=objection_id)
    if objection.decided_at:
        raise Refused(N_("This objection is decided already."))
    objection.outcome, objection.reason = said.value, reason.strip()
    objection.decided_by, objection.decided_at = by, now
    objection.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    if said is Ruling.UPHELD and exemplar.state not in (State.ISSUED, State.WITHDRAWN):
        exemplar.state = State.WITHDRAWN.value
        kept(exemplar, "uphold", organ=exemplar.at_organ, opinion=reason, by=by, now=now)
    note("exemplar.decide_objection", exemplar, by=by, now=now, outcome=said.value)
    return objection
