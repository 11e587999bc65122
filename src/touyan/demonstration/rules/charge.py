"""A leader's charge in a made-up matter, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from touyan.leadership.rules.duty import Duty
from touyan.leadership.rules.hearing_words import (
    HearingForm,
    HearingState,
    HearingStep,
    Stance,
    Weight,
)
from touyan.leadership.rules.helping import HelpKind
from touyan.leadership.rules.relief import Cap
from touyan.leadership.rules.words import (
    OPEN_CHARGE,
    ChargeState,
    DeclineGround,
    EndGround,
    LeaderAct,
    StatedFact,
)


@dataclass(slots=True)
class MadeForm:
    """The approval form before the chief; parts played stand for people."""

    at: datetime
    by: str
    reasons: list[object]
    summary: str
    read_at: datetime | None = None
    outcome: str = ""
    note: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    def decide(self, outcome: str, note: str, by: str, at: datetime) -> None:
        self.read_at = self.read_at or at
        self.outcome, self.note, self.decided_by, self.decided_at = outcome, note, by, at


@dataclass(slots=True)
class MadeCharge:
    """One leader answerable; `form` and `follows` are places in the story."""

    leader: str
    named_by: str
    at: datetime
    state: ChargeState = ChargeState.NAMED
    form: int | None = None
    follows: int | None = None
    voluntary: bool = False
    answered_at: datetime | None = None
    ground: DeclineGround | None = None
    reason: str = ""
    ended_at: datetime | None = None
    end_ground: EndGround | None = None
    end_reason: str = ""

    def in_force(self, moment: datetime) -> bool:
        """Whether it was open at that moment."""
        if self.state is ChargeState.DECLINED:
            return False
        return self.at <= moment and (self.ended_at is None or moment < self.ended_at)

    @property
    def open(self) -> bool:
        return self.state in OPEN_CHARGE


@dataclass(slots=True)
class MadeDeed:
    """An act of the leader; `act` is the place of its entry in the story's ledger."""

    charge: int
    kind: LeaderAct
    at: datetime
    on: date
    who: str
    evidence: dict[str, object]
    act: int
    on_behalf: bool = False


@dataclass(slots=True)
class MadePromise:
    text: str
    owner: str
    due_on: date
    made_by: str
    at: datetime
    kept_at: datetime | None = None
    kept_how: str = ""


@dataclass(slots=True)
class MadeInquiry:
    who: str
    unit: str
    how: str
    what: str
    answered: str
    at: datetime


@dataclass(slots=True)
class MadeStatement:
    fact: StatedFact
    holds: bool
    reason: str
    reference: str
    by: str
    at: datetime
    terms: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class MadeSignAnswer:
    charge: int
    sign: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody in an office's pool of hearing officers; `place` in the pool, from one."""

    place: int
    code: str
    name: str
    occupation: str
    unit: str


@dataclass(slots=True)
class MadeSeat:
    """An officer called, with the opinion given once the panel has deliberated."""

    officer: Officer
    stance: Stance | None = None
    text: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class MadeHearing:
    """A hearing of the matter as far as it has come."""

    form: HearingForm
    question: str
    place: str
    at_place: bool
    at: datetime
    chair: str
    charge: int
    set_at: datetime
    seed: str
    pool: list[dict[str, object]]
    seats: list[MadeSeat]
    drawn_at: datetime
    state: HearingState = HearingState.SET
    noticed_on: date | None = None
    steps: list[tuple[HearingStep, str, datetime]] = field(default_factory=list)
    held_at: datetime | None = None
    record: str = ""
    present: str = ""
    weight: Weight | None = None
    weighed_at: datetime | None = None
    weighed_why: str = ""
    consent_at: datetime | None = None
    consent_why: str = ""
    told: list[tuple[str, datetime, str]] = field(default_factory=list)


@dataclass(slots=True)
class MadeRelief:
    """A referral for judicial assistance to the first petitioner: undecided, refused, or granted
    where a wage is known, and paid."""

    conditions: list[dict[str, str]]
    hardship: str
    months: int
    asked: int
    at: datetime
    decided_at: datetime | None = None
    reason: str = ""
    decider: str = ""
    granted: int | None = None
    cap: Cap | None = None
    paid_at: datetime | None = None
    paid_proof: str = ""

    @property
    def state(self) -> str:
        if self.decided_at is None:
            return "referred"
        return "refused" if self.granted is None else "paid" if self.paid_at else "granted"


@dataclass(slots=True)
class MadeHelp:
    kind: HelpKind
    who: str
    text: str
    at: datetime
    consent: str = ""
    reference: str = ""
    ended_at: datetime | None = None
    result: str = ""


@dataclass(slots=True)
class Led:
    """All that leaders have to do with one matter."""

    manner: str = ""
    duty: Duty | None = None
    forms: list[MadeForm] = field(default_factory=list)
    charges: list[MadeCharge] = field(default_factory=list)
    deeds: list[MadeDeed] = field(default_factory=list)
    promises: list[MadePromise] = field(default_factory=list)
    inquiries: list[MadeInquiry] = field(default_factory=list)
    statements: list[MadeStatement] = field(default_factory=list)
    answers: list[MadeSignAnswer] = field(default_factory=list)
    hearing: MadeHearing | None = None
    relief: MadeRelief | None = None
    help: list[MadeHelp] = field(default_factory=list)

    def charge_at(self, moment: datetime) -> int | None:
        """The place of the charge open at that moment."""
        found = [n for n, charge in enumerate(self.charges) if charge.in_force(moment)]
        return found[-1] if found else None
