"""Further administrators for the tests of the office's pages."""

from __future__ import annotations

from datetime import datetime

from tests.cast import SERVING_SINCE, password_hash

from touyan.organs.models import Account, Organ, Person, Post, RoleGrant


def admin_of(code: str, *, now: datetime, role: str = "system_admin") -> Account:
    """An administrator of one office."""
    username = f"{role}.{code}"
    person = Person.objects.create(name="管理员", name_pinyin="guanliyuan")
    account = Account.objects.create(
        username=username, person=person, password=password_hash(), created_at=now
    )
    organ = Organ.objects.get(code=code)
    post = Post.objects.create(person=person, organ=organ, title="管理员", from_on=SERVING_SINCE)
    RoleGrant.objects.create(
        post=post, person=person, role=role, asked_at=now, approved_at=now, shipped=True
    )
    return account
