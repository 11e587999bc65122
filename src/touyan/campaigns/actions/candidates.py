"""Which matters are put forward for a campaign, and what the organiser decides of each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from touyan.campaigns.actions.campaigns import lock_campaign, note
from touyan.campaigns.models import Campaign, Candidate
from touyan.campaigns.queries.entry import matters_by_rule, on_running_lists, why_taken
from touyan.campaigns.rules.running import (
    check_nominator,
    check_organiser,
    check_reason,
    check_state,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_, as_data
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

Outcome = Candidate.Outcome
ELSEWHERE = N_(
    "%(matter)s is on a list of “%(campaign)s”, which still runs. It can be taken when that "
    "campaign has ended, or when the matter has left it by decision."
)


@transaction.atomic
def nominate(
    *, campaign_id: uuid.UUID, matter_id: uuid.UUID, reason: str, by: Account, now: datetime
) -> Candidate:
    """Put a matter forward upward, with the reason."""
    campaign = lock_campaign(campaign_id, by=by, now=now)
    check_state(campaign.state, Campaign.State.OPEN)
    viewer = viewer_of(by, now=now)
    matter = visible(viewer=viewer).select_related("organ").filter(public_id=matter_id).first()
    if matter is None:
        raise NotVisible
    check_nominator(viewer, matter_path=matter.organ.path, campaign_path=campaign.organ.path)
    words = check_reason(reason)
    _check_new(campaign, matter)
    candidate = Candidate.objects.create(
        campaign=campaign, matter=matter, source=Candidate.Source.NOMINATION, organ=matter.organ,
        reason=words, why=_why(campaign, matter, now), put_by=by, put_at=now,
    )  # fmt: skip
    note("campaign.nominate", campaign, by=by, now=now, matter=str(matter.public_id))
    return candidate


def _check_new(campaign: Campaign, matter: Matter) -> None:
    standing = Candidate.objects.filter(campaign=campaign, matter=matter)
    if standing.filter(outcome__in=[Outcome.WAITING, Outcome.ACCEPTED]).exists():
        raise Conflict(N_("The matter was put forward for this campaign already."))


def _why(campaign: Campaign, matter: Matter, now: datetime) -> list[object]:
    return [as_data(one) for one in why_taken(campaign.entry_rule, matter, on=legal_day(now))]


@transaction.atomic
def decide_candidates(
    *,
    campaign_id: uuid.UUID,
    candidates: Iterable[uuid.UUID],
    accept: bool,
    reason: str,
    by: Account,
    now: datetime,
) -> list[Candidate]:
    """Accept or refuse nominations with a reason; each keeps its own decision."""
    campaign = _organised(campaign_id, by=by, now=now)
    seen = visible(viewer=viewer_of(by, now=now))
    wanted = set(candidates)
    found = list(
        Candidate.objects.select_for_update(of=("self",)).filter(
            campaign=campaign, public_id__in=wanted, matter__in=seen
        )
    )
    if len(found) != len(wanted):
        raise NotVisible
    if any(one.outcome for one in found):
        raise Conflict(N_("One of these was decided meanwhile. Look at the list again."))
    if accept:
        check_on_no_running_list(campaign, found)
    _decide(found, accept=accept, reason=reason, by=by, now=now)
    Candidate.objects.bulk_update(found, ["outcome", "decision", "decided_by", "decided_at"])
    _noted(campaign, found, by=by, now=now)
    return found


@transaction.atomic
def decide_by_rule(
    *,
    campaign_id: uuid.UUID,
    matters: Iterable[uuid.UUID],
    accept: bool,
    reason: str,
    by: Account,
    now: datetime,
) -> list[Candidate]:
    """Accept or refuse matters the entry rule takes; each keeps why it was taken and decided."""
    campaign = _organised(campaign_id, by=by, now=now)
    taken = matters_by_rule(
        campaign.entry_rule, organ_path=campaign.organ.path, on=legal_day(now),
        viewer=viewer_of(by, now=now),
    )  # fmt: skip
    wanted = set(matters)
    rows = list(taken.select_related("organ").filter(public_id__in=wanted).order_by("pk"))
    if len(rows) != len(wanted):
        raise Refused(N_("One of these is no longer taken by the entry rule. Look at it again."))
    if Candidate.objects.filter(campaign=campaign, matter__in=rows).exists():
        raise Conflict(N_("One of these was decided meanwhile. Look at the list again."))
    found = [
        Candidate(
            campaign=campaign, matter=matter, source=Candidate.Source.RULE, organ=matter.organ,
            why=_why(campaign, matter, now), put_at=now,
        )
        for matter in rows
    ]  # fmt: skip
    if accept:
        check_on_no_running_list(campaign, found)
    _decide(found, accept=accept, reason=reason, by=by, now=now)
    Candidate.objects.bulk_create(found)
    _noted(campaign, found, by=by, now=now)
    return found


def check_on_no_running_list(campaign: Campaign, found: Iterable[Candidate]) -> None:
    """Refuse matters that another campaign works on now, naming the first."""
    matters = [one.matter_id for one in found]
    taken = on_running_lists(but=campaign).filter(matter__in=matters)
    first = taken.select_related("matter", "batch__campaign").order_by("matter__number").first()
    if first:
        raise Refused(ELSEWHERE, matter=first.matter.number, campaign=first.batch.campaign.name)


def _organised(campaign_id: uuid.UUID, *, by: Account, now: datetime) -> Campaign:
    campaign = lock_campaign(campaign_id, by=by, now=now)
    check_state(campaign.state, Campaign.State.OPEN)
    check_organiser(viewer_of(by, now=now), organ_path=campaign.organ.path)
    return campaign


def _decide(
    found: Iterable[Candidate], *, accept: bool, reason: str, by: Account, now: datetime
) -> None:
    words = check_reason(reason)
    for one in found:
        one.outcome = Outcome.ACCEPTED if accept else Outcome.REFUSED
        one.decision, one.decided_by, one.decided_at = words, by, now


def _noted(campaign: Campaign, found: list[Candidate], *, by: Account, now: datetime) -> None:
    told = {"accepted": sum(one.outcome == Outcome.ACCEPTED for one in found)}
    note("campaign.decide_candidate", campaign, by=by, now=now, decided=len(found), **told)
