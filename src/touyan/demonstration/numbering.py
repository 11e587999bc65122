"""Which ids a made-up story's rows have: each story has its own block."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from touyan.demonstration.rules.story import Story

PER_STORY = 8
"""Petitions, forms and charges a story may have, and papers times four."""
ACTS_PER_STORY = 128
PARTIES_PER_PETITION = 32


@dataclass(frozen=True)
class Numbered:
    """A story with its place in the demonstration and its petitions' register numbers."""

    story: Story
    index: int
    numbers: list[int]
    given: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    """Public ids of papers, promises and payments, in the story's order: others refer to them."""
    paper_numbers: list[str] = field(default_factory=list)

    @property
    def organ_id(self) -> int:
        return self.story.petitions[0].organ_id

    def petition_id(self, place: int) -> int:
        return self.block_id(place)

    def paper_id(self, place: int) -> int:
        return self.index * PER_STORY * 4 + place + 1

    def block_id(self, place: int) -> int:
        """The id of one of few rows: a form, a charge."""
        return self.index * PER_STORY + place + 1


def party_id(petition: int, ordinal: int) -> int:
    return petition * PARTIES_PER_PETITION + ordinal
