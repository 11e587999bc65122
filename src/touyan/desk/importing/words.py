"""How an import's state, problems and proposals are said on its pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from touyan.deadlines.queries import rules_in_force
from touyan.kernel.messages import N_, Message, message
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.ui.sentences import sentence
from touyan.workflows.import_register.queries import (
    ImportRow,
    ImportRun,
    counts_of,
    failure_of,
    late_clocks,
    proposed_counts,
)
from touyan.workflows.import_register.rejected import head_of_field, problems_of

CHIPS: dict[str, tuple[str, str]] = {
    "mapping": (N_("Columns to be confirmed"), "amber"),
    "queued": (N_("Waiting for the worker"), "grey"),
    "reading": (N_("Reading"), "blue"),
    "checked": (N_("Checked, nothing registered"), "amber"),
    "accepting": (N_("Registering"), "blue"),
    "done": (N_("Done"), "green"),
    "failed": (N_("Stopped by an error"), "amber"),
    "cancelled": (N_("Cancelled"), "grey"),
}
_JOB_STATES = {"reading": "running", "accepting": "running", "checked": "done"}


def job_of(run: ImportRun) -> dict[str, object]:
    """The run as the progress card shows it."""
    return {
        "label": _label(run),
        "state": _JOB_STATES.get(run.state, run.state),
        "done": run.done,
        "total": run.total if run.state in ("accepting", "done", "cancelled", "failed") else 0,
        "note": failure_of(run) or _note(run),
        "cancel_url": reverse("import-cancel", args=[run.public_id]),
    }


def _label(run: ImportRun) -> str:
    """What is being done; once it rests the card's chip says so, and the label how far it came."""
    if run.state in ("done", "failed", "cancelled"):
        return _("Rows read: %(rows)s") % {"rows": f"{sum(counts_of(run).values()):,}"}
    return _(CHIPS[run.state][0])


def _note(run: ImportRun) -> Message | str:
    if run.cancel_asked:
        return Message(N_("It stops after the rows in hand."))
    if run.state == "reading":
        return message(N_("Rows read: %(rows)s"), rows=f"{run.done:,}")
    return ""


def problem_rows(run: ImportRun, rows: Iterable[ImportRow]) -> list[dict[str, object]]:
    """Each problem with its row, column, reason and cure."""
    return [
        {
            "line": row.line,
            "field": sentence(head_of_field(run, problem.field)),
            "reason": problem.reason,
            "cure": problem.cure or "",
            "first": place == 0,
        }
        for row in rows
        for place, problem in enumerate(problems_of(row))
    ]


def late_limits(run: ImportRun) -> list[tuple[str, int, int]]:
    """Each time limit that ran on the run's matters: its name, how many late, of how many."""
    language = get_language() or ""
    names = {rule.code: rule.name(language) for rule in rules_in_force()}
    return [
        (f"{code} {names.get(code, '')}".strip(), late, number)
        for code, (late, number) in late_clocks(run).items()
    ]


def proposals(run: ImportRun) -> list[tuple[Message, int]]:
    """How many rows the machine proposed to lay how, repeats first."""
    counts = proposed_counts(run)
    return [
        (Message(RELATION_NAMES[relation]), counts[relation.value])
        for relation in Relation
        if relation.value in counts
    ]
