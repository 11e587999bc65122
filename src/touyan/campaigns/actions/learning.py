"""Naming causes of recurrence; reverse scrutiny begun, written, sent and answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.campaigns.models import Campaign, Cause, Scrutiny
from touyan.campaigns.queries.learning import (
    causes_of,
    known_of,
    receiving_office,
    scrutiny_received,
    scrutiny_sent,
    table_of,
)
from touyan.campaigns.rules.learning import (
    NOBODY_LEFT,
    SENDERS,
    Findings,
    Said,
    check_answer,
    check_cause,
    check_findings,
    check_learner,
)
from touyan.campaigns.rules.outgoing import check_outgoing
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_, message
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Matter
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.actions import allot_number
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of

PAPER = "scrutiny_opinion"


@transaction.atomic
def name_cause(
    *,
    matter_id: uuid.UUID,
    code: str,
    reason: str,
    by: Account,
    now: datetime,
    applies: bool = True,
    version: int | None = None,
) -> Cause:
    """Name a cause of recurrence, or take one back; each statement is a row that stays."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_learner(viewer_of(by, now=now), organ_path=matter.organ.path)
    said = [Said(one.code, one.applies) for one in causes_of(matter)]
    known = table_of("cause", region=matter.organ.code, on=legal_day(now))
    check_cause(code, applies=applies, reason=reason, known=known, said=said)
    cause = Cause.objects.create(
        matter=matter, code=code, applies=applies, reason=reason.strip(), by=by, at=now
    )
    what = What(reason=reason, detail={"cause": code, "applies": applies})
    enter(matter, "name_cause", by=by, now=now, what=what)
    return cause


