"""What the organiser chooses from: matters the rule takes, candidates, and quotas by office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from touyan.campaigns.models import Batch, BatchQuota, Campaign, Candidate
from touyan.campaigns.queries.campaigns import campaigns_seen, candidates_of, under_quota
from touyan.campaigns.queries.entry import condition_of, undecided_by_rule
from touyan.campaigns.rules.entry import groups_of
from touyan.campaigns.rules.running import ORGANISERS
from touyan.matters.models import Matter
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer


def taken_by_rule(campaign: Campaign, *, on: date, viewer: Viewer) -> QuerySet[Matter]:
    """What the rule takes and nobody decided on, each with the place of the group that takes it."""
    groups = groups_of(campaign.entry_rule)
    found = undecided_by_rule(campaign, on=on, viewer=viewer)
    cases = [When(condition_of(group, on), then=Value(at)) for at, group in enumerate(groups)]
    return found.annotate(group=Case(*cases, default=Value(0), output_field=IntegerField()))


def waiting(campaign: Campaign, *, viewer: Viewer) -> QuerySet[Candidate]:
    """Nominations nobody decided on."""
    return candidates_of(campaign, viewer=viewer).filter(outcome=Candidate.Outcome.WAITING)


def accepted(campaign: Campaign, *, viewer: Viewer) -> QuerySet[Candidate]:
    return candidates_of(campaign, viewer=viewer).filter(outcome=Candidate.Outcome.ACCEPTED)


def refused(campaign: Campaign, *, viewer: Viewer) -> QuerySet[Candidate]:
    return candidates_of(campaign, viewer=viewer).filter(outcome=Candidate.Outcome.REFUSED)


def free(batch: Batch, *, viewer: Viewer) -> QuerySet[Candidate]:
    """Accepted for the campaign and on no list yet."""
    return accepted(batch.campaign, viewer=viewer).filter(batch__isnull=True)


def chosen(batch: Batch, *, viewer: Viewer) -> QuerySet[Candidate]:
    return accepted(batch.campaign, viewer=viewer).filter(batch=batch)


@dataclass(frozen=True)
class QuotaLine:
    """An office with its quota, if one is set, and what is chosen of it and those beneath."""

    organ: Organ
    quota: int | None
    chosen: int
    open: int

    @property
    def over(self) -> bool:
        return self.quota is not None and self.chosen > self.quota


def quota_lines(batch: Batch, *, viewer: Viewer) -> list[QuotaLine]:
    """The organiser with its own matters, then the offices directly beneath it with theirs and
    those further down."""
    root = batch.campaign.organ
    beneath = Organ.objects.filter(parent=root, valid_to__isnull=True).order_by("code")
    set_for = dict(BatchQuota.objects.filter(batch=batch).values_list("organ", "number"))
    here = Q(batch=batch) | Q(batch__isnull=True)
    read = accepted(batch.campaign, viewer=viewer).filter(here).order_by()
    rows = list(read.values_list("matter__organ__path", "batch"))
    on_list = [path for path, number in rows if number]
    waits = [path for path, number in rows if not number]
    return [
        QuotaLine(
            organ,
            set_for.get(organ.pk),
            under_quota(organ, on_list, root=root),
            under_quota(organ, waits, root=root),
        )
        for organ in (root, *beneath)
    ]


def open_for(matter: Matter, *, viewer: Viewer) -> QuerySet[Campaign]:
    """The open campaigns the viewer may nominate a matter they found visible for."""
    roots = [
        g.organ_path
        for g in viewer.grants
        if g.role in ORGANISERS and matter.organ.path.startswith(g.organ_path)
    ]
    above = {int(step) for root in roots for step in root.split("/") if step}
    mine = Candidate.objects.filter(
        campaign=OuterRef("pk"), matter=matter, outcome__in=["", Candidate.Outcome.ACCEPTED]
    )
    found = campaigns_seen(viewer=viewer).filter(state=Campaign.State.OPEN, organ__in=above)
    return found.exclude(Exists(mine))
