"""Reading runs, their rows and kept mappings. Whoever registers in an office sees its imports."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from touyan.intake.models import ColumnMapping as ColumnMapping
from touyan.intake.models import ImportRow as ImportRow
from touyan.intake.models import ImportRun as ImportRun
from touyan.intake.queries import visible_petitions
from touyan.kernel.errors import FieldProblem, NotVisible
from touyan.kernel.messages import Message, as_data, from_data
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Belonging as Belonging
from touyan.matters.models import ClockRow
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role

IMPORTERS = frozenset({Role.CLERK, Role.DEPARTMENT_HEAD})
State = ImportRow.State


def runs(*, viewer: Viewer) -> QuerySet[ImportRun]:
    """The imports of the very offices the viewer registers in, newest first."""
    organs = {grant.organ_id for grant in viewer.grants if grant.role in IMPORTERS}
    return (
        ImportRun.objects.filter(organ_id__in=organs)
        .select_related("organ", "by__person")
        .order_by("-pk")
    )


def run_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> ImportRun:
    """One import; NotVisible when absent or of another office."""
    run = runs(viewer=viewer).filter(public_id=public_id).first()
    if run is None:
        raise NotVisible
    return run


def listed_runs(*, viewer: Viewer) -> QuerySet[ImportRun]:
    """The imports without those given up before a row was read."""
    return runs(viewer=viewer).exclude(state=ImportRun.State.CANCELLED, read_to_line=F("head_line"))


def counts_by_run(found: Iterable[ImportRun]) -> dict[int, dict[str, int]]:
    """How many rows of each run stand where."""
    runs_rows = ImportRow.objects.filter(run__in=[run.pk for run in found])
    counts: dict[int, dict[str, int]] = {}
    for run, state, number in runs_rows.values_list("run", "state").annotate(n=Count("pk")):
        counts.setdefault(run, {})[state] = number
    return counts


def counts_of(run: ImportRun) -> dict[str, int]:
    """How many rows stand where."""
    counted = ImportRow.objects.filter(run=run).values_list("state").annotate(n=Count("pk"))
    return {state.value: 0 for state in State} | dict(counted)


def rejected_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows that could not be taken in, as they stand in the file."""
    return ImportRow.objects.filter(run=run, state=State.REJECTED).order_by("line")


def mappings_of(organ: Organ) -> QuerySet[ColumnMapping]:
    """The mappings kept for an office."""
    return ColumnMapping.objects.filter(organ=organ).order_by("name")


def mapping_named(name: str, *, organ: Organ) -> ColumnMapping | None:
    return ColumnMapping.objects.filter(organ=organ, name=name).first()


def otherwise_proposed(run: ImportRun, *, viewer: Viewer) -> QuerySet[Belonging]:
    """Petitions of the run laid as first by the rule of imports, where the machine proposed
    another relation and nobody has decided since."""
    rows = ImportRow.objects.filter(run=run).exclude(proposed__in=["", Relation.FIRST.value])
    return (
        Belonging.objects.filter(petition__in=rows.values("petition"), decided_by__isnull=True)
        .filter(petition__in=visible_petitions(viewer=viewer))
        .select_related("petition", "matter")
        .defer("petition__search", "matter__search")
        .order_by("petition__received_on", "petition_id")
    )


def belonging_of(public_id: uuid.UUID, *, viewer: Viewer) -> Belonging:
    """How a visible petition was laid."""
    found = Belonging.objects.filter(
        petition__in=visible_petitions(viewer=viewer), petition__public_id=public_id
    )
    laid = found.select_related("petition__organ", "petition__handling_organ", "matter").first()
    if laid is None:
        raise NotVisible
    return laid


def proposed_counts(run: ImportRun) -> dict[str, int]:
    """How many rows the machine proposed to lay how; rows not yet registered are not counted."""
    rows = ImportRow.objects.filter(run=run).exclude(proposed="")
    return dict(rows.values_list("proposed").annotate(n=Count("pk")).order_by("proposed"))


def context_of(row: ImportRow) -> str:
    """What ties a row's sealed cells to their place."""
    return f"import-row:{row.run_id}:{row.line}"


def seal(row: ImportRow, cells: Iterable[str]) -> bytes:
    """The cells of a row, sealed to it."""
    return settings.KEYRING.seal(
        json.dumps(list(cells), ensure_ascii=False), context=context_of(row)
    )


def cells_of(row: ImportRow) -> list[str]:
    """The cells of a row that is not registered; a registered one keeps none."""
    if row.sealed is None:
        return []
    return [str(cell) for cell in
            json.loads(settings.KEYRING.open(row.sealed, context=context_of(row)))]  # fmt: skip


def as_record(problem: FieldProblem) -> dict[str, object]:
    """A problem as it is kept beside its row, still to be translated."""
    return {
        "field": problem.field,
        "reason": as_data(problem.reason),
        "cure": as_data(problem.cure) if problem.cure else None,
    }


def from_record(record: Mapping[str, Any]) -> FieldProblem:
    """A kept problem, ready to be shown."""
    cure = record.get("cure")
    return FieldProblem(
        str(record["field"]), from_data(record["reason"]), from_data(cure) if cure else None
    )


def failure_of(run: ImportRun) -> Message | None:
    """Why the run stopped, if it did."""
    return from_data(json.loads(run.failure)) if run.failure else None


def any_answered(run: ImportRun) -> bool:
    """Whether a row of the run opened a matter: time limits run there, not on the undecided."""
    rows = ImportRow.objects.filter(run=run, petition__isnull=False)
    return Belonging.objects.filter(petition__in=rows.values("petition")).exists()


def late_clocks(run: ImportRun) -> dict[str, tuple[int, int]]:
    """For each time limit of the run's matters: how many were met late or are overdue since an
    answer came, of how many that ended with a duty done."""
    rows = ImportRow.objects.filter(run=run, petition__isnull=False)
    matters = Belonging.objects.filter(petition__in=rows.values("petition")).values("matter")
    clocks = ClockRow.objects.filter(matter__in=matters, met_on__isnull=False, due_on__isnull=False)
    counted = clocks.values_list("code").annotate(
        late=Count("pk", filter=Q(met_on__gt=F("due_on"))), all=Count("pk")
    )
    return {code: (late, number) for code, late, number in counted.order_by("code")}
