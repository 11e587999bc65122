"""Revisits: scheduled with the closing, dropped with a reopening, recorded once each."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.campaigns.models import Revisit
from touyan.campaigns.queries.revisits import (
    WAITING,
    asked_of,
    planned,
    promises_of,
    questions_of,
    revisit_by_public_id,
)
from touyan.campaigns.rules.revisits import (
    RECORDERS,
    TAKERS_UP,
    Contact,
    Result,
    check_contact,
    check_no_vow,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.rules.dated import DatedRule
from touyan.matters.actions.ledger import What, enter, lock
from touyan.matters.models import Closing, Matter
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

ONLY_HERE = N_("A revisit is recorded by the office that handles the matter.")
ONLY_HEADS = N_("A request to take a matter up again is answered by its head.")


def schedule(matter: Matter) -> int:
    """Enter the revisits that follow the closing in force; part of closing, so no act of its own.
    How many."""
    closing = Closing.objects.filter(matter=matter, reopened_at__isnull=True).get()
    rows = [
        Revisit(matter=matter, closing=closing, rule=rule, months=months, due_on=due_on)
        for rule, months, due_on in planned(matter, closing)
    ]
    return len(Revisit.objects.bulk_create(rows))


def drop_waiting(matter: Matter, *, now: datetime) -> int:
    """Drop the revisits still waiting, because the matter is taken up again; they stay on record.
    A later closing begins a new row of them."""
    return Revisit.objects.filter(WAITING, matter=matter).update(dropped_at=now)


def _locked(revisit_id: uuid.UUID, *, by: Account, now: datetime) -> tuple[Revisit, Matter]:
    """The revisit and its matter, both locked, for the people of the handling office."""
    seen = revisit_by_public_id(revisit_id, viewer=viewer_of(by, now=now))
    matter = lock(seen.matter.public_id, by=by, now=now)
    revisit = Revisit.objects.select_for_update(of=("self",)).select_related("closing")
    return revisit.get(pk=seen.pk), matter


@transaction.atomic
def record_revisit(
    *, revisit_id: uuid.UUID, contact: Contact, by: Account, now: datetime
) -> Revisit:
    """Put on record what a revisit came to. Returning the matter to work is for the workflow,
    which reopens it in the same transaction."""
    revisit, matter = _locked(revisit_id, by=by, now=now)
    if not viewer_of(by, now=now).holds(RECORDERS, organ_path=matter.organ.path):
        raise NotPermitted(ONLY_HERE)
    if revisit.done_at:
        raise Conflict(N_("This revisit is on record already, perhaps by a colleague just now."))
    if revisit.dropped_at:
        raise Conflict(N_("This revisit was dropped: the matter was taken up again."))
    today = legal_day(now)
    asked = questions_of(matter, on=contact.done_on)
    revisit.matter = matter
    check_contact(contact, asked_of(revisit, today=today, asked=asked))
    _write(revisit, contact, asked, by=by, now=now)
    what = What(
        reason=contact.findings,
        happened_on=contact.done_on,
        detail={"months": revisit.months, "revisit": contact.result.value},
    )
    enter(matter, "record_revisit", by=by, now=now, what=what)
    return revisit


def _write(
    revisit: Revisit, contact: Contact, asked: list[DatedRule], *, by: Account, now: datetime
) -> None:
    revisit.done_on, revisit.done_by, revisit.done_at = contact.done_on, by, now
    revisit.contact = _contact(contact)
    revisit.answers = [
        {"code": rule.code, "zh": rule.name_zh, "en": rule.name_en,
         "answer": contact.answers[rule.code].strip()}
        for rule in asked
        if contact.answers.get(rule.code, "").strip()
    ]  # fmt: skip
    revisit.promised = _promised(revisit, contact)
    revisit.result, revisit.findings = contact.result.value, contact.findings.strip()
    revisit.save()


def _contact(contact: Contact) -> dict[str, object]:
    tried = [
        {"on": one.on.isoformat(), "way": one.way.value, "what": one.what.strip()}
        for one in contact.attempts
        if one.what.strip()
    ]
    if contact.result is Result.UNREACHED:
        return {"attempts": tried}
    way = contact.way.value if contact.way else ""
    return {
        "way": way, "who": contact.who.strip(), "with": contact.with_whom.strip(),
        "attempts": tried,
    }  # fmt: skip


def _promised(revisit: Revisit, contact: Contact) -> list[dict[str, object]]:
    """Each promise as the office keeps it, beside what the petitioner says of it."""
    return [
        {
            "promise": str(promise.public_id),
            "text": promise.text,
            "kept_on": promise.kept_on.isoformat() if promise.kept_on else "",
            "done": contact.promised[str(promise.public_id)].done,
            "said": contact.promised[str(promise.public_id)].said.strip(),
        }
        for promise in promises_of(revisit.matter)
        if str(promise.public_id) in contact.promised
    ]


@transaction.atomic
def answer_request(
    *, revisit_id: uuid.UUID, take_up: bool, reason: str, by: Account, now: datetime
) -> Revisit:
    """The head answers a handler's request to take the matter up again. Taking it up is for the
    workflow, which reopens it in the same transaction."""
    revisit, matter = _locked(revisit_id, by=by, now=now)
    if not viewer_of(by, now=now).holds(TAKERS_UP, organ_path=matter.organ.path):
        raise NotPermitted(ONLY_HEADS)
    if revisit.result != Result.ASKED or revisit.decided_at:
        raise Conflict(N_("Nobody waits for an answer here; perhaps it was just given."))
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))
    check_no_vow([reason])
    check_no_bargain([reason])
    revisit.taken_up, revisit.decision = take_up, reason.strip()
    revisit.decided_by, revisit.decided_at = by, now
    revisit.save(update_fields=["taken_up", "decision", "decided_by", "decided_at"])
    what = What(reason=reason, detail={"months": revisit.months, "taken_up": take_up})
    enter(matter, "answer_revisit", by=by, now=now, what=what)
    return revisit
