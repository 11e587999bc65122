"""People for every office: the fixed cast where it serves, made-up officers and leaders beside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from django.contrib.auth.hashers import make_password

from touyan.demonstration.rules.cast import CAST, PASSWORD, Member
from touyan.demonstration.rules.leaders import deputies_at
from touyan.demonstration.rules.people import name as person_name
from touyan.kernel.chinese import pinyin_key
from touyan.organs.models import Account, Department, Organ, Person, Post, RoleGrant
from touyan.organs.rules.roles import Role

DEPARTMENT, DEPARTMENT_EN = "控告申诉检察部", "Accusation and Petition Department"
SINCE = date(2019, 3, 1)
_USUAL = (
    (Role.CLERK, "接访员", "Reception clerk"),
    (Role.HANDLER, "检察官", "Prosecutor"),
    (Role.DEPARTMENT_HEAD, "部门主任", "Department head"),
    (Role.CHIEF, "检察长", "Chief procurator"),
    (Role.COMMITTEE_MEMBER, "检察委员会专职委员", "Member of the procuratorial committee"),
)
_DEPUTY = (Role.DEPUTY_CHIEF, "副检察长", "Deputy chief procurator")
WHO = {Role.CLERK: "clerk", Role.HANDLER: "handler", Role.DEPARTMENT_HEAD: "head",
       Role.CHIEF: "chief", Role.DEPUTY_CHIEF: "deputy"}  # fmt: skip


@dataclass(frozen=True)
class Crew:
    """Account ids of an office by part played, and its petition department; its deputy chiefs
    are called deputy1, deputy2 and so on."""

    department_id: int
    accounts: dict[str, int]
    names: dict[str, str]
    titles: dict[str, str]
    organs: dict[str, int] = field(default_factory=dict)
    """Parts that people of other offices play in a matter, with their offices."""


def make_staff(organs: list[Organ], *, seed: int, now: datetime) -> dict[int, Crew]:
    """Departments, people, accounts, posts and roles for these organs; crews by organ id."""
    departments = Department.objects.bulk_create(
        [Department(organ=o, name=DEPARTMENT, name_en=DEPARTMENT_EN, handles_petitions=True)
         for o in organs],
        batch_size=2000,
    )  # fmt: skip
    rng = Random(f"staff {seed}")
    wanted = [
        (organ, department, member)
        for organ, department in zip(organs, departments, strict=True)
        for member in _members(organ, rng)
    ]
    people = Person.objects.bulk_create(
        [Person(name=m.name, name_pinyin=pinyin_key(m.name)) for _o, _d, m in wanted],
        batch_size=5000,
    )
    accounts = _accounts([member for _o, _d, member in wanted], people, now)
    posts = Post.objects.bulk_create(
        [Post(person=p, organ=o, department=d if m.in_petition_department else None, title=m.title,
              title_en=m.title_en, from_on=SINCE)
         for p, (o, d, m) in zip(people, wanted, strict=True)],
        batch_size=5000,
    )  # fmt: skip
    RoleGrant.objects.bulk_create(
        [RoleGrant(post=post, person=post.person, role=role, asked_at=now, approved_at=now,
                   shipped=True)
         for post, (_o, _d, member) in zip(posts, wanted, strict=True) for role in member.roles],
        batch_size=5000,
    )  # fmt: skip
    return _crews(wanted, accounts)


def _members(organ: Organ, rng: Random) -> list[Member]:
    """The cast of an office, or one officer for each usual part."""
    cast = [member for member in CAST if member.organ_code == organ.code]
    held = Counter(role for member in cast for role in member.roles)
    wanted = [*_USUAL, *[_DEPUTY] * deputies_at(organ.level)]
    made = []
    for role, title, title_en in wanted:
        held[role] -= 1
        if held[role] < 0:
            number = "" if held[role] == -1 else -held[role]
            login = f"{role.value}{number}.{organ.code}"
            made.append(Member(login, _name(rng), organ.code, title, title_en, (role,)))
    return cast + made


def _name(rng: Random) -> str:
    gender = "female" if rng.random() < 0.42 else "male"
    return person_name(rng, gender=gender, born_on=date(1982, 5, 1))


def _accounts(members: list[Member], people: list[Person], now: datetime) -> list[Account]:
    """The cast signs in with the demonstration's password; made-up officers cannot sign in."""
    cast, nobody = make_password(PASSWORD), make_password(None)
    named = {member.username for member in CAST}
    return Account.objects.bulk_create(
        [Account(username=m.username, person=p, created_at=now,
                 password=cast if m.username in named else nobody)
         for m, p in zip(members, people, strict=True)],
        batch_size=5000,
    )  # fmt: skip


def _crews(
    wanted: list[tuple[Organ, Department, Member]], accounts: list[Account]
) -> dict[int, Crew]:
    crews: dict[int, Crew] = {}
    for (organ, department, member), account in zip(wanted, accounts, strict=True):
        crew = crews.setdefault(organ.pk, Crew(department.pk, {}, {}, {}))
        for role in member.roles:
            if role in WHO:
                _enlist(crew, WHO[role], account.pk, member)
    return crews


def _enlist(crew: Crew, part: str, account: int, member: Member) -> None:
    """The first one of a part plays it; deputies are numbered."""
    if part == "deputy":
        part = f"deputy{1 + sum(name.startswith(part) for name in crew.accounts)}"
    if part not in crew.accounts:
        crew.accounts[part] = account
        crew.names[part], crew.titles[part] = member.name, member.title
