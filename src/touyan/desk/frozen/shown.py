"""A frozen figure in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.figures import words
from touyan.desk.figures.measure_page import Piece, definition
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.messages import Message
from touyan.statistics.queries.frozen import definition_of, figure_of, history, part_of, proof
from touyan.statistics.rules.measures import Figure, shipped_measures
from touyan.ui.sentences import sentence


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
    return Line(frozen, words.name_of(found.measure), words.value(found), words.taken_from(found),
                narrowed(frozen))  # fmt: skip


def narrowed(frozen: Any) -> str:
    """The kind and the channel it is narrowed to, if any."""
    said = [
        sentence(Message(KIND_NAMES[Kind(frozen.kind)])) if frozen.kind else "",
        sentence(Message(CHANNEL_NAMES[Channel(frozen.channel)])) if frozen.channel else "",
    ]
    return " · ".join(each for each in said if each)


def told(frozen: Any) -> dict[str, Any]:
    """The context of its page; everything is counted once more, as of its moment."""
    measure, found = definition_of(frozen), figure_of(frozen)
    newest = shipped_measures().get(measure.code)
    chain = history(frozen)
    return {
        "frozen": frozen,
        "part": part_of(frozen),
        "line": line_of(frozen),
        "pieces": list(_pieces(frozen, found)),
        "definition": list(definition(measure)),
        "redefined": newest is None or newest.version != measure.version,
        "proof": proof(frozen),
        "chain": [line_of(one) for one in chain] if len(chain) > 1 else [],
        "is_newest": chain[-1].pk == frozen.pk,
        "digest": " ".join(frozen.digest[at : at + 8] for at in range(0, len(frozen.digest), 8)),
    }


def _pieces(frozen: Any, found: Figure) -> Iterator[Piece]:
    measure = found.measure
    yield _piece(frozen, words.joined(measure.counts), found.numerator, "counts")
    if measure.of:
        yield _piece(frozen, words.joined(measure.of), found.denominator, "of")
    for code, number in found.left_out.items():
        label = _("Left out: %(reason)s") % {"reason": words.element_name(code)}
        yield _piece(frozen, label, number, code)
    if measure.left_out:
        gross = f"{found.numerator:,} / {found.gross_denominator:,}"
        yield Piece(_("Gross share"), words.percent(found.gross_share), note=gross)


def _piece(frozen: Any, label: str, number: int, which: str) -> Piece:
    url = reverse("frozen-list", args=[frozen.public_id]) + f"?part={which}"
    return Piece(label, f"{number:,}", url if number else "")