@transaction.atomic
def open_scrutiny(
    *,
    matter_id: uuid.UUID,
    findings: Findings,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> Scrutiny:
    """Begin the reverse scrutiny of the original case of a matter."""
    matter = lock(matter_id, by=by, now=now, version=version)
    check_learner(viewer_of(by, now=now), organ_path=matter.organ.path)
    scrutiny = Scrutiny(matter=matter, organ=matter.organ, opened_by=by, opened_at=now)
    _lay(scrutiny, findings, now=now)
    scrutiny.save(force_insert=True)
    enter(matter, "open_scrutiny", by=by, now=now, what=What(detail={"unit": scrutiny.unit_name}))
    return scrutiny


def _lay(scrutiny: Scrutiny, found: Findings, *, now: datetime) -> None:
    unit = Organ.objects.filter(pk=found.unit_id).first() if found.unit_id else None
    if found.unit_id and unit is None:
        raise NotVisible
    table = table_of("error", region=scrutiny.organ.code, on=legal_day(now))
    named = Findings(
        found.origin, found.unit_id, unit.name if unit else found.unit_name,
        found.error, found.findings, found.advice,
    )  # fmt: skip
    check_findings(named, errors={rule.code for rule in table})
    scrutiny.unit, scrutiny.unit_name = unit, named.unit_name.strip()
    scrutiny.origin, scrutiny.error = named.origin.strip(), named.error
    scrutiny.findings, scrutiny.advice = named.findings.strip(), named.advice.strip()


def _sending_side(scrutiny_id: uuid.UUID, *, by: Account, now: datetime) -> tuple[Scrutiny, Matter]:
    seen = scrutiny_sent(scrutiny_id, viewer=viewer_of(by, now=now))
    if seen is None:
        raise NotVisible
    matter = lock(seen.matter.public_id, by=by, now=now)
    scrutiny = Scrutiny.objects.select_for_update(of=("self",)).select_related("organ", "unit")
    return scrutiny.get(pk=seen.pk), matter


@transaction.atomic
def write_scrutiny(
    *, scrutiny_id: uuid.UUID, findings: Findings, by: Account, now: datetime
) -> Scrutiny:
    """Change what a scrutiny says. Once sent it stays as it was."""
    scrutiny, matter = _sending_side(scrutiny_id, by=by, now=now)
    check_learner(viewer_of(by, now=now), organ_path=scrutiny.organ.path)
    _require_unsent(scrutiny)
    _lay(scrutiny, findings, now=now)
    scrutiny.save()
    _record("matter.write_scrutiny", scrutiny, matter, by=by, now=now)
    return scrutiny


def _require_unsent(scrutiny: Scrutiny) -> None:
    if scrutiny.sent_at:
        raise Conflict(N_("These findings were sent and stay as they were."))


@transaction.atomic
def send_scrutiny(*, scrutiny_id: uuid.UUID, by: Account, now: datetime) -> Scrutiny:
    """Send the findings to the unit concerned: checked for whatever tells who petitioned, and
    addressed past any wall to the nearest office in which somebody may read them."""
    scrutiny, matter = _sending_side(scrutiny_id, by=by, now=now)
    if not viewer_of(by, now=now).holds(SENDERS, organ_path=scrutiny.organ.path):
        raise NotPermitted(N_("Findings are sent by the head or a leader of the office."))
    _require_unsent(scrutiny)
    found = findings_of(scrutiny)
    check_findings(found, errors={scrutiny.error}, complete=True)
    check_outgoing(found.texts(), known_of(matter))
    check_no_bargain(text for _part, text in found.texts())
    scrutiny.receiver = _receiver(scrutiny, matter, now=now)
    scrutiny.sent_by, scrutiny.sent_at, scrutiny.number = by, now, _number(scrutiny, now)
    scrutiny.save()
    enter(matter, "send_scrutiny", by=by, now=now, what=What(detail={"unit": scrutiny.unit_name}))
    return scrutiny


def findings_of(scrutiny: Scrutiny) -> Findings:
    """What the scrutiny says, as its rules read it."""
    return Findings(
        scrutiny.origin, scrutiny.unit_id, scrutiny.unit_name, scrutiny.error,
        scrutiny.findings, scrutiny.advice,
    )  # fmt: skip


def _receiver(scrutiny: Scrutiny, matter: Matter, *, now: datetime) -> Organ | None:
    if scrutiny.unit is None:
        return None
    office = receiving_office(matter, scrutiny.unit, now=now)
    if office is None:
        raise Refused(message(NOBODY_LEFT.text, unit=scrutiny.unit_name))
    return office


def _number(scrutiny: Scrutiny, now: datetime) -> str:
    year = legal_day(now).year
    number = allot_number(organ=scrutiny.organ, series=f"paper:{PAPER}", year=year)
    mark = f"控申{KINDS[PAPER].number_word}"
    return f"{scrutiny.organ.short_name}{mark}〔{year}〕{number}号"


@transaction.atomic
def answer_scrutiny(
    *, scrutiny_id: uuid.UUID, answer: str, mended: str, by: Account, now: datetime
) -> Scrutiny:
    """The unit answers what was mended. Of a body outside, the sending office enters the answer.

    The unit's people have no access to the matter, so it is locked here without asking for it;
    nothing of it is given to them.
    """
    viewer = viewer_of(by, now=now)
    seen = scrutiny_sent(scrutiny_id, viewer=viewer)
    if seen is None or seen.receiver_id is not None:
        seen = scrutiny_received(scrutiny_id, viewer=viewer)
    else:
        check_learner(viewer, organ_path=seen.organ.path)
    matter = Matter.objects.select_for_update(of=("self",)).select_related("organ")
    locked = matter.defer("search").get(pk=seen.matter_id)
    scrutiny = Scrutiny.objects.select_for_update().get(pk=seen.pk)
    if scrutiny.sent_at is None:
        raise Refused(N_("The findings were not sent yet."))
    if scrutiny.answered_at:
        raise Conflict(N_("The findings were answered already."))
    check_answer(answer, mended)
    check_no_bargain([answer, mended])
    scrutiny.answer, scrutiny.mended = answer.strip(), mended.strip()
    scrutiny.answered_by, scrutiny.answered_at = by, now
    scrutiny.save(update_fields=["answer", "mended", "answered_by", "answered_at"])
    what = What(organ_id=scrutiny.receiver_id, detail={"unit": scrutiny.unit_name})
    enter(locked, "answer_scrutiny", by=by, now=now, what=what)
    return scrutiny


@transaction.atomic
def read_scrutiny(*, scrutiny_id: uuid.UUID, by: Account, now: datetime) -> Scrutiny:
    """The findings as the unit reads them; a row says who read."""
    scrutiny = scrutiny_received(scrutiny_id, viewer=viewer_of(by, now=now))
    _record("matter.read_scrutiny", scrutiny, scrutiny.matter, by=by, now=now)
    return scrutiny


@transaction.atomic
def take_scrutiny(*, scrutiny_id: uuid.UUID, form: str, by: Account, now: datetime) -> Scrutiny:
    """The findings to be printed, for either side; a row says who took them."""
    viewer = viewer_of(by, now=now)
    scrutiny = scrutiny_sent(scrutiny_id, viewer=viewer)
    scrutiny = scrutiny or scrutiny_received(scrutiny_id, viewer=viewer)
    if scrutiny.sent_at is None:  # a draft leaves the house on paper as well
        check_outgoing(findings_of(scrutiny).texts(), known_of(scrutiny.matter))
    _record("matter.take_scrutiny", scrutiny, scrutiny.matter, by=by, now=now, form=form)
    return scrutiny


@transaction.atomic
def take_learning(*, campaign: Campaign, form: str, by: Account, now: datetime) -> None:
    """A report on what a campaign taught leaves the screen; a row says who took it."""
    record(verb="campaign.take_learning", by=by, now=now, subject_type="campaign",
           subject_id=campaign.public_id, organ_id=campaign.organ_id,
           detail={"form": form})  # fmt: skip


def _record(
    verb: str, scrutiny: Scrutiny, matter: Matter, *, by: Account, now: datetime, **more: object
) -> None:
    record(verb=verb, by=by, now=now, subject_type="matter", subject_id=matter.public_id,
           organ_id=matter.organ_id,
           detail={"scrutiny": str(scrutiny.public_id), **more})  # fmt: skip
