"""One made-up matter from the first petition to where it stands today, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from touyan.demonstration.rules.charge import Led
from touyan.demonstration.rules.cleared import Cleared
from touyan.demonstration.rules.people import Person, person
from touyan.demonstration.rules.places import Place, address
from touyan.demonstration.rules.texts import (
    PetitionText,
    addition,
    chaser,
    paraphrase,
    petition_text,
)

BEIJING = ZoneInfo("Asia/Shanghai")
KINDS = (
    ("criminal_petition", 24), ("accusation", 16), ("civil_petition", 14), ("report", 8),
    ("filing_supervision", 11), ("administrative_petition", 6), ("officer_complaint", 7),
    ("state_compensation", 3), ("judicial_assistance", 4), ("suggestion", 3), ("other", 4),
)  # fmt: skip
LED_KINDS = (("criminal_petition", 50), ("filing_supervision", 25), ("state_compensation", 5),
             ("civil_petition", 12), ("accusation", 8))  # fmt: skip
"""What arrived of late where the cast serves, so that its leaders find something to do."""
FIRST_KINDS = (("criminal_petition", 62), ("filing_supervision", 34), ("state_compensation", 4))
"""The kinds of which leaders take charge when they come first to a city or county office."""
CHANNELS = (
    ("letter", 44), ("visit", 24), ("online_12309", 18), ("phone", 6), ("video", 2),
    ("assigned", 2), ("referred", 1), ("forwarded", 3),
)  # fmt: skip
HARDSHIP = 0.05
SENDERS = {
    "assigned": "上级人民检察院控告申诉检察部门",
    "referred": "市人民代表大会代表",
    "forwarded": "同级信访部门",
}


@dataclass(slots=True)
class MadePetition:
    """A petition with its people and times; `relation` is how it was laid to the matter."""

    said: PetitionText
    channel: str
    received_on: date
    registered_at: datetime
    relation: str
    organ_id: int
    anonymous: bool = False
    people: list[tuple[str, Person]] = field(default_factory=list)
    address: str = ""
    hardship: bool = False
    decided_at: datetime | None = None

    @property
    def replyable(self) -> bool:
        return not self.anonymous


@dataclass(slots=True)
class MadeAct:
    """An act; `who` is the role that did it, petition and document are places in the story."""

    verb: str
    at: datetime
    who: str
    on: date | None = None
    petition: int | None = None
    document: int | None = None
    reason: str = ""
    detail: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class MadePaper:
    """A paper from draft to service."""

    kind: str
    petition: int
    paragraphs: list[str]
    drafted_at: datetime
    signed_at: datetime | None = None
    served_on: date | None = None
    signer: str = "head"
    drafter: str = "clerk"
    how: str = "post"
    submitted: bool = False


@dataclass(slots=True)
class MadeClosing:
    at: datetime
    report: str
    reopened_at: datetime | None = None


@dataclass(slots=True)
class MadeTermination:
    """The remedies declared exhausted, each by name; `who` is the part that declared it."""

    at: datetime
    who: str
    grounds: str
    remedies: list[dict[str, str]]


@dataclass(slots=True)
class Story:
    """A matter as it happened up to today."""

    kind: str
    place: Place
    petitions: list[MadePetition]
    acts: list[MadeAct] = field(default_factory=list)
    papers: list[MadePaper] = field(default_factory=list)
    stage: str = ""
    urgent: bool = False
    hardship: bool = False
    non_prosecution: bool = False
    ordinary_procedure: bool = False
    assigned: list[datetime] = field(default_factory=list)
    closings: list[MadeClosing] = field(default_factory=list)
    terminated: MadeTermination | None = None
    led: Led = field(default_factory=Led)
    cleared: Cleared | None = None

    @property
    def opened(self) -> bool:
        return self.petitions[0].decided_at is not None

    @property
    def assigned_at(self) -> datetime | None:
        return self.assigned[0] if self.assigned else None

    @property
    def closed_at(self) -> datetime | None:
        """When the closing in force was made."""
        in_force = [one.at for one in self.closings if one.reopened_at is None]
        return in_force[-1] if in_force else None

    @property
    def still(self) -> dict[str, object]:
        """What the act of taking the matter up says of a termination that stands."""
        return {"terminated": True} if self.terminated else {}


def draw(rng: Random, table: tuple[tuple[str, int], ...]) -> str:
    """One of the words, as often as its weight says."""
    names, weights = zip(*table, strict=True)
    return str(rng.choices(names, weights)[0])


def begin(
    rng: Random,
    *,
    place: Place,
    arrivals: list[tuple[int, date]],
    now: datetime,
    kinds: tuple[tuple[str, int], ...] = KINDS,
    relations: Sequence[str] = (),
    hardship: float = HARDSHIP,
) -> Story:
    """The petitions of a story, drawn or as `relations` has them; what the office then does is the
    course's business."""
    kind = draw(rng, kinds)
    organ_id, on = arrivals[0]
    anonymous = kind in ("accusation", "report") and rng.random() < 0.18
    people = [] if anonymous else _people(rng, place, on)
    author = people[0][1] if people else None
    said = petition_text(
        rng,
        kind=kind,
        place=place,
        petitioner=author.name if author else "",
        on=on,
        age=(on - author.born_on).days // 365 if author else 50,
    )
    first = _petition(rng, said, organ_id, on, people, place, "first", now)
    first.hardship = rng.random() < hardship
    story = Story(kind, place, [first], hardship=first.hardship, urgent=rng.random() < 0.04)
    for turn, (organ, day) in enumerate(arrivals[1:]):
        if relations:
            relation, text = relations[turn], _text_of(rng, relations[turn], said, on)
        else:
            relation, text = _again(rng, said, on, first_time=turn == 0)
        story.petitions.append(_petition(rng, text, organ, day, people, place, relation, now))
    return story


