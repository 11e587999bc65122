"""An office's pool of hearing officers, and applications for a hearing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.leadership.models import HearingOfficer, HearingRequest
from touyan.leadership.queries.hearings import officer_by_public_id, open_phone
from touyan.leadership.rules.hearing import (
    ASKED_TOO_LATE,
    DESK,
    HEADS,
    KEEPERS,
    KEPT_BY,
    NOTHING_LEFT,
)
from touyan.leadership.rules.hearing_words import Capacity
from touyan.matters.actions.ledger import What, enter, lock, roles_at
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.matters.rules.no_promise import check_no_bargain
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import Role


@dataclass(frozen=True)
class OfficerEntry:
    """What is entered of a hearing officer."""

    name: str
    occupation: str = ""
    unit: str = ""
    phone: str = ""
    interests: Sequence[str] = ()
    active_from: date | None = None


@transaction.atomic
def add_officer(*, organ: Organ, entry: OfficerEntry, by: Account, now: datetime) -> HearingOfficer:
    """Take somebody into the office's pool."""
    if not viewer_of(by, now=now).holds(KEEPERS, organ_path=organ.path):
        raise NotPermitted(KEPT_BY)
    if not entry.name.strip():
        raise Refused(N_("Write the officer's name."))
    public_id = uuid.uuid4()
    officer = HearingOfficer.objects.create(
        public_id=public_id, organ=organ, name=entry.name.strip(),
        occupation=entry.occupation.strip(), unit=entry.unit.strip(),
        phone_sealed=_sealed(public_id, entry.phone), interests=_lines(entry.interests),
        active_from=entry.active_from or legal_day(now), added_by=by, added_at=now,
    )  # fmt: skip
    _record("add_officer", officer, by=by, now=now)
    return officer


def _sealed(public_id: uuid.UUID, phone: str) -> bytes | None:
    context = f"hearing-officer:{public_id}:phone"
    return settings.KEYRING.seal(phone.strip(), context=context) if phone.strip() else None


def _lines(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


@transaction.atomic
def declare_interests(
    *, officer_id: uuid.UUID, interests: Sequence[str], by: Account, now: datetime
) -> HearingOfficer:
    """Enter the units and persons with which an officer has ties; the draw keeps them apart."""
    officer = _lock(officer_id, by=by, now=now)
    officer.interests = _lines(interests)
    officer.save(update_fields=["interests"])
    _record("declare_interests", officer, by=by, now=now)
    return officer


@transaction.atomic
def end_officer(*, officer_id: uuid.UUID, on: date, by: Account, now: datetime) -> HearingOfficer:
    """An officer's term ends; the hearings already sat on stay as they are."""
    officer = _lock(officer_id, by=by, now=now)
    if officer.active_until:
        raise Conflict(N_("The term was ended already."))
    if on < officer.active_from:
        raise Refused(N_("The last day lies before the first."))
    officer.active_until = on
    officer.save(update_fields=["active_until"])
    _record("end_officer", officer, by=by, now=now)
    return officer


@transaction.atomic
def disclose_phone(*, officer_id: uuid.UUID, by: Account, now: datetime) -> str:
    """Open an officer's telephone number; a row is left."""
    officer = officer_by_public_id(officer_id, viewer=viewer_of(by, now=now))
    _record("disclose_officer", officer, by=by, now=now)
    return open_phone(officer)


def _lock(officer_id: uuid.UUID, *, by: Account, now: datetime) -> HearingOfficer:
    found = officer_by_public_id(officer_id, viewer=viewer_of(by, now=now))
    return HearingOfficer.objects.select_for_update().get(pk=found.pk)


def _record(verb: str, officer: HearingOfficer, *, by: Account, now: datetime) -> None:
    record(verb=f"leadership.{verb}", by=by, now=now, subject_type="hearing_officer",
           subject_id=officer.public_id, organ_id=officer.organ_id)  # fmt: skip


@transaction.atomic
def apply_hearing(
    *,
    matter_id: uuid.UUID,
    applicant: str,
    capacity: Capacity,
    applied_on: date,
    grounds: str,
    by: Account,
    now: datetime,
    version: int | None = None,
) -> HearingRequest:
    """Enter a party's application for a hearing (Rules on Hearings, article 9)."""
    matter = lock(matter_id, by=by, now=now, version=version)
    _require(matter, DESK, by, now)
    if matter.stage in ENDED:
        raise Refused(ASKED_TOO_LATE)
    if not applicant.strip() or not grounds.strip():
        raise Refused(N_("Write who applies and why."))
    waiting = HearingRequest.objects.filter(matter=matter, granted__isnull=True)
    if waiting.filter(applicant=applicant.strip()).exists():
        raise Conflict(N_("An application of this person waits for its answer already."))
    request = HearingRequest.objects.create(
        matter=matter, organ=matter.organ, applicant=applicant.strip(), capacity=capacity,
        applied_on=applied_on, grounds=grounds.strip(), entered_by=by, entered_at=now,
    )  # fmt: skip
    enter(matter, "apply_hearing", by=by, now=now, what=What(happened_on=applied_on))
    return request


@transaction.atomic
def answer_request(
    *, request_id: uuid.UUID, granted: bool, reason: str, by: Account, now: datetime
) -> HearingRequest:
    """Grant an application, or refuse it with the reasons the applicant is told (article 9)."""
    found = HearingRequest.objects.filter(public_id=request_id).select_related("matter").first()
    if found is None:
        raise NotVisible
    matter = lock(found.matter.public_id, by=by, now=now)
    request = HearingRequest.objects.select_for_update().get(pk=found.pk)
    _require(matter, HEADS, by, now)
    if request.granted is not None:
        raise Conflict(N_("The application was answered already."))
    if granted and matter.stage in ENDED:
        raise Refused(NOTHING_LEFT)
    if not granted and not reason.strip():
        raise Refused(N_("A refusal gives its reasons (article 9)."))
    check_no_bargain([reason])
    request.granted, request.reason = granted, reason.strip()
    request.decided_by, request.decided_at = by, now
    request.save(update_fields=["granted", "reason", "decided_by", "decided_at"])
    verb = "grant_hearing" if granted else "refuse_hearing"
    enter(matter, verb, by=by, now=now, what=What(reason=reason))
    return request


def _require(matter: Matter, roles: frozenset[Role], by: Account, now: datetime) -> None:
    if not roles & roles_at(matter, viewer_of(by, now=now)):
        raise NotPermitted(N_("This is for those who handle the matter in its office."))
