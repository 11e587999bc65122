"""The steps from triage to decision."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.matters.actions.ledger import What, lock, move
from touyan.matters.models import Act
from touyan.matters.rules.pausing import PAUSE_REASONS
from touyan.matters.rules.triage import check_procedure
from touyan.organs.models import Account


@transaction.atomic
def triage(
    *,
    matter_id: uuid.UUID,
    kind: Kind,
    urgent: bool,
    ordinary_procedure: bool,
    non_prosecution: bool,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Fix kind, urgency and procedure; the 60-day clock runs only in the ordinary procedure, which
    is not open to matters of litigation (Regulations on Petition Work, articles 31, 34)."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_procedure(kind, ordinary=ordinary_procedure)
    matter.kind, matter.urgent = kind, urgent
    matter.ordinary_procedure, matter.non_prosecution = ordinary_procedure, non_prosecution
    detail: dict[str, object] = {
        "kind": kind.value,
        "urgent": urgent,
        "ordinary_procedure": ordinary_procedure,
        "non_prosecution": non_prosecution,
    }
    return move(matter, "triage", by=by, now=now, what=What(detail=detail))


@transaction.atomic
def request_supplement(
    *,
    matter_id: uuid.UUID,
    missing: list[str],
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Ask once, completely, for what is missing; the acceptance clock restarts when it is there."""
    wanted = [item.strip() for item in missing if item.strip()]
    matter = lock(matter_id, by=by, now=now, version=version)
    what = What(reason="；".join(wanted), detail={"missing": wanted})
    return move(matter, "request_supplement", by=by, now=now, what=what)


@transaction.atomic
def complete_supplement(
    *, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None
) -> Act:
    """The papers asked for have arrived; acceptance is examined anew."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "complete_supplement", by=by, now=now, what=What())


@transaction.atomic
def transfer(
    *,
    matter_id: uuid.UUID,
    to: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Send the matter to the body that has jurisdiction; the petitioner is told where."""
    if not to.strip():
        raise Refused(N_("Name the body the matter is transferred to."))
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(
        matter, "transfer", by=by, now=now, what=What(reason=reason, detail={"to": to.strip()})
    )


@transaction.atomic
def inform_elsewhere(
    *,
    matter_id: uuid.UUID,
    to: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Tell the petitioner which body to turn to."""
    if not to.strip():
        raise Refused(N_("Name the body the petitioner should turn to."))
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(
        matter,
        "inform_elsewhere",
        by=by,
        now=now,
        what=What(reason=reason, detail={"to": to.strip()}),
    )


@transaction.atomic
def decline(
    *, matter_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Act:
    """Refuse acceptance with reasons; the notice says where else to turn."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "decline", by=by, now=now, what=What(reason=reason))


@transaction.atomic
def accept(*, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None) -> Act:
    """Accept the matter into legal procedure; the handling clocks start."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "accept", by=by, now=now, what=What())


@transaction.atomic
def start_handling(
    *, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None
) -> Act:
    """The handler begins to work on the matter."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "start_handling", by=by, now=now, what=What())


@transaction.atomic
def pause(
    *,
    matter_id: uuid.UUID,
    ground: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Suspend the handling for one of the listed reasons only; the clocks stand still."""
    if ground not in PAUSE_REASONS:
        raise Refused(N_("Choose one of the listed reasons: only those stop a clock."))
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(
        matter, "pause", by=by, now=now, what=What(reason=reason, detail={"reason": ground})
    )


@transaction.atomic
def resume(*, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None) -> Act:
    """Go on with the handling; the days of the pause are not counted."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "resume", by=by, now=now, what=What())


@transaction.atomic
def extend(
    *,
    matter_id: uuid.UUID,
    rule: str,
    reason: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Lengthen one running time limit by what its rule allows; the petitioner is told why."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "extend", by=by, now=now, what=What(reason=reason, detail={"rule": rule}))


@transaction.atomic
def decide(
    *, matter_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Act:
    """Decide the matter with reasons; the answer may then be served."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "decide", by=by, now=now, what=What(reason=reason))
