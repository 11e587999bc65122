"""Reading organs and people, and building the viewer every other read asks for.

Screens, which may not touch models, name the classes of what they read from here.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from touyan.organs.models import Account as Account
from touyan.organs.models import Department as Department
from touyan.organs.models import Organ as Organ
from touyan.organs.models import Person, Post, RoleGrant
from touyan.organs.rules.access import Grant, Viewer
from touyan.organs.rules.roles import CASE_ROLES, Role
from touyan.organs.rules.walls import Held


def viewer_of(account: Account, *, now: datetime) -> Viewer:
    """The account's viewer with the roles in force now."""
    grants = (
        _grants_in_force(now.date())
        .filter(person_id=account.person_id)
        .values_list("role", "post__organ_id", "post__organ__path", "post__department_id")
    )
    return Viewer(
        account_id=account.pk,
        person_id=account.person_id,
        name=account.get_short_name(),
        grants=tuple(Grant(Role(r), o, p, d) for r, o, p, d in grants),
    )


def _grants_in_force(on: date) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(
        Q(post__until_on__isnull=True) | Q(post__until_on__gte=on),
        approved_at__isnull=False,
        revoked_at__isnull=True,
        post__from_on__lte=on,
    )


def organs_in_scope(*, viewer: Viewer) -> QuerySet[Organ]:
    """Organs whose cases lie in the viewer's scope."""
    return Organ.objects.filter(scope_filter(viewer, "path"))


def scope_filter(viewer: Viewer, path_field: str) -> Q:
    """A condition on an organ path: inside one of the viewer's subtrees. Nothing by default."""
    condition = Q(pk__in=[])
    for root in viewer.case_roots:
        condition |= Q(**{f"{path_field}__startswith": root})
    return condition


def all_organs() -> QuerySet[Organ]:
    """The public directory, in the order of unit codes."""
    return Organ.objects.order_by("level", "code")


def organ_by_id(organ_id: int) -> Organ:
    return Organ.objects.get(pk=organ_id)


def current_posts(*, account: Account, now: datetime) -> QuerySet[Post]:
    """The account's posts in force, the widest organ first."""
    return (
        Post.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=now.date()),
            person_id=account.person_id,
            from_on__lte=now.date(),
        )
        .select_related("organ", "department")
        .order_by("organ__level", "pk")
    )


def posts_held(person: Person, *, on: date) -> list[Held]:
    """The roles a person holds on a day, for building a wall."""
    rows = (
        _grants_in_force(on)
        .filter(person=person)
        .values_list("role", "post__organ_id", "post__department_id")
    )
    return [Held(Role(role), organ_id, department_id) for role, organ_id, department_id in rows]


def staff_of(organ: Organ, *roles: Role, on: date) -> QuerySet[Account]:
    """Active accounts holding one of the roles in the organ on that day, by name."""
    people = _grants_in_force(on).filter(post__organ=organ, role__in=roles or CASE_ROLES)
    return (
        Account.objects.filter(is_active=True, person__in=people.values("person"))
        .select_related("person")
        .order_by("person__name_pinyin", "pk")
    )


def departments_of(organ: Organ) -> QuerySet[Department]:
    return organ.departments.filter(closed_on__isnull=True).order_by("-handles_petitions", "name")


def find_people(text: str, *, viewer: Viewer, limit: int = 12) -> list[Person]:
    """Staff by name or pinyin, for naming whom a petition complains of."""
    if not text.strip() or not viewer.case_roots:
        return []
    found = Person.objects.filter(Q(name__startswith=text) | Q(name_pinyin__startswith=text.lower()))
    return list(found.prefetch_related("posts__organ").order_by("name_pinyin", "pk")[:limit])


def find_organs(text: str, *, limit: int = 12) -> list[Organ]:
    """Organs by any part of the name, by short name or code; the highest first."""
    wanted = text.strip()
    if not wanted:
        return []
    match = Q(name__contains=wanted) | Q(short_name=wanted) | Q(code=wanted)
    match |= Q(name_en__icontains=wanted)
    return list(Organ.objects.filter(match, valid_to__isnull=True).order_by("level", "code")[:limit])
