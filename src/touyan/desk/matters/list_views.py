"""The list of matters, its saved views, its export."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.desk.counting import MOST, CappedPaginator, count_up_to
from touyan.desk.matters import export, list_columns
from touyan.desk.matters.list_filters import chips_of, picks_of
from touyan.desk.matters.list_query import (
    DENSITIES,
    cleaned,
    density,
    look,
    pills,
    remember,
    tidied,
    untidy,
    view_of,
    without_words,
)
from touyan.desk.matters.list_reading import Reading
from touyan.desk.web import DeskRequest, page, refuse, say
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import N_
from touyan.matters.actions.notes import drop_view as drop
from touyan.matters.actions.notes import save_view as save
from touyan.matters.queries import Matter, saved_views
from touyan.organs.rules.roles import CASE_ROLES
from touyan.ui.tags.text import local_datetime

PER_PAGE = 50
LIST = "desk/matters/list/list.html"
staff = only(*CASE_ROLES)


@staff
@require_GET
def matters(request: DeskRequest) -> HttpResponse:
    """The matters the viewer may know of, narrowed as the address says."""
    part = bool(request.headers.get("X-Part"))
    if untidy(request.GET):
        if not part:
            return redirect(address(tidied(request.GET)))
        request.GET = QueryDict(tidied(request.GET))
    reading = Reading(request)
    context = {**_around(request, reading, part=part), **_results(request, reading)}
    response = page(request, LIST, context, status=200 if reading.filters.is_valid() else 422)
    if part:
        response.headers["HX-Push-Url"] = address(request.GET.urlencode())
    return response


def _around(request: DeskRequest, reading: Reading, *, part: bool) -> dict[str, Any]:
    """What stands around the results: views, filters, what may be done with a row."""
    view, saved = view_of(request.GET), list(saved_views(request.user))
    chosen = look(request)
    listed = list_columns.columns(
        several_offices=reading.offices.several, chosen=chosen.get("cols", ())
    )
    return {
        "part": part,
        "picks": picks_of(reading.filters) if part else (),
        "pills": pills(request.GET, saved=saved, roles=request.viewer.roles),
        "saved": saved,
        "form": reading.filters.form,
        "offices": [organ for organ in reading.offices.listed if organ.valid_to is None],
        "reset_url": f"?{view.query}",
        "columns": listed,
        "density": density(chosen),
        "densities": _densities(),
        "assignees": reading.assignees if reading.own_alone else (),
        "query": cleaned(request.GET).urlencode(),
        "keeping": without_words(request.GET).urlencode(),
    }


def _densities() -> list[tuple[str, str]]:
    return list(zip(DENSITIES, (_("Compact"), _("Medium"), _("Roomy")), strict=True))


def _results(request: DeskRequest, reading: Reading) -> dict[str, Any]:
    """One page of rows, or what is wrong with the filters."""
    view, filters = view_of(request.GET), reading.filters
    if not filters.is_valid():
        return {"problems": [text for texts in filters.form.errors.values() for text in texts]}
    paginator = CappedPaginator(reading.found, PER_PAGE)
    listed = paginator.get_page(request.GET.get("page"))
    if reading.words:
        reading.note("matter.search", count=paginator.count)
    return {
        "chips": chips_of(filters, without=[name for name, _value in view.params]),
        "read": filters.form.read,
        "listed": listed,
        "total": paginator.total,
        "rows": _rows(listed, reading, channel="channel" in look(request).get("cols", ())),
        "last": remember(request),
        "only_due": reading.by_due and not request.GET.get("due"),
        "deepest": paginator.count >= MOST and not listed.has_next(),
        "view": view,
    }


def _rows(listed: Page[Matter], reading: Reading, *, channel: bool) -> list[dict[str, object]]:
    found: Any = listed.object_list
    found = found.select_related("organ", "handler__person").defer("search")
    names = list_columns.clock_names(today=reading.today)
    if channel:
        found = list_columns.with_channel(found)
    return [list_columns.row(matter, today=reading.today, names=names) for matter in found]


def address(query: str) -> str:
    """The list with a query."""
    return f"{reverse('matters')}?{query}" if query else reverse("matters")


def back(request: DeskRequest) -> str:
    """The list a form was sent from; only its own filters are taken over."""
    return address(cleaned(QueryDict(request.POST.get("query", ""))).urlencode())


@staff
@require_POST
def save_view(request: DeskRequest) -> HttpResponse:
    """Keep the filters, without search words, under a name of one's own."""
    query = without_words(QueryDict(request.POST.get("query", ""))).urlencode()
    try:
        view = save(
            name=request.POST.get("name", ""), query=query, by=request.user, now=request.now
        )
    except Refused as refusal:
        refuse(request, refusal)
        return redirect(back(request))
    say(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return redirect(address(query))


@staff
@require_POST
def drop_view(request: DeskRequest, view_id: int) -> HttpResponse:
    """Remove a view of one's own."""
    drop(view_id=view_id, by=request.user, now=request.now)
    say(request, _("The view is removed."))
    return redirect(back(request))


@staff
@require_POST
def export_matters(request: DeskRequest) -> HttpResponse:
    """The current list as a spreadsheet, with the definition of what it lists."""
    reading = Reading(request)
    if not reading.filters.is_valid():
        return redirect(address(tidied(request.GET)))
    count = count_up_to(reading.found, export.MOST_ROWS)
    if count > export.MOST_ROWS:
        refuse(
            request, Refused(N_("More than 10,000 matters match. Narrow the list, then export it."))
        )
        return redirect(address(tidied(request.GET)))
    content = _workbook(reading, count)
    reading.note("matter.export", count=count)
    title = _("Matters")
    name = f"{title}-{reading.today:%Y%m%d}.xlsx"
    disposition = f"attachment; filename=matters.xlsx; filename*=UTF-8''{urlencode({'': name})[1:]}"
    return HttpResponse(
        content, content_type=export.CONTENT_TYPE, headers={"Content-Disposition": disposition}
    )


def _workbook(reading: Reading, count: int) -> bytes:
    names = list_columns.clock_names(today=reading.today)
    found = list_columns.with_channel(reading.found.select_related("organ", "handler__person"))
    rows = found.defer("search").iterator(chunk_size=1000)
    return export.workbook(
        names=(_("Matters"), _("Definition")),
        heads=[(_(label), width) for _key, label, width, _value in list_columns.EXPORTED],
        rows=(list_columns.exported(matter, names=names) for matter in rows),
        definition=_definition(reading, count),
        made_at=reading.request.now,
    )


def _definition(reading: Reading, count: int) -> list[tuple[str, str]]:
    """What the rows are: filters, scope, who asked, when. Search words stay out of the file."""
    request = reading.request
    view = view_of(request.GET)
    chips = chips_of(reading.filters, without=["q", *(name for name, _value in view.params)])
    lines = [(_("View"), _(view.label))]
    lines += [(str(chip["label"]), str(chip["value"])) for chip in chips]
    if reading.words:
        lines += reading.filters.form.read.told(words=False)
        lines.append((_("Search words"), _("Used; not repeated here, as they may name a person.")))
    return [
        *lines,
        (_("Scope"), ", ".join(organ.local_name for organ in reading.offices.own)),
        (_("Rows"), f"{count:,}"),
        (_("Made by"), request.viewer.name),
        (_("Made at"), local_datetime(request.now)),
        (_("As of"), f"{reading.today:%Y-%m-%d}"),
        (_("Names"), _("Masked as in the list. One row is one matter, never one person.")),
    ]
