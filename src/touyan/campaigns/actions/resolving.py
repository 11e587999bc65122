"""A resolution proposed, returned, verified, confirmed after its window, and reversed.

Each step is an act of the matter's ledger. Reversal by the petitioner asks for no reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from touyan.campaigns.queries.evidence import is_closed, petitions_since, proofs_of, undone
from touyan.campaigns.queries.resolution import (
    hearers,
    open_resolution,
    resolution_by_public_id,
    team_of,
)
from touyan.campaigns.rules.resolution import (
    BY_PETITIONER,
    CONFIRMED,
    ENDERS,
    PROPOSERS,
    WINDOW_RULE,
    Contact,
    Item,
    can_show,
    check_confirmation,
    check_contact,
    check_proposal,
    check_state,
    check_verifier,
    window_until,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import in_force
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter, Resolution
from touyan.matters.rules.no_promise import check_no_promise
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import IDENTIFIER_READERS

State, Ended = Resolution.State, Resolution.Ended


@transaction.atomic
def propose_resolution(
    *,
    matter_id: uuid.UUID,
    grade: int,
    evidence: Sequence[Item],
    note: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Resolution:
    """The handler proposes a grade with its evidence, each piece proved by something there."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _require_handler(matter, by, now)
    if open_resolution(matter):
        raise Conflict(N_("A resolution is proposed or in force already; look at it first."))
    today = legal_day(now)
    check_proposal(grade, evidence, note=note, closed=is_closed(matter), today=today)
    _check_proofs(matter, evidence, by, now)
    resolution = Resolution.objects.create(
        matter=matter, grade=grade, evidence=[item.as_data() for item in evidence],
        proposed_by=by, proposed_at=now, note=note.strip(),
    )  # fmt: skip
    what = What(detail={"grade": grade})
    enter(matter, "propose_resolution", by=by, now=now, what=what)
    return resolution


def _require_handler(matter: Matter, by: Account, now: datetime) -> None:
    """The handler, or where there is none or they are away, whoever heads the handlers."""
    if not viewer_of(by, now=now).holds(PROPOSERS, organ_path=matter.organ.path):
        raise NotPermitted(
            N_("A resolution is proposed by the handler or the department head of the office.")
        )


def _check_proofs(matter: Matter, evidence: Sequence[Item], by: Account, now: datetime) -> None:
    """What is named as proof lies in this matter; who heard a statement stands outside."""
    known = {line.ref: line for line in proofs_of(matter, viewer=viewer_of(by, now=now))}
    if any(item.ref not in known for item in evidence):
        raise Refused(
            N_("What is named as proof is not of this matter, or of before it was taken up again.")
        )
    shown = [(item.kind, known[item.ref]) for item in evidence]
    if not all(can_show(kind, one.proof, act=one.act, paper=one.paper) for kind, one in shown):
        raise Refused(N_("A notice or a progress letter does not show this."))
    heard = {item.heard_by for item in evidence if item.heard_by is not None}
    if not heard <= {one.pk for one, _office in hearers(matter, proposer=by.pk, now=now)}:
        raise Refused(
            N_("The statement counts when it was given to someone outside the handling team.")
        )


@transaction.atomic
def return_resolution(
    *, resolution_id: uuid.UUID, note: str, by: Account, now: datetime
) -> Resolution:
    """Someone outside the handling team sends the proposal back, and says why."""
    resolution, matter = _locked(resolution_id, by=by, now=now)
    check_state(resolution.state, "examine")
    _require_outsider(resolution, matter, by, now)
    if not note.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    resolution.state, resolution.note = State.RETURNED, note.strip()
    resolution.returned_by, resolution.returned_at = by, now
    resolution.save(update_fields=["state", "note", "returned_by", "returned_at"])
    what = What(reason=note, detail={"grade": resolution.grade})
    enter(matter, "return_resolution", by=by, now=now, what=what)
    return resolution


@transaction.atomic
def verify_resolution(
    *, resolution_id: uuid.UUID, contact: Contact, note: str, by: Account, now: datetime
) -> Resolution:
    """Someone outside the handling team spoke with the petitioner and finds the grade right; the
    observation window begins."""
    resolution, matter = _locked(resolution_id, by=by, now=now)
    check_state(resolution.state, "examine")
    _require_outsider(resolution, matter, by, now)
    today = legal_day(now)
    check_no_promise([note])
    proposed_on = legal_day(resolution.proposed_at)
    check_contact(resolution.grade, contact, proposed_on=proposed_on, today=today)
    resolution.window_rule, resolution.window_until = _window(matter, today)
    resolution.state, resolution.on = State.VERIFIED, today
    resolution.verified_by, resolution.verified_at = by, now
    resolution.contact = {**contact.as_data(), "note": note.strip()}
    resolution.save()
    what = What(happened_on=contact.on, detail={"grade": resolution.grade})
    enter(matter, "verify_resolution", by=by, now=now, what=what)
    return resolution


