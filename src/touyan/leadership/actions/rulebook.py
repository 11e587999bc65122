"""Changing the rules of the leader's charge: shipped, or by two people, as time limits are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.deciding import (
    RULE_PROPOSERS,
    approve_version,
    described,
    given,
    require_keeper,
    withdraw_version,
)
from touyan.kernel.errors import NotVisible
from touyan.leadership.models import LeadershipRule
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.rule_content import check_version
from touyan.leadership.seed import shipped_rules
from touyan.organs.models import Account

Status = LeadershipRule.Status


@transaction.atomic
def load_shipped(*, now: datetime) -> int:
    """Enter the shipped rules not yet there; what an office edited is left alone."""
    shipped = LeadershipRule.objects.filter(shipped=True)
    known = set(shipped.values_list("family", "code", "scope", "valid_from"))
    new = [
        LeadershipRule(**asdict(rule), shipped=True, status=Status.APPROVED, created_at=now)
        for rule in shipped_rules()
        if (rule.family, rule.code, rule.scope, rule.valid_from) not in known
    ]
    LeadershipRule.objects.bulk_create(new)
    if new:
        record(verb="leadership.load_shipped", by=None, now=now, detail={"rules": len(new)})
    return len(new)


@transaction.atomic
def propose_rule(*, rule: DatedRule, reason: str, by: Account, now: datetime) -> LeadershipRule:
    """Propose a version of a known rule; it binds nobody until a second person approves it."""
    check_version(rule)
    require_keeper(by, roles=RULE_PROPOSERS, scope=rule.scope, now=now)
    if not LeadershipRule.objects.filter(family=rule.family, code=rule.code).exists():
        raise NotVisible
    version = LeadershipRule.objects.create(
        **asdict(rule), reason=given(reason), created_at=now, proposed_by=by
    )
    _note("leadership_rule.propose", version, by=by, now=now)
    return version


@transaction.atomic
def approve_rule(*, version_id: int, by: Account, now: datetime) -> LeadershipRule:
    """Put a proposed version in force from its first day."""
    version = _locked(version_id)
    approve_version(version, by=by, now=now)
    _note("leadership_rule.approve", version, by=by, now=now)
    return version


@transaction.atomic
def withdraw_rule(*, version_id: int, reason: str, by: Account, now: datetime) -> LeadershipRule:
    """Take back a proposal, or a version entered by mistake; it stays on record."""
    version = _locked(version_id)
    why = withdraw_version(version, reason=reason, by=by, now=now)
    _note("leadership_rule.withdraw", version, by=by, now=now, reason=why)
    return version


def _locked(version_id: int) -> LeadershipRule:
    return LeadershipRule.objects.select_for_update().get(pk=version_id)


def _note(
    verb: str, version: LeadershipRule, *, by: Account, now: datetime, reason: str = ""
) -> None:
    record(verb=verb, by=by, now=now, subject_type="leadership_rule", subject_id=version.pk,
           detail=described(version, reason=reason))  # fmt: skip
