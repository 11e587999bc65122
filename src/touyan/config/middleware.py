"""The gate every request passes, the headers every answer carries, and the answers to refusals."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from touyan.inspections.queries.access import reading_viewer
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.gate import Access
from touyan.kernel.peer import peer
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import NOBODY

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("touyan.gate")
KEEP = 60
"""Seconds after which a session that is used is kept again."""


class Gate:
    """Default deny: a view says whom it lets in, or nobody comes in."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()  # type: ignore[attr-defined]
        request.viewer = NOBODY  # type: ignore[attr-defined]
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        access: Access | None = getattr(view, "access", None)
        if access is None:
            log.error("no access rule on %s", getattr(view, "__qualname__", view))
            raise Http404
        if access.public:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return self._admit(request, access, one=bool(kwargs))

    def _admit(self, request: HttpRequest, access: Access, *, one: bool) -> HttpResponse | None:
        """What is lent to a reviewer opens on pages of one thing; lists and figures stay those of
        their own offices."""
        self._keep_session(request)
        viewer = viewer_of(request.user, now=request.now)  # type: ignore[attr-defined,arg-type]
        viewer = reading_viewer(viewer) if one else viewer
        request.viewer = viewer  # type: ignore[attr-defined]
        if access.roles and not access.roles & {role.value for role in viewer.roles}:
            return render(request, "desk/errors/403.html", status=403)
        changing = resolve_url("change-password")
        if getattr(request.user, "must_change_password", False) and request.path not in (
            changing,
            resolve_url("sign-out"),
        ):
            return redirect(changing)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotVisible):
            return render(request, "desk/errors/404.html", status=404)
        if isinstance(error, Refused):
            status = 403 if isinstance(error, NotPermitted) else 409
            if not isinstance(error, NotPermitted | Conflict):
                status = 422
            page = {"message": error.message}
            return render(request, "desk/errors/refused.html", page, status=status)
        return None

    @staticmethod
    def _keep_session(request: HttpRequest) -> None:
        """Put off the idle log-out, after a minute: not every look is worth a write."""
        second = int(request.now.timestamp())  # type: ignore[attr-defined]
        if second - request.session.get("seen", 0) >= KEEP:
            request.session["seen"] = second


gate = Gate


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; htmx is told to move the whole page."""
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect(target)


def peer_of(request: HttpRequest) -> str:
    """From where somebody signs in: failures are counted by name and this address."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "")
    return peer(direct, forwarded, proxies=settings.TOUYAN_PROXIES)


def headers(answer: Answer) -> Answer:
    """Pages hold personal data: nothing is kept by caches; htmx fragments vary by their header."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        vary = response.headers.get("Vary", "")
        if "HX-Request" not in vary:
            response.headers["Vary"] = f"{vary}, HX-Request".strip(", ")
        return response

    return middleware
