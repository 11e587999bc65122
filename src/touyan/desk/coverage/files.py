"""The figures of coverage as files: numbers as numbers, no formula, their definition with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from touyan.desk.coverage.report import Report, Row
from touyan.desk.matters.export import CONTENT_TYPE, safe, workbook
from touyan.desk.web import DeskRequest
from touyan.leadership.rules.coverage import Period
from touyan.organs.queries import Organ
from touyan.ui.tags.text import local_datetime

Lines = Sequence[tuple[str, str]]


def definition(request: DeskRequest, organ: Organ, days: Period) -> list[tuple[str, str]]:
    """What the figures are: for whom, for which days, counted how, who asked, when."""
    return [
        (_("Office"), f"{organ.local_name} {organ.code}"),
        (_("Period"), f"{days.first} – {days.last}"),
        (_("Counted"), _("Matters whose duty to be led arose in the period, by the office that "
                         "handles them now; matters led voluntarily by the day of taking charge; "
                         "matters not stated yet by the day of receipt.")),
        (_("Gross and net"), _("Net leaves out matters that ended within the chief's time limit "
                               "for naming, and matters passed on or not accepted before naming.")),
        (_("Made by"), request.viewer.name),
        (_("Made at"), local_datetime(request.now)),
    ]  # fmt: skip


def _values(row: Row) -> list[Any]:
    values: list[Any] = [row.name, row.code]
    for cell in row.cells:
        values.append(cell.value)
        if isinstance(cell.value, str):
            values.append(cell.note)
    return values


def _heads(found: Report) -> list[str]:
    heads = [_("Office"), _("Code")]
    for cell in found.total.cells:
        heads.append(cell.label)
        if isinstance(cell.value, str):
            heads.append(_("%(rate)s, as numbers") % {"rate": cell.label})
    return heads


def spreadsheet(found: Report, lines: Lines, now: datetime) -> HttpResponse:
    content = workbook(
        names=(_("Coverage"), _("Definition")),
        heads=[(head, 26 if at == 0 else 14) for at, head in enumerate(_heads(found))],
        rows=[_values(row) for row in (*found.rows, found.total)],
        definition=lines,
        made_at=now,
    )
    return _download(content, CONTENT_TYPE, "coverage.xlsx")


def plain(found: Report, lines: Lines, now: datetime) -> HttpResponse:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_heads(found))
    for row in (*found.rows, found.total):
        writer.writerow([safe(v) if isinstance(v, str) else v for v in _values(row)])
    writer.writerow([])
    writer.writerows([safe(label), safe(value)] for label, value in lines)
    # Spreadsheet programs read Chinese text in a file only with this mark at its beginning.
    content = ("\ufeff" + file.getvalue()).encode()
    return _download(content, "text/csv; charset=utf-8", "coverage.csv")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f"attachment; filename={name}"}
    )


FORMS: dict[str, Callable[[Report, Lines, datetime], HttpResponse]] = {
    "xlsx": spreadsheet,
    "csv": plain,
}
