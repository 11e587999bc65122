"""Statistical reports: those in somebody's scope, what they count, what is owed and by whom."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from touyan.deadlines.queries import current_calendar
from touyan.deadlines.rules.calendar import CalendarUnknown
from touyan.deadlines.rules.counting import add_days, roll_over
from touyan.intake.rules.words import Channel, Kind
from touyan.kernel.errors import NotVisible
from touyan.organs.models import Account, Organ
from touyan.organs.queries import in_force, organs_directly_under, scope_filter, staff_of
from touyan.organs.rules.access import Viewer
from touyan.statistics.models import ReportAnswer, ReportPlan, StatisticalReport
from touyan.statistics.queries.counted import Slice, facts_in
from touyan.statistics.queries.frozen import as_record, lines_of
from touyan.statistics.rules.measures import (
    Figure,
    Measure,
    figure,
    measure_from,
    shipped_measures,
)
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.reports import (
    CONFIRMERS,
    Content,
    Place,
    ReportForm,
    State,
    columns_of,
    ended_since,
    kept,
    places,
    report_digest,
    report_forms,
    state_of,
)

VALUES = {"kind": [one.value for one in Kind], "channel": [one.value for one in Channel]}


def reports_seen(*, viewer: Viewer) -> QuerySet[StatisticalReport]:
    """Those of offices in the viewer's scope, the newest period first."""
    if not viewer.case_roots:
        return StatisticalReport.objects.none()
    found = StatisticalReport.objects.filter(scope_filter(viewer, "organ__path"))
    return found.select_related(
        "organ", "collector", "answer__by__person", "drafted_by__person", "confirmed_by__person",
        "restated_by",
    ).order_by("-first", "organ__code", "form", "-id")  # fmt: skip