def _window(matter: Matter, today: date) -> tuple[str, date]:
    """The rule of the window in force there today, and the last day it gives."""
    rules = in_force(rules_now(), family="outcome", day=today, region=matter.organ.code)
    rule = next((one for one in rules if one.code == WINDOW_RULE), None)
    last = window_until(today, rule.content if rule else {})
    return (f"{rule.code} {rule.valid_from}" if rule else ""), last


@transaction.atomic
def confirm_resolution(
    *, resolution_id: uuid.UUID, performed: str, by: Account, now: datetime
) -> Resolution:
    """The window has passed without a petition and everything owed was performed: R3."""
    resolution, matter = _locked(resolution_id, by=by, now=now)
    check_state(resolution.state, "confirm")
    _require_outsider(resolution, matter, by, now)
    check_confirmation(
        resolution.grade,
        until=resolution.window_until,
        today=legal_day(now),
        petitions=petitions_since(resolution),
        undone=undone(matter),
        performed=performed,
    )
    resolution.grade, resolution.performed = CONFIRMED, performed.strip()
    resolution.passed_at, resolution.passed_by = now, by
    resolution.save(update_fields=["grade", "performed", "passed_at", "passed_by"])
    what = What(reason=performed, detail={"grade": CONFIRMED})
    enter(matter, "confirm_resolution", by=by, now=now, what=what)
    return resolution


def _require_outsider(resolution: Resolution, matter: Matter, by: Account, now: datetime) -> None:
    team = team_of(matter, proposer=resolution.proposed_by_id, now=now)
    check_verifier(viewer_of(by, now=now), team)


@transaction.atomic
def reverse_for_petitioner(
    *, resolution_id: uuid.UUID, how: str, on: date, by: Account, now: datetime
) -> Resolution:
    """The petitioner came or called and does not agree: whoever took it enters it. No reason is
    asked for, and nobody weighs it."""
    resolution, matter = _locked(resolution_id, by=by, now=now)
    if not viewer_of(by, now=now).roles & IDENTIFIER_READERS:
        raise NotPermitted(N_("This is entered by those who deal with petitioners."))
    if how not in BY_PETITIONER:
        raise Refused(N_("Say whether the petitioner came or telephoned."))
    return _end(resolution, matter, how=Ended(how), by=by, now=now, what=What(happened_on=on))


@transaction.atomic
def end_by_office(
    *, resolution_id: uuid.UUID, reason: str, by: Account, now: datetime
) -> Resolution:
    """The office itself finds that the resolution no longer holds, and says why."""
    resolution, matter = _locked(resolution_id, by=by, now=now)
    if not viewer_of(by, now=now).holds_above(ENDERS, organ_path=matter.organ.path):
        raise NotPermitted(
            N_("The office ends a resolution through a department head, leader or inspector.")
        )
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    what = What(reason=reason)
    return _end(resolution, matter, how=Ended.BY_OFFICE, by=by, now=now, what=what, words=reason)


@transaction.atomic
def reverse_online(*, petition: Petition, now: datetime) -> bool:
    """The petitioner, known by the code of the receipt, does not agree. False where nothing is
    proposed or in force."""
    matter = Matter.objects.select_for_update(of=("self",)).select_related("organ").defer("search")
    held = matter.filter(belongings__petition=petition).first()
    resolution = open_resolution(held) if held else None
    if held is None or resolution is None:
        return False
    what = What(petition=petition)
    _end(resolution, held, how=Ended.ONLINE, by=None, now=now, what=what)
    return True


def end_by_petition(matter: Matter, petition: Petition, *, by: Account, now: datetime) -> None:
    """A petition laid to a locked matter says that the grievance goes on."""
    resolution = open_resolution(matter)
    if resolution:
        resolution.ended_petition = petition
        what = What(petition=petition)
        _end(resolution, matter, how=Ended.NEW_PETITION, by=by, now=now, what=what)


def _end(
    resolution: Resolution,
    matter: Matter,
    *,
    how: Resolution.Ended,
    by: Account | None,
    now: datetime,
    what: What,
    words: str = "",
) -> Resolution:
    check_state(resolution.state, "end")
    what.detail.update(grade=resolution.grade, how=how.value)
    resolution.state, resolution.ended_how, resolution.ended_at = State.ENDED, how, now
    resolution.ended_by, resolution.ended_words = by, words.strip()
    resolution.save(
        update_fields=["state", "ended_how", "ended_at", "ended_by", "ended_words",
                       "ended_petition"]
    )  # fmt: skip
    enter(matter, "end_resolution", by=by, now=now, what=what)
    return resolution


def _locked(resolution_id: uuid.UUID, *, by: Account, now: datetime) -> tuple[Resolution, Matter]:
    """The resolution and its matter, both locked, the matter first."""
    found = resolution_by_public_id(resolution_id, viewer=viewer_of(by, now=now))
    matter = lock(found.matter.public_id, by=by, now=now)
    return Resolution.objects.select_for_update().get(pk=found.pk), matter
