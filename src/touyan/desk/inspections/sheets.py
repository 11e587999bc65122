"""The list of an inspection and its problem list as spreadsheets, in their reader's sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.findings.words import (
    asked_in,
    language,
    question_words,
    severity_name,
    stage_name,
)
from touyan.desk.inspections.figures import looking_name
from touyan.desk.matters.export import Head, workbook
from touyan.inspections.queries import Inspection
from touyan.inspections.queries.lists import seated
from touyan.inspections.rules.words import LISTING_NAMES, SOURCE_NAMES, Listing, Looking, Source
from touyan.kernel.messages import Message
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence
from touyan.ui.tags.text import local_datetime
from touyan.workflows.export_inspection import Tell, listed

AT_ONCE = 500


def listing_name(listing: Listing) -> str:
    return sentence(Message(LISTING_NAMES[listing]))


def sheet_of(
    listing: Listing, inspection: Inspection, *, viewer: Viewer, made_at: datetime, tell: Tell
) -> bytes:
    """The spreadsheet; `tell` is told how many of how many rows are written."""
    found = listed(listing, inspection, viewer=viewer)
    total = found.count()
    heads, lines = _PARTS[listing]
    rows = lines(found.iterator(chunk_size=AT_ONCE), inspection, made_at)
    name = listing_name(listing)
    return workbook(
        names=(name, _("What is listed")),
        heads=heads(),
        rows=_told(rows, total, tell),
        definition=_definition(name, inspection, viewer, made_at, total),
        made_at=made_at,
    )


def _told(rows: Iterable[list[Any]], total: int, tell: Tell) -> Iterator[list[Any]]:
    for done, row in enumerate(rows, start=1):
        yield row
        if not done % AT_ONCE:
            tell(done, total)


def _definition(
    name: str, inspection: Inspection, viewer: Viewer, made_at: datetime, total: int
) -> list[tuple[str, str]]:
    return [
        (_("Inspection"), inspection.name),
        (_("Office that runs it"), f"{inspection.organ.local_name} {inspection.organ.code}"),
        (_("What is listed"), name),
        (_("Rows"), str(total)),
        (_("In whose sight"), _("What whoever made this file may know of, and nothing else.")),
        (_("Digest (SM3)"), inspection.digest),
        (_("Made by"), viewer.name),
        (_("Made at"), local_datetime(made_at)),
    ]


def _matter_heads() -> list[Head]:
    return [
        (_("Place in the list"), 8), (_("Number"), 26), (_("Matter"), 50), (_("Office"), 36),
        (_("Code"), 10), (_("Leader in charge"), 12), (_("Why it is looked at"), 16),
        (_("Reason"), 40), (_("Review"), 16),
    ]  # fmt: skip


def _matter_rows(
    entries: Iterable[Any], inspection: Inspection, _made_at: datetime
) -> Iterator[list[Any]]:
    """Counted through, as on the screen: gaps would tell of what is hidden."""
    rest, before = iter(entries), 0
    while some := list(islice(rest, AT_ONCE)):
        held = seated(some, inspection)
        yield from (
            _matter_row(place, entry, held.get(entry.pk))
            for place, entry in enumerate(some, before + 1)
        )
        before += len(some)


def _matter_row(place: int, entry: Any, held: Any) -> list[Any]:
    return [
        place, entry.matter.number, entry.matter.title, entry.organ.local_name,
        entry.organ.code, entry.leader.get_short_name() if entry.leader else "",
        *_looked_at(getattr(entry, "pick", None), held),
    ]  # fmt: skip


def _looked_at(pick: Any, held: Any) -> list[str]:
    if pick is None:
        return ["", "", ""]
    looking = held.looking if held else Looking.UNASSIGNED
    return [sentence(Message(SOURCE_NAMES[Source(pick.source)])), pick.reason,
            looking_name(looking)]  # fmt: skip


def _problem_heads() -> list[Head]:
    return [
        (_("Office"), 36), (_("Code"), 10), (_("Matter"), 26), (_("Question"), 8),
        (_("What was asked"), 44), (_("Weight"), 14), (_("Stage"), 18), (_("Fact"), 50),
        (_("Where it shows"), 30), (_("Rule it rests on"), 30), (_("Measures"), 40),
        (_("Who answers for it"), 12), (_("Last day to contest"), 12), (_("To be mended by"), 12),
        (_("Found before"), 10),
    ]  # fmt: skip


def _problem_rows(
    findings: Iterable[Any], inspection: Inspection, _made_at: datetime
) -> Iterator[list[Any]]:
    questions = asked_in(inspection)
    for one in findings:
        asked = questions.get(one.question)
        yield [
            one.organ.local_name, one.organ.code, one.pick.entry.matter.number, one.question,
            question_words(questions, one.question), severity_name(one.severity),
            stage_name(one.stage), one.fact, one.evidence,
            asked.basis(language()) if asked and asked.basis(language()) else one.rule,
            one.measures, one.owner.get_short_name() if one.owner else "", one.answer_by or "",
            one.due_on or "", _("Yes") if one.repeats else "",
        ]  # fmt: skip


Rows = Callable[[Iterable[Any], Inspection, datetime], Iterator[list[Any]]]
_PARTS: dict[Listing, tuple[Callable[[], list[Head]], Rows]] = {
    Listing.MATTERS: (_matter_heads, _matter_rows),
    Listing.PROBLEMS: (_problem_heads, _problem_rows),
}


def file_name(listing: Listing, inspection: Inspection, made_at: datetime) -> str:
    return f"{inspection.name} {listing_name(listing)} {legal_day(made_at):%Y%m%d}.xlsx"
