"""Papers on a matter: drafted, submitted, signed and numbered, served with proof."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from touyan.attachments.actions import Upload, keep_file
from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.kernel.errors import Conflict, NotVisible, Refused
from touyan.kernel.messages import N_
from touyan.matters.actions.ledger import What, enter, lock, move, roles_at
from touyan.matters.letters import signs_without_a_font
from touyan.matters.models import Document, Matter, Note
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.queries import document_by_public_id, verbs_of, visible
from touyan.matters.rules.signing import (
    SERVICE_WAYS,
    check_announced,
    check_canceller,
    check_complete,
    check_signer,
    check_unconditional,
    served_as,
)
from touyan.organs.actions import allot_number
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import NOTHING_LENT, Lent
from touyan.organs.rules.roles import Role

WRITERS = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD, Role.CHIEF, Role.DEPUTY_CHIEF})
State = Document.State


@dataclass(frozen=True)
class Words:
    """What a paper says: to whom and, paragraph by paragraph, what."""

    addressee: str
    paragraphs: list[str]

    def checked(self, kind: str) -> Words:
        """Complete words; a record or a public notice is addressed to nobody."""
        paragraphs = [p.strip() for p in self.paragraphs if p.strip()]
        unaddressed = KINDS[kind].addressed_to and not self.addressee.strip()
        if unaddressed or not paragraphs:
            raise Refused(N_("A paper needs an addressee and a text."))
        return Words(self.addressee.strip(), paragraphs)


@transaction.atomic
def draft_paper(
    *,
    matter_id: uuid.UUID,
    kind: str,
    words: Words,
    petition: Petition | None = None,
    by: Account,
    now: datetime,
) -> Document:
    """Begin a paper of a known kind."""
    if kind not in KINDS or not KINDS[kind].by_hand:
        raise Refused(N_("There is no such kind of document."))
    matter = lock(matter_id, by=by, now=now)
    _require_writer(matter, by, now)
    words = words.checked(kind)
    document = Document.objects.create(
        matter=matter, organ=matter.organ, petition=petition, kind=kind,
        title=KINDS[kind].title_zh, addressee=words.addressee, paragraphs=words.paragraphs,
        drafted_by=by, drafted_at=now,
    )  # fmt: skip
    _record("draft", document, by=by, now=now)
    return document


@transaction.atomic
def rewrite_paper(
    *, document_id: uuid.UUID, words: Words, version: int, by: Account, now: datetime
) -> Document:
    """Change the text of a paper that is not signed yet."""
    document = _lock(document_id, by=by, now=now, version=version)
    _require_writer(document.matter, by, now)
    _require_state(document, State.DRAFT)
    words = words.checked(document.kind)
    document.addressee, document.paragraphs = words.addressee, words.paragraphs
    return _keep(document, "rewrite", ["addressee", "paragraphs"], by=by, now=now)


@transaction.atomic
def submit_paper(*, document_id: uuid.UUID, version: int, by: Account, now: datetime) -> Document:
    """Lay a draft before whoever signs it."""
    document = _lock(document_id, by=by, now=now, version=version)
    _require_writer(document.matter, by, now)
    _require_state(document, State.DRAFT)
    _require_complete(document)
    document.state = State.SUBMITTED
    return _keep(document, "submit", ["state"], by=by, now=now)


@transaction.atomic
def return_paper(
    *, document_id: uuid.UUID, opinion: str, version: int, by: Account, now: datetime
) -> Document:
    """Send a submitted paper back with the reasons; they stay among the matter's notes."""
    document = _lock(document_id, by=by, now=now, version=version)
    _require_state(document, State.SUBMITTED)
    check_signer(document.kind, roles_at(document.matter, viewer_of(by, now=now)))
    if not opinion.strip():
        raise Refused(N_("Say what should be changed."))
    document.state, document.opinion = State.DRAFT, opinion.strip()
    Note.objects.create(
        matter=document.matter,
        by=by,
        at=now,
        text=f"《{document.title}》退回修改：{opinion.strip()}",
    )
    return _keep(document, "return", ["state", "opinion"], by=by, now=now)


