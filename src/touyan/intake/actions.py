"""Registering petitions, saving drafts, disclosing identifiers."""

from __future__ import annotations

import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Func, Value

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import (
    ChallengedDecision,
    Claim,
    Draft,
    Party,
    Petition,
    Subject,
    Submission,
    Undecided,
    Wall,
)
from touyan.intake.queries import may_open_identifiers, petition_by_public_id
from touyan.intake.rules import query_code
from touyan.intake.rules.entry import PartyEntry, PetitionEntry, problems, tidy
from touyan.intake.rules.names import for_list
from touyan.intake.rules.words import PartyRole
from touyan.kernel.chinese import bigrams, pinyin_key, pinyin_lexemes
from touyan.kernel.document_number import normalise_number
from touyan.kernel.errors import Invalid, NotPermitted, Refused
from touyan.kernel.identity import check_identity, check_phone, matching_number
from touyan.kernel.messages import N_
from touyan.organs.actions import allot_number
from touyan.organs.models import Account, Department, Organ, Person
from touyan.organs.queries import posts_held, viewer_of
from touyan.organs.rules.access import NOTHING_LENT, Lent
from touyan.organs.rules.roles import CASE_ROLES, Role
from touyan.organs.rules.walls import Brick, bricks_for_person, route

MAY_REGISTER = CASE_ROLES - {Role.INSPECTOR, Role.STATISTICIAN, Role.EDITOR}
NO_IDENTIFIERS = N_("Statisticians and editors do not open identifiers: their work needs none.")


@dataclass(frozen=True)
class Registered:
    """A registered petition; the code is shown once, on the receipt."""

    petition: Petition
    code: str
    again: bool = False


@transaction.atomic
def register_petition(
    entry: PetitionEntry,
    *,
    organ: Organ,
    by: Account,
    now: datetime,
    key: uuid.UUID,
    source: str = "desk",
    source_number: str = "",
    due_on: date | None = None,
) -> Registered:
    """Enter one petition in the register and allot its number. The same key registers once.

    Registration may not be refused on the merits (Regulations on Petition Work, article 44); it is
    refused only while the entry itself is incomplete.
    """
    hold_draft(key)
    if earlier := _already(key):
        return earlier
    if not viewer_of(by, now=now).holds(MAY_REGISTER, organ_path=organ.path):
        raise NotPermitted(N_("You hold no post in this office that registers petitions."))
    entry = tidy(entry)
    today = legal_day(now)
    if found := problems(entry, today=today):
        raise Invalid(found)
    wall = _wall(entry, today)
    petition, code = _insert(
        entry, wall, organ=organ, by=by, now=now, source=source, source_number=source_number
    )
    Undecided.objects.create(petition=petition, organ=petition.handling_organ, due_on=due_on)
    Submission.objects.create(key=key, account=by, result=str(petition.pk), at=now)
    Draft.objects.filter(key=key, account=by).delete()
    # Told to the auditors of the office that handles: those of a walled one may not know of it.
    record(
        verb="petition.register",
        by=by,
        now=now,
        subject_type="petition",
        subject_id=petition.public_id,
        organ_id=petition.handling_organ_id,
        detail={"number": petition.number, "channel": petition.channel, "source": source},
    )
    return Registered(petition, code)


