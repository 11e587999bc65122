"""Whether a matter must be led is reckoned anew whenever something it hangs on changes."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.intake.models import Claim
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, as_data
from touyan.leadership.models import Charge, ChargeForm, DutyRow, Statement
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.queries.standing import standing_of
from touyan.leadership.rules.duty import Duty
from touyan.leadership.rules.options import check_option
from touyan.leadership.rules.words import OPEN_CHARGE, StatedFact
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Act, Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

SHOWN_CLAIMS = 5


def reckon(matter: Matter) -> Duty:
    """Reckon a locked matter's duty anew and keep what lists need of it."""
    found = duty_of(matter)
    DutyRow.objects.update_or_create(
        matter=matter,
        defaults={
            "due": found.due,
            "unknown": found.unknown,
            "since": found.since,
            "codes": [finding.rule.code for finding in found.findings if finding.due],
        },
    )
    return found


def reassess(matter: Matter, *, by: Account | None, now: datetime) -> Duty:
    """The same; once it is due the form goes to the chief by itself."""
    found = reckon(matter)
    if found.due and _nobody_asked(matter):
        lay_before_chief(matter, found, summary="", by=by, now=now)
    return found


def _nobody_asked(matter: Matter) -> bool:
    """No form was ever made and nobody leads it: a returned form is not sent again by machine."""
    if matter.stage in ENDED or ChargeForm.objects.filter(matter=matter).exists():
        return False
    return not Charge.objects.filter(matter=matter, state__in=OPEN_CHARGE).exists()


def lay_before_chief(
    matter: Matter,
    found: Duty,
    *,
    summary: str,
    by: Account | None,
    now: datetime,
    verb: str = "submit_for_charge",
) -> ChargeForm:
    """The approval form with the reasons and a summary, on the desk of the handling office's
    chief; the chief's time limit starts."""
    form = ChargeForm.objects.create(
        matter=matter,
        organ=matter.organ,
        reasons=[
            {"code": one.rule.code, "why": as_data(one.why)} for one in found.findings if one.due
        ],
        summary=summary.strip() or _summary(matter),
        submitted_by=by,
        submitted_at=now,
    )
    if verb == "submit_for_charge":
        codes: list[object] = [one.rule.code for one in found.findings if one.due]
        enter(matter, verb, by=by, now=now, what=What(detail={"rules": codes}))
    return form


def _summary(matter: Matter) -> str:
    """What is asked for, in the petitioner's own demands."""
    claims = Claim.objects.filter(petition__belonging__matter=matter).order_by("petition", "id")
    asked = claims.values_list("text", flat=True)[:SHOWN_CLAIMS]
    return "；".join(asked) or matter.title


@transaction.atomic
def submit_form(
    *, matter_id: uuid.UUID, summary: str, by: Account, now: datetime, version: int | None = None
) -> ChargeForm:
    """Lay a matter before the chief by hand: one that is due again, or one not due at all."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_option("submit", standing_of(matter, viewer=viewer_of(by, now=now), now=now))
    return lay_before_chief(matter, duty_of(matter), summary=summary, by=by, now=now)


@transaction.atomic
def state_fact(
    *,
    matter_id: uuid.UUID,
    fact: StatedFact,
    holds: bool,
    reason: str,
    reference: str = "",
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Act:
    """Say something of a matter that a duty rule depends on; the duty is reckoned anew."""
    matter = lock(matter_id, by=by, now=now, version=version)
    wanted = "state-major" if fact is StatedFact.MAJOR else "state"
    check_option(wanted, standing_of(matter, viewer=viewer_of(by, now=now), now=now))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    Statement.objects.create(
        matter=matter, fact=fact, holds=holds, reason=reason.strip(),
        reference=reference.strip(), by=by, at=now,
    )  # fmt: skip
    what = What(reason=reason, detail={"fact": fact.value, "holds": holds})
    act = enter(matter, "state_fact", by=by, now=now, what=what)
    reassess(matter, by=by, now=now)
    return act