@transaction.atomic
def sign_paper(
    *, document_id: uuid.UUID, opinion: str, version: int, by: Account, now: datetime
) -> Document:
    """Sign a submitted paper: it gets its number and day, and its text no longer changes."""
    document = _lock(document_id, by=by, now=now, version=version)
    matter = lock(document.matter.public_id, by=by, now=now)
    _require_state(document, State.SUBMITTED)
    check_signer(document.kind, roles_at(matter, viewer_of(by, now=now)))
    check_announced(document.kind, verbs_of(matter))
    _require_complete(document)
    document.state, document.opinion = State.SIGNED, opinion.strip()
    document.signed_by, document.signed_at, document.dated = by, now, legal_day(now)
    document.number = _number(document, legal_day(now).year)
    document.version += 1
    document.save(
        update_fields=["state", "opinion", "signed_by", "signed_at", "dated", "number", "version"]
    )
    enter(
        matter,
        "sign",
        by=by,
        now=now,
        what=What(
            reason=opinion,
            document=document,
            petition=document.petition,
            detail={"paper": document.kind, "number": document.number},
        ),
    )
    return document


@transaction.atomic
def serve_paper(
    *,
    document_id: uuid.UUID,
    how: str,
    on: date,
    proof: str,
    version: int,
    by: Account,
    now: datetime,
    proof_file: Upload | None = None,
) -> Document:
    """Record that a signed paper reached its addressee: how, when and by what proof."""
    document = _lock(document_id, by=by, now=now, version=version)
    matter = lock(document.matter.public_id, by=by, now=now)
    _require_writer(matter, by, now)
    _require_state(document, State.SIGNED)
    proof = proof.strip() or (proof_file.name or "" if proof_file else "")
    _check_service(document, how, on, proof, now)
    document.state, document.served_by = State.SERVED, by
    document.served_on, document.served_how, document.served_proof = on, how, proof
    document.version += 1
    document.save(
        update_fields=["state", "served_by", "served_on", "served_how", "served_proof", "version"]
    )
    what = What(
        happened_on=on,
        document=document,
        petition=document.petition,
        detail={"paper": document.kind, "how": how},
    )
    verb = served_as(document.kind)
    if verb == "serve":
        enter(matter, verb, by=by, now=now, what=what)
    else:
        move(matter, verb, by=by, now=now, what=what)
    if proof_file:
        keep_file(
            owner_type="document",
            owner_id=document.pk,
            upload=proof_file,
            by=by,
            now=now,
            organ_id=document.organ_id,
        )
    return document


@transaction.atomic
def read_paper(
    *, document_id: uuid.UUID, by: Account, now: datetime, lent: Lent = NOTHING_LENT
) -> Document:
    """Open a paper: it names the petitioner, so a row is left."""
    document = document_by_public_id(document_id, viewer=viewer_of(by, now=now, lent=lent))
    _record("read", document, by=by, now=now)
    return document


@transaction.atomic
def download_paper(
    *, document_id: uuid.UUID, form: str, by: Account, now: datetime, lent: Lent = NOTHING_LENT
) -> Document:
    """Take a paper out of the system as a file; a row says who did, and in what form."""
    document = document_by_public_id(document_id, viewer=viewer_of(by, now=now, lent=lent))
    _record("download", document, by=by, now=now, form=form, state=document.state)
    return document


@transaction.atomic
def withdraw_paper(
    *, document_id: uuid.UUID, reason: str, version: int, by: Account, now: datetime
) -> Document:
    """Withdraw a paper nobody has signed yet."""
    document = _lock(document_id, by=by, now=now, version=version)
    _require_writer(document.matter, by, now)
    if document.state == State.SIGNED:
        raise Refused(N_("A signed paper is not withdrawn; whoever may sign it may cancel it."))
    _require_unserved(document, State.DRAFT, State.SUBMITTED)
    _require_reason(reason)
    document.state, document.opinion = State.WITHDRAWN, reason.strip()
    return _keep(document, "withdraw", ["state", "opinion"], by=by, now=now)


