"""What surrounds every staff page: who is signed in, where, and what they can reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from touyan.desk.web import DeskRequest
from touyan.exemplars.rules.running import READERS as NOMINATORS
from touyan.kernel.messages import N_
from touyan.leadership.queries.notices import beside_unread, unseen_notices
from touyan.leadership.rules.promises import SPEAKERS
from touyan.organs.queries import current_posts
from touyan.organs.rules.access import NOBODY, Viewer
from touyan.organs.rules.roles import CASE_ROLES, LEADERS, ROLE_NAMES, Role


@dataclass(frozen=True)
class NavItem:
    """One entry of the left menu."""

    label: str
    url: str
    icon: str
    key: str = ""
    current: bool = False
    count: int | None = None


CAMPAIGNERS = LEADERS | {Role.DEPARTMENT_HEAD, Role.HANDLER, Role.INSPECTOR, Role.STATISTICIAN}
TOLD = SPEAKERS
_REGISTRARS = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})
_ENTRIES: tuple[tuple[str, str, str, str, frozenset[Role]], ...] = (
    (N_("Leader's desk"), "lead-desk", "user", "l", LEADERS),
    (N_("Worklist"), "home", "home", "w", frozenset(Role)),
    (N_("Register"), "register-petition", "plus", "r", _REGISTRARS),
    (N_("Petitions"), "petitions", "mail", "p", CASE_ROLES),
    (N_("Matters"), "matters", "list", "m", CASE_ROLES),
    (N_("To sign"), "to-sign", "edit", "s", LEADERS | {Role.DEPARTMENT_HEAD}),
    (N_("Import"), "import-register", "upload", "i", frozenset({Role.CLERK, Role.DEPARTMENT_HEAD})),
    (N_("Statistics"), "figures", "chart", "c", LEADERS | {Role.INSPECTOR, Role.STATISTICIAN}),
    (N_("Campaigns"), "campaigns", "flag", "b", CAMPAIGNERS),
    (
        N_("Inspections"),
        "inspections",
        "search",
        "v",
        frozenset({Role.INSPECTOR, Role.STATISTICIAN}),
    ),
    (N_("Typical cases"), "exemplars", "book", "t", frozenset({Role.EDITOR})),
    (N_("Management"), "manage", "gear", "g", frozenset(Role)),
    (N_("Audit log"), "audit-log", "shield", "a", frozenset({Role.AUDIT_ADMIN})),
)
"""Label, route, icon, letter after G, and the roles that see it; nobody sees more than eight."""

_WITHIN = {
    "manage": ("clock-rules", "organs"),
    "figures": ("coverage", "quality"),
    "matters": ("revisits", "scrutinies"),
    "campaigns": ("inspections", "reviews", "exemplars", "editions"),
    "inspections": ("reviews", "exemplars", "editions"),
    "exemplars": ("editions",),
}
"""Rooms entered through another entry's page: that entry stays lit in them."""


def shell(request: HttpRequest) -> dict[str, object]:
    """The context of ui/base.html; empty for someone not signed in. Asked for when it is drawn:
    fragments and bare pages never draw it."""
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    if viewer is NOBODY or not request.user.is_authenticated:
        return {"shell": {"language_url": reverse("set-language")}}
    return {"shell": SimpleLazyObject(lambda: _for_person(cast(DeskRequest, request), viewer))}


def _for_person(request: DeskRequest, viewer: Viewer) -> dict[str, object]:
    is_told = bool(viewer.roles & TOLD)
    posts: QuerySet[Any] = current_posts(account=request.user, now=request.now)
    post = (beside_unread(posts, viewer=viewer) if is_told else posts).first()
    is_unread = is_told and post and post.unread
    return {
        "notices_url": reverse("notices") if is_told else "",
        "notices": unseen_notices(viewer=viewer) if is_unread else 0,
        "organ_name": post.organ.local_name if post else "",
        "person_name": viewer.name,
        "post_title": post.local_title if post else "",
        "nav": navigation(request.path, viewer),
        "roles": [_(ROLE_NAMES[role]) for role in Role if role in viewer.roles],
        "search_url": reverse("matters") if viewer.case_roots else "",
        "menu": [NavItem(_("Change password"), reverse("change-password"), "lock")],
        "language_url": reverse("set-language"),
        "sign_out_url": reverse("sign-out"),
        "watermark": f"{viewer.name} {request.user.username}",
        "now": request.now,
        "single_keys": request.user.single_keys,
    }


def navigation(path: str, viewer: Viewer) -> list[NavItem]:
    """The menu entries of the viewer's roles."""
    entries = [entry for entry in _ENTRIES if viewer.roles & entry[-1]]
    roots = {
        reverse(root): name
        for _label, name, *_rest in entries
        for root in (name, *_WITHIN.get(name, ()))
    }
    here = max((url for url in roots if _leads_to(url, path)), key=len, default="")
    return [
        NavItem(_(label), reverse(name), icon, key, current=roots.get(here) == name)
        for label, name, icon, key, _roles in entries
    ]


def supervision(request: DeskRequest) -> list[dict[str, object]]:
    """Campaigns, inspections and editions as tabs: what has no entry in the menu is found by the
    others."""
    names = [
        (_("Campaigns"), "campaigns"),
        (_("Inspections"), "inspections"),
        (_("Editions of typical cases"), "editions"),
    ]
    if request.viewer.roles & NOMINATORS:
        names[2:2] = [
            (_("Calls for typical cases"), "exemplar-calls"),
            (_("Nominations"), "exemplars"),
        ]
    return _tabs(request, names)


def measuring(request: HttpRequest) -> list[dict[str, object]]:
    """Figures, those frozen, queries, bulletins, coverage, quality of the register, as tabs."""
    names = [
        (_("Statistics"), "figures"),
        (_("Frozen figures"), "frozen-figures"),
        (_("Bulletins"), "bulletins"),
        (_("Query"), "figure-query"),
        (_("Own measures"), "own-measures"),
        (_("Statistical reports"), "stat-reports"),
        (_("Leader coverage"), "coverage"),
        (_("Quality of the register"), "quality"),
    ]
    return _tabs(request, names)


def _tabs(request: HttpRequest, names: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    return [
        {"label": label, "url": reverse(name), "current": request.path == reverse(name)}
        for label, name in names
    ]


def _leads_to(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
