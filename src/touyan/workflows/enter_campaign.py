"""The matters of a frozen list enter their campaign one by one: taken up again, due to be led.

Freezing is one short transaction; this follows it on the queue. Each matter is one transaction,
so a killed worker loses nothing and does nothing twice.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from touyan.campaigns.actions import batches
from touyan.campaigns.actions.revisits import drop_waiting
from touyan.campaigns.models import Batch, BatchEntry
from touyan.campaigns.rules.terms import terms_of
from touyan.leadership.actions.duties import lay_before_chief, reckon
from touyan.leadership.models import Charge, ChargeForm, Statement
from touyan.leadership.rules.words import OPEN_CHARGE, StatedFact
from touyan.matters.actions.endings import take_up
from touyan.matters.actions.ledger import What, enter
from touyan.matters.models import Act, Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.models import Account

JOB = "touyan.enter_campaign"
SIZE = 50


@transaction.atomic
def freeze_batch(*, batch_id: uuid.UUID, by: Account, now: datetime) -> Batch:
    """Freeze the list, and have its matters enter the campaign."""
    batch = batches.freeze_batch(batch_id=batch_id, by=by, now=now)
    defer(batch.pk, after=0)
    return batch


def defer(batch: int, *, after: int) -> None:
    """Put the matters behind this ordinal on the queue, within the caller's transaction."""
    app.configure_task(JOB, lock=f"enter-{batch}").defer(batch=batch, after=after)


def enter_and_defer(batch_pk: int, *, after: int, now: datetime, size: int = SIZE) -> int | None:
    """Let the next matters enter; the ordinal behind which the following ones begin, None when
    all have entered."""
    batch = Batch.objects.select_related("campaign__organ", "frozen_by").get(pk=batch_pk)
    rows = list(
        BatchEntry.objects.filter(batch=batch, ordinal__gt=after).order_by("ordinal")[:size]
    )
    for entry in rows:
        enter_one(batch, entry, now=now)
    if len(rows) < size:
        return None
    defer(batch_pk, after=rows[-1].ordinal)
    return rows[-1].ordinal


@transaction.atomic
def enter_one(batch: Batch, entry: BatchEntry, *, now: datetime) -> Act | None:
    """One matter enters: the act on its ledger, its duty by the campaign's rule, and, where it had
    ended, a new beginning. A termination stays in force until it is revoked."""
    matter = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("organ", "first_organ")
        .defer("search")
        .get(pk=entry.matter_id)
    )
    if Act.objects.filter(
        matter=matter, verb="enter_batch", detail__batch=str(batch.public_id)
    ).exists():
        return None
    by, campaign = batch.frozen_by, batch.campaign
    detail: dict[str, object] = {
        "campaign": campaign.name, "number": batch.number, "batch": str(batch.public_id),
    }  # fmt: skip
    what = What(reason=campaign.basis, organ_id=campaign.organ_id, detail=detail)
    act = enter(matter, "enter_batch", by=by, now=now, what=what)
    if matter.stage in ENDED:
        take_up(matter, reason=campaign.name, organ_id=campaign.organ_id, by=by, now=now)
        drop_waiting(matter, now=now)
    _make_due(matter, batch, now=now)
    return act


def _make_due(matter: Matter, batch: Batch, *, now: datetime) -> None:
    """State the campaign's fact with its terms; the form goes to the chief unless somebody leads
    the matter or was asked to already."""
    terms, campaign = terms_of(batch.campaign.terms), batch.campaign
    if not terms.charge:
        return
    Statement.objects.create(
        matter=matter, fact=StatedFact.CAMPAIGN, holds=True, reason=campaign.basis,
        reference=f"{campaign.name} {batch.number}",
        terms={"acts": [act.value for act in terms.acts]}, by=batch.frozen_by, at=now,
    )  # fmt: skip
    found = reckon(matter)
    waiting = ChargeForm.objects.filter(matter=matter, outcome="").exists()
    led = Charge.objects.filter(matter=matter, state__in=OPEN_CHARGE).exists()
    if found.due and not waiting and not led:
        lay_before_chief(matter, found, summary="", by=None, now=now)
