"""Statistical reports: which tables a form has, who draws up, confirms, receives, and by when.

The forms the authorities prescribe are not published; those shipped here are the product's own,
with a version, see `data/reports.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from cryptography.hazmat.primitives import hashes

from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS, Role
from touyan.statistics.rules.freezing import Line
from touyan.statistics.rules.measures import Figure
from touyan.statistics.rules.months import Months, after, back

CONFIRMERS = LEADERS | {Role.DEPARTMENT_HEAD}
WRITERS = CONFIRMERS | {Role.STATISTICIAN}
MOST_DAYS = 60
"""The longest time an office may be given to send a report upward."""
COLUMN_NAMES = {
    "period": N_("The period"),
    "period_a_year_before": N_("A year before"),
    "year_to_date": N_("Year to date"),
    "to_date_a_year_before": N_("To date, a year before"),
}
RHYTHM_NAMES = {"month": N_("monthly"), "year": N_("yearly")}


class State(StrEnum):
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"


STATE_NAMES = {
    State.DRAFT: N_("Drafted, not confirmed"),
    State.CONFIRMED: N_("Confirmed"),
    State.SENT: N_("Sent up, not yet received"),
    State.RECEIVED: N_("Received above"),
    State.RETURNED: N_("Returned from above"),
}


@dataclass(frozen=True)
class TableForm:
    """One table. Its rows are measures over several periods, or kinds or channels by measures."""

    code: str
    rows: str
    en: str
    zh: str
    columns: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class ReportForm:
    """A report as it is asked for: monthly or yearly, its tables in order."""

    code: str
    version: int
    rhythm: str
    en: str
    zh: str
    tables: tuple[TableForm, ...]

    @property
    def measures(self) -> frozenset[str]:
        return frozenset(code for table in self.tables for code in table.measures)

    def period_of(self, day: date) -> Months:
        """The month or the year a day lies in."""
        if self.rhythm == "year":
            return Months(date(day.year, 1, 1), date(day.year, 12, 1))
        return Months(day.replace(day=1), day.replace(day=1))

    def before(self, months: Months) -> Months:
        return self.period_of(back(months.first, 1))


@cache
def report_forms() -> dict[str, ReportForm]:
    """The forms delivered with the product, by code."""
    text = resources.files("touyan.statistics.data").joinpath("reports.json").read_text("utf-8")
    return {row["code"]: _form(row) for row in json.loads(text)["forms"]}


def _form(row: Mapping[str, Any]) -> ReportForm:
    tables = [
        TableForm(**{**one, "columns": tuple(one["columns"]), "measures": tuple(one["measures"])})
        for one in row["tables"]
    ]
    return ReportForm(**{**row, "tables": tuple(tables)})


@dataclass(frozen=True)
class Place:
    """One cell: the measure, the months, and where the row is one, the kind or the channel."""

    table: str
    row: str
    column: str
    measure: str
    months: Months
    kind: str = ""
    channel: str = ""

    @property
    def key(self) -> str:
        return f"{self.table}/{self.row}/{self.column}"


def places(
    form: ReportForm, months: Months, *, values: Mapping[str, Sequence[str]]
) -> Iterator[Place]:
    """Every cell of a report. `values` are the kinds and the channels in force, by "kind" and
    "channel"."""
    spans = columns_of(months)
    for table in form.tables:
        if table.rows == "measures":
            for code in table.measures:
                for column in table.columns:
                    yield Place(table.code, code, column, code, spans[column])
            continue
        for value in values[table.rows]:
            for code in table.measures:
                yield Place(table.code, value, code, code, months, **{table.rows: value})


def columns_of(months: Months) -> dict[str, Months]:
    """The months each column counts."""
    to_date = Months(months.first.replace(month=1), months.last)
    return {
        "period": months,
        "period_a_year_before": months.year_before(),
        "year_to_date": to_date,
        "to_date_a_year_before": to_date.year_before(),
    }


def ended_since(form: ReportForm, *, since: date, today: date) -> list[Months]:
    """The periods that are over, from that of the first day on."""
    found, months = [], form.period_of(since)
    while months.end < today:
        found.append(months)
        months = form.period_of(after(months.last))
    return found


def check_ended(months: Months, *, today: date) -> None:
    if months.end >= today:
        raise Refused(
            N_("The period ends on %(last)s; a report is drawn up from the day after."),
            last=months.end,
        )


def check_writer(viewer: Viewer, *, organ_path: str) -> None:
    """Who draws a report up, of their own office or of one beneath it."""
    if not viewer.holds_above(WRITERS, organ_path=organ_path):
        raise NotPermitted(
            N_("A statistical report is drawn up by the statistician, a department head or a "
               "leader.")
        )  # fmt: skip


def check_confirmer(
    viewer: Viewer, *, organ_path: str, drafted_by: int | None, others: bool
) -> None:
    """Who confirms: not whoever drew it up, unless the office has nobody else who may."""
    if not viewer.holds(CONFIRMERS, organ_path=organ_path):
        raise NotPermitted(
            N_("A statistical report is confirmed by a department head or a leader of its office.")
        )
    if drafted_by == viewer.account_id and others:
        raise NotPermitted(
            N_("You drew this report up; another department head or leader of the office "
               "confirms it.")
        )  # fmt: skip


def may_receive(viewer: Viewer, *, collector_path: str) -> bool:
    """Whoever works on the figures of the office the report goes to."""
    return viewer.holds(WRITERS, organ_path=collector_path)


def check_receiver(viewer: Viewer, *, collector_path: str | None) -> None:
    if collector_path is None:
        raise Refused(N_("This report goes to no other office."))
    if not may_receive(viewer, collector_path=collector_path):
        raise NotPermitted(
            N_("A report is received by the statistician, a department head or a leader of the "
               "office it goes to.")
        )  # fmt: skip


def check_planner(viewer: Viewer, *, organ_path: str) -> None:
    """Who asks the offices beneath for reports."""
    if not viewer.holds(WRITERS, organ_path=organ_path):
        raise NotPermitted(
            N_("Reports are asked for by the statistician, a department head or a leader of the "
               "office they go to.")
        )  # fmt: skip


def check_days(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise Refused(N_("Give the offices from 1 to %(most)s days."), most=MOST_DAYS)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(N_("Say why."))


def state_of(*, confirmed: bool, sent: bool, accepted: bool | None) -> State:
    """`sent`: whether it goes to an office; `accepted`: what that office said, None until then."""
    if not confirmed:
        return State.DRAFT
    if not sent:
        return State.CONFIRMED
    if accepted is None:
        return State.SENT
    return State.RECEIVED if accepted else State.RETURNED


def kept(figure: Figure) -> list[Any]:
    """A figure as a confirmed report keeps it: numerator, denominator, what was left out."""
    return [figure.numerator, figure.denominator, dict(figure.left_out)]


@dataclass(frozen=True)
class Content:
    """Everything a confirmed report consists of."""

    form: str
    version: int
    organ: str
    first: date
    last: date
    as_of: datetime
    definitions: Mapping[str, Any]
    cells: Mapping[str, Any]


def report_digest(content: Content, lines: Iterable[Line]) -> str:
    """SM3 (GB/T 32905) over UTF-8 lines, each ended by a line feed: "touyan statistical report 1";
    what the report is of; every definition; every cell by its key (these as JSON without blanks,
    names in order); then every fact of the period in order: element, key, days, tab-separated."""
    digest = hashes.Hash(hashes.SM3())
    for line in _head(content):
        digest.update(f"{line}\n".encode())
    for element, key, days in lines:
        digest.update(f"{element}\t{key}\t{'' if days is None else days}\n".encode())
    return digest.finalize().hex()


def _head(content: Content) -> Iterator[str]:
    yield "touyan statistical report 1"
    yield _plain([content.form, content.version, content.organ, str(content.first),
                  str(content.last), content.as_of.timestamp()])  # fmt: skip
    for held in (content.definitions, content.cells):
        yield from (_plain([name, held[name]]) for name in sorted(held))


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
