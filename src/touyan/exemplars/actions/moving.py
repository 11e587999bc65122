"""What every step of a case shares: the lock, the step that is kept, the row of the log."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from touyan.audit.actions import record
from touyan.exemplars.models import Exemplar, Step
from touyan.exemplars.queries.access import exemplars_seen, lies_of
from touyan.exemplars.rules.running import after, check_mover, check_opinion, place_after
from touyan.kernel.errors import Conflict, NotVisible
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


def lock_exemplar(
    public_id: uuid.UUID, *, by: Account, now: datetime, version: int | None = None
) -> Exemplar:
    """The case, locked; refused when it changed since the person's page was drawn."""
    if not exemplars_seen(viewer=viewer_of(by, now=now)).filter(public_id=public_id).exists():
        raise NotVisible
    exemplar = locked(public_id=public_id)
    if version is not None and version != exemplar.version:
        raise Conflict(N_("Somebody moved this case on meanwhile. Look at it again."))
    return exemplar


def locked(**which: Any) -> Exemplar:
    """The case, locked, with all its steps ask for."""
    rows = Exemplar.objects.select_for_update(of=("self",)).select_related(
        "call__organ", "matter", "organ", "at_organ", "selected_by"
    )
    return rows.get(**which)


def take(
    verb: str, exemplar: Exemplar, *, opinion: str, by: Account, now: datetime, digest: str = ""
) -> Exemplar:
    """One step of a locked case: by whom it may be taken, whether it is the time, in words."""
    lies = lies_of(exemplar)
    check_mover(verb, viewer_of(by, now=now), lies)
    target = after(verb, lies)
    check_opinion(verb, opinion)
    at = exemplar.at_organ
    if (place := place_after(verb, lies)) != at.path:
        exemplar.at_organ = Organ.objects.get(path=place)
    exemplar.state = target.value
    return kept(exemplar, verb, organ=at, opinion=opinion, by=by, now=now, digest=digest)


def kept(
    exemplar: Exemplar, verb: str, *, organ: Organ, by: Account | None, now: datetime,
    opinion: str = "", digest: str = "",
) -> Exemplar:  # fmt: skip
    """Save a locked case as its next version, with the step and the row of the log."""
    exemplar.version += 1
    exemplar.save()
    Step.objects.create(
        exemplar=exemplar, verb=verb, organ=organ, by=by, at=now, opinion=opinion.strip(),
        content_digest=digest,
    )  # fmt: skip
    note("exemplar.move", exemplar, by=by, now=now, move=verb)
    return exemplar


def note(verb: str, exemplar: Exemplar, *, by: Account | None, now: datetime, **more: Any) -> None:
    """The audit row of an act on a case."""
    record(
        verb=verb, by=by, now=now, subject_type="exemplar", subject_id=exemplar.public_id,
        organ_id=exemplar.organ_id, detail=more,
    )  # fmt: skip
