"""People and their posts."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from touyan.audit.actions import record
from touyan.kernel.chinese import pinyin_key
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.messages import N_
from touyan.organs.actions.accounts import set_password
from touyan.organs.actions.rights import refuse_self, require
from touyan.organs.models import Account, Department, Organ, Person, Post
from touyan.organs.rules.roles import Role


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
    title_en: str = "",
) -> Account:
    """Enter a person with an account and a post; roles are granted apart."""
    require(Role.SYSTEM_ADMIN, organ, by=by, now=now)
    person = Person.objects.create(name=name, name_pinyin=pinyin_key(name))
    account = Account(username=username, person=person, created_at=now, must_change_password=True)
    set_password(account, password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise Conflict(N_("The log-in name is taken. Choose another.")) from None
    _enter_post(person, organ, department, title=title, title_en=title_en, now=now)
    record(
        verb="staff.appoint",
        by=by,
        now=now,
        subject_type="account",
        subject_id=account.pk,
        organ_id=organ.pk,
        detail={"username": username, "title": title},
    )
    return account


@transaction.atomic
def add_post(
    *,
    username: str,
    organ: Organ,
    title: str,
    department: Department | None,
    by: Account,
    now: datetime,
    title_en: str = "",
) -> Account:
    """Give someone who already has an account a post in this office."""
    require(Role.SYSTEM_ADMIN, organ, by=by, now=now)
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Refused(N_("Nobody with an open account has this log-in name."))
    _enter_post(account.person, organ, department, title=title, title_en=title_en, now=now)
    record(
        verb="staff.add_post",
        by=by,
        now=now,
        subject_type="account",
        subject_id=account.pk,
        organ_id=organ.pk,
        detail={"title": title},
    )
    return account


def _enter_post(
    person: Person, organ: Organ, department: Department | None, *, title: str, title_en: str,
    now: datetime,
) -> None:  # fmt: skip
    today = localdate(now)
    if organ.valid_to and organ.valid_to < today:
        raise Refused(N_("The office has ended. Posts are given in its successor."))
    if department and (department.organ_id != organ.pk or department.closed_on):
        raise Refused(N_("That is not an open department of this office."))
    Post.objects.create(
        person=person,
        organ=organ,
        department=department,
        title=title,
        title_en=title_en,
        from_on=today,
    )


@transaction.atomic
def end_post(*, post: Post, on: date, by: Account, now: datetime) -> None:
    """End a post; its roles lapse with it."""
    require(Role.SYSTEM_ADMIN, post.organ, by=by, now=now)
    refuse_self(post.person_id, by=by)
    if on < post.from_on:
        raise Refused(N_("A post cannot end before it began."))
    post.until_on = on
    post.save(update_fields=["until_on"])
    record(
        verb="staff.end_post",
        by=by,
        now=now,
        subject_type="person",
        subject_id=post.person_id,
        organ_id=post.organ_id,
        detail={"on": on.isoformat()},
    )