def _again(
    rng: Random, said: PetitionText, on: date, *, first_time: bool
) -> tuple[str, PetitionText]:
    chance = rng.random()
    if chance < 0.18 and first_time:
        return "supplement", addition(rng, said, earlier_on=on)
    if chance < 0.45:
        return "supplement", chaser(rng, said, earlier_on=on)
    return "repeat", paraphrase(rng, said, earlier_on=on)


def _text_of(rng: Random, relation: str, said: PetitionText, on: date) -> PetitionText:
    write = paraphrase if relation == "repeat" else addition
    return write(rng, said, earlier_on=on)


def _people(rng: Random, place: Place, on: date) -> list[tuple[str, Person]]:
    """One petitioner as a rule; sometimes a few, sometimes many with representatives."""
    chance = rng.random()
    number = 1 if chance < 0.9 else rng.randint(2, 4) if chance < 0.975 else rng.randint(6, 18)
    found = [person(rng, province=place.code[:2], on=on) for _ in range(number)]
    if number < 5:
        return [("petitioner", someone) for someone in found]
    return [("representative" if i < 4 else "signatory", p) for i, p in enumerate(found)]


def _petition(
    rng: Random, said: PetitionText, organ_id: int, on: date, people: list[tuple[str, Person]],
    place: Place, relation: str, now: datetime,
) -> MadePetition:  # fmt: skip
    registered = at_work(rng, on + timedelta(days=rng.choice((0, 0, 0, 0, 1))))
    if registered > now:
        registered = now - timedelta(minutes=rng.randint(1, 90))
    decided = registered + timedelta(hours=rng.choice((1, 2, 4, 22, 24, 47)))
    return MadePetition(
        said=said,
        channel=draw(rng, CHANNELS),
        received_on=on,
        registered_at=registered,
        relation=relation,
        organ_id=organ_id,
        anonymous=not people,
        people=people,
        address=address(rng, place) if people else "",
        decided_at=decided if decided <= now else None,
    )


def at_work(rng: Random, day: date) -> datetime:
    """A moment within office hours of the next working day."""
    day += timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
    minutes = rng.randint(0, 210) if rng.random() < 0.55 else rng.randint(300, 500)
    return datetime.combine(day, time(8, 40, rng.randint(0, 59)), BEIJING) + timedelta(
        minutes=minutes
    )
