"""A frozen figure in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.measure_page import definition, pieces
from touyan.kernel.crypto import in_groups
from touyan.statistics.queries.frozen import definition_of, figure_of, history, part_of, proof
from touyan.statistics.queries.own import measures_for


@dataclass(frozen=True)
class Line:
    """One frozen figure of a table."""

    frozen: Any
    name: str
    value: str
    note: str
    narrowed: str

    @property
    def url(self) -> str:
        return reverse("frozen-figure", args=[self.frozen.public_id])


def line_of(frozen: Any) -> Line:
    """As it stands in the list, and among its restatements."""
    found = figure_of(frozen)
    value, note = words.value(found), words.taken_from(found)
    if found.median is not None:
        value, note = words.within(found), _("%(number)s counted") % {"number": value}
    return Line(frozen, words.name_of(found.measure), value, note, narrowed(frozen))


def narrowed(frozen: Any) -> str:
    """The kind and the channel it is narrowed to, if any."""
    said = (words.kind_name(frozen.kind), words.channel_name(frozen.channel))
    return " · ".join(each for each in said if each)


def told(frozen: Any, *, on: date) -> dict[str, Any]:
    """The context of its page; everything is counted once more, as of its moment."""
    measure, found = definition_of(frozen), figure_of(frozen)
    newest = measures_for(frozen.organ, on=on).get(measure.code)
    chain = history(frozen)
    return {
        "frozen": frozen,
        "part": part_of(frozen),
        "line": line_of(frozen),
        "pieces": list(pieces(found, partial(_list_url, frozen))),
        "definition": list(definition(measure, until=part_of(frozen).months.end)),
        "redefined": newest is None or newest.version != measure.version,
        "proof": proof(frozen),
        "chain": [line_of(one) for one in chain] if len(chain) > 1 else [],
        "is_newest": chain[-1].pk == frozen.pk,
        "digest": in_groups(frozen.digest),
    }


def _list_url(frozen: Any, which: str) -> str:
    return reverse("frozen-list", args=[frozen.public_id]) + f"?part={which}"
