"""How a petition stands to a matter."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class Relation(StrEnum):
    FIRST = "first"
    REPEAT = "repeat"
    SUPPLEMENT = "supplement"
    DUPLICATE = "duplicate"
    JOINT = "joint"


RELATION_NAMES = {
    Relation.FIRST: N_("First"),
    Relation.REPEAT: N_("Repeat"),
    Relation.SUPPLEMENT: N_("Supplement"),
    Relation.DUPLICATE: N_("Same submission again"),
    Relation.JOINT: N_("Joint"),
}
