"""People, their posts and accounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Replace

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Account, Organ, Person, Post, RoleGrant
from touyan.organs.queries.viewers import grants_in_force, posts_in_force
from touyan.organs.rules.access import Viewer, topmost
from touyan.organs.rules.roles import ADMINISTRATORS, CASE_ROLES, Role


def staff_of(organ: Organ, *roles: Role, on: date) -> QuerySet[Account]:
    """Active accounts holding one of the roles in the organ on that day, by name."""
    people = grants_in_force(on).filter(post__organ=organ, role__in=roles or CASE_ROLES)
    return (
        Account.objects.filter(is_active=True, person__in=people.values("person"))
        .select_related("person")
        .order_by("person__name_pinyin", "pk")
    )


def find_people(text: str, *, viewer: Viewer, limit: int = 12) -> list[Person]:
    """Staff by name or pinyin, for naming whom a petition complains of."""
    if not text.strip() or not viewer.case_roots:
        return []
    typed = text.strip()
    together = Replace("name_pinyin", Value(" "), Value(""), output_field=TextField())
    match = Q(name__startswith=typed) | Q(together__startswith=typed.lower().replace(" ", ""))
    found = Person.objects.alias(together=together).filter(match)
    return list(found.prefetch_related("posts__organ").order_by("name_pinyin", "pk")[:limit])


def account_by_username(username: str) -> Account:
    """The open account of that log-in name."""
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise NotVisible
    return account


def log_in_names(
    *, accounts: Collection[int], people: Collection[int]
) -> tuple[dict[int, str], dict[int, str]]:
    """Log-in names by account id and by person id, for naming them in a list."""
    if not accounts and not people:
        return {}, {}
    wanted = Q(pk__in=accounts) | Q(person_id__in=people)
    rows = list(Account.objects.filter(wanted).values_list("pk", "person_id", "username"))
    return {pk: name for pk, _who, name in rows}, {who: name for _pk, who, name in rows}


def posts_at(organ: Organ, *, viewer: Viewer, on: date) -> QuerySet[Post]:
    """Who serves in the organ, with their roles; administrators over it also see ended posts
    and requests not decided yet."""
    is_admin = viewer.holds_above(ADMINISTRATORS, organ_path=organ.path)
    found = organ.posts.all() if is_admin else posts_in_force(on=on).filter(organ=organ)
    return with_roles(found, undecided=is_admin).order_by(
        F("until_on").asc(nulls_first=True), "department__name", "person__name_pinyin", "pk"
    )


def posts_of(person: Person) -> QuerySet[Post]:
    """Every post of a person, those still held first; for administrators."""
    return with_roles(Post.objects.filter(person=person), undecided=True).order_by(
        F("until_on").desc(nulls_first=True), "from_on", "pk"
    )


def with_roles(posts: QuerySet[Post], *, undecided: bool) -> QuerySet[Post]:
    """Posts with person, account, department and, as `held`, their roles."""
    grants = RoleGrant.objects.filter(revoked_at__isnull=True).order_by("pk")
    if not undecided:
        grants = grants.filter(approved_at__isnull=False)
    return posts.select_related("organ", "department", "person__account").prefetch_related(
        Prefetch("grants", grants, to_attr="held")
    )


def latest_organ_of(account: Account) -> Organ | None:
    """Where the account's person serves, or served last: the office that answers for it."""
    posts = Post.objects.filter(person_id=account.person_id).select_related("organ")
    post = posts.order_by(F("until_on").desc(nulls_first=True), "organ__level", "pk").first()
    return post.organ if post else None


def staff_account(account_id: int, *, viewer: Viewer) -> Account:
    """An account for those who administer an office its person serves, or served, in."""
    account = Account.objects.filter(pk=account_id).first()
    paths = Post.objects.filter(person__account=account_id).values_list("organ__path", flat=True)
    if account is None or not any(
        viewer.holds_above(ADMINISTRATORS, organ_path=path) for path in paths
    ):
        raise NotVisible
    return account


def staff_post(post_id: int, *, viewer: Viewer) -> Post:
    """A post in an office the viewer administers."""
    post = Post.objects.select_related("organ", "person__account").filter(pk=post_id).first()
    if post is None or not viewer.holds_above(ADMINISTRATORS, organ_path=post.organ.path):
        raise NotVisible
    return post


def accounts_without_roles(*, viewer: Viewer, on: date) -> QuerySet[Account]:
    """Open accounts that can sign in but see nothing, in the offices the viewer administers."""
    roots = topmost(g.organ_path for g in viewer.grants if g.role is Role.SYSTEM_ADMIN)
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(organ__path__startswith=root)
    serving = posts_in_force(on=on).filter(within).values("person")
    return (
        Account.objects.filter(is_active=True, person__in=serving)
        .exclude(person__in=grants_in_force(on).values("person"))
        .select_related("person")
        .order_by("person__name_pinyin", "pk")
    )


def undecided_roles(*, viewer: Viewer, on: date) -> QuerySet[RoleGrant]:
    """Requests for roles waiting in the offices the viewer administers, the oldest first."""
    roots = topmost(
        grant.organ_path
        for grant in viewer.grants
        if grant.role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    )
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(post__organ__path__startswith=root)
    return (
        RoleGrant.objects.filter(within, approved_at__isnull=True, revoked_at__isnull=True)
        .filter(Q(post__until_on__isnull=True) | Q(post__until_on__gte=on))
        .select_related("post__organ", "post__department", "person__account", "asked_by__person")
        .order_by("asked_at", "pk")
    )
