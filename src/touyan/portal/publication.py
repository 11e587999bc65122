"""Whether the petitioner's matter may be published as a typical case: asked, answered, objected."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from touyan.intake.rules.query_code import shown
from touyan.intake.throttling import TooMany, give_back, take
from touyan.kernel.errors import Invalid, Refused
from touyan.portal.limits import buckets
from touyan.portal.look import open_page
from touyan.portal.progress import LookUpForm, too_many
from touyan.workflows.public_consent import PublicCase, answer

DEEDS = ("agree", "decline", "revoke", "object")


class AnswerForm(LookUpForm):
    """The code, the case, and what is said about it."""

    case = forms.UUIDField()
    deed = forms.CharField(required=False)
    text = forms.CharField(required=False)


@open_page
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest) -> HttpResponse:
    """What is asked, and the answer. Code and digits travel in the body; an address typed or
    reloaded leads back to the form that asks for them."""
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return redirect("portal-progress")
    limits = buckets(request, form.cleaned_data["code"])
    try:
        take(limits, now=request.now)  # type: ignore[attr-defined]
    except TooMany as refused:
        return too_many(request, refused)
    deed, problem = form.cleaned_data["deed"], None
    try:
        found = _said(request, form, deed)
    except Invalid as refused:
        found, problem = _said(request, form, ""), refused.problems[0].reason
    except Refused as refused:
        found, problem = _said(request, form, ""), refused.message
    if found is None:
        return redirect("portal-progress")
    give_back(limits)
    return _page(request, form, found, problem)


def _said(request: HttpRequest, form: AnswerForm, deed: str) -> PublicCase | None:
    said = form.cleaned_data
    return answer(
        said["code"], said["tail"], case_id=said["case"], deed=deed, text=said["text"],
        now=request.now,  # type: ignore[attr-defined]
    )  # fmt: skip


def _page(
    request: HttpRequest, form: AnswerForm, found: PublicCase, problem: object
) -> HttpResponse:
    said = form.cleaned_data
    context = {
        "code": shown(said["code"]),
        "tail": said["tail"],
        "case": found,
        "deed": "" if problem or said["deed"] not in DEEDS else said["deed"],
        "problem": problem,
        "text": said["text"] if problem else "",
    }
    return render(request, "portal/case.html", context, status=422 if problem else 200)
