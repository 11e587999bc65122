"""The registration page: fifty letters a day through one form."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.attachments.actions import LIMITS
from touyan.attachments.rules.limits import MEGABYTE
from touyan.attachments.upload import refused_uploads
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.petitions import drafts
from touyan.desk.petitions.entry_form import EntryForms, key_of
from touyan.desk.petitions.forms import LETTER_ONLY, SENT_ON_ONLY
from touyan.desk.petitions.roles import REGISTRARS
from touyan.desk.web import DeskRequest, form_key, say
from touyan.intake.actions import Registered, discard_draft, save_draft
from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.gate import only
from touyan.ui.rules.dates import date_from_typing
from touyan.ui.sentences import sentence
from touyan.workflows.propose_relation import similar_to_entry
from touyan.workflows.register_petition import (
    offices_to_register_in,
    refused_file,
    register,
    waiting_slip,
)

KEPT = ("channel", "kind", "received_on", "organ")


@only(*REGISTRARS)
@require_http_methods(["GET", "POST"])
def register_petition(request: DeskRequest) -> HttpResponse:
    """The form, and the registration of what it holds."""
    organs = _organs(request)
    if request.method == "GET":
        return _first_view(request, organs)
    if more := request.POST.get("more", ""):
        return _show(request, drafts.reopened(request.POST, organs=organs, more=more))
    forms = EntryForms(request.POST, request.FILES, organs=organs)
    registered = _register(request, forms)
    if registered is None:
        return _show(request, forms, status=422)
    if registered.again:
        say(request, _("This form was registered already; nothing was entered twice."))
    public_id = registered.petition.public_id
    if "next" in request.POST:
        return redirect(f"{reverse('register-petition')}?{_for_the_next(request, public_id)}")
    return redirect("petition-receipt", public_id)


def _register(request: DeskRequest, forms: EntryForms) -> Registered | None:
    """Register, or None with every problem laid on the forms."""
    entry = forms.check(today=legal_day(request.now), viewer=request.viewer)
    forms.lay(refused_file(drop.name, drop.error) for drop in refused_uploads(request))
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
            key=form_key(request),
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
        return _show(request, drafts.reopened(typed, organs=organs))
    given = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    day = date_from_typing(given.get("received_on", "")) or legal_day(request.now)
    return _show(request, EntryForms(organs=organs, initial={**given, "received_on": day}))


def _show(request: DeskRequest, forms: EntryForms, status: int = 200) -> HttpResponse:
    key = form_key(request)
    after = key_of(request.GET.get("after", ""))
    context = {
        "forms": forms,
        "form_key": key,
        "drafts": drafts.lines_for(request.user, but=key),
        "registered": waiting_slip(after, by=request.user) if after else None,
        "letter": LETTER_ONLY,
        "sent_on": SENT_ON_ONLY,
        "max_mb": LIMITS.file_bytes // MEGABYTE,
        "typed": forms.petition.is_bound or "draft" in request.GET,
        "chosen_files": status == 422 and bool(request.FILES),
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
    discard_draft(key=key, by=request.user)
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