def report_by_id(public_id: uuid.UUID, *, viewer: Viewer) -> StatisticalReport:
    found = reports_seen(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def plans_of(organs: Iterable[Organ | int]) -> QuerySet[ReportPlan]:
    """What these offices ask of those beneath them, in force."""
    return ReportPlan.objects.filter(organ__in=list(organs), ended_at=None).select_related("organ")


def plan_by_id(public_id: uuid.UUID, *, viewer: Viewer) -> ReportPlan:
    found = ReportPlan.objects.select_related("organ").filter(public_id=public_id).first()
    if found is None or not viewer.in_scope(found.organ.path):
        raise NotVisible
    return found


def plan_for(organ: Organ, form: ReportForm) -> ReportPlan | None:
    """The plan an office's report of that form answers."""
    return plans_of([organ.parent_id]).filter(form=form.code).first() if organ.parent_id else None


def due_of(plan: ReportPlan, months: Months) -> date:
    """So many days after the period; a last day on a day off moves on, where the calendar knows."""
    raw = add_days(months.end, plan.days)
    try:
        return roll_over(raw, calendar=current_calendar())[0]
    except CalendarUnknown:
        return raw


def offices_asked(plan: ReportPlan, *, today: date) -> QuerySet[Organ]:
    """The offices directly beneath that report."""
    return organs_directly_under(plan.organ).filter(in_force(today))


@dataclass(frozen=True)
class Owed:
    """One office and period of a plan: the report of it, newest statement, if there is one."""

    organ: Organ
    months: Months
    due_on: date
    report: StatisticalReport | None

    @property
    def state(self) -> State | None:
        return stands(self.report) if self.report else None


def owed_under(plan: ReportPlan, months: Months, *, today: date) -> list[Owed]:
    """Every office asked, for one period."""
    there = newest(
        StatisticalReport.objects.filter(
            form=plan.form, first=months.first, organ__parent=plan.organ
        ).select_related("organ", "answer", "restated_by")
    )
    due = due_of(plan, months)
    return [
        Owed(organ, months, due, there.get(organ.pk)) for organ in offices_asked(plan, today=today)
    ]


def newest(reports: Iterable[StatisticalReport]) -> dict[int, StatisticalReport]:
    """By office, the statement none restates."""
    return {one.organ_id: one for one in reports if not hasattr(one, "restated_by")}


def periods_of(plan: ReportPlan, *, today: date) -> list[Months]:
    """The periods over since the plan began, the newest first."""
    return ended_since(report_forms()[plan.form], since=plan.since, today=today)[::-1]


def stands(report: StatisticalReport) -> State:
    """How far a report has come."""
    answer: ReportAnswer | None = getattr(report, "answer", None)
    return state_of(
        confirmed=report.confirmed_at is not None,
        sent=report.collector_id is not None,
        accepted=answer.accepted if answer else None,
    )


def others_who_confirm(report: StatisticalReport, *, but: Account, on: date) -> bool:
    """Whether somebody else of the office may confirm."""
    return staff_of(report.organ, *CONFIRMERS, on=on).exclude(pk=but.pk).exists()


def months_of(report: StatisticalReport) -> Months:
    return Months(report.first, report.last)


def part_of(report: StatisticalReport) -> Slice:
    """The part of the register the period's own column counts, as of the report's moment."""
    return Slice(report.organ, months_of(report), moment=report.as_of)


def history(report: StatisticalReport) -> list[StatisticalReport]:
    """The report with what it restates and what restates it, the oldest first."""
    found = StatisticalReport.objects.filter(
        form=report.form, organ=report.organ_id, first=report.first
    )
    return list(found.select_related("confirmed_by__person", "answer").order_by("id"))


def definitions_of(report: StatisticalReport) -> dict[str, Measure]:
    """The measures: as they were confirmed, or, of a draft, as they are."""
    if report.confirmed_at:
        return {code: measure_from(row) for code, row in report.definitions.items()}
    wanted = report_forms()[report.form].measures
    return {code: measure for code, measure in shipped_measures().items() if code in wanted}


def figures_in(report: StatisticalReport) -> dict[str, Figure]:
    """Every figure by the key of its cell: as confirmed, or, of a draft, as of its moment."""
    measures = definitions_of(report)
    if not report.confirmed_at:
        return counted(report)
    return {
        key: Figure(measures[measure_in(key, measures)], *numbers)
        for key, numbers in report.cells.items()
    }


def measure_in(key: str, measures: Mapping[str, Measure]) -> str:
    """The measure a cell's key names: of its row, or of its column."""
    _table, row, column = key.split("/")
    return row if row in measures else column


def all_places(report: StatisticalReport) -> list[Place]:
    return list(places(report_forms()[report.form], months_of(report), values=VALUES))


def counted(report: StatisticalReport) -> dict[str, Figure]:
    """Every figure counted as of the report's moment."""
    measures, cells = definitions_of(report), all_places(report)
    wanted = _elements(report)
    by_month, by_value = _by_month(report, wanted), _by_value(report, wanted)
    return {one.key: figure(measures[one.measure], _sum(one, by_month, by_value)) for one in cells}


Counted = Mapping[tuple[str, str], Mapping[str, int]]


def _sum(place: Place, by_month: Mapping[date, Counter[str]], by_value: Counted) -> Counter[str]:
    if place.kind or place.channel:
        name = "kind" if place.kind else "channel"
        return Counter(by_value.get((name, place.kind or place.channel), {}))
    found: Counter[str] = Counter()
    for month in place.months:
        found.update(by_month.get(month, {}))
    return found


def _by_month(report: StatisticalReport, wanted: frozenset[str]) -> Mapping[date, Counter[str]]:
    spans = columns_of(months_of(report)).values()
    whole = Months(min(one.first for one in spans), report.last)
    facts = facts_in(wanted, part_of(report).of(months=whole)).order_by()
    rows = facts.annotate(month=TruncMonth("day")).values_list("month", "element")
    found: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for month, element, number in rows.annotate(Count("pk")):
        found[month][element] = number
    return found


def _by_value(report: StatisticalReport, wanted: frozenset[str]) -> Counted:
    facts = facts_in(wanted, part_of(report)).order_by()
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rows = facts.values_list("kind", "channel", "element")
    for kind, channel, element, number in rows.annotate(Count("pk")):
        found["kind", kind][element] += number
        found["channel", channel][element] += number
    return found


def content_of(report: StatisticalReport, cells: Mapping[str, Figure]) -> Content:
    """What the digest is over, with these figures."""
    return Content(
        report.form, report.form_version, report.organ.code, report.first, report.last,
        report.as_of,
        {code: as_record(one) for code, one in definitions_of(report).items()},
        {key: kept(one) for key, one in cells.items()},
    )  # fmt: skip


def digest_of(report: StatisticalReport, content: Content) -> str:
    """The digest of the content and of every fact of the period, as of the report's moment."""
    return report_digest(content, lines_of(_elements(report), part_of(report)))


def _elements(report: StatisticalReport) -> frozenset[str]:
    return frozenset().union(*(one.elements for one in definitions_of(report).values()))


@dataclass(frozen=True)
class Proof:
    """A confirmed report counted once more: the cells that differ, and whether the lists do."""

    differing: Sequence[str]
    same_digest: bool

    @property
    def holds(self) -> bool:
        return not self.differing and self.same_digest


def proof(report: StatisticalReport) -> Proof:
    """Count a confirmed report once more as of its moment."""
    now, told = counted(report), figures_in(report)
    differing = [key for key in told if kept(told[key]) != kept(now[key])]
    return Proof(differing, digest_of(report, content_of(report, now)) == report.digest)


def to_be_received(organ: Organ, *, viewer: Viewer) -> QuerySet[StatisticalReport]:
    """What was sent to an office and not answered yet."""
    found = reports_seen(viewer=viewer).filter(collector=organ, answer=None)
    return found.exclude(confirmed_at=None)


def may_confirm(viewer: Viewer, report: StatisticalReport) -> bool:
    """Whether the viewer confirms for the office; who drew it up is looked at when they do."""
    return viewer.holds(CONFIRMERS, organ_path=report.organ.path)
