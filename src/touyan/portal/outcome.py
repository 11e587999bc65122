"""Saying that a matter is not resolved, with the code of the receipt and without any reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from touyan.intake.rules.query_code import shown
from touyan.intake.throttling import TooMany, give_back, take
from touyan.portal.limits import buckets
from touyan.portal.look import open_page
from touyan.portal.progress import LookUpForm, too_many
from touyan.workflows.public_outcome import disagree as record_disagreement
from touyan.workflows.public_progress import look_up


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def disagree(request: HttpRequest) -> HttpResponse:
    """First the question whether one means it, then the record. Code and digits travel in the
    body; an address typed or reloaded leads back to the form that asks for them."""
    form = LookUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return redirect("portal-progress")
    limits = buckets(request, form.cleaned_data["code"])
    try:
        take(limits, now=request.now)  # type: ignore[attr-defined]
    except TooMany as refused:
        return too_many(request, refused)
    answer = _recorded(request, form) if "sure" in request.POST else _asked(request, form)
    if answer is None:
        return redirect("portal-progress")
    give_back(limits)
    return answer


def _asked(request: HttpRequest, form: LookUpForm) -> HttpResponse | None:
    found = look_up(**form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    if found is None:
        return None
    return _page(request, form, outcome=found.outcome, number=found.number)


def _recorded(request: HttpRequest, form: LookUpForm) -> HttpResponse | None:
    done = record_disagreement(**form.cleaned_data, now=request.now)  # type: ignore[attr-defined]
    return None if done is None else _page(request, form, recorded=True, changed=done)


def _page(request: HttpRequest, form: LookUpForm, **more: object) -> HttpResponse:
    code, tail = shown(form.cleaned_data["code"]), form.cleaned_data["tail"]
    return render(request, "portal/disagree.html", {"code": code, "tail": tail, **more})
