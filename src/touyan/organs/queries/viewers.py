"""The viewer every other read asks for, and what lies in its scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.timezone import localdate

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Account, Organ, Person, Post, RoleGrant
from touyan.organs.queries.directory import organ_by_code, organ_by_id
from touyan.organs.rules.access import NOTHING_LENT, Grant, Lent, Viewer, steps, topmost
from touyan.organs.rules.roles import CASE_ROLES, Role
from touyan.organs.rules.walls import Held

SMALL_SCOPE = 60
"""Up to so many offices a scope is named one by one: PostgreSQL then finds their few rows by index,
where a condition on their paths would have it read the whole register."""

_BENEATH: RawSQL = RawSQL(
    "ARRAY(SELECT o.id FROM organs_organ o WHERE o.path ~>=~ organs_organ.path"
    " AND o.path ~<~ (organs_organ.path || '~') LIMIT %s)",
    [SMALL_SCOPE + 1],
)


def viewer_of(account: Account, *, now: datetime, lent: Lent = NOTHING_LENT) -> Viewer:
    """The account's viewer with the roles in force now; whoever only reads says what is lent."""
    rows = list(
        grants_in_force(localdate(now))
        .filter(person_id=account.person_id)
        .annotate(beneath=_BENEATH)
        .values_list(
            "role", "post__organ_id", "post__organ__path", "post__department_id", "beneath"
        )
    )
    within = {pk for role, *_rest, ids in rows if Role(role) in CASE_ROLES for pk in ids}
    return Viewer(
        account_id=account.pk,
        person_id=account.person_id,
        name=account.get_short_name(),
        grants=tuple(Grant(Role(r), o, p, d) for r, o, p, d, _ids in rows),
        few_organ_ids=frozenset(within) if len(within) <= SMALL_SCOPE else None,
        lent=lent,
    )


def office_or_own(code: str, *, viewer: Viewer) -> Organ:
    """The office of that code, without one the topmost in which the viewer serves; NotVisible
    outside the viewer's scope."""
    if not code:
        return organ_by_id(int(steps(viewer.case_roots[0])[-1]))
    organ = organ_by_code(code)
    if not viewer.in_scope(organ.path):
        raise NotVisible
    return organ


def office_viewer(organ: Organ) -> Viewer:
    """The office itself as one who looks: what stands on a list under its name it may know of, by
    whomever the matter is handled meanwhile, unless a wall keeps the office from it."""
    root = steps(organ.path)[0]
    grants = (
        Grant(Role.STATISTICIAN, int(root), f"/{root}/"),
        Grant(Role.STATISTICIAN, organ.pk, organ.path),
    )
    return Viewer(account_id=0, person_id=0, name="", grants=grants)


def scope_ids(viewer: Viewer) -> frozenset[int] | QuerySet[Any]:
    """What `organ__in` takes: the offices of a small scope by number, a large one as a query."""
    if viewer.few_organ_ids is not None:
        return viewer.few_organ_ids
    return organs_in_scope(viewer=viewer).values("pk")


def grants_in_force(on: date) -> QuerySet[RoleGrant]:
    """Roles approved, not withdrawn, of posts held on a day."""
    return RoleGrant.objects.filter(
        Q(post__until_on__isnull=True) | Q(post__until_on__gte=on),
        approved_at__isnull=False,
        revoked_at__isnull=True,
        post__from_on__lte=on,
    )


def organs_in_scope(*, viewer: Viewer) -> QuerySet[Organ]:
    """Organs whose cases lie in the viewer's scope."""
    return Organ.objects.filter(scope_filter(viewer, "path"))


def audited_organs(*, viewer: Viewer) -> QuerySet[Organ] | None:
    """Organs whose audit rows the viewer may read; None, that is all, at the supreme office."""
    roots = topmost(grant.organ_path for grant in viewer.grants if grant.role is Role.AUDIT_ADMIN)
    if any(len(steps(root)) == 1 for root in roots):
        return None
    condition = Q(pk__in=[])
    for root in roots:
        condition |= Q(path__startswith=root)
    return Organ.objects.filter(condition)


def scope_filter(viewer: Viewer, path_field: str) -> Q:
    """A condition on an organ path: inside one of the viewer's subtrees. Nothing by default."""
    condition = Q(pk__in=[])
    for root in viewer.case_roots:
        condition |= Q(**{f"{path_field}__startswith": root})
    return condition


def beneath(path_field: str, organs: Iterable[Organ]) -> Q:
    """A condition on an organ path: one of these organs or inside its subtree."""
    condition = Q(pk__in=[])
    for organ in organs:
        condition |= Q(**{f"{path_field}__startswith": organ.path})
    return condition


def current_posts(*, account: Account, now: datetime) -> QuerySet[Post]:
    """The account's posts in force, the widest organ first."""
    return (
        posts_in_force(on=localdate(now))
        .filter(person_id=account.person_id)
        .select_related("organ", "department")
        .order_by("organ__level", "pk")
    )


def posts_in_force(*, on: date) -> QuerySet[Post]:
    """Every post held on a day."""
    unended = Q(until_on__isnull=True) | Q(until_on__gte=on)
    return Post.objects.filter(unended, from_on__lte=on)


def posts_held(person: Person, *, on: date) -> list[Held]:
    """The roles a person holds on a day, for building a wall."""
    rows = (
        grants_in_force(on)
        .filter(person=person)
        .values_list("role", "post__organ_id", "post__department_id")
    )
    return [Held(Role(role), organ_id, department_id) for role, organ_id, department_id in rows]
