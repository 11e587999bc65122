"""A petition laid to one matter turns out to belong to another: it goes there with its record.

Nothing in either ledger is changed. The matter it leaves gets a `leave` act, after which what
happened about the petition no longer sets its clocks; the matter it comes to gets the receipt and
the answers with their own days, so that nothing is late twice and nothing stops being late.
"""

from __future__ import annotations

from datetime import datetime

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import What, enter
from touyan.matters.actions.opening import NO_NEW_CLOCK, Label, enter_arrival, index_under
from touyan.matters.models import Act, Belonging, Closing, Document, Matter
from touyan.matters.rules.lifecycle import ENDED, Stage
from touyan.organs.models import Account

CARRIED = (
    "accept", "decline", "transfer", "inform_elsewhere", "reply_procedural", "report_progress",
    "serve_answer",
)  # fmt: skip
"""Acts about one petition that answer it: they go where the petition goes."""


def carry_over(
    petition: Petition,
    source: Matter,
    target: Matter,
    *,
    label: Label,
    by: Account,
    now: datetime,
) -> None:
    """Move a petition between two locked matters."""
    others = Belonging.objects.filter(matter=source).exclude(petition=petition).exists()
    laid = Belonging.objects.select_for_update().get(petition=petition)
    if others and laid.relation == Relation.FIRST:
        raise Refused(
            N_("This petition opened its matter and others were laid to it. Move those first.")
        )
    _relabel(laid, target, label, by=by, now=now)
    moved = list(Act.objects.filter(matter=source, petition=petition, verb__in=CARRIED))
    Document.objects.filter(matter=source, petition=petition).update(matter=target)
    _arrive(petition, source, target, moved, label, by=by, now=now)
    _leave(petition, source, target, label, empty=not others, by=by, now=now)


def _relabel(laid: Belonging, target: Matter, label: Label, *, by: Account, now: datetime) -> None:
    laid.matter, laid.relation, laid.reason = target, label.relation, label.reason.strip()
    laid.first_in_unit = label.first_in_unit
    laid.first_at_level = label.first_at_level
    laid.first_in_system = label.first_in_system
    laid.decided_by, laid.decided_at = by, now
    laid.save(update_fields=["matter", "relation", "reason", "first_in_unit", "first_at_level",
                             "first_in_system", "decided_by", "decided_at"])  # fmt: skip


def _arrive(
    petition: Petition,
    source: Matter,
    target: Matter,
    moved: list[Act],
    label: Label,
    *,
    by: Account,
    now: datetime,
) -> None:
    target.repeated = target.repeated or label.relation is Relation.REPEAT
    target.hardship = target.hardship or petition.hardship
    index_under(target, petition)
    if label.relation not in NO_NEW_CLOCK:
        enter_arrival(target, petition)
        Act.objects.bulk_create(
            Act(matter=target, verb=act.verb, at=act.at, happened_on=act.happened_on, by=act.by,
                organ=act.organ, petition=petition, document=act.document, reason=act.reason,
                legal_basis=act.legal_basis, detail={**act.detail, "moved_from": source.number})
            for act in moved
        )  # fmt: skip
    detail: dict[str, object] = {"relation": label.relation.value, "from": source.number}
    enter(
        target,
        "join",
        by=by,
        now=now,
        what=What(petition=petition, reason=label.reason, detail=detail),
    )


def _leave(
    petition: Petition,
    source: Matter,
    target: Matter,
    label: Label,
    *,
    empty: bool,
    by: Account,
    now: datetime,
) -> None:
    """A matter left without a petition has ended: its grievance goes on under the other number."""
    if empty and Stage(source.stage) not in ENDED:
        source.stage = Stage.CLOSED
        Closing.objects.create(matter=source, on=legal_day(now), at=now, by=by, answers=[],
                               report=f"并入{target.number}")  # fmt: skip
    enter(
        source,
        "leave",
        by=by,
        now=now,
        what=What(petition=petition, reason=label.reason, detail={"to": target.number}),
    )
