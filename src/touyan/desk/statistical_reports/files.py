"""A statistical report as a spreadsheet, as PDF and as a file for Word."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.figures import words
from touyan.desk.figures.asking import READERS
from touyan.desk.figures.measure_page import definition
from touyan.desk.matters.export import CONTENT_TYPE, Sheet, book
from touyan.desk.papers.files import PDF, WORD
from touyan.desk.statistical_reports.shown import Table, chip_of, form_name, name_of, period_of
from touyan.desk.statistical_reports.shown import tables as tables_of
from touyan.desk.web import DeskRequest
from touyan.kernel.errors import NotVisible
from touyan.kernel.gate import only
from touyan.statistics.actions.reports import take_report
from touyan.statistics.papers import printed
from touyan.statistics.queries.reports import definitions_of, figures_in, report_by_id
from touyan.statistics.rules.measures import Shape
from touyan.statistics.rules.reports import report_forms
from touyan.ui.tags.text import local_datetime

CHINESE = "zh-hans"
FORMS = {"docx": WORD, "pdf": PDF, "xlsx": CONTENT_TYPE}


@only(*READERS)
@require_GET
def file(request: DeskRequest, public_id: uuid.UUID, form: str) -> HttpResponse:
    """The report as a file; a row says who took it."""
    if form not in FORMS:
        raise NotVisible
    report = report_by_id(public_id, viewer=request.viewer)
    take_report(report_id=public_id, paper=form, by=request.user, now=request.now)
    content = _sheet(request, report) if form == "xlsx" else _paper(report, form)
    name = quote(f"{report.organ.local_name} {name_of(report)}")
    way = "inline" if form == "pdf" else "attachment"
    return HttpResponse(
        content,
        content_type=FORMS[form],
        headers={
            "Content-Disposition": f"{way}; filename*=UTF-8''{name}.{form}",
            "Cache-Control": "private, no-store",
        },
    )


def _paper(report: Any, form: str) -> bytes:
    """A paper is in Chinese, whatever the reader's language."""
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    with override(CHINESE):
        paper = _printed(report)
    return printed.as_pdf(paper, font_dir=fonts) if form == "pdf" else printed.as_word(paper)


def _printed(report: Any) -> printed.Printed:
    title = form_name(report_forms()[report.form])
    if not report.confirmed_at:
        title = _("%(title)s (draft)") % {"title": title}
    return printed.Printed(
        title=title,
        organ=report.organ.name,
        dated=legal_day(report.confirmed_at or report.drafted_at),
        lines=[f"{label}：{value}" for label, value in _head(report)],
        tables=[_table(one) for one in tables_of(report, figures_in(report))],
        annex=_("Definitions"),
        definitions=[
            printed.Definition(words.name_of(one), "；".join(
                f"{label}：{text}" for label, text in definition(one)))
            for one in definitions_of(report).values()
        ],
    )  # fmt: skip


def _table(table: Table) -> printed.Table:
    rows = [
        printed.Row(row.name, [printed.Cell(cell.value, cell.note) for cell in row.cells])
        for row in table.rows
    ]
    return printed.Table(table.name, table.first, table.heads, rows)


def _head(report: Any) -> Iterator[tuple[str, str]]:
    yield _("Office"), f"{report.organ.local_name} {report.organ.code}"
    yield _("Period"), period_of(report)
    yield _("As of"), local_datetime(report.as_of)
    yield _("State"), chip_of(report).words
    if report.reason:
        yield _("Restated:").rstrip(":："), report.reason
    if report.confirmed_at:
        yield _("Confirmed on"), local_datetime(report.confirmed_at)
        yield _("Digest (SM3)"), report.digest


def _sheet(request: DeskRequest, report: Any) -> bytes:
    """A sheet for each table, numbers as numbers; the last says what they are."""
    sheets = [
        Sheet(one.name, _heads(one), _rows(one)) for one in tables_of(report, figures_in(report))
    ]
    made = [(_("Made by"), request.viewer.name), (_("Made at"), local_datetime(request.now))]
    named = [
        (words.name_of(one), "；".join(f"{label}: {text}" for label, text in definition(one)))
        for one in definitions_of(report).values()
    ]
    return book(
        sheets, definition=(_("Definition"), [*_head(report), *made, *named]), made_at=request.now
    )


def _heads(table: Table) -> list[tuple[str, int]]:
    """Beside each share its numerator and denominator."""
    heads = [(table.first, 40)]
    for at, head in enumerate(table.heads):
        heads.append((head, 16))
        if _has_share(table, at):
            heads.append((_("%(figure)s, numerator") % {"figure": head}, 14))
            heads.append((_("%(figure)s, denominator") % {"figure": head}, 14))
    return heads


def _has_share(table: Table, at: int) -> bool:
    return any(row.cells[at].figure.measure.shape is Shape.SHARE for row in table.rows)


def _rows(table: Table) -> Iterable[list[Any]]:
    for row in table.rows:
        line: list[Any] = [row.name]
        for at, cell in enumerate(row.cells):
            found = cell.figure
            is_share = found.measure.shape is Shape.SHARE
            share = "–" if found.share is None else round(found.share * 100, 1)
            line.append(share if is_share else found.numerator)
            if _has_share(table, at):
                line += [found.numerator, found.denominator] if is_share else ["", ""]
        yield line
