"""All figures of an office, one of them with its definition, and the list behind a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS, Asked, asked, asked_with, office_asked
from touyan.desk.figures.board import drawn
from touyan.desk.figures.listing import elements_of, listed
from touyan.desk.figures.lists import list_asked
from touyan.desk.figures.measure_page import measure_page
from touyan.desk.figures.pictures import drawings
from touyan.desk.figures.publishing import TableForm, published
from touyan.desk.figures.sheet import sheet
from touyan.desk.matters.export import CONTENT_TYPE
from touyan.desk.shell import measuring
from touyan.desk.web import DeskRequest, page
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.organs.queries import organs_above
from touyan.statistics.actions.taking import note_taken
from touyan.statistics.queries.counted import followed_through
from touyan.statistics.queries.own import measure_for
from touyan.statistics.queries.published import moment_of
from touyan.statistics.rules.freezing import may_freeze
from touyan.statistics.rules.measures import Measure, Shape
from touyan.ui.pictures import Picture, png


@only(*READERS)
@require_GET
def figures(request: DeskRequest) -> HttpResponse:
    """Every figure of an office, and the offices beneath it."""
    asking = asked(request)
    context = _frame(request, asking) | {"rooms": measuring(request)}
    if asking.part is None:
        return page(request, "desk/figures/board.html", context, 422)
    context |= drawn(asking, asking.part, through=context["through"])
    return page(request, "desk/figures/board.html", context)


@only(*READERS)
@require_GET
def one_figure(request: DeskRequest, code: str) -> HttpResponse:
    """A figure with its definition and its parts."""
    asking = asked(request)
    measure = _measure(code, asking)
    context = _frame(request, asking) | {"name": words.name_of(measure)}
    if asking.part is None:
        return page(request, "desk/figures/measure.html", context, 422)
    return page(
        request, "desk/figures/measure.html",
        context
        | measure_page(asking, measure, asking.part)
        | {"may_freeze": may_freeze(request.viewer, organ_path=asking.organ.path)},
    )  # fmt: skip


@only(*READERS)
@require_GET
def figure_list(request: DeskRequest, code: str) -> HttpResponse:
    """What one number counts."""
    asking = asked(request)
    measure = _measure(code, asking)
    wanted = elements_of(measure, request.GET.get("part", "counts"))
    if not wanted:
        raise NotVisible
    context = _frame(request, asking) | {
        "name": words.name_of(measure),
        "what": [words.element_name(one) for one in wanted],
        "back": f"{reverse('figure', args=[code])}?{asking.address()}",
    }
    if asking.part is None:
        return page(request, "desk/figures/list.html", context, 422)
    found = listed(
        wanted, asking.part, viewer=request.viewer, page=request.GET.get("page"),
        alone=bool(request.GET.get("alone")), level=request.GET.get("level", ""),
    )  # fmt: skip
    return page(request, "desk/figures/list.html", context | {"listed": found})


@only(*READERS)
@require_GET
def figure_table(request: DeskRequest, code: str) -> HttpResponse:
    """A count by office and kind, as it may be published."""
    organ, form = office_asked(request), TableForm(request.GET, today=legal_day(request.now))
    asking = asked_with(form, organ, request)
    measure = _measure(code, asking)
    if measure.shape is not Shape.COUNT or measure.is_topical:
        raise NotVisible
    context = _frame(request, asking) | {
        "name": words.name_of(measure),
        "back": f"{reverse('figure', args=[code])}?organ={organ.code}",
    }
    if asking.part is None:
        return page(request, "desk/figures/table.html", context, 422)
    months = asking.part.months
    context |= {
        "table": published(measure, organ, months),
        "part": asking.part.of(moment=moment_of(months)),
    }
    return page(request, "desk/figures/table.html", context)


@only(*READERS)
@require_GET
def figure_picture(request: DeskRequest, code: str, name: str, form: str) -> HttpResponse:
    """A picture of a figure as a file."""
    asking = asked(request)
    measure = _measure(code, asking)
    draw = drawings(measure).get(name)
    if draw is None or form not in FILES or asking.part is None:
        raise NotVisible
    kind, write = FILES[form]
    content = write(draw(asking, measure, asking.part))
    said = {"Content-Disposition": f"attachment; filename={code}-{name}.{form}"}
    return HttpResponse(content, content_type=kind, headers=said)


@only(*READERS)
@require_POST
def export(request: DeskRequest) -> HttpResponse:
    """Every figure of an office as a spreadsheet."""
    asking = asked(request)
    if asking.part is None:
        return redirect(f"{reverse('figures')}?{asking.address()}")
    part = asking.part
    content = sheet(part, made_by=request.viewer.name, counted_through=followed_through(),
                    now=request.now)  # fmt: skip
    note_taken(
        "figures", organ=part.organ, by=request.user, now=request.now,
        since=part.months.first.isoformat(), until=part.months.end.isoformat(),
    )  # fmt: skip
    said = {"Content-Disposition": "attachment; filename=figures.xlsx"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=said)


FILES: dict[str, tuple[str, Callable[[Picture], bytes]]] = {
    "svg": ("image/svg+xml", Picture.standalone),
    "png": ("image/png", png),
}


def _measure(code: str, asking: Asked) -> Measure:
    return measure_for(code, asking.organ, on=asking.form.today)


def _frame(request: DeskRequest, asking: Asked) -> dict[str, Any]:
    return {
        "asked": asking,
        "part": asking.part,
        "of_list": list_asked(request, asking.topic),
        "above": [
            (each.local_name, f"?{asking.address(organ=each.code)}")
            for each in organs_above(asking.organ)
            if request.viewer.in_scope(each.path)
        ],
        "query": asking.address(),
        "through": followed_through(),
    }
