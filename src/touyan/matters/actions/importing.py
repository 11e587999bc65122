"""What an old register knows of a matter enters its ledger with its real days.

The moves of the lifecycle were made elsewhere, by people this system does not know, and are
neither asked for nor attributed to the person importing: the acts say `imported` and name no more
than the register shows. `at` is the moment of entry; `happened_on` the day it happened.
See docs/adr/0007.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from touyan.audit.actions import record
from touyan.intake.models import Claim, Petition
from touyan.matters.actions.ledger import CHANGING
from touyan.matters.clockwork import reproject
from touyan.matters.models import Act, Closing, Document, Matter
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.organs.models import Account

NO_DAY_OF_ACCEPTANCE = "原登记簿未载明受理日期；最迟于答复之日已经受理"
CLOSED_THERE = "原登记簿载明已经答复，按答复之日办结导入"


@dataclass(frozen=True)
class ImportedAnswer:
    """An answer as the old register gives it; `number` is unique in the office."""

    paragraphs: tuple[str, ...]
    addressee: str
    answered_on: date
    number: str
    accepted_on: date | None = None
    closes: bool = True
    run: str = ""


def enter_imported_answer(
    matter: Matter, petition: Petition, answer: ImportedAnswer, *, by: Account, now: datetime
) -> Document:
    """Accepted, answered and, where the register counts it so, closed: on the days it says.

    Runs inside the importing transaction on a matter just opened there. Where no day of acceptance
    is on record, the answer proves it for the day of the answer and not before: a first decision
    nobody can show in time is shown late.
    """
    paper = _paper(matter, petition, answer, by=by, now=now)
    facts: dict[str, object] = {"imported": True, "run": answer.run}
    inferred = answer.accepted_on is None
    acts = [
        _act(
            matter,
            petition,
            "accept",
            answer.accepted_on or answer.answered_on,
            by=by,
            now=now,
            reason=NO_DAY_OF_ACCEPTANCE if inferred else "",
            detail={**facts, "inferred": inferred},
        ),
        _act(
            matter,
            petition,
            "serve_answer",
            answer.answered_on,
            by=by,
            now=now,
            document=paper,
            detail={**facts, "paper": paper.kind, "number": paper.number},
        ),
    ]
    matter.stage = Stage.ANSWERED
    if answer.closes:
        acts.append(
            _act(
                matter,
                petition,
                "close",
                answer.answered_on,
                by=by,
                now=now,
                reason=CLOSED_THERE,
                detail=facts,
            )
        )
        _close(matter, petition, answer, by=by, now=now)
        matter.stage = Stage.CLOSED
    Act.objects.bulk_create(acts)
    matter.changed_at, matter.version = now, matter.version + 1
    reproject(matter, now=now)
    matter.save(update_fields=CHANGING)
    record(
        verb="matter.import_answer",
        by=by,
        now=now,
        subject_type="matter",
        subject_id=matter.public_id,
        organ_id=matter.organ_id,
        detail={"number": matter.number, "stage": matter.stage, "run": answer.run},
    )
    return paper


def _paper(
    matter: Matter, petition: Petition, answer: ImportedAnswer, *, by: Account, now: datetime
) -> Document:
    """The answer as a served paper nobody here signed."""
    return Document.objects.create(
        matter=matter,
        organ=matter.organ,
        petition=petition,
        kind="answer",
        number=answer.number,
        title=KINDS["answer"].title_zh,
        addressee=answer.addressee,
        paragraphs=list(answer.paragraphs),
        state=Document.State.SERVED,
        drafted_by=None,
        drafted_at=now,
        signed_at=now,
        dated=answer.answered_on,
        served_on=answer.answered_on,
        served_how="online",
        served_proof=f"据原登记簿导入（{answer.number}）",
        served_by=by,
    )


def _close(
    matter: Matter, petition: Petition, answer: ImportedAnswer, *, by: Account, now: datetime
) -> None:
    claims = Claim.objects.filter(petition=petition).values_list("pk", flat=True)
    Closing.objects.create(
        matter=matter, on=answer.answered_on, at=now, by=by, report=CLOSED_THERE,
        answers=[{"claim": pk, "where": answer.number} for pk in claims],
    )  # fmt: skip


def _act(
    matter: Matter,
    petition: Petition,
    verb: str,
    day: date,
    *,
    by: Account,
    now: datetime,
    detail: dict[str, object],
    reason: str = "",
    document: Document | None = None,
) -> Act:
    return Act(
        matter=matter,
        verb=verb,
        at=now,
        happened_on=day,
        by=by,
        organ=matter.organ,
        petition=petition,
        document=document,
        legal_basis=BY_VERB[verb].basis,
        reason=reason,
        detail=detail,
    )
