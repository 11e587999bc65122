"""The registration page: fifty letters a day through one form."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.petitions import drafts
from touyan.desk.petitions.attaching import (
    files_of_form,
    keep_chosen,
    keep_or_drop,
    too_large_ones,
)
from touyan.desk.petitions.entry_form import EntryForms, key_of
from touyan.desk.petitions.forms import LETTER_ONLY, SENT_ON_ONLY
from touyan.desk.petitions.roles import REGISTRARS
from touyan.desk.web import DeskRequest, form_key, say
from touyan.intake.actions import Registered, save_draft
from touyan.kernel.errors import FieldProblem, Invalid, Refused
from touyan.kernel.gate import only
from touyan.ui.rules.dates import date_from_typing
from touyan.ui.sentences import sentence
from touyan.workflows.petition_files import discard_with_files
from touyan.workflows.propose_relation import similar_to_entry
from touyan.workflows.register_petition import offices_to_register_in, register, waiting_slip

KEPT = ("channel", "kind", "received_on", "organ")


@only(*REGISTRARS)
@require_http_methods(["GET", "POST"])
def register_petition(request: DeskRequest) -> HttpResponse:
    """The form, and the registration of what it holds."""
    organs = _organs(request)
    if request.method == "GET":
        return _first_view(request, organs)
    if "more" in request.POST or "drop" in request.POST:
        return _same_form(request, organs)
    forms = EntryForms(request.POST, request.FILES, organs=organs)
    key = form_key(request)
    registered = _register(request, forms, key)
    if registered is None:
        forms.lay(keep_chosen(request, key))
        return _show(request, forms, key, status=422)
    if registered.again:
        say(request, _("This form was registered already; nothing was entered twice."))
    public_id = registered.petition.public_id
    if "next" in request.POST:
        return redirect(f"{reverse('register-petition')}?{_for_the_next(request, public_id)}")
    return redirect("petition-receipt", public_id)


def _same_form(request: DeskRequest, organs: list[tuple[str, str]]) -> HttpResponse:
    """The form as it was typed, with a row more or a file less."""
    key = form_key(request)
    refused = keep_or_drop(request, key)
    forms = drafts.reopened(request.POST, organs=organs, more=request.POST.get("more", ""))
    return _show(request, forms, key, refused=refused)


def _register(request: DeskRequest, forms: EntryForms, key: uuid.UUID) -> Registered | None:
    """Register, or None with every problem laid on the forms."""
    entry = forms.check(today=legal_day(request.now), viewer=request.viewer)
    forms.lay(too_large_ones(request))
    if forms.has_errors():
        return None
    offices = {str(o.pk): o for o in offices_to_register_in(request.user, now=request.now)}
    organ = offices.get(forms.petition.cleaned_data["organ"]) or next(iter(offices.values()))
    try:
        return register(
            entry,
            organ=organ,
            files=forms.files(),
            by=request.user,
            now=request.now,
            key=key,
        )
    except Invalid as refusal:
        forms.lay(refusal.problems)
    except Refused as refusal:
        forms.petition.add_error(None, sentence(refusal.message))
    return None


def _organs(request: DeskRequest) -> list[tuple[str, str]]:
    offices = offices_to_register_in(request.user, now=request.now)
    return [(str(organ.pk), organ.local_name) for organ in offices]


def _first_view(request: DeskRequest, organs: list[tuple[str, str]]) -> HttpResponse:
    key = key_of(request.GET.get("draft", ""))
    typed = drafts.draft_content(key, account=request.user) if key else None
    if typed is not None:
        return _show(request, drafts.reopened(typed, organs=organs), form_key(request))
    given = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    day = date_from_typing(given.get("received_on", "")) or legal_day(request.now)
    forms = EntryForms(organs=organs, initial={**given, "received_on": day})
    return _show(request, forms, form_key(request))


def _show(
    request: DeskRequest,
    forms: EntryForms,
    key: uuid.UUID,
    *,
    refused: Iterable[FieldProblem] = (),
    status: int = 200,
) -> HttpResponse:
    after = key_of(request.GET.get("after", ""))
    context = {
        "forms": forms,
        "form_key": key,
        "drafts": drafts.lines_for(request.user, but=key),
        "registered": waiting_slip(after, by=request.user) if after else None,
        "letter": LETTER_ONLY,
        "sent_on": SENT_ON_ONLY,
        "typed": forms.petition.is_bound or "draft" in request.GET,
        **files_of_form(request, key, refused=refused),
    }
    return render(request, "desk/petitions/register.html", context, status=status)


def _for_the_next(request: DeskRequest, public_id: uuid.UUID) -> str:
    """The next form begins with the same channel, kind and day."""
    kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    return urlencode({**kept, "after": public_id})


@only(*REGISTRARS)
@require_POST
def petition_draft(request: DeskRequest) -> HttpResponse:
    """Keep what has been typed so far."""
    key = key_of(request.POST.get("form_key", ""))
    if key is None or drafts.is_blank(request.POST):
        return HttpResponse(status=204)
    content = drafts.content_of(request.POST)
    try:
        draft = save_draft(
            key=key, form=drafts.FORM, content=content, by=request.user, now=request.now
        )
    except Refused as refusal:
        return JsonResponse({"message": sentence(refusal.message)}, status=409)
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


@only(*REGISTRARS)
@require_POST
def discard_petition_draft(request: DeskRequest, key: uuid.UUID) -> HttpResponse:
    """Throw one of one's own drafts away."""
    discard_with_files(key, by=request.user, now=request.now)
    return redirect("register-petition")


@only(*REGISTRARS)
@require_POST
def petitions_similar(request: DeskRequest) -> HttpResponse:
    """Earlier petitions like the one being typed."""
    forms = EntryForms(request.POST, organs=_organs(request))
    entry = forms.entry(today=legal_day(request.now))
    enough = bool(entry.text.strip() or entry.parties or entry.challenged)
    found = similar_to_entry(entry, viewer=request.viewer, now=request.now) if enough else []
    context = {"similar": found, "asked": enough}
    return render(request, "desk/petitions/_similar.html", context)
