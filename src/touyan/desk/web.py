"""What a staff view can rely on: the person, the viewer and the moment are on the request."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from touyan.kernel.errors import Refused
from touyan.organs.queries import Account
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence


class DeskRequest(HttpRequest):
    """A request that passed the gate."""

    user: Account
    viewer: Viewer
    now: datetime
    htmx: Any


def version_of(request: HttpRequest) -> int | None:
    """The version of the record the page was drawn from."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else None


def form_key(request: HttpRequest) -> uuid.UUID:
    """The key that makes a second sending of the same form do nothing; fresh on a first view."""
    try:
        return uuid.UUID(request.POST.get("form_key") or request.GET.get("draft") or "")
    except ValueError:
        return uuid.uuid4()


def say(request: HttpRequest, text: str) -> None:
    """A message shown on the next page."""
    messages.success(request, gettext(text))


def hint(request: HttpRequest, text: str) -> None:
    """A remark shown on the next page: nothing went wrong, but it may not be meant."""
    messages.info(request, text)


def refuse(request: HttpRequest, refusal: Refused) -> None:
    """A refusal shown on the next page."""
    messages.error(request, sentence(refusal.message))


def part_wanted(request: HttpRequest) -> str:
    """The part of a page that htmx asks for; empty for the whole page."""
    return request.headers.get("X-Part", "")


def page(
    request: HttpRequest, template: str, context: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    """The page, or the named part of it that htmx asked for by its target's id; the page again
    where it has no such part."""
    part = part_wanted(request)
    names = [f"{template}#{part}", template] if part else template
    return render(request, names, context or {}, status=status)
