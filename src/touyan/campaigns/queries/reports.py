"""Reports upward: who owes one, what was reported, and what a viewer may know of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from touyan.campaigns.models import BatchEntry, Campaign, CampaignReport
from touyan.campaigns.rules.reported import Frozen, Line, lines_of, report_digest
from touyan.campaigns.rules.reporting import CONFIRMERS, WRITERS, Listed, Period, owing, periods
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Party, Wall
from touyan.kernel.errors import NotVisible
from touyan.matters.models import Act
from touyan.matters.queries import visible, walled
from touyan.organs.models import Account
from touyan.organs.queries import scope_filter, viewer_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer


def listed(campaign: Campaign, *, viewer: Viewer | None) -> list[Listed]:
    """Where the matters of the frozen lists lie, since when, and which offices may not know of
    them; without a viewer all of them, for the work of the night."""
    found = BatchEntry.objects.filter(batch__campaign=campaign, batch__frozen_at__isnull=False)
    if viewer is not None:
        found = found.filter(matter__in=visible(viewer=viewer))
    behind_walls = _walled(found)
    open_ones = (
        found.exclude(matter__in=list(behind_walls))
        .order_by()
        .values_list("organ__path", "batch__frozen_at")
        .annotate(number=Count("pk"))
    )
    behind = found.filter(matter__in=list(behind_walls)).values_list(
        "organ__path", "batch__frozen_at", "matter_id"
    )
    return [
        *(Listed(path, legal_day(at), number=n) for path, at, n in open_ones if at),
        *(Listed(path, legal_day(at), behind_walls[matter]) for path, at, matter in behind if at),
    ]


def _walled(found: QuerySet[BatchEntry]) -> dict[int, frozenset[int]]:
    """The offices a wall keeps from each of the matters that have one around an office."""
    walls = Wall.objects.filter(
        organ__isnull=False, petition__belonging__matter__in=found.values("matter")
    )
    offices: defaultdict[int, set[int]] = defaultdict(set)
    for matter, organ in walls.values_list("petition__belonging__matter_id", "organ_id"):
        offices[matter].add(organ)
    return {matter: frozenset(organs) for matter, organs in offices.items()}


def owed_since(campaign: Campaign, *, viewer: Viewer | None) -> dict[int, date]:
    """The offices that report, so far as the viewer may know that they do, each with the day its
    first matter was listed."""
    if campaign.opened_at is None:
        return {}
    return owing(listed(campaign, viewer=viewer), organiser=campaign.organ.path)


def periods_of(campaign: Campaign, *, since: date, today: date) -> list[Period]:
    """The periods reported on from a day; the one still running is the last of them."""
    ended = legal_day(campaign.ended_at) if campaign.ended_at else None
    return periods(campaign.rhythm, since=since, until=today, ended=ended)


def owed_by(campaign: Campaign, *, viewer: Viewer | None, today: date) -> dict[int, list[Period]]:
    """The periods each office reports on, so far as the viewer may know that it does."""
    since = owed_since(campaign, viewer=viewer)
    return {organ: periods_of(campaign, since=day, today=today) for organ, day in since.items()}


def reports_seen(*, viewer: Viewer) -> QuerySet[CampaignReport]:
    """The reports of offices in the viewer's scope on which the viewer may know of some matter,
    without the matters themselves."""
    told = BatchEntry.objects.filter(
        batch__campaign=OuterRef("campaign"),
        batch__frozen_at__lte=OuterRef("as_of"),
        organ__path__startswith=OuterRef("organ__path"),
        matter__in=visible(viewer=viewer),
    )
    found = CampaignReport.objects.filter(scope_filter(viewer, "organ__path"), Exists(told))
    return (
        found.select_related("campaign__organ", "organ", "drafted_by__person",
                             "confirmed_by__person")
        .defer("standings")
        .order_by("-last", "organ__code")
    )  # fmt: skip


def report_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> CampaignReport:
    """One report with its matters; NotVisible when absent or hidden alike."""
    found = reports_seen(viewer=viewer).defer(None).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def seen_lines(report: CampaignReport, *, viewer: Viewer) -> list[Line]:
    """The matters of a report the viewer may know of: every figure shown is counted from these
    alone, so that nothing hidden can be found by subtracting."""
    lines = lines_of(report.standings)
    known = BatchEntry.objects.filter(
        batch__campaign_id=report.campaign_id,
        organ__path__startswith=report.organ.path,
        matter__in=visible(viewer=viewer),
    )
    matters = {str(one) for one in known.values_list("matter__public_id", flat=True)}
    return [line for line in lines if line.matter in matters]


def previous_report(report: CampaignReport) -> CampaignReport | None:
    """The last report the office confirmed of an earlier period."""
    found = CampaignReport.objects.filter(
        campaign_id=report.campaign_id,
        organ_id=report.organ_id,
        last__lt=report.first,
        confirmed_at__isnull=False,
    )
    return found.select_related("campaign", "organ").order_by("-last").first()


def following_report(report: CampaignReport) -> CampaignReport | None:
    """The next report of the office that was confirmed: it explains what changed since."""
    found = CampaignReport.objects.filter(
        campaign_id=report.campaign_id,
        organ_id=report.organ_id,
        first__gt=report.last,
        confirmed_at__isnull=False,
    )
    return found.defer("standings").order_by("last").first()


def acts_between(
    wanted: Mapping[str, Iterable[str]], *, since: datetime, until: datetime, viewer: Viewer
) -> dict[str, list[Act]]:
    """The acts of each matter in a span, of the verbs asked for; of matters the viewer sees."""
    verbs = {verb for each in wanted.values() for verb in each}
    acts = Act.objects.filter(
        matter__public_id__in=list(wanted), matter__in=visible(viewer=viewer),
        verb__in=verbs, at__gt=since, at__lte=until,
    ).annotate(of=F("matter__public_id"))  # fmt: skip
    found: defaultdict[str, list[Act]] = defaultdict(list)
    for act in acts.select_related("by__person").order_by("id"):
        matter = str(act.of)
        if act.verb in wanted[matter]:
            found[matter].append(act)
    return found


def frozen_of(report: CampaignReport) -> Frozen:
    """What the digest of a confirmed report is computed from, as it stands in the database."""
    if report.confirmed_at is None:
        raise NotVisible
    return Frozen(
        salt=report.salt,
        campaign=str(report.campaign.public_id),
        organ=report.organ.code,
        first=report.first,
        last=report.last,
        due_on=report.due_on,
        as_of=report.as_of,
        drafted_by=report.drafted_by_id,
        confirmed_by=report.confirmed_by_id,
        confirmed_at=report.confirmed_at,
        remarks=report.remarks,
        standings=report.standings,
    )


def is_unchanged(report: CampaignReport) -> bool:
    """Whether a confirmed report is still what was confirmed."""
    return report_digest(frozen_of(report)) == report.digest


def kept_from_confirmer(report: CampaignReport, *, viewer: Viewer) -> int:
    """How many of the matters the viewer may know of a wall keeps from whoever confirmed."""
    if report.confirmed_by is None:
        return 0
    confirmer = viewer_of(report.confirmed_by, now=report.confirmed_at or report.as_of)
    behind = visible(viewer=viewer).filter(public_id__in=_matters(report))
    return behind.filter(pk__in=walled(viewer=confirmer)).count()


def words_told(report: CampaignReport, *, viewer: Viewer) -> list[str]:
    """What tells the matters of a report the viewer may know of: numbers, titles, names."""
    seen = visible(viewer=viewer).filter(public_id__in=_matters(report))
    named = Party.objects.filter(petition__belonging__matter__in=seen)
    pairs = seen.values_list("number", "title")
    return [*(word for pair in pairs for word in pair), *named.values_list("name", flat=True)]


def others_who_confirm(report: CampaignReport, *, but: Account, on: date) -> int:
    """How many others of the office may confirm a report."""
    grants = grants_in_force(on).filter(post__organ=report.organ, role__in=CONFIRMERS)
    people = Account.objects.filter(is_active=True, person__in=grants.values("person"))
    return people.exclude(pk=but.pk).count()


def _matters(report: CampaignReport) -> list[str]:
    return [row["matter"] for row in report.standings]


def reports_waiting(*, viewer: Viewer) -> QuerySet[CampaignReport]:
    """What the offices the viewer writes for have still to confirm."""
    own = [grant.organ_id for grant in viewer.grants if grant.role in WRITERS]
    found = reports_seen(viewer=viewer).filter(organ__in=own, confirmed_at__isnull=True)
    return found.order_by("due_on", "id")


def late_beneath(*, viewer: Viewer, today: date) -> QuerySet[CampaignReport]:
    """What is late of the reports owed to the viewer's office as organiser."""
    own = [grant.organ_id for grant in viewer.grants if grant.role in CONFIRMERS]
    found = reports_seen(viewer=viewer).filter(
        campaign__organ__in=own, confirmed_at__isnull=True, due_on__lt=today
    )
    return found.order_by("due_on", "id")
