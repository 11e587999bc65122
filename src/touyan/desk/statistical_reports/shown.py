"""A statistical report in words: its state, its tables, its names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from touyan.desk.figures import words
from touyan.desk.figures.cells import Cell, Row
from touyan.kernel.messages import Message
from touyan.statistics.queries.reports import VALUES, definitions_of, stands
from touyan.statistics.rules.measures import Figure, Measure
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.reports import (
    COLUMN_NAMES,
    STATE_NAMES,
    ReportForm,
    State,
    TableForm,
    report_forms,
)
from touyan.ui.sentences import sentence

TONES = {
    State.DRAFT: "blue",
    State.CONFIRMED: "green",
    State.SENT: "amber",
    State.RECEIVED: "green",
    State.RETURNED: "amber",
}


@dataclass(frozen=True)
class Chip:
    """A state in words with its tone."""

    words: str
    tone: str


def chip(state: State | None) -> Chip:
    if state is None:
        return Chip(_("Not drawn up yet"), "grey")
    return Chip(sentence(Message(STATE_NAMES[state])), TONES[state])


def chip_of(report: Any) -> Chip:
    return chip(stands(report))


def form_name(form: ReportForm | TableForm) -> str:
    return form.en if words.language() == "en" else form.zh


def period_name(months: Months) -> str:
    """A month as 2026-10, a year as 2026."""
    return f"{months.first:%Y}" if len(months) > 1 else f"{months.first:%Y-%m}"


def name_of(report: Any) -> str:
    return f"{form_name(report_forms()[report.form])} {period_of(report)}"


def period_of(report: Any) -> str:
    return period_name(Months(report.first, report.last))


@dataclass(frozen=True)
class Table:
    """A table as it is shown and printed."""

    name: str
    first: str
    heads: list[str]
    rows: list[Row]


def tables(report: Any, figures: Mapping[str, Figure]) -> Iterator[Table]:
    """The tables of a report with these figures, in order."""
    measures = definitions_of(report)
    for table in report_forms()[report.form].tables:
        if table.rows == "measures":
            yield _of_measures(report, table, figures, measures)
        else:
            yield _of_values(report, table, figures, measures)


def _of_measures(
    report: Any, table: TableForm, figures: Mapping[str, Figure], measures: Mapping[str, Measure]
) -> Table:
    heads = [sentence(Message(COLUMN_NAMES[column])) for column in table.columns]
    columns = list(zip(table.columns, heads, strict=True))
    rows = [
        Row(words.name_of(measures[code]), _cells(report, table, code, columns, figures))
        for code in table.measures
    ]
    return Table(form_name(table), pgettext("column of a report", "Measure"), heads, rows)


def _of_values(
    report: Any, table: TableForm, figures: Mapping[str, Figure], measures: Mapping[str, Measure]
) -> Table:
    named = words.kind_name if table.rows == "kind" else words.channel_name
    heads = [words.name_of(measures[code]) for code in table.measures]
    columns = list(zip(table.measures, heads, strict=True))
    rows = [
        Row(named(value), _cells(report, table, value, columns, figures))
        for value in VALUES[table.rows]
    ]
    first = _("Kind") if table.rows == "kind" else _("Channel")
    return Table(form_name(table), first, heads, rows)


def _cells(
    report: Any, table: TableForm, row: str, columns: list[tuple[str, str]],
    figures: Mapping[str, Figure],
) -> list[Cell]:  # fmt: skip
    found = [(head, f"{table.code}/{row}/{column}") for column, head in columns]
    return [
        Cell(head, figures[key], _list_url(report, key) if figures[key].numerator else "")
        for head, key in found
    ]


def _list_url(report: Any, key: str) -> str:
    return f"{reverse('stat-report-list', args=[report.public_id])}?{urlencode({'cell': key})}"