def hold_draft(key: uuid.UUID) -> None:
    """One at a time at this key, to the end of the transaction: a twin of a registration waits and
    finds what the first did, and so does an autosave of the same form."""
    with connection.cursor() as cursor:
        number = int.from_bytes(key.bytes[:8], signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _already(key: uuid.UUID) -> Registered | None:
    """What the key registered before."""
    held = Submission.objects.filter(key=key).first()
    if held is None:
        return None
    return Registered(Petition.objects.get(pk=int(held.result)), "", again=True)


def _wall(entry: PetitionEntry, today: date) -> list[Brick]:
    bricks: list[Brick] = []
    for subject in entry.subjects:
        if subject.person_id:
            person = Person.objects.get(pk=subject.person_id)
            bricks += bricks_for_person(person.pk, posts_held(person, on=today))
        elif subject.organ_id:
            bricks.append(Brick(reason=_UNIT, organ_id=subject.organ_id))
    return list(dict.fromkeys(bricks))


_UNIT = bricks_for_person(0, [])[0].reason


def _insert(
    entry: PetitionEntry,
    wall: list[Brick],
    *,
    organ: Organ,
    by: Account,
    now: datetime,
    source: str,
    source_number: str,
) -> tuple[Petition, str]:
    code = query_code.make(secrets.choice)
    walled = [brick.organ_id for brick in wall if brick.organ_id] + _without_a_desk(wall)
    handling = route(organ.path, walled) or int(organ.path.split("/")[1])
    principals = [p for p in entry.parties if p.role is not PartyRole.AGENT]
    number = _number(organ, now, sealed=bool(wall))
    petition = Petition.objects.create(
        number=number,
        sealed=bool(wall),
        organ=organ,
        handling_organ_id=handling,
        channel=entry.channel,
        kind=entry.kind,
        title=entry.title,
        text=entry.text,
        received_on=entry.received_on,
        postmarked_on=entry.postmarked_on,
        registered_at=now,
        registered_by=by,
        anonymous=entry.anonymous,
        replyable=entry.replyable,
        collective=entry.collective,
        hardship=entry.hardship,
        sent_by=entry.sent_by.strip(),
        petitioner_names=for_list([(p.name, p.is_organisation) for p in principals]),
        source=source,
        source_number=source_number,
        query_code_index=settings.KEYRING.index(code, context="query-code"),
        search=search_vector(number, entry),
    )
    _insert_parts(petition, entry, wall)
    return petition, code


def _without_a_desk(wall: list[Brick]) -> list[int]:
    """Organs whose petition department is walled: nobody is left there to handle the petition."""
    departments = [brick.department_id for brick in wall if brick.department_id]
    desks = Department.objects.filter(pk__in=departments, handles_petitions=True)
    return list(desks.values_list("organ_id", flat=True))


def _number(organ: Organ, now: datetime, *, sealed: bool) -> str:
    """信, unit code, year, next number; a sealed one is random, so that no gap tells of it."""
    year = legal_day(now).year
    if sealed:
        return f"密{organ.code}-{year}-{query_code.make(secrets.choice)[:8]}"
    return f"信{organ.code}-{year}-{allot_number(organ=organ, series='petition', year=year):05d}"


def search_vector(number: str, entry: PetitionEntry) -> Func:
    """What finds the petition: number, names (persons' also in pinyin), units, document numbers,
    title and text."""
    parts = [number, entry.title, entry.text, *(party.name for party in entry.parties)]
    parts += [f"{subject.name} {subject.unit_name}" for subject in entry.subjects]
    parts += [decision.number for decision in entry.challenged]
    persons = [party.name for party in entry.parties if not party.is_organisation]
    persons += [subject.name for subject in entry.subjects]
    parts += [lexeme for name in persons for lexeme in pinyin_lexemes(name)]
    return as_vector(parts)


def as_vector(parts: list[str]) -> Func:
    """A tsvector of the Chinese bigrams and other words of the parts."""
    lexemes = sorted({lexeme for part in parts for lexeme in bigrams(part)})
    return Func(
        Value(lexemes),
        function="array_to_tsvector",
        template="%(function)s(%(expressions)s::text[])",
    )


def _insert_parts(petition: Petition, entry: PetitionEntry, wall: list[Brick]) -> None:
    Party.objects.bulk_create(
        _party(petition, ordinal, party) for ordinal, party in enumerate(entry.parties)
    )
    Subject.objects.bulk_create(
        Subject(
            petition=petition,
            ordinal=ordinal,
            role=s.role,
            name=s.name.strip(),
            unit_name=s.unit_name.strip(),
            person_id=s.person_id,
            organ_id=s.organ_id,
        )
        for ordinal, s in enumerate(entry.subjects)
    )
    Claim.objects.bulk_create(
        Claim(petition=petition, ordinal=ordinal, text=text)
        for ordinal, text in enumerate(entry.claims)
    )
    ChallengedDecision.objects.bulk_create(
        ChallengedDecision(
            petition=petition,
            number=c.number.strip(),
            number_key=normalise_number(c.number) if c.number else "",
            organ_name=c.organ_name.strip(),
            decided_on=c.decided_on,
        )
        for c in entry.challenged
    )
    Wall.objects.bulk_create(
        Wall(
            petition=petition,
            person_id=brick.person_id,
            organ_id=brick.organ_id,
            department_id=brick.department_id,
            reason=brick.reason.text,
        )
        for brick in wall
    )


def _party(petition: Petition, ordinal: int, entry: PartyEntry) -> Party:
    """A party row with its identifiers sealed to it."""
    ring, public_id = settings.KEYRING, uuid.uuid4()

    def seal(value: str, field: str) -> bytes | None:
        return ring.seal(value, context=f"party:{public_id}:{field}") if value else None

    identity = ""
    if entry.identity_type != "none":
        identity = check_identity(entry.identity_type, entry.identity_number, date.max)
    phone = check_phone(entry.phone) if entry.phone else ""
    matching = matching_number(entry.identity_type, identity) if identity else ""
    return Party(
        public_id=public_id,
        petition=petition,
        ordinal=ordinal,
        role=entry.role,
        is_organisation=entry.is_organisation,
        name=entry.name,
        name_pinyin=pinyin_key(entry.name),
        identity_type=entry.identity_type,
        identity_sealed=seal(identity, "identity"),
        identity_index=ring.index(matching, context="identity") if matching else None,
        phone_sealed=seal(phone, "phone"),
        phone_index=ring.index(phone, context="phone") if phone else None,
        address_sealed=seal(entry.address, "address"),
        represents=entry.represents.strip(),
    )


@transaction.atomic
def save_draft(
    *, key: uuid.UUID, form: str, content: dict[str, object], by: Account, now: datetime
) -> Draft:
    """Keep what has been typed so far, sealed; only its author can open it."""
    sealed = settings.KEYRING.seal(json.dumps(content, ensure_ascii=False), context=f"draft:{key}")
    hold_draft(key)
    held = Draft.objects.select_for_update().filter(key=key).first()
    if held and held.account_id != by.pk:
        raise Refused(N_("This draft belongs to somebody else."))
    if Submission.objects.filter(key=key).exists():
        raise Refused(N_("This petition is already registered."))
    draft, _ = Draft.objects.update_or_create(
        key=key, defaults={"account": by, "form": form, "sealed": sealed, "saved_at": now}
    )
    return draft


def open_draft(draft: Draft) -> dict[str, object]:
    """What was typed."""
    content = settings.KEYRING.open(draft.sealed, context=f"draft:{draft.key}")
    return dict(json.loads(content))


@transaction.atomic
def discard_draft(*, key: uuid.UUID, by: Account) -> None:
    """Throw a draft of one's own away."""
    Draft.objects.filter(key=key, account=by).delete()


@transaction.atomic
def disclose_identifiers(
    *, public_id: uuid.UUID, reason: str, by: Account, now: datetime, lent: Lent = NOTHING_LENT
) -> Petition:
    """Record that someone opened identity numbers, telephone numbers and addresses, and why."""
    viewer = viewer_of(by, now=now, lent=lent)
    petition = petition_by_public_id(public_id, viewer=viewer)
    if not may_open_identifiers(petition, viewer=viewer):
        raise NotPermitted(NO_IDENTIFIERS)
    if len(reason.strip()) < 4:
        raise Refused(N_("Say why you need to see these: the reason is kept with your name."))
    record(
        verb="petition.disclose",
        by=by,
        now=now,
        subject_type="petition",
        subject_id=petition.public_id,
        organ_id=petition.handling_organ_id,
        detail={"fields": ["identity", "phone", "address"], "reason": reason.strip()},
    )
    return petition
