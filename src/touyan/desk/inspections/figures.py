"""The figures of an inspection; every one opens the list it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.inspections.queries import Inspection, progress
from touyan.inspections.rules.words import LOOKING_NAMES, SOURCE_NAMES, Looking, Source, Stratum
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import Message
from touyan.leadership.rules.duty import LEVEL_NAMES
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence


@dataclass(frozen=True)
class Figure:
    """A number and the list behind it."""

    label: str
    value: int
    url: str

    @property
    def told(self) -> str:
        return f"{self.value:,}"


def address(inspection: Inspection, **query: object) -> str:
    """The list of an inspection, narrowed."""
    return f"{reverse('inspection-matters', args=[inspection.public_id])}?{urlencode(query)}"


def stratum_name(stratum: str, divided: Sequence[str], names: Mapping[str, str]) -> str:
    """The part of the list in words; the codes that are kept read alike in every language. `names`
    are those of provinces and leaders by their codes."""
    codes = stratum.split("|") if stratum else []
    return " · ".join(
        _named(Stratum(one), code, names) for one, code in zip(divided, codes, strict=True)
    )


def _named(dividing: Stratum, code: str, names: Mapping[str, str]) -> str:
    if dividing is Stratum.LEVEL:
        return sentence(Message(LEVEL_NAMES[int(code)]))
    if dividing is Stratum.KIND:
        return sentence(Message(KIND_NAMES[Kind(code)]))
    return names.get(code, "—")


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
