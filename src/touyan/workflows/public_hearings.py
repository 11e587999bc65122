"""What the public is told of open hearings (Rules on Hearings, article 10). Nothing in it names a
petitioner, repeats a word of a petition, or tells of a walled or sealed matter; where the hearing
is held at the petitioner's place, no address is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import Message, message
from touyan.leadership.models import Hearing
from touyan.leadership.queries.hearings import announced

LISTED = 60


@dataclass(frozen=True)
class Announced:
    """One open hearing to come."""

    kind: Message
    office: str
    at: datetime
    place: str
    chair: str
    attend: str


def open_hearings(*, today: date, office: str = "") -> tuple[list[Announced], bool]:
    """Open hearings of which notice was given, the next one first, and whether there are more."""
    found = list(announced(today=today, office=office)[: LISTED + 1])
    return [_told(one) for one in found[:LISTED]], len(found) > LISTED


def _told(one: Hearing) -> Announced:
    return Announced(
        kind=message(KIND_NAMES[Kind(one.matter.kind)]),
        office=one.organ.local_name,
        at=one.at,
        place="" if one.at_place else one.place,
        chair=one.chair.get_short_name(),
        # Written for the public of an office; at a home it could tell the address.
        attend="" if one.at_place else one.attend,
    )
