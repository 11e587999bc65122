"""Bulletins of an office: all, one as it reads, beginning and writing one."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.bulletins.forms import Asked, BeginForm, FigureForm, WordsForm, figure_form
from touyan.desk.bulletins.shown import figures_of, told, typed_in
from touyan.desk.deeds import Deed, do, name_problems
from touyan.desk.figures.asking import READERS
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Conflict, Invalid, Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.organs.queries import office_or_own
from touyan.statistics.actions.bulletins import add_figure, begin_bulletin, write_bulletin
from touyan.statistics.queries import bulletins as queries
from touyan.statistics.queries.bulletins import Bulletin, BulletinVersion
from touyan.statistics.queries.topics import topics_seen
from touyan.statistics.rules.bulletins import matters_named, may_issue
from touyan.statistics.rules.freezing import FREEZERS, may_freeze
from touyan.ui.sentences import sentence

PER_PAGE, VERSIONS = 30, 50
WAYS = ["GET", "POST"]
ROOM = (gettext_lazy("Bulletins"), "bulletins")


@only(*READERS)
@require_GET
def bulletins(request: DeskRequest) -> HttpResponse:
    """Every bulletin in the viewer's scope, the newest first."""
    found = queries.bulletins_seen(viewer=request.viewer)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "rooms": measuring(request),
        "shown": shown,
        "may_begin": bool(request.viewer.roles & FREEZERS),
        "say": request.GET.urlencode() if request.GET.get("measure") else "",
    }
    return page(request, "desk/bulletins/bulletins.html", context)


@only(*READERS)
@require_GET
def bulletin(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """A bulletin as it reads now, with the annex of its figures."""
    one = queries.bulletin_by_public_id(public_id, viewer=request.viewer)
    newest = queries.versions_of(one)[0]
    path, today = one.organ.path, legal_day(request.now)
    writes = not newest.issued and may_freeze(request.viewer, organ_path=path)
    is_ours = request.viewer.in_scope(path)
    context = told(one, newest, viewer=request.viewer, on=today) | {
        "may_write": writes,
        "may_issue": not newest.issued and may_issue(request.viewer, organ_path=path),
        "typed": typed_in(one, newest, viewer=request.viewer, on=today) if writes else [],
        "named": [] if newest.issued else matters_named(f"{newest.title} {newest.text}"),
        "versions": list(queries.versions_of(one)[:VERSIONS] if is_ours else []),
    }
    return page(request, "desk/bulletins/bulletin.html", context)


@only(*FREEZERS)
@require_http_methods(WAYS)
def begin(request: DeskRequest) -> HttpResponse:
    """Begin a bulletin of the viewer's office, about this year unless said otherwise."""
    today, organ = legal_day(request.now), office_or_own("", viewer=request.viewer)
    usual = {"first": today.replace(month=1, day=1), "last": today, "language": get_language()}
    deed = Deed(
        label=_("Begin a bulletin"),
        says=_("The months are those its figures are usually about; each figure may be about "
               "others."),
        form=BeginForm(request.POST or None, initial=usual),
        act=lambda *, title, language, months, by, now, **_days: begin_bulletin(
            organ=organ, title=title, language=language, months=months, by=by, now=now
        ),
        done=_("The bulletin is begun."),
        facts=[(_("Office"), organ.local_name)],
        back=reverse("bulletins"),
        onward=lambda made: reverse("write-bulletin", args=[made.public_id]),
        room=ROOM,
    )  # fmt: skip
    return do(request, deed)


@only(*FREEZERS)
@require_http_methods(WAYS)
def write(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write the words and pick figures into them."""
    one = queries.bulletin_by_public_id(public_id, viewer=request.viewer)
    newest = queries.versions_of(one)[0]
    if newest.issued:
        return redirect("bulletin", public_id)
    picks = request.POST.get("what") == "add"
    kept = {"title": newest.title, "text": newest.text}
    form = WordsForm(request.POST or None, initial=kept)
    topics = topics_seen(viewer=request.viewer)
    today, data = legal_day(request.now), request.POST if picks else None
    picked = figure_form(data, one, topics, on=today, asked=_asked(request))
    status = 200
    if request.method == "POST":
        answer = _keep(request, one, form, picked if picks else None)
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
    return _writing(request, one, newest, form, picked, status)


def _asked(request: DeskRequest) -> Asked:
    """What the address asks to be said, of an office in the viewer's scope."""
    known = set(FigureForm.field_order)
    fields = {name: str(value) for name, value in request.GET.items() if name in known}
    if "organ" not in fields:
        return Asked(fields)
    return Asked(fields, office_or_own(fields["organ"], viewer=request.viewer))


def _keep(
    request: DeskRequest, one: Bulletin, form: WordsForm, picked: FigureForm | None
) -> HttpResponse | int:
    """The answer, or the status of the page that says what is wrong."""
    if not form.is_valid() or (picked and not picked.is_valid()):
        return 422
    who: dict[str, Any] = {"by": request.user, "now": request.now}
    given = {"bulletin_id": one.public_id, "seen": version_of(request), **form.cleaned_data, **who}
    try:
        if picked:
            add_figure(bound=picked.bound(), **given)
        else:
            write_bulletin(**given)
    except Invalid as refused:
        places = {problem.field for problem in refused.problems}
        name_problems(picked if picked and places & set(picked.fields) else form, refused)
        return 422
    except Refused as refused:
        form.add_error(None, sentence(refused.message))
        return 409 if isinstance(refused, Conflict) else 422
    say(request, N_("The figure is in the text.") if picked else N_("The words are kept."))
    return redirect("write-bulletin" if picked else "bulletin", one.public_id)


def _writing(
    request: DeskRequest, one: Bulletin, newest: BulletinVersion, form: WordsForm,
    picked: FigureForm, status: int,
) -> HttpResponse:  # fmt: skip
    figures = figures_of(one, newest, viewer=request.viewer, on=legal_day(request.now))
    context: dict[str, Any] = {
        "bulletin": one,
        "version": newest,
        "form": form,
        "picked": picked,
        "figures": list(figures.values()),
    }
    return page(request, "desk/bulletins/write.html", context, status)
