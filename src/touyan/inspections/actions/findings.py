"""Findings: recorded from what stands, told, contested, made final, mended, looked at again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.inspections.models import Finding, FindingStep, Outcome, Pick
from touyan.inspections.queries.findings import (
    earlier_finding,
    finding_by_public_id,
    findings_seen,
    may_be_named,
    parties_of,
)
from touyan.inspections.rules.checklist import questions_of
from touyan.inspections.rules.faults import (
    Fault,
    Given,
    answered_apart,
    plain,
    stands,
    told_faults,
)
from touyan.inspections.rules.findings import (
    TO_MEND,
    Stage,
    Standing,
    after,
    check_harm_first,
)
from touyan.inspections.rules.moving import (
    check_measures,
    check_mover,
    check_new_day,
    check_words,
    contest_until,
    mend_until,
    side_of,
)
from touyan.inspections.rules.words import Seat, Severity
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, Refused, problem
from touyan.kernel.messages import N_
from touyan.leadership.actions.notices import settle_errands
from touyan.leadership.queries.rulebook import rules_now
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

Change = Callable[[Finding], None]


@transaction.atomic
def record_faults(*, pick: Pick, by: Account, now: datetime) -> list[Finding]:
    """Once the answers about a matter stand: keep them, and record a finding for each question not
    met. Nothing while a review is awaited; nothing twice."""
    inspection = pick.entry.inspection
    questions = questions_of(inspection.checklist.content)
    given = _given(pick)
    answers = stands(questions, given, seats=inspection.seats)
    if answers is None or Outcome.objects.filter(pick=pick).exists():
        return []
    Outcome.objects.create(
        inspection=inspection, pick=pick, answers=plain(questions, answers),
        apart=answered_apart(questions, given), settled_at=now,
    )  # fmt: skip
    found = told_faults(questions, given, seats=inspection.seats)
    made = [_found(one, pick, by=by, now=now) for one in found]
    if made:
        record(
            verb="inspection.find", by=by, now=now, subject_type="inspection",
            subject_id=inspection.public_id, organ_id=inspection.organ_id,
            detail={"ordinal": pick.entry.ordinal, "questions": [one.question for one in made]},
        )  # fmt: skip
    return made


def _given(pick: Pick) -> Given:
    done = pick.reviews.filter(done_at__isnull=False).values_list("seat", "answers")
    return {Seat(seat): answers for seat, answers in done}


def _found(fault: Fault, pick: Pick, *, by: Account, now: datetime) -> Finding:
    finding = Finding(
        inspection=pick.entry.inspection, pick=pick, organ=pick.entry.organ,
        question=fault.question, severity=fault.severity, fact=fault.fact,
        evidence=fault.evidence, rule=fault.rule, found_by=by, found_at=now,
    )  # fmt: skip
    finding.earlier = earlier_finding(finding)
    finding.save()
    _step(finding, "find", text=fault.fact, evidence=fault.evidence, by=by, now=now)
    return finding


def tell(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """Tell the office what was found; from now on it may answer."""

    def told(finding: Finding) -> None:
        finding.answer_by = contest_until(legal_day(how["now"]), rules_now())

    return _move("tell", finding_id, change=told, **how)


def accept(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """The office accepts it: it is final."""
    return _move("accept", finding_id, change=_finally(how["now"]), **how)


def contest(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """The office says why it is not so."""
    return _move("contest", finding_id, **how)


def uphold(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """It stands against what the office said."""
    return _move("uphold", finding_id, change=_finally(how["now"]), **how)


def lapse(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """The time to contest has passed: it is final."""
    return _move("lapse", finding_id, change=_finally(how["now"]), **how)


def withdraw(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """It was not so, or cannot be held against the office."""
    return _move("withdraw", finding_id, **how)


def plan(
    *, finding_id: uuid.UUID, owner: Account | None, due_on: date | None = None, **how: Any
) -> Finding:
    """The office sets what is done, who does it, and by when."""
    today = legal_day(how["now"])

    def planned(finding: Finding) -> None:
        latest = finding.due_on or today
        finding.due_on = check_measures(how["text"], due_on, latest=latest, today=today)
        finding.owner = _named(owner, finding, on=today)
        finding.measures = how["text"].strip()

    return _move("plan", finding_id, change=planned, **how)


def claim(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """Whoever mends it reports it mended, with evidence; what harmed petitioners comes first, as
    far as they may know of it: a refusal tells nobody what a wall keeps from them."""

    def claimed(finding: Finding) -> None:
        if not how.get("evidence", "").strip():
            raise Invalid([problem("evidence", N_("Say where it can be seen."))])
        viewer = viewer_of(how["by"], now=how["now"])
        harm = findings_seen(viewer=viewer).filter(
            inspection=finding.inspection_id, organ=finding.organ_id, severity=Severity.HARM
        ).exclude(pk=finding.pk)  # fmt: skip
        check_harm_first(Severity(finding.severity), [_standing(one) for one in harm])

    return _move("claim", finding_id, change=claimed, **how)


def fail(*, finding_id: uuid.UUID, due_on: date | None = None, **how: Any) -> Finding:
    """Looked at again it is not mended: it goes back, with a new day."""

    def failed(finding: Finding) -> None:
        finding.due_on = check_new_day(due_on, today=legal_day(how["now"]))

    return _move("fail", finding_id, change=failed, **how)


def close(*, finding_id: uuid.UUID, **how: Any) -> Finding:
    """Looked at again it is mended: it is closed."""
    return _move("pass", finding_id, **how)


@transaction.atomic
def ask_time(
    *, finding_id: uuid.UUID, text: str, due_on: date | None, by: Account, now: datetime,
    version: int | None = None,
) -> Finding:  # fmt: skip
    """The office asks for a later day; the inspection decides."""
    finding = _locked("ask", finding_id, by=by, now=now, version=version)
    _check_extendable(finding)
    check_words("ask", text)
    wanted = check_new_day(due_on, today=legal_day(now), after=finding.due_on)
    return _kept(finding, "ask", text=text, due_on=wanted, by=by, now=now)


@transaction.atomic
def extend(
    *, finding_id: uuid.UUID, text: str, due_on: date | None, by: Account, now: datetime,
    version: int | None = None,
) -> Finding:  # fmt: skip
    """Give more time, for a reason that is kept."""
    finding = _locked("extend", finding_id, by=by, now=now, version=version)
    _check_extendable(finding)
    check_words("extend", text)
    finding.due_on = check_new_day(due_on, today=legal_day(now), after=finding.due_on)
    return _kept(finding, "extend", text=text, due_on=finding.due_on, by=by, now=now)


def _check_extendable(finding: Finding) -> None:
    if finding.stage not in TO_MEND:
        raise Refused(N_("More time is given while a finding is being mended."))


@transaction.atomic
def _move(
    verb: str, finding_id: uuid.UUID, *, by: Account, now: datetime, text: str = "",
    evidence: str = "", version: int | None = None, change: Change | None = None,
) -> Finding:  # fmt: skip
    """One step: who may, whether it is the time, in words; then kept with a row of the log."""
    finding = _locked(verb, finding_id, by=by, now=now, version=version)
    viewer = viewer_of(by, now=now)
    side = side_of(viewer, parties_of(finding, viewer=viewer))
    if side is None:
        raise NotPermitted(N_("This finding is not yours to move."))
    target = after(verb, _standing(finding), side=side, today=legal_day(now))
    check_words(verb, text)
    if change:
        change(finding)
    finding.stage = target
    return _kept(finding, verb, text=text, evidence=evidence, due_on=finding.due_on, by=by, now=now)


def _locked(
    verb: str, finding_id: uuid.UUID, *, by: Account, now: datetime, version: int | None
) -> Finding:
    """The finding, unchanged since the page was drawn, for whoever may make this move."""
    viewer = viewer_of(by, now=now)
    finding_by_public_id(finding_id, viewer=viewer)
    finding = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("inspection__organ", "organ", "pick__entry")
        .get(public_id=finding_id)
    )
    check_mover(verb, viewer, parties_of(finding, viewer=viewer))
    if version is not None and version != finding.version:
        raise Conflict(N_("This finding was moved on meanwhile. Look at it again."))
    return finding


def _standing(finding: Finding) -> Standing:
    return Standing(Stage(finding.stage), Severity(finding.severity), finding.answer_by)


def _finally(now: datetime) -> Change:
    """From the day it is final the time to mend it runs."""

    def final(finding: Finding) -> None:
        finding.due_on = mend_until(legal_day(now), Severity(finding.severity), rules_now())

    return final


def _named(owner: Account | None, finding: Finding, *, on: date) -> Account:
    if owner is None or not may_be_named(finding.organ_id, on=on).filter(pk=owner.pk).exists():
        raise Invalid([problem("owner", N_("Name somebody of the office who mends it."))])
    return owner


def _kept(
    finding: Finding, verb: str, *, text: str, by: Account, now: datetime, evidence: str = "",
    due_on: date | None = None,
) -> Finding:  # fmt: skip
    finding.version += 1
    finding.save()
    _step(finding, verb, text=text, evidence=evidence, due_on=due_on, by=by, now=now)
    settle_errands([finding.public_id], now=now)
    record(
        verb="inspection.extend_finding" if verb == "extend" else "inspection.move_finding",
        by=by, now=now, subject_type="finding", subject_id=finding.public_id,
        organ_id=finding.organ_id, detail={"move": verb, "question": finding.question},
    )  # fmt: skip
    return finding


def _step(
    finding: Finding, verb: str, *, text: str, by: Account | None, now: datetime,
    evidence: str = "", due_on: date | None = None,
) -> None:  # fmt: skip
    FindingStep.objects.create(
        finding=finding, verb=verb, text=text.strip(), evidence=evidence.strip(), due_on=due_on,
        by=by, at=now,
    )  # fmt: skip
