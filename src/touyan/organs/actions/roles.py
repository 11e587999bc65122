"""Roles: asked for by one administrator, approved by another, withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from touyan.audit.actions import record
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.organs.actions.rights import refuse_self, require
from touyan.organs.models import Account, Post, RoleGrant
from touyan.organs.rules.roles import ADMINISTRATORS, Role


@transaction.atomic
def ask_role(*, post: Post, role: Role, by: Account, now: datetime) -> RoleGrant:
    """Ask for a role; a second person approves it."""
    require(Role.SYSTEM_ADMIN, post.organ, by=by, now=now)
    refuse_self(post.person_id, by=by)
    _refuse_ended(post, now=now)
    standing = RoleGrant.objects.filter(person_id=post.person_id, revoked_at__isnull=True)
    # What lapsed with an ended post must not stand in the way of a new one.
    standing.filter(post__until_on__lt=localdate(now)).update(revoked_at=now)
    if role in ADMINISTRATORS and standing.filter(role__in=ADMINISTRATORS).exists():
        raise Refused(_APART)
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                post=post, person_id=post.person_id, role=role, asked_by=by, asked_at=now
            )
    except IntegrityError:
        raise Refused(
            N_("The person already holds this role, or holds another administrator's power.")
        ) from None
    _record("ask_role", grant, post, by=by, now=now)
    return grant


@transaction.atomic
def approve_role(*, grant_id: int, by: Account, now: datetime) -> RoleGrant:
    """Approve a role somebody else asked for."""
    grant = _locked(grant_id)
    require(Role.SECURITY_ADMIN, grant.post.organ, by=by, now=now)
    if grant.asked_by_id == by.pk or grant.person_id == by.person_id:
        raise NotPermitted(N_("A role is approved by a second person, never for oneself."))
    if grant.approved_at or grant.revoked_at:
        raise Conflict(N_("This request has already been decided."))
    _refuse_ended(grant.post, now=now)
    grant.approved_by, grant.approved_at = by, now
    grant.save(update_fields=["approved_by", "approved_at"])
    _record("approve_role", grant, grant.post, by=by, now=now)
    return grant


@transaction.atomic
def revoke_role(*, grant_id: int, by: Account, now: datetime) -> RoleGrant:
    """Withdraw a role, or refuse a request for one."""
    grant = _locked(grant_id)
    require(Role.SECURITY_ADMIN, grant.post.organ, by=by, now=now)
    if grant.revoked_at:
        raise Conflict(N_("This role has already been withdrawn."))
    grant.revoked_at = now
    grant.save(update_fields=["revoked_at"])
    _record("revoke_role", grant, grant.post, by=by, now=now)
    return grant


def _locked(grant_id: int) -> RoleGrant:
    found = RoleGrant.objects.select_for_update(of=("self",)).select_related("post__organ")
    grant = found.filter(pk=grant_id).first()
    if grant is None:
        raise NotVisible
    return grant


def _refuse_ended(post: Post, *, now: datetime) -> None:
    if post.until_on and post.until_on < localdate(now):
        raise Refused(N_("The post has ended; its roles have lapsed."))


def _record(verb: str, grant: RoleGrant, post: Post, *, by: Account, now: datetime) -> None:
    record(
        verb=f"staff.{verb}",
        by=by,
        now=now,
        subject_type="person",
        subject_id=grant.person_id,
        organ_id=post.organ_id,
        detail={"role": str(grant.role)},
    )


_APART = N_(
    "System, security and audit administration are three powers kept apart:"
    " this person already holds one of them."
)
