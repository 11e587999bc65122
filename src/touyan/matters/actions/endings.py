"""Closed, terminated, revoked, reopened: separate facts, each with its day and its author."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Claim, Petition
from touyan.kernel.errors import Conflict
from touyan.kernel.messages import N_
from touyan.matters.actions.ledger import What, enter, lock, move, permitted, standing
from touyan.matters.models import Act, Closing, Document, Matter, Termination
from touyan.matters.rules.closing import check_answers, check_served
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.matters.rules.terminating import (
    Remedy,
    check_remedies,
    check_reopening,
    check_revoking,
)
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


def claims_of(matter: Matter) -> dict[int, str]:
    """Every demand of the matter's petitions; one made again in the same words counts once."""
    found = Claim.objects.filter(petition__belonging__matter=matter).exclude(
        petition__belonging__relation="duplicate"
    )
    first: dict[str, int] = {}
    for key, text in found.order_by("petition_id", "ordinal").values_list("pk", "text"):
        first.setdefault(text.strip(), key)
    return {key: text for text, key in first.items()}


def taken_up_again(matter: Matter) -> date | None:
    """The day on which the matter was last taken up again, if it ever was."""
    again = Closing.objects.filter(matter=matter).aggregate(last=Max("reopened_at"))["last"]
    return legal_day(again) if again else None


def served_kinds(matter: Matter) -> set[str]:
    """The kinds of paper that reached somebody in this matter since it was last taken up."""
    since = taken_up_again(matter) or date.min
    served = matter.documents.filter(state=Document.State.SERVED, served_on__gte=since)
    return set(served.values_list("kind", flat=True))


def _replyable(matter: Matter) -> bool:
    return Petition.objects.filter(belonging__matter=matter, replyable=True).exists()


@transaction.atomic
def close(
    *,
    matter_id: uuid.UUID,
    report: str,
    answered_where: dict[int, str],
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """End the procedure, with a closing report and, for each demand, where it is answered.

    Closing says nothing of whether the grievance ended.
    """
    matter = lock(matter_id, by=by, now=now, version=version)
    check_served(
        stage=Stage(matter.stage), replyable=_replyable(matter), served=served_kinds(matter)
    )
    act = move(matter, "close", by=by, now=now, what=What(reason=report))
    answers = check_answers(claims_of(matter), answered_where)
    Closing.objects.create(
        matter=matter, on=legal_day(now), at=now, by=by, report=report.strip(), answers=answers
    )
    return act


@transaction.atomic
def watch(*, matter_id: uuid.UUID, by: Account, now: datetime, version: int | None = None) -> Act:
    """Keep in touch after closing."""
    matter = lock(matter_id, by=by, now=now, version=version)
    return move(matter, "watch", by=by, now=now, what=What())


@transaction.atomic
def terminate(
    *,
    matter_id: uuid.UUID,
    grounds: str,
    remedies: Sequence[Remedy],
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Declare the remedies exhausted, each by name. Registration, reply and new evidence stay
    open."""
    matter = lock(matter_id, by=by, now=now, version=version)
    organ_id = standing(matter, viewer_of(by, now=now), "terminate").organ_id
    what = What(reason=grounds, organ_id=organ_id)
    act = move(matter, "terminate", by=by, now=now, what=what)
    if is_terminated(matter):
        raise Conflict(N_("The matter is terminated already, and that has not been revoked."))
    check_remedies(remedies, today=legal_day(now))
    Termination.objects.create(
        matter=matter, on=legal_day(now), at=now, by=by, organ_id=organ_id,
        grounds=grounds.strip(), remedies=[remedy.as_data() for remedy in remedies],
    )  # fmt: skip
    return act


def take_up(
    matter: Matter, *, reason: str, organ_id: int, by: Account | None, now: datetime
) -> Act:
    """Take a locked matter up again that a campaign put on its list; the termination stands."""
    matter.stage = Stage.REOPENED
    what = What(reason=reason, organ_id=organ_id, detail=_still(matter))
    act = enter(matter, "reopen", by=by, now=now, what=what, basis=BY_VERB["reopen"].basis)
    Closing.objects.filter(matter=matter, reopened_at__isnull=True).update(reopened_at=now)
    return act


@transaction.atomic
def revoke_termination(
    *,
    matter_id: uuid.UUID,
    reason: str,
    evidence: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """New evidence shows that the remedies were not exhausted. The matter stands closed again
    where it stood terminated; taking it up is a further step, and so is a decision in it."""
    matter = lock(matter_id, by=by, now=now, version=version)
    in_force = Termination.objects.select_related("organ").filter(matter=matter)
    termination = in_force.filter(revoked_at__isnull=True).first()
    if termination is None:
        raise Conflict(N_("No termination of this matter is in force."))
    place = standing(matter, viewer_of(by, now=now), "terminate")
    check_revoking(
        roles=place.roles, level=place.level, terminated_at_level=termination.organ.level,
        reason=reason, evidence=evidence,
    )  # fmt: skip
    termination.revoked_at, termination.revoked_by = now, by
    termination.revoked_reason = reason.strip()
    termination.revoked_evidence = evidence.strip()
    termination.save()
    if matter.stage == Stage.TERMINATED:
        matter.stage = Stage.CLOSED
    what = What(reason=reason, organ_id=place.organ_id, detail={"evidence": evidence.strip()})
    return enter(
        matter, "revoke_termination", by=by, now=now, what=what, basis=BY_VERB["terminate"].basis
    )


@transaction.atomic
def reopen(
    *, matter_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Act:
    """Take the matter up again; what was closed stays on record as it was. What stands terminated
    is revoked first."""
    matter = lock(matter_id, by=by, now=now, version=version)
    permitted(matter, "reopen", by=by, now=now, reason=reason)
    check_reopening(terminated=is_terminated(matter))
    return _reopen(matter, reason=reason, by=by, now=now)


@transaction.atomic
def return_to_work(*, matter_id: uuid.UUID, reason: str, by: Account, now: datetime) -> Act:
    """What a revisit found sends the matter back to work; a termination stands, and the act says
    so."""
    return _reopen(lock(matter_id, by=by, now=now), reason=reason, by=by, now=now)


def _reopen(matter: Matter, *, reason: str, by: Account, now: datetime) -> Act:
    what = What(reason=reason, detail=_still(matter))
    act = move(matter, "reopen", by=by, now=now, what=what)
    Closing.objects.filter(matter=matter, reopened_at__isnull=True).update(reopened_at=now)
    return act


def is_terminated(matter: Matter) -> bool:
    """Whether a termination of the matter is in force."""
    return Termination.objects.filter(matter=matter, revoked_at__isnull=True).exists()


def _still(matter: Matter) -> dict[str, object]:
    """For the act's entry: the matter is taken up while its termination stands."""
    return {"terminated": True} if is_terminated(matter) else {}
