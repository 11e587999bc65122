"""Campaigns, their candidates and batches, for whoever takes part in them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from touyan.campaigns.models import Batch, BatchEntry, BatchQuota, Campaign, Candidate, EntryMark
from touyan.campaigns.rules.digest import Line, digest_of, list_text
from touyan.campaigns.rules.words import Mark
from touyan.kernel.errors import NotVisible
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer, steps


def campaigns_seen(*, viewer: Viewer) -> QuerySet[Campaign]:
    """The campaigns of the viewer's offices, of those above and of those beneath them. A draft is
    seen by its own office alone."""
    around = Q(pk__in=[])
    for root in viewer.case_roots:
        above = [int(step) for step in steps(root)]
        around |= Q(organ__path__startswith=root) | Q(organ__in=above)
    own = [grant.organ_id for grant in viewer.grants]
    draft = Q(state=Campaign.State.DRAFT) & ~Q(organ__in=own)
    return (
        Campaign.objects.filter(around)
        .exclude(draft)
        .select_related("organ", "created_by__person", "opened_by__person")
        .order_by("-starts_on", "-id")
    )


def campaign_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Campaign:
    """One campaign; NotVisible when absent or hidden alike."""
    found = campaigns_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def batches_of(campaign: Campaign) -> QuerySet[Batch]:
    """The batches of a campaign the caller has found visible."""
    return (
        Batch.objects.filter(campaign=campaign)
        .select_related("campaign__organ", "prepared_by__person", "frozen_by__person")
        .order_by("number")
    )


def batch_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Batch:
    """One batch of a visible campaign."""
    seen = campaigns_seen(viewer=viewer).values("pk")
    found = (
        Batch.objects.filter(public_id=public_id, campaign__in=seen)
        .select_related("campaign__organ", "prepared_by__person", "frozen_by__person")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def candidates_of(campaign: Campaign, *, viewer: Viewer) -> QuerySet[Candidate]:
    """What was put forward, among the matters the viewer may see."""
    return (
        Candidate.objects.filter(campaign=campaign, matter__in=visible(viewer=viewer))
        .select_related("matter__organ", "organ", "put_by__person", "decided_by__person", "batch")
        .order_by("id")
    )


def candidacies_of(matter: Matter, *, viewer: Viewer) -> QuerySet[Candidate]:
    """For which campaigns a matter the caller has found visible was put forward, and its place on
    a frozen list where it has one; the latest first."""
    place = BatchEntry.objects.filter(candidate=OuterRef("pk"))
    left = EntryMark.objects.filter(entry__candidate=OuterRef("pk"), mark=Mark.LEAVE)
    seen = campaigns_seen(viewer=viewer).values("pk")
    found = Candidate.objects.filter(matter=matter, campaign__in=seen)
    return (
        found.annotate(ordinal=Subquery(place.values("ordinal")[:1]), left=Exists(left))
        .select_related("campaign", "batch")
        .order_by("-id")
    )


def under_quota(organ: Organ, paths: Iterable[str], *, root: Organ) -> int:
    """How many matters, by the paths of their offices, the quota of an office is about: its own
    and those of the offices beneath it; of the organiser its own alone."""
    if organ.pk == root.pk:
        return sum(path == root.path for path in paths)
    return sum(path.startswith(organ.path) for path in paths)


def quotas_of(batch: Batch) -> list[tuple[BatchQuota, int]]:
    """Each quota with how many matters it is about are chosen."""
    quotas = BatchQuota.objects.filter(batch=batch).select_related("organ").order_by("organ")
    chosen = Candidate.objects.filter(batch=batch).values_list("matter__organ__path", flat=True)
    paths, root = list(chosen), batch.campaign.organ
    return [(one, under_quota(one.organ, paths, root=root)) for one in quotas]


def list_of(batch: Batch) -> str:
    """The frozen list as the text its digest is computed from, as it stands in the database."""
    rows = BatchEntry.objects.filter(batch=batch).order_by("ordinal")
    lines = [
        Line(ordinal, str(matter), number, organ)
        for ordinal, matter, number, organ in rows.values_list(
            "ordinal", "matter__public_id", "matter__number", "organ__code"
        )
    ]
    if batch.frozen_at is None:
        raise NotVisible
    return list_text(
        campaign=str(batch.campaign.public_id),
        number=batch.number,
        frozen_at=batch.frozen_at,
        lines=lines,
    )


def is_whole(batch: Batch) -> bool:
    """Whether the list is still the one that was frozen: nothing added, dropped or exchanged."""
    return digest_of(list_of(batch)) == batch.digest


def sees_whole(batch: Batch, *, viewer: Viewer) -> bool:
    """Whether the viewer may know of every matter of the list: only then is its size told."""
    entries = BatchEntry.objects.filter(batch=batch)
    return not entries.exclude(matter__in=visible(viewer=viewer)).exists()


def entered(batch: Batch) -> int:
    """How many matters of a frozen batch have the act of entering on their ledger already."""
    found = BatchEntry.objects.filter(batch=batch, matter__acts__verb="enter_batch",
                                      matter__acts__detail__batch=str(batch.public_id))  # fmt: skip
    counted = found.aggregate(number=Count("pk", distinct=True))
    return int(counted["number"])
