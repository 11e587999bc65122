"""Drawing up, opening and ending a campaign."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from touyan.audit.actions import record
from touyan.campaigns.models import Campaign
from touyan.campaigns.queries.campaigns import campaigns_seen
from touyan.campaigns.rules.entry import check_rule
from touyan.campaigns.rules.running import (
    check_leader,
    check_organiser,
    check_reason,
    check_state,
)
from touyan.campaigns.rules.terms import Terms, check_terms
from touyan.kernel.errors import Conflict, FieldProblem, Invalid, NotVisible
from touyan.kernel.messages import N_, message
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of

State = Campaign.State


@dataclass(frozen=True)
class Plan:
    """What a campaign is to be."""

    name: str
    basis: str
    starts_on: date
    ends_on: date
    entry_rule: Mapping[str, Any]
    terms: Terms = field(default_factory=Terms)
    rhythm: str = "monthly"
    grace_days: int = 5


def _check(plan: Plan, organ: Organ, *, but: int = 0) -> None:
    problems = []
    for name in ("name", "basis"):
        if not getattr(plan, name).strip():
            problems.append(FieldProblem(name, message(N_("This is needed."))))
    if plan.ends_on < plan.starts_on:
        problems.append(FieldProblem("ends_on", message(N_("The campaign ends before it starts."))))
    taken = Campaign.objects.filter(organ=organ, name=plan.name.strip()).exclude(pk=but)
    if taken.exists():
        problems.append(
            FieldProblem("name", message(N_("The office has a campaign of this name already.")))
        )
    if problems:
        raise Invalid(problems)
    check_rule(plan.entry_rule)
    check_terms(plan.terms)


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name.strip(), "basis": plan.basis.strip(), "starts_on": plan.starts_on,
        "ends_on": plan.ends_on, "entry_rule": dict(plan.entry_rule),
        "terms": plan.terms.as_data(), "rhythm": plan.rhythm, "grace_days": plan.grace_days,
    }  # fmt: skip


@transaction.atomic
def create_campaign(*, organ: Organ, plan: Plan, by: Account, now: datetime) -> Campaign:
    """Draw up a campaign of an office; it binds nobody until a leader opens it."""
    check_organiser(viewer_of(by, now=now), organ_path=organ.path)
    _check(plan, organ)
    campaign = Campaign.objects.create(organ=organ, **_values(plan), created_by=by, created_at=now)
    note("campaign.create", campaign, by=by, now=now)
    return campaign


@transaction.atomic
def change_campaign(
    *, campaign_id: uuid.UUID, plan: Plan, by: Account, now: datetime, version: int | None = None
) -> Campaign:
    """Change a draft. Once open, what a campaign rests on stays as it is."""
    campaign = lock_campaign(campaign_id, by=by, now=now, version=version)
    check_organiser(viewer_of(by, now=now), organ_path=campaign.organ.path)
    check_state(campaign.state, State.DRAFT)
    _check(plan, campaign.organ, but=campaign.pk)
    for name, value in _values(plan).items():
        setattr(campaign, name, value)
    _keep(campaign)
    note("campaign.change", campaign, by=by, now=now)
    return campaign


@transaction.atomic
def open_campaign(
    *, campaign_id: uuid.UUID, by: Account, now: datetime, version: int | None = None
) -> Campaign:
    """A leader of the organising office puts the campaign in force."""
    campaign = lock_campaign(campaign_id, by=by, now=now, version=version)
    check_leader(viewer_of(by, now=now), organ_path=campaign.organ.path)
    check_state(campaign.state, State.DRAFT)
    campaign.state, campaign.opened_by, campaign.opened_at = State.OPEN, by, now
    _keep(campaign)
    note("campaign.open", campaign, by=by, now=now)
    return campaign


@transaction.atomic
def end_campaign(
    *, campaign_id: uuid.UUID, reason: str, by: Account, now: datetime, version: int | None = None
) -> Campaign:
    """End it with a note. Its lists stay; what still runs in its matters runs on."""
    campaign = lock_campaign(campaign_id, by=by, now=now, version=version)
    check_leader(viewer_of(by, now=now), organ_path=campaign.organ.path)
    check_state(campaign.state, State.OPEN)
    campaign.end_note = check_reason(reason)
    campaign.state, campaign.ended_by, campaign.ended_at = State.ENDED, by, now
    _keep(campaign)
    note("campaign.end", campaign, by=by, now=now)
    return campaign


def lock_campaign(
    public_id: uuid.UUID, *, by: Account, now: datetime, version: int | None = None
) -> Campaign:
    """The campaign, locked; refused when it changed since the person's page was drawn."""
    seen = campaigns_seen(viewer=viewer_of(by, now=now)).filter(public_id=public_id)
    if not seen.exists():
        raise NotVisible
    campaign = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("organ")
        .get(public_id=public_id)
    )
    if version is not None and version != campaign.version:
        raise Conflict(N_("Somebody changed this campaign meanwhile. Look at it again."))
    return campaign


def _keep(campaign: Campaign) -> None:
    campaign.version += 1
    campaign.save()


def note(verb: str, campaign: Campaign, *, by: Account | None, now: datetime, **more: Any) -> None:
    """The audit row of an act on a campaign."""
    record(
        verb=verb, by=by, now=now, subject_type="campaign", subject_id=campaign.public_id,
        organ_id=campaign.organ_id, detail={"name": campaign.name, **more},
    )  # fmt: skip
