"""The fixed cast as rows: the same people in every test, made without the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from touyan.demonstration.rules.cast import CAST, PASSWORD, Member
from touyan.kernel.chinese import pinyin_key
from touyan.organs.models import Account, Department, Organ, Person, Post, RoleGrant
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer

PETITION_DEPARTMENT = "控告申诉检察部"
SERVING_SINCE = date(2020, 1, 1)


@cache
def password_hash() -> str:
    """The cast's password, hashed once: the hash is slow on purpose."""
    return make_password(PASSWORD)


@dataclass(frozen=True)
class Cast:
    """Accounts by name: `cast.wang` at the county, `cast.wang_city`, `cast.zhao_spp`, `cast.zhou`
    in a county of another province, `cast.xitong`, `cast.anquan`, `cast.shenji`."""

    accounts: dict[str, Account]
    now: datetime

    def __getattr__(self, name: str) -> Account:
        if name.startswith("_") or name not in self.accounts:
            raise AttributeError(name)
        return self.accounts[name]

    def organ_of(self, account: Account) -> Organ:
        """The organ in which the account's person serves."""
        return Organ.objects.get(posts__person=account.person)

    def viewer(self, account: Account) -> Viewer:
        """What a query needs of the account."""
        return viewer_of(account, now=self.now)


def make_cast(*, now: datetime) -> Cast:
    """Enter the cast in the organs of the shipped directory."""
    codes = {member.organ_code for member in CAST}
    organs = {organ.code: organ for organ in Organ.objects.filter(code__in=codes)}
    departments = {code: _department(organ) for code, organ in organs.items()}
    accounts = {
        member.username.replace(".", "_"): _enter(
            member, organs[member.organ_code], departments[member.organ_code], now=now
        )
        for member in CAST
    }
    return Cast(accounts, now)


def _department(organ: Organ) -> Department:
    department, _ = Department.objects.get_or_create(
        organ=organ,
        name=PETITION_DEPARTMENT,
        defaults={"name_en": "Petition department", "handles_petitions": True},
    )
    return department


def _enter(member: Member, organ: Organ, department: Department, *, now: datetime) -> Account:
    person = Person.objects.create(name=member.name, name_pinyin=pinyin_key(member.name))
    account = Account.objects.create(
        username=member.username, person=person, password=password_hash(), created_at=now
    )
    post = Post.objects.create(
        person=person,
        organ=organ,
        department=department if member.in_petition_department else None,
        title=member.title,
        title_en=member.title_en,
        from_on=SERVING_SINCE,
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(post=post, person=person, role=role, asked_at=now, approved_at=now, shipped=True)
        for role in member.roles
    )
    return account


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    """Everyone, at their posts."""
    return make_cast(now=now)


@pytest.fixture
def client_of(db: None) -> Iterator[Callable[..., Client]]:
    """A browser in which an account is signed in; pages in English unless told otherwise."""

    def signed_in(account: Account, *, language: str = "en", **options: object) -> Client:
        client = Client(headers={"accept-language": language}, **options)  # type: ignore[arg-type]
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
