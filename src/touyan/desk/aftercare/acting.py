"""One way of sending a form of this room: its page again with what is wrong, or on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from touyan.desk.aftercare.forms import lay
from touyan.desk.web import DeskRequest, page, say
from touyan.kernel.errors import Conflict, NotPermitted, Refused

TEMPLATE = "desk/aftercare/form.html"


def outcome_tab(public_id: uuid.UUID, part: str) -> str:
    """The part of a matter's page that shows what follows its closing."""
    return f"{reverse('matter', args=[public_id])}?tab=outcome#{part}"


def sent(
    request: DeskRequest,
    form: forms.Form,
    act: Callable[..., Any],
    *,
    done: str,
    back: str,
    template: str = TEMPLATE,
    **context: Any,
) -> HttpResponse:
    """Answer one form: `act` gets its arguments; `back` is the page that shows what was done."""
    context = {"form": form, "back": back, **context}
    if request.method == "GET":
        return page(request, template, context)
    status, refused = 422, None
    if form.is_valid():
        try:
            act(by=request.user, now=request.now, **form.arguments())  # type: ignore[attr-defined]
        except NotPermitted:
            raise
        except Conflict as problem:
            refused, status = problem, 409
        except Refused as problem:
            lay(form, problem)
        else:
            say(request, done)
            return redirect(back)
    return page(request, template, {**context, "refused": refused}, status)
