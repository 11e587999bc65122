"""Changing the office: numbers, people, posts and roles."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from touyan.audit.actions import record
from touyan.kernel.chinese import pinyin_key
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Department, Organ, Person, Post, RoleGrant
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role


def allot_number(*, organ: Organ, series: str, year: int) -> int:
    """The next number of the organ's yearly series; the counter row stays locked to the end of
    the transaction, so a rollback gives the number back and no gap remains."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number is allotted inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organs_numberseries (organ_id, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (organ_id, series, year)"
            " DO UPDATE SET last = organs_numberseries.last + 1 RETURNING last",
            [organ.pk, series, year],
        )
        row = cursor.fetchone()
    return int(row[0])


@transaction.atomic
def appoint(
    *,
    name: str,
    username: str,
    organ: Organ,
    title: str,
    department: Department | None,
    password: str,
    by: Account,
    now: datetime,
) -> Account:
    """Enter a person with an account and a post; roles are granted apart."""
    _require(viewer_of(by, now=now), Role.SYSTEM_ADMIN, organ)
    person = Person.objects.create(name=name, name_pinyin=pinyin_key(name))
    account = Account(
        username=username, person=person, created_at=now, must_change_password=True
    )
    set_password(account, password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise Conflict(N_("The log-in name is taken. Choose another.")) from None
    Post.objects.create(
        person=person, organ=organ, department=department, title=title, from_on=now.date()
    )
    record(verb="staff.appoint", by=by, now=now, subject_type="account", subject_id=account.pk,
           organ_id=organ.pk, detail={"username": username, "title": title})
    return account


def set_password(account: Account, password: str) -> None:
    """Set a password that meets the rules, without saving."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    account.set_password(password)


@transaction.atomic
def change_own_password(*, account: Account, old: str, new: str, now: datetime) -> None:
    """Change one's own password."""
    if not account.check_password(old):
        raise Refused(N_("The present password is not right."))
    set_password(account, new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(verb="account.password", by=account, now=now, subject_type="account",
           subject_id=account.pk)


@transaction.atomic
def end_post(*, post: Post, on: date, by: Account, now: datetime) -> None:
    """End a post; its roles lapse with it."""
    _require(viewer_of(by, now=now), Role.SYSTEM_ADMIN, post.organ)
    if on < post.from_on:
        raise Refused(N_("A post cannot end before it began."))
    post.until_on = on
    post.save(update_fields=["until_on"])
    record(verb="staff.end_post", by=by, now=now, subject_type="account",
           subject_id=post.person_id, organ_id=post.organ_id, detail={"on": on.isoformat()})


@transaction.atomic
def ask_role(*, post: Post, role: Role, by: Account, now: datetime) -> RoleGrant:
    """Ask for a role; a second person approves it."""
    _require(viewer_of(by, now=now), Role.SYSTEM_ADMIN, post.organ)
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                post=post, person_id=post.person_id, role=role, asked_by=by, asked_at=now
            )
    except IntegrityError:
        raise Refused(
            N_("The person already holds this role, or holds another administrator's power.")
        ) from None
    record(verb="staff.ask_role", by=by, now=now, subject_type="account",
           subject_id=post.person_id, organ_id=post.organ_id, detail={"role": role.value})
    return grant


@transaction.atomic
def approve_role(*, grant_id: int, by: Account, now: datetime) -> RoleGrant:
    """Approve a role somebody else asked for."""
    grant = RoleGrant.objects.select_for_update().select_related("post__organ").get(pk=grant_id)
    _require(viewer_of(by, now=now), Role.SECURITY_ADMIN, grant.post.organ)
    if grant.asked_by_id == by.pk or grant.person_id == by.person_id:
        raise NotPermitted(N_("A role is approved by a second person, never for oneself."))
    if grant.approved_at or grant.revoked_at:
        raise Conflict(N_("This request has already been decided."))
    grant.approved_by, grant.approved_at = by, now
    grant.save(update_fields=["approved_by", "approved_at"])
    record(verb="staff.approve_role", by=by, now=now, subject_type="account",
           subject_id=grant.person_id, organ_id=grant.post.organ_id, detail={"role": grant.role})
    return grant


@transaction.atomic
def revoke_role(*, grant_id: int, by: Account, now: datetime) -> None:
    """Withdraw a role, or refuse a request for one."""
    grant = RoleGrant.objects.select_for_update().select_related("post__organ").get(pk=grant_id)
    _require(viewer_of(by, now=now), Role.SECURITY_ADMIN, grant.post.organ)
    if grant.revoked_at:
        raise Conflict(N_("This role has already been withdrawn."))
    grant.revoked_at = now
    grant.save(update_fields=["revoked_at"])
    record(verb="staff.revoke_role", by=by, now=now, subject_type="account",
           subject_id=grant.person_id, organ_id=grant.post.organ_id, detail={"role": grant.role})


def _require(viewer: Viewer, role: Role, organ: Organ) -> None:
    if not viewer.holds_above([role], organ_path=organ.path):
        raise NotPermitted(N_("Only an administrator of this office, or of one above, may do this."))
