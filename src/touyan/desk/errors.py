"""Pages for what went wrong."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from touyan.kernel.gate import public

log = logging.getLogger("touyan.errors")


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit: the session changed while the page was open."""
    return render(request, "desk/errors/403_csrf.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "desk/errors/404.html", status=404)


@public
def broken(request: HttpRequest) -> HttpResponse:
    """Something unforeseen: a code to report, nothing else."""
    code = secrets.token_hex(4)
    log.error("error page %s", code)
    # Without the request: what surrounds a page asks the database, which may be what is broken.
    return HttpResponse(render_to_string("desk/errors/500.html", {"code": code}), status=500)
