"""What surrounds every staff page: who is signed in, where, and what they can reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.web import DeskRequest
from touyan.organs.queries import current_posts
from touyan.organs.rules.access import NOBODY, Viewer
from touyan.organs.rules.roles import CASE_ROLES, LEADERS, Role


@dataclass(frozen=True)
class NavItem:
    """One entry of the left menu."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: int | None = None


_EVERY = CASE_ROLES
_ENTRIES: tuple[tuple[str, str, str, frozenset[Role]], ...] = (
    ("Worklist", "home", "home", frozenset(Role)),
    ("Register a petition", "register-petition", "plus",
     frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})),
    ("Petitions", "petitions", "mail", _EVERY),
    ("Matters", "matters", "list", _EVERY),
    ("To be signed", "to-sign", "edit", LEADERS | {Role.DEPARTMENT_HEAD}),
    ("Import", "import-register", "upload", frozenset({Role.CLERK, Role.DEPARTMENT_HEAD})),
    ("Time limits", "clock-rules", "clock", frozenset(Role)),
    ("Organs and staff", "organs", "organ", frozenset(Role)),
    ("Audit log", "audit-log", "shield", frozenset({Role.AUDIT_ADMIN})),
)  # fmt: skip


def shell(request: HttpRequest) -> dict[str, object]:
    """The context of ui/base.html; empty for someone not signed in."""
    viewer: Viewer = getattr(request, "viewer", NOBODY)
    if viewer is NOBODY or not request.user.is_authenticated:
        return {"shell": {"language_url": reverse("set-language")}}
    assert isinstance(request, HttpRequest)  # noqa: S101 - narrows the type
    return {"shell": _for_person(request, viewer)}  # type: ignore[arg-type]


def _for_person(request: DeskRequest, viewer: Viewer) -> dict[str, object]:
    post = current_posts(account=request.user, now=request.now).first()
    return {
        "organ_name": post.organ.local_name if post else "",
        "person_name": viewer.name,
        "post_title": post.local_title if post else "",
        "nav": navigation(request.path, viewer),
        "search_url": reverse("matters"),
        "language_url": reverse("set-language"),
        "sign_out_url": reverse("sign-out"),
        "password_url": reverse("change-password"),
        "watermark": f"{viewer.name} {request.user.username}",
        "now": request.now,
        "single_keys": request.user.single_keys,
    }


def navigation(path: str, viewer: Viewer) -> list[NavItem]:
    """The menu entries of the viewer's roles."""
    return [
        NavItem(_(label), reverse(name), icon, current=_is_current(path, reverse(name)))
        for label, name, icon, roles in _ENTRIES
        if viewer.roles & roles
    ]


def _is_current(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
