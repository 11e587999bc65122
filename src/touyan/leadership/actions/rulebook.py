"""Changing the rules of the leader's charge: shipped, or by two people, as time limits are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction

from touyan.audit.actions import record
from touyan.deadlines.actions import RULE_APPROVERS, RULE_PROPOSERS
from touyan.deadlines.queries import has_authority
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.models import LeadershipRule
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.rule_content import check_version
from touyan.leadership.seed import shipped_rules
from touyan.organs.models import Account
from touyan.organs.rules.roles import Role

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
    _require(by, now, RULE_PROPOSERS, scope=rule.scope)
    if not LeadershipRule.objects.filter(family=rule.family, code=rule.code).exists():
        raise NotVisible
    version = LeadershipRule.objects.create(
        **asdict(rule), reason=_given(reason), created_at=now, proposed_by=by
    )
    _note("leadership_rule.propose", version, by=by, now=now)
    return version


@transaction.atomic
def approve_rule(*, version_id: int, by: Account, now: datetime) -> LeadershipRule:
    """Put a proposed version in force from its first day."""
    version = _locked(version_id)
    _require(by, now, RULE_APPROVERS, scope=version.scope)
    if version.proposed_by_id == by.pk:
        raise NotPermitted(N_("A rule is approved by a second person, not by who proposed it."))
    if version.status != Status.PROPOSED:
        raise Conflict(N_("This proposal has already been decided."))
    version.status, version.approved_by, version.approved_at = Status.APPROVED, by, now
    try:
        with transaction.atomic():
            version.save(update_fields=["status", "approved_by", "approved_at"])
    except IntegrityError:
        taken = N_(
            "A version of %(code)s already begins on %(day)s. Withdraw it, or choose another day."
        )
        raise Conflict(taken, code=version.code, day=version.valid_from) from None
    _note("leadership_rule.approve", version, by=by, now=now)
    return version


@transaction.atomic
def withdraw_rule(*, version_id: int, reason: str, by: Account, now: datetime) -> LeadershipRule:
    """Take back a proposal, or a version entered by mistake; it stays on record."""
    version = _locked(version_id)
    approved = version.status == Status.APPROVED
    keepers = RULE_APPROVERS if approved else RULE_PROPOSERS | RULE_APPROVERS
    _require(by, now, keepers, scope=version.scope)
    why = _given(reason)
    if version.status == Status.WITHDRAWN:
        raise Conflict(N_("This version has already been withdrawn."))
    version.status, version.withdrawn_by, version.withdrawn_at = Status.WITHDRAWN, by, now
    version.save(update_fields=["status", "withdrawn_by", "withdrawn_at"])
    _note("leadership_rule.withdraw", version, by=by, now=now, reason=why)
    return version


def _locked(version_id: int) -> LeadershipRule:
    return LeadershipRule.objects.select_for_update().get(pk=version_id)


def _given(reason: str) -> str:
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    return reason.strip()


def _require(by: Account, now: datetime, roles: frozenset[Role], *, scope: str) -> None:
    if not has_authority(by, roles=roles, scope=scope, now=now):
        raise NotPermitted(
            N_("This belongs to whoever keeps the rules of the office they apply to.")
        )


def _note(
    verb: str, version: LeadershipRule, *, by: Account, now: datetime, reason: str = ""
) -> None:
    record(
        verb=verb,
        by=by,
        now=now,
        subject_type="leadership_rule",
        subject_id=version.pk,
        detail={
            "code": version.code,
            "scope": version.scope,
            "valid_from": version.valid_from.isoformat(),
            "reason": reason or version.reason,
        },
    )
