"""What a campaign did with one made-up matter, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from touyan.campaigns.rules.words import Mark


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """A list as it will be frozen; `soonest`, `latest`: days from start to decision."""

    number: int
    public_id: str
    prepared_at: datetime
    frozen_at: datetime
    due_on: date
    soonest: int
    latest: int


@dataclass(frozen=True, slots=True)
class MadeCampaign:
    """A campaign of an office, open since `opened_at`."""

    public_id: str
    organ_id: int
    name: str
    basis: str
    starts_on: date
    ends_on: date
    created_at: datetime
    opened_at: datetime
    acts: tuple[str, ...]
    batches: tuple[MadeBatch, ...]


@dataclass(frozen=True, slots=True)
class MadeMark:
    mark: Mark
    reason: str
    who: str
    at: datetime


@dataclass(slots=True)
class MadeEvidence:
    """A piece of evidence; `proof` is act, document or payment, `place` the place of the act or
    paper in the story."""

    kind: str
    proof: str
    place: int
    on: date
    text: str
    act: str = ""
    heard_by: str = ""


@dataclass(slots=True)
class MadeResolution:
    """A proposal and what became of it; parts played stand for people."""

    grade: int
    at: datetime
    evidence: list[MadeEvidence]
    state: str = "proposed"
    note: str = ""
    by: str = ""
    """Who verified or returned it."""
    returned_at: datetime | None = None
    contact: dict[str, object] = field(default_factory=dict)
    verified_at: datetime | None = None
    window_rule: str = ""
    window_until: date | None = None
    passed_at: datetime | None = None
    performed: str = ""
    ended_at: datetime | None = None
    ended_how: str = ""
    ended_by: str = ""
    ended_petition: int | None = None


@dataclass(slots=True)
class MadeRevisit:
    """A revisit owed after a closing, and its record once made."""

    closing: int
    rule: str
    months: int
    due_on: date
    dropped_at: datetime | None = None
    at: datetime | None = None
    on: date | None = None
    who: str = ""
    contact: dict[str, object] = field(default_factory=dict)
    answers: list[dict[str, str]] = field(default_factory=list)
    result: str = ""
    findings: str = ""
    promised: list[tuple[int, bool, str]] = field(default_factory=list)
    """Place of the promise, whether it was done, what the petitioner said of it."""
    taken_up: bool | None = None
    decision: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(slots=True)
class MadeCause:
    code: str
    reason: str
    who: str
    at: datetime


@dataclass(slots=True)
class MadeScrutiny:
    """Reverse scrutiny of the original case; a unit of the procuratorates is chosen when the rows
    are written, others are named."""

    origin: str
    unit_name: str
    inside: bool
    error: str
    findings: str
    advice: str
    at: datetime
    sent_at: datetime | None = None
    answer: str = ""
    mended: str = ""
    answered_at: datetime | None = None


@dataclass(slots=True)
class Cleared:
    """All that campaigns and aftercare have to do with one matter."""

    campaign: MadeCampaign | None = None
    batch: MadeBatch | None = None
    nomination: str = ""
    decision: str = ""
    """Why an office nominated the matter, and why the organiser accepted it."""
    outcome: str = ""
    """What the new examination came to."""
    marks: list[MadeMark] = field(default_factory=list)
    resolutions: list[MadeResolution] = field(default_factory=list)
    revisits: list[MadeRevisit] = field(default_factory=list)
    causes: list[MadeCause] = field(default_factory=list)
    scrutinies: list[MadeScrutiny] = field(default_factory=list)
