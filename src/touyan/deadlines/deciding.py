"""A rule is changed by two people: what proposing, approving and withdrawing ask of whoever does
it, whatever the rule is about. A version is a row with the columns of ClockRuleVersion's history.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from touyan.deadlines.models import ClockRuleVersion
from touyan.deadlines.queries import has_authority
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.rules.roles import Role

Status = ClockRuleVersion.Status
RULE_PROPOSERS = frozenset({Role.SYSTEM_ADMIN, Role.DEPARTMENT_HEAD})
RULE_APPROVERS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF, Role.SECURITY_ADMIN})


def given(reason: str) -> str:
    """The reason, which becomes part of the record."""
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    return reason.strip()


def require_keeper(by: Account, *, roles: Collection[Role], scope: str = "", now: datetime) -> None:
    """Refuse whoever does not keep the rules of that scope."""
    if not has_authority(by, roles=roles, scope=scope, now=now):
        raise NotPermitted(
            N_("This belongs to whoever keeps the rules of the office they apply to.")
        )


def approve_version(version: Any, *, by: Account, now: datetime, also: Sequence[str] = ()) -> None:
    """Put a locked proposal in force, by a second person; `also` names further changed fields."""
    require_keeper(by, roles=RULE_APPROVERS, scope=version.scope, now=now)
    if version.proposed_by_id == by.pk:
        raise NotPermitted(N_("A rule is approved by a second person, not by who proposed it."))
    if version.status != Status.PROPOSED:
        raise Conflict(N_("This proposal has already been decided."))
    version.status, version.approved_by, version.approved_at = Status.APPROVED, by, now
    try:
        with transaction.atomic():
            version.save(update_fields=["status", "approved_by", "approved_at", *also])
    except IntegrityError:
        taken = N_(
            "A version of %(code)s already begins on %(day)s. Withdraw it, or choose another day."
        )
        raise Conflict(taken, code=version.code, day=version.valid_from) from None


def withdraw_version(version: Any, *, reason: str, by: Account, now: datetime) -> str:
    """Take back a locked proposal, or a version entered by mistake; the reason as kept."""
    approved = version.status == Status.APPROVED
    keepers = RULE_APPROVERS if approved else RULE_PROPOSERS | RULE_APPROVERS
    require_keeper(by, roles=keepers, scope=version.scope, now=now)
    why = given(reason)
    if version.status == Status.WITHDRAWN:
        raise Conflict(N_("This version has already been withdrawn."))
    version.status, version.withdrawn_by, version.withdrawn_at = Status.WITHDRAWN, by, now
    version.save(update_fields=["status", "withdrawn_by", "withdrawn_at"])
    return why


def described(version: Any, *, reason: str = "") -> dict[str, object]:
    """What the audit log keeps of a version."""
    return {
        "code": version.code,
        "scope": version.scope,
        "valid_from": version.valid_from.isoformat(),
        "reason": reason or version.reason,
    }
