"""A batch from its preparation to the frozen list, and how a matter leaves it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from touyan.campaigns.actions.campaigns import lock_campaign, note
from touyan.campaigns.actions.candidates import check_on_no_running_list
from touyan.campaigns.models import (
    Batch,
    BatchEntry,
    BatchQuota,
    Campaign,
    Candidate,
    EntryMark,
)
from touyan.campaigns.queries.campaigns import batch_by_public_id, list_of, quotas_of
from touyan.campaigns.rules.digest import digest_of
from touyan.campaigns.rules.running import (
    check_leader,
    check_organiser,
    check_reason,
    check_state,
)
from touyan.campaigns.rules.words import Mark
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.duties import reckon
from touyan.leadership.models import Statement
from touyan.leadership.rules.words import StatedFact
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


@transaction.atomic
def prepare_batch(*, campaign_id: uuid.UUID, due_on: date, by: Account, now: datetime) -> Batch:
    """Begin the next batch; matters accepted for the campaign can be chosen for it."""
    campaign = lock_campaign(campaign_id, by=by, now=now)
    check_state(campaign.state, Campaign.State.OPEN)
    check_organiser(viewer_of(by, now=now), organ_path=campaign.organ.path)
    if due_on < legal_day(now):
        raise Refused(N_("The day the batch is to be cleared by has passed."))
    batches = Batch.objects.filter(campaign=campaign)
    if batches.filter(frozen_at__isnull=True).exists():
        raise Conflict(N_("A batch is in preparation already: freeze it first."))
    batch = Batch.objects.create(
        campaign=campaign, number=batches.count() + 1, due_on=due_on, prepared_by=by,
        prepared_at=now,
    )  # fmt: skip
    note("campaign.prepare_batch", campaign, by=by, now=now, batch=batch.number)
    return batch


@transaction.atomic
def set_quota(
    *, batch_id: uuid.UUID, organ: Organ, number: int, by: Account, now: datetime
) -> None:
    """How many matters of an office, with those beneath it, the batch is to hold; of the organiser
    its own alone."""
    batch = _in_preparation(batch_id, by=by, now=now)
    if not organ.path.startswith(batch.campaign.organ.path):
        raise Refused(N_("The office lies outside this campaign."))
    if number < 0:
        raise Refused(N_("A quota is a number from nought up."))
    BatchQuota.objects.update_or_create(batch=batch, organ=organ, defaults={"number": number})
    note("campaign.choose", batch.campaign, by=by, now=now, batch=batch.number, quota=number)


@transaction.atomic
def choose(
    *,
    batch_id: uuid.UUID,
    candidates: Iterable[uuid.UUID],
    chosen: bool,
    by: Account,
    now: datetime,
) -> int:
    """Put accepted candidates on the list, or take them off while it is in preparation."""
    batch = _in_preparation(batch_id, by=by, now=now)
    found = Candidate.objects.filter(
        campaign=batch.campaign, public_id__in=list(candidates), outcome=Candidate.Outcome.ACCEPTED
    )
    if chosen:
        number = found.filter(batch__isnull=True).update(batch=batch)
    else:
        number = found.filter(batch=batch).update(batch=None)
    note("campaign.choose", batch.campaign, by=by, now=now, batch=batch.number,
         chosen=number if chosen else -number)  # fmt: skip
    return number


@transaction.atomic
def freeze_batch(*, batch_id: uuid.UUID, by: Account, now: datetime) -> Batch:
    """Freeze the list and keep its digest. From now on it neither grows nor shrinks; a matter
    leaves it only by a recorded decision and stays in the gross total."""
    batch = _in_preparation(batch_id, by=by, now=now)
    check_leader(viewer_of(by, now=now), organ_path=batch.campaign.organ.path)
    chosen = list(
        Candidate.objects.filter(batch=batch)
        .select_related("matter__organ")
        .order_by("matter__organ__code", "matter__number")
    )
    if not chosen:
        raise Refused(N_("The list is empty: choose matters first."))
    matters = Matter.objects.filter(pk__in=[one.matter_id for one in chosen]).order_by("pk")
    list(matters.select_for_update().values_list("pk"))
    check_on_no_running_list(batch.campaign, chosen)
    if any(number > quota.number for quota, number in quotas_of(batch)):
        raise Refused(N_("More matters are chosen than the quota of an office allows."))
    BatchEntry.objects.bulk_create(
        BatchEntry(batch=batch, matter=one.matter, ordinal=place, organ=one.matter.organ,
                   candidate=one)
        for place, one in enumerate(chosen, 1)
    )  # fmt: skip
    batch.frozen_by, batch.frozen_at, batch.size = by, now, len(chosen)
    batch.digest = digest_of(list_of(batch))
    batch.save()
    note("campaign.freeze_batch", batch.campaign, by=by, now=now, batch=batch.number,
         size=batch.size, digest=batch.digest)  # fmt: skip
    return batch


def _in_preparation(batch_id: uuid.UUID, *, by: Account, now: datetime) -> Batch:
    seen = batch_by_public_id(batch_id, viewer=viewer_of(by, now=now))
    lock_campaign(seen.campaign.public_id, by=by, now=now)
    check_organiser(viewer_of(by, now=now), organ_path=seen.campaign.organ.path)
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=seen.pk)
    if batch.frozen_at:
        raise Refused(N_("The list is frozen: it neither grows nor shrinks."))
    batch.campaign = seen.campaign
    return batch


@transaction.atomic
def leave_batch(*, entry_id: int, reason: str, by: Account, now: datetime) -> EntryMark:
    """Let a matter leave its batch by decision of the organising office; the gross total and the
    digest stay as they were."""
    entry = entry_seen(entry_id, by=by, now=now)
    matter = lock(entry.matter.public_id, by=by, now=now)
    campaign = entry.batch.campaign
    check_leader(viewer_of(by, now=now), organ_path=campaign.organ.path)
    words = check_reason(reason)
    if EntryMark.objects.filter(entry=entry, mark=Mark.LEAVE).exists():
        raise Conflict(N_("The matter left the batch already."))
    mark = EntryMark.objects.create(entry=entry, mark=Mark.LEAVE, reason=words, by=by, at=now)
    if not _on_another_list(entry):
        _unstate(entry, matter, words, by=by, now=now)
    detail: dict[str, object] = {"campaign": campaign.name, "batch": str(entry.batch.public_id)}
    what = What(reason=words, organ_id=campaign.organ_id, detail=detail)
    enter(matter, "leave_batch", by=by, now=now, what=what)
    return mark


def _on_another_list(entry: BatchEntry) -> bool:
    """Whether another open campaign still has the matter on a list."""
    left = EntryMark.objects.filter(entry=OuterRef("pk"), mark=Mark.LEAVE)
    others = BatchEntry.objects.filter(
        matter=entry.matter_id, batch__campaign__state=Campaign.State.OPEN
    )
    return others.exclude(pk=entry.pk).filter(~Exists(left)).exists()


def _unstate(entry: BatchEntry, matter: Matter, words: str, *, by: Account, now: datetime) -> None:
    """The campaign's rule no longer makes the matter due."""
    Statement.objects.create(
        matter=matter, fact=StatedFact.CAMPAIGN, holds=False, reason=words,
        reference=f"{entry.batch.campaign.name} {entry.batch.number}", by=by, at=now,
    )  # fmt: skip
    reckon(matter)


def entry_seen(entry_id: int, *, by: Account, now: datetime) -> BatchEntry:
    """An entry of a campaign and a matter the person may know of."""
    found = (
        BatchEntry.objects.filter(pk=entry_id, matter__in=visible(viewer=viewer_of(by, now=now)))
        .select_related("batch__campaign__organ", "matter")
        .first()
    )
    if found is None:
        raise NotVisible
    return found
