"""The editor: every part of a case in boxes, with the acts it tells of, remarks, and what the gate
finds where it stands."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from touyan.desk.exemplars.access import exemplar_of, readers, writers
from touyan.desk.exwriting.access import editor_url, frame, told, writable
from touyan.desk.exwriting.boxes import named, noted, parts_of, typed_in
from touyan.desk.matters.page_acts import TITLES
from touyan.desk.web import DeskRequest, page, say
from touyan.exemplars.actions.writing import (
    Choice,
    Saved,
    Typed,
    discard_draft,
    keep_draft,
    save_version,
)
from touyan.exemplars.queries.access import Exemplar
from touyan.exemplars.queries.writing import comments_of, draft_of, others_writing
from touyan.exemplars.rules.content import empty
from touyan.exemplars.rules.words import SECTION_NAMES
from touyan.kernel.errors import Invalid, Refused
from touyan.kernel.messages import Message, message
from touyan.matters.queries import acts_of
from touyan.workflows.write_exemplar import leaks_in, tell_from_acts

WAYS = ["GET", "POST"]


@readers
@require_http_methods(WAYS)
def write(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Read the text, write on it, and save it as the next version."""
    if request.method == "GET":
        return _drawn(request, exemplar_of(request, public_id))
    found = writable(request, public_id)
    typed = _typed(request, found)
    try:
        saved = save_version(
            exemplar_id=public_id, typed=typed, note=request.POST.get("note", "")[:200],
            choice=_choice(request), by=request.user, now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return _drawn(request, found, typed=typed, refused=refused)
    if saved.version is None:
        return _clashed(request, found, typed, saved)
    say(request, _("The text is saved."))
    return redirect(editor_url(found))


def _typed(request: DeskRequest, exemplar: Exemplar) -> Typed:
    held = draft_of(exemplar, account=request.user)
    return typed_in(request.POST, exemplar, *([held.content] if held else []))


def _choice(request: DeskRequest) -> Choice | None:
    """What was chosen for each clash, where clashes were shown."""
    against = request.POST.get("against", "")
    if not against.isdecimal():
        return None
    texts = {name[2:]: text for name, text in request.POST.items() if name.startswith("c.")}
    return Choice(int(against), {name: str(text) for name, text in texts.items()})


def _drawn(
    request: DeskRequest, exemplar: Exemplar, *, typed: Typed | None = None,
    refused: Refused | None = None,
) -> HttpResponse:  # fmt: skip
    around = frame(request, exemplar)
    version: Any = around["version"]
    held = draft_of(exemplar, account=request.user) if around["may_write"] else None
    number, newest = (version.number, version.content) if version else (0, empty())
    base, content = (typed.base, typed.content) if typed else (number, newest)
    if held and typed is None:
        base, content = held.base, held.content
    timeline = reverse("matter", args=[exemplar.matter.public_id]) + "?tab=timeline&show=all"
    told_of = enumerate(acts_of(exemplar.matter), start=1)
    acts = {str(act.pk): _act(act, f"{timeline}#act-{place}") for place, act in told_of}
    parts = parts_of(content, acts=acts)
    leaks = leaks_in(exemplar, version)
    noted(parts, leaks, comments_of(exemplar))
    context = {
        **around, "base": base, "content": content, "parts": parts, "leaks": leaks,
        "keywords": "、".join(content["keywords"]), "held": held, "refused": refused,
        "problems": refused.problems if isinstance(refused, Invalid) else [],
        "behind": base < number,
        "in_title": [named(one) for one in leaks if one.where == "title"],
        "in_keywords": [named(one) for one in leaks if one.where == "keywords"],
        "others": list(others_writing(exemplar, account=request.user)),
    }  # fmt: skip
    return page(request, "desk/exwriting/write.html", context, status=422 if refused else 200)


def _act(act: Any, url: str) -> dict[str, object]:
    """An act by its name, its day, and its place in the timeline, where it is read."""
    return {
        "title": message(TITLES.get(act.verb, act.verb)), "on": act.happened_on, "url": url,
    }  # fmt: skip


def _clashed(request: DeskRequest, exemplar: Exemplar, typed: Typed, saved: Saved) -> HttpResponse:
    """Both texts of every paragraph that two people changed; what was typed goes along."""
    around = frame(request, exemplar)
    version: Any = around["version"]
    context = {
        **around, "against": version.number, "base": typed.base, "content": typed.content,
        "keywords": "、".join(typed.content["keywords"]),
        "parts": parts_of(typed.content, acts={}),
        "note": request.POST.get("note", ""),
        "clashes": [(clash, Message(SECTION_NAMES[clash.section])) for clash in saved.clashes],
        "by": version.by,
    }  # fmt: skip
    return page(request, "desk/exwriting/clash.html", context, status=409)


@writers
@require_POST
def draft(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep what is typed while one types; or throw it away."""
    found = writable(request, public_id)
    if "discard" in request.POST:
        discard_draft(exemplar_id=public_id, by=request.user, now=request.now)
        say(request, _("Your draft is thrown away; the saved text is unchanged."))
        return redirect(editor_url(found))
    try:
        keep_draft(exemplar_id=public_id, typed=_typed(request, found), by=request.user,
                   now=request.now)  # fmt: skip
    except Refused:
        return JsonResponse({}, status=422)
    return JsonResponse({})


@writers
@require_POST
def tell(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write what the acts of the matter say and the text does not tell of yet."""
    found = writable(request, public_id)
    told(
        request,
        lambda: tell_from_acts(exemplar_id=public_id, by=request.user, now=request.now),
        _("The acts are told in the text. Each paragraph names the act it rests on."),
    )
    return redirect(editor_url(found))
