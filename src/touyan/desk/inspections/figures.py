"""The figures of an inspection; every one opens the list it counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.inspections.queries import Inspection, progress
from touyan.inspections.rules.words import LOOKING_NAMES, SOURCE_NAMES, Looking, Source
from touyan.kernel.messages import Message
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class Figure:
    """A number and the list behind it."""

    label: str
    value: int
    url: str


def address(inspection: Inspection, **query: object) -> str:
    """The list of an inspection, narrowed."""
    return f"{reverse('inspection-matters', args=[inspection.public_id])}?{urlencode(query)}"


def looking_name(looking: Looking) -> str:
    return sentence(Message(LOOKING_NAMES[looking]))


def figures_of(inspection: Inspection, *, viewer: Viewer) -> list[Figure]:
    """What is looked at, how far; what was chosen on purpose stays apart."""
    found = progress.total(inspection, viewer=viewer)
    sources = progress.by_source(inspection, viewer=viewer)
    values = {Looking.UNASSIGNED: found.unassigned, Looking.OPEN: found.open,
              Looking.REVIEWED: found.reviewed}  # fmt: skip
    return [
        Figure(_("Looked at"), found.picked, address(inspection, show="picked")),
        *(Figure(looking_name(one), values[one], address(inspection, looking=one.value))
          for one in Looking),
        *(Figure(sentence(Message(SOURCE_NAMES[one])), number,
                 address(inspection, source=one.value))
          for one, number in sources.items() if one is Source.PURPOSIVE),
    ]  # fmt: skip