@transaction.atomic
def cancel_paper(
    *, document_id: uuid.UUID, reason: str, version: int, by: Account, now: datetime
) -> Document:
    """Cancel a paper signed and not yet served. Its number stays used, its text and signature stay
    on record."""
    document = _lock(document_id, by=by, now=now, version=version)
    matter = lock(document.matter.public_id, by=by, now=now)
    _require_unserved(document, State.SIGNED)
    check_canceller(document.kind, roles_at(matter, viewer_of(by, now=now)))
    _require_reason(reason)
    document.state, document.opinion = State.WITHDRAWN, reason.strip()
    document.version += 1
    document.save(update_fields=["state", "opinion", "version"])
    what = What(
        reason=reason,
        document=document,
        petition=document.petition,
        detail={"paper": document.kind, "number": document.number},
    )
    enter(matter, "cancel_paper", by=by, now=now, what=what)
    return document


def _check_service(document: Document, how: str, on: date, proof: str, now: datetime) -> None:
    if how not in SERVICE_WAYS:
        raise Refused(N_("Choose how the paper was served."))
    if on > legal_day(now):
        raise Refused(N_("The day of service lies in the future."))
    if document.dated and on < document.dated:
        raise Refused(N_("The paper cannot have been served before the day it was signed."))
    if not proof.strip():
        raise Refused(N_("Name the proof of service: receipt, tracking number or record."))


def _number(document: Document, year: int) -> str:
    """Short name of the office, kind of paper, year, number: 京海检控申复〔2026〕12号."""
    mark = f"控申{KINDS[document.kind].number_word}"
    number = allot_number(organ=document.organ, series=f"paper:{document.kind}", year=year)
    return f"{document.organ.short_name}{mark}〔{year}〕{number}号"


def _lock(document_id: uuid.UUID, *, by: Account, now: datetime, version: int) -> Document:
    seen = visible(viewer=viewer_of(by, now=now))
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("organ", "matter__organ", "petition")
        .filter(public_id=document_id, matter__in=seen)
        .first()
    )
    if document is None:
        raise NotVisible
    if document.version != version:
        raise Conflict(
            N_("Somebody else changed this paper meanwhile. Look at the new text, then decide.")
        )
    return document


def _require_state(document: Document, *states: str) -> None:
    if document.state not in states:
        raise Conflict(N_("The paper is no longer in a state that allows this."))


def _require_unserved(document: Document, *states: str) -> None:
    if document.state in (State.SERVED, State.WITHDRAWN):
        raise Refused(N_("A served paper stands; write a new one that corrects it."))
    _require_state(document, *states)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(N_("Give the reason: it becomes part of the record."))


def _require_complete(document: Document) -> None:
    check_complete([document.addressee, *document.paragraphs], signs_without_a_font(document))
    check_unconditional(document.kind, document.paragraphs)


def _require_writer(matter: Matter, by: Account, now: datetime) -> None:
    if not WRITERS & roles_at(matter, viewer_of(by, now=now)):
        raise Refused(N_("Only the office that handles the matter writes its papers."))


def _keep(
    document: Document, verb: str, fields: list[str], *, by: Account, now: datetime
) -> Document:
    document.version += 1
    document.save(update_fields=[*fields, "version"])
    _record(verb, document, by=by, now=now)
    return document


def _record(verb: str, document: Document, *, by: Account, now: datetime, **detail: object) -> None:
    named = {"paper": document.kind, "document": str(document.public_id), **detail}
    record(
        verb=f"paper.{verb}",
        by=by,
        now=now,
        subject_type="matter",
        subject_id=document.matter.public_id,
        organ_id=document.organ_id,
        detail=named,
    )
