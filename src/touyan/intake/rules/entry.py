"""What a clerk enters for one petition, and what must be true of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from touyan.intake.rules.words import (
    MOST_REPRESENTATIVES,
    Channel,
    Kind,
    PartyRole,
    SubjectRole,
)
from touyan.kernel.errors import FieldProblem, Refused
from touyan.kernel.identity import check_identity, check_phone
from touyan.kernel.messages import N_, Message, message

EARLIEST = date(1949, 10, 1)
TITLE_LENGTH = 60
SENT_ON = frozenset({Channel.ASSIGNED, Channel.REFERRED, Channel.FORWARDED})


@dataclass(frozen=True)
class PartyEntry:
    role: PartyRole
    name: str
    is_organisation: bool = False
    identity_type: str = "none"
    identity_number: str = ""
    phone: str = ""
    address: str = ""
    represents: str = ""


@dataclass(frozen=True)
class SubjectEntry:
    role: SubjectRole
    name: str = ""
    unit_name: str = ""
    person_id: int | None = None
    organ_id: int | None = None


@dataclass(frozen=True)
class ChallengedEntry:
    number: str = ""
    organ_name: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class PetitionEntry:
    """One submission as entered; days are civil days in Beijing time."""

    channel: Channel
    kind: Kind
    text: str
    received_on: date
    title: str = ""
    postmarked_on: date | None = None
    anonymous: bool = False
    collective: bool = False
    hardship: bool = False
    sent_by: str = ""
    parties: tuple[PartyEntry, ...] = ()
    subjects: tuple[SubjectEntry, ...] = ()
    claims: tuple[str, ...] = ()
    challenged: tuple[ChallengedEntry, ...] = field(default=())
    reached: bool = False
    """An old register shows that the petitioner was answered, though it keeps no address."""

    @property
    def replyable(self) -> bool:
        """Whether an answer can reach anyone: Regulations on Petition Work (2022), article 23."""
        if self.anonymous:
            return False
        return self.reached or any(party.phone or party.address for party in self.parties)


def tidy(entry: PetitionEntry) -> PetitionEntry:
    """The entry with normalised identifiers and, where none was given, a title from the text."""
    words = " ".join(entry.text.split())
    title = entry.title.strip() or words[:TITLE_LENGTH]
    parties = tuple(_tidy_party(party) for party in entry.parties)
    claims = tuple(claim.strip() for claim in entry.claims if claim.strip())
    return replace(entry, title=title, text=entry.text.strip(), parties=parties, claims=claims)


def _tidy_party(party: PartyEntry) -> PartyEntry:
    return replace(party, name=" ".join(party.name.split()), address=party.address.strip())


def problems(entry: PetitionEntry, *, today: date) -> list[FieldProblem]:
    """Everything that keeps the entry from being registered; empty when it may be."""
    return [
        *_day_problems(entry, today),
        *_content_problems(entry),
        *_people_problems(entry),
        *(problem for i, party in enumerate(entry.parties) for problem in _party(i, party, today)),
    ]


def _problem(field_name: str, reason: str, cure: str = "", **params: object) -> FieldProblem:
    return FieldProblem(field_name, message(reason, **params), Message(cure) if cure else None)


def _day_problems(entry: PetitionEntry, today: date) -> list[FieldProblem]:
    found = []
    if entry.received_on > today:
        found.append(
            _problem(
                "received_on",
                N_("The day of receipt lies in the future."),
                N_("Enter the day the petition actually arrived."),
            )
        )
    if entry.received_on < EARLIEST:
        found.append(
            _problem(
                "received_on",
                N_("The day of receipt is before 1 October 1949."),
                N_("Check the year."),
            )
        )
    if entry.postmarked_on and entry.postmarked_on > entry.received_on:
        found.append(
            _problem(
                "postmarked_on",
                N_("The postmark is later than the day of receipt."),
                N_("Compare the envelope with the entry stamp."),
            )
        )
    for index, decision in enumerate(entry.challenged):
        if decision.decided_on and decision.decided_on > today:
            found.append(
                _problem(
                    f"challenged-{index}-decided_on",
                    N_("The challenged decision is dated in the future."),
                )
            )
    return found


def _content_problems(entry: PetitionEntry) -> list[FieldProblem]:
    found = []
    if not entry.text.strip():
        found.append(
            _problem(
                "text",
                N_("The text of the petition is empty."),
                N_("Enter the text, or a summary read back to the petitioner."),
            )
        )
    if not any(claim.strip() for claim in entry.claims):
        found.append(
            _problem(
                "claims",
                N_("No demand is listed."),
                N_("List each thing the petitioner asks for on its own line."),
            )
        )
    if entry.channel in SENT_ON and not entry.sent_by.strip():
        found.append(
            _problem(
                "sent_by",
                N_("Who sent the petition on is missing."),
                N_("Name the office, deputy or body it came from."),
            )
        )
    return found


def _people_problems(entry: PetitionEntry) -> list[FieldProblem]:
    found = []
    principals = [p for p in entry.parties if p.role is not PartyRole.AGENT]
    if entry.anonymous and entry.parties:
        found.append(
            _problem(
                "anonymous",
                N_("An anonymous petition names no petitioner."),
                N_("Remove the names or clear the anonymous mark."),
            )
        )
    if not entry.anonymous and not principals:
        found.append(
            _problem(
                "parties",
                N_("No petitioner is named."),
                N_("Name the petitioner, or mark the petition anonymous."),
            )
        )
    chosen = sum(party.role is PartyRole.REPRESENTATIVE for party in entry.parties)
    if chosen > MOST_REPRESENTATIVES:
        found.append(
            _problem(
                "parties",
                N_(
                    "%(count)s representatives are named; at most "
                    "%(most)s may be chosen (Regulations, article 20)."
                ),
                N_("Keep the others as signatories."),
                count=chosen,
                most=MOST_REPRESENTATIVES,
            )
        )
    if entry.collective and len(principals) < 2:
        found.append(
            _problem(
                "collective",
                N_("A collective petition has several signatories."),
                N_("Add every signatory; each is owed a reply."),
            )
        )
    return found


def _party(index: int, party: PartyEntry, today: date) -> list[FieldProblem]:
    found = []
    if not party.name.strip():
        found.append(
            _problem(
                f"parties-{index}-name",
                N_("The name is missing."),
                N_("Enter the name as on the document, or remove the line."),
            )
        )
    if party.role is PartyRole.AGENT and not party.represents.strip():
        found.append(
            _problem(
                f"parties-{index}-represents",
                N_("Whom the agent represents is missing."),
                N_("Name the person represented: that person is the petitioner."),
            )
        )
    for name, check in (("identity_number", _identity), ("phone", _phone)):
        try:
            check(party, today)
        except Refused as refusal:
            found.append(FieldProblem(f"parties-{index}-{name}", refusal.message))
    return found


def _identity(party: PartyEntry, today: date) -> None:
    if party.identity_type != "none" or party.identity_number:
        check_identity(party.identity_type, party.identity_number, today)


def _phone(party: PartyEntry, today: date) -> None:
    if party.phone:
        check_phone(party.phone)
