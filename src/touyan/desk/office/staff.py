"""Administering the people of an office."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.office.directory import post_row
from touyan.desk.office.forms import AppointForm, AskRoleForm, EndPostForm, PostForm
from touyan.desk.office.labels import administers
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.gate import only
from touyan.organs.actions import (
    add_post,
    appoint,
    deactivate_account,
    reactivate_account,
    reset_password,
)
from touyan.organs.queries import (
    Account,
    Organ,
    Post,
    departments_of,
    organ_by_code,
    posts_of,
    staff_account,
    staff_post,
)
from touyan.organs.rules.roles import Role
from touyan.ui.sentences import sentence
from touyan.workflows.end_post import end_post

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """A password to hand over on paper: 79 bits, no letters that look alike."""
    groups = ("".join(secrets.choice(_LETTERS) for _each in range(4)) for _group in range(4))
    return "-".join(groups)


@only(Role.SYSTEM_ADMIN)
@require_http_methods(["GET", "POST"])
def appointment(request: DeskRequest, code: str) -> HttpResponse:
    """Give a post: to someone new, or to someone who already has an account."""
    organ = organ_by_code(code)
    if not administers(request, organ, Role.SYSTEM_ADMIN):
        raise NotPermitted(_("Only an administrator of this office, or of one above, may do this."))
    known = request.POST.get("who") == "known"
    open_departments = departments_of(organ)
    data = request.POST if request.method == "POST" else None
    new_form = AppointForm(None if known else data, departments=open_departments, auto_id="new_%s")
    known_form = PostForm(data if known else None, departments=open_departments, auto_id="known_%s")
    form = known_form if known else new_form
    if data and form.is_valid():
        try:
            return _appoint(request, organ, form, known=known)
        except Refused as refusal:
            form.add_error("username", sentence(refusal.message))
    context = {"organ": organ, "new_form": new_form, "known_form": known_form, "known": known}
    return page(request, "desk/office/appoint.html", context, status=422 if form.errors else 200)


def _appoint(request: DeskRequest, organ: Organ, form: PostForm, *, known: bool) -> HttpResponse:
    given: dict[str, Any] = {**form.cleaned_data, "organ": organ, "by": request.user,
                             "now": request.now}  # fmt: skip
    if known:
        account = add_post(**given)
        say(request, _("The post is given. Ask for its roles below."))
        return redirect("staff-member", account.pk)
    password = first_password()
    account = appoint(**given, password=password)
    return _hand_over(request, account, password, is_new=True)


def _hand_over(
    request: DeskRequest, account: Account, password: str, *, is_new: bool
) -> HttpResponse:
    """The password is shown this once and kept nowhere."""
    context = {"account": account, "password": password, "is_new": is_new}
    return page(request, "desk/office/password_made.html", context)


@only(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
def member(request: DeskRequest, account_id: int) -> HttpResponse:
    """One person's account, posts and roles."""
    return member_page(request, staff_account(account_id, viewer=request.viewer))


def member_page(
    request: DeskRequest, account: Account, *, bad: tuple[int, EndPostForm] | None = None
) -> HttpResponse:
    """The page of a person; `bad` is the form of a post that could not be ended."""
    today = localdate(request.now)
    posts = list(posts_of(account.person))
    held = [grant.role for post in posts for grant in post.held]  # type: ignore[attr-defined]
    rows = [_with_forms(request, post, held, bad) for post in posts]
    context = {
        "account": account,
        "posts": [row for row in rows if not row["ended"]],
        "former": [row for row in rows if row["ended"]],
        "is_self": account.pk == request.user.pk,
        "today": today,
    }
    return page(request, "desk/office/member.html", context, status=422 if bad else 200)


def _with_forms(
    request: DeskRequest, post: Post, held: list[str], bad: tuple[int, EndPostForm] | None
) -> dict[str, Any]:
    today = localdate(request.now)
    row = post_row(request, post, on=today)
    is_self = post.person_id == request.viewer.person_id
    form = EndPostForm(initial={"on": today}, auto_id=f"end_{post.pk}_%s")
    return {
        **row,
        "may_change": not is_self and administers(request, post.organ, Role.SYSTEM_ADMIN),
        "may_approve": administers(request, post.organ, Role.SECURITY_ADMIN),
        "ask_form": AskRoleForm(held=held, auto_id=f"ask_{post.pk}_%s"),
        "end_form": bad[1] if bad and bad[0] == post.pk else form,
    }


@only(Role.SYSTEM_ADMIN)
@require_POST
def end(request: DeskRequest, post_id: int) -> HttpResponse:
    """End a post."""
    post = staff_post(post_id, viewer=request.viewer)
    account = post.person.account
    form = EndPostForm(request.POST, auto_id=f"end_{post.pk}_%s")
    if not form.is_valid():
        return member_page(request, account, bad=(post.pk, form))
    try:
        end_post(post=post, on=form.cleaned_data["on"], by=request.user, now=request.now)
    except NotPermitted:
        raise
    except Refused as refusal:
        form.add_error("on", sentence(refusal.message))
        return member_page(request, account, bad=(post.pk, form))
    say(request, _("The post ends on that day; its roles lapse with it."))
    return redirect("staff-member", account.pk)


@only(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
@require_POST
def password(request: DeskRequest, account_id: int) -> HttpResponse:
    """Make a new first password."""
    account = staff_account(account_id, viewer=request.viewer)
    made = first_password()
    try:
        reset_password(account_id=account.pk, password=made, by=request.user, now=request.now)
    except Refused as refusal:
        refuse(request, refusal)
        return redirect("staff-member", account.pk)
    return _hand_over(request, account, made, is_new=False)


_CLOSED = gettext_lazy("The account is closed. Its sessions end at once.")
_OPENED = gettext_lazy("The account is open again.")


@only(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
@require_POST
def close(request: DeskRequest, account_id: int) -> HttpResponse:
    """Close an account."""
    return _switch(request, account_id, open_it=False)


@only(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
@require_POST
def reopen(request: DeskRequest, account_id: int) -> HttpResponse:
    """Open a closed account again."""
    return _switch(request, account_id, open_it=True)


def _switch(request: DeskRequest, account_id: int, *, open_it: bool) -> HttpResponse:
    account = staff_account(account_id, viewer=request.viewer)
    act = reactivate_account if open_it else deactivate_account
    try:
        act(account_id=account.pk, by=request.user, now=request.now)
    except Refused as refusal:
        refuse(request, refusal)
    else:
        say(request, str(_OPENED if open_it else _CLOSED))
    return redirect("staff-member", account.pk)
