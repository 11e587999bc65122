"""Roles: asking, approving, withdrawing. Never by one person alone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from touyan.desk.office.labels import administers, role_name
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.organs.actions import approve_role, ask_role, revoke_role
from touyan.organs.queries import RoleGrant, staff_post, undecided_roles
from touyan.organs.rules.roles import ADMINISTRATORS, Role

MOST = 200


@only(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
def requests(request: DeskRequest) -> HttpResponse:
    """Requests for roles that nobody has decided yet."""
    waiting = undecided_roles(viewer=request.viewer, on=localdate(request.now))[:MOST]
    rows = [_row(request, grant) for grant in waiting]
    return page(request, "desk/office/requests.html", {"rows": rows})


def _row(request: DeskRequest, grant: RoleGrant) -> dict[str, object]:
    own = grant.person_id == request.viewer.person_id or grant.asked_by_id == request.user.pk
    account = grant.person.account
    return {
        "grant": grant,
        "role": role_name(grant.role),
        "is_power": grant.role in ADMINISTRATORS,
        "member_url": reverse("staff-member", args=[account.pk]),
        "username": account.username,
        "may_decide": not own and administers(request, grant.post.organ, Role.SECURITY_ADMIN),
    }


@only(Role.SYSTEM_ADMIN)
@require_POST
def ask(request: DeskRequest, post_id: int) -> HttpResponse:
    """Ask for a role on a post."""
    post = staff_post(post_id, viewer=request.viewer)
    wanted = request.POST.get("role", "")
    if wanted in {role.value for role in Role}:
        try:
            ask_role(post=post, role=Role(wanted), by=request.user, now=request.now)
        except Refused as refusal:
            refuse(request, refusal)
        else:
            say(request, _("Asked for. A security administrator decides."))
    return redirect("staff-member", post.person.account.pk)


@only(Role.SECURITY_ADMIN)
@require_POST
def approve(request: DeskRequest, grant_id: int) -> HttpResponse:
    """Approve a role someone else asked for."""
    return _decide(request, grant_id, approve_role, _("The role is approved and in force."))


@only(Role.SECURITY_ADMIN)
@require_POST
def revoke(request: DeskRequest, grant_id: int) -> HttpResponse:
    """Withdraw a role, or refuse a request."""
    return _decide(request, grant_id, revoke_role, _("The role is withdrawn."))


def _decide(
    request: DeskRequest, grant_id: int, act: Callable[..., RoleGrant], done: str
) -> HttpResponse:
    try:
        grant = act(grant_id=grant_id, by=request.user, now=request.now)
    except Refused as refusal:
        refuse(request, refusal)
        return redirect("role-requests")
    say(request, done)
    if request.POST.get("back") == "member":
        return redirect("staff-member", grant.person.account.pk)
    return redirect("role-requests")
