"""What the machine compares of a petition: who, about whom, which decision, what text."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

from touyan.linkage.rules.texts import TextFeatures


@dataclass(frozen=True)
class PersonFeature:
    """Someone on the petitioner's side; identifiers come as keyed blind indexes, never in clear.

    An agent's principal is listed as a person of their own with `represented`, even where only
    the name is known.
    """

    role: str
    name: str
    id_index: bytes | None = None
    phone_index: bytes | None = None
    represented: bool = False
    organisation: bool = False


@dataclass(frozen=True)
class PetitionFeatures:
    """One petition as the comparison sees it; `challenged` holds normalised numbers."""

    id: Hashable
    channel: str
    received_on: date
    kind: str
    persons: tuple[PersonFeature, ...] = ()
    subjects: tuple[str, ...] = ()
    challenged: frozenset[str] = frozenset()
    text: TextFeatures = field(default_factory=TextFeatures)
    matter_id: Hashable | None = None
    matter_open: bool | None = None
    """None where the matter's state is unknown, as for petitions from older systems."""
