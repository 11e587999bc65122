"""Signing in and out, one's own password and language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.demonstration.queries import shown_accounts
from touyan.desk.sign_in.actions import record_sign_in
from touyan.desk.sign_in.forms import PasswordForm, SignInForm
from touyan.desk.web import DeskRequest, say
from touyan.kernel.errors import Refused
from touyan.kernel.gate import public, signed_in
from touyan.organs.actions import change_own_password, choose_language
from touyan.organs.queries import Account, viewer_of
from touyan.organs.rules.roles import LEADERS
from touyan.ui.sentences import sentence


@public
@require_http_methods(["GET", "POST"])
def sign_in(request: DeskRequest) -> HttpResponse:
    """The sign-in page."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if isinstance(account, Account):
            return _enter(request, account)
        form.add_error(None, _("The log-in name or the password is not right."))
    status = 422 if form.errors else 200
    context = {"form": form, "next": _target(request), "accounts": shown_accounts()}
    return render(request, "desk/sign_in/sign_in.html", context, status=status)


def _enter(request: DeskRequest, account: Account) -> HttpResponse:
    login(request, account)
    record_sign_in(account=account, now=request.now)
    answer = redirect(_first_page(request, account))
    if account.language:
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, account.language, samesite="Lax")
    return answer


def _first_page(request: DeskRequest, account: Account) -> str:
    """Where they were going; else a leader's own desk, and everyone else's worklist."""
    wanted, home = _target(request), resolve_url(settings.LOGIN_REDIRECT_URL)
    roles = viewer_of(account, now=request.now).roles
    leads = bool(roles) and roles <= LEADERS
    return resolve_url("lead-desk") if wanted == home and leads else wanted


def _target(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)


@public
def locked_out(request: HttpRequest, credentials: object = None, *args: object) -> HttpResponse:
    """Too many failures from this place for this name."""
    return render(request, "desk/sign_in/locked.html", status=429)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and let the browser forget the pages."""
    logout(request)
    answer = redirect("sign-in")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def change_password(request: DeskRequest) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            change_own_password(account=request.user, old=old, new=new, now=request.now)
        except Refused as refusal:
            form.add_error(None, sentence(refusal.message))
        else:
            update_session_auth_hash(request, request.user)
            say(request, _("The password is changed."))
            return redirect("home")
    status = 422 if form.errors else 200
    return render(request, "desk/sign_in/password.html", {"form": form}, status=status)


@public
@require_POST
def set_language(request: DeskRequest) -> HttpResponse:
    """Switch the language of the pages; a signed-in person keeps it."""
    code = request.POST.get("language", "")
    answer = redirect(_target(request))
    if code in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=31536000, samesite="Lax")
        if request.user.is_authenticated:
            choose_language(account=request.user, language=code)
    return answer
