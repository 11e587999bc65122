"""Lines as cards of the board and as rows of the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from touyan.campaigns.queries import BatchEntry
from touyan.campaigns.queries.lines import entries_by_pk
from touyan.campaigns.rules.lines import Line, age_in_years, by_step, in_order
from touyan.campaigns.rules.moves import WHY_NOT, CardMove, Opens, card_moves
from touyan.campaigns.rules.running import WORKERS
from touyan.campaigns.rules.words import Step
from touyan.desk.campaigns.access import rights_in
from touyan.desk.campaigns.asking import Board, step_name
from touyan.desk.clocks import due_view
from touyan.desk.matters.list_columns import clock_names
from touyan.organs.rules.access import Viewer

IN_BULK = frozenset({Opens.SURVEY, Opens.PROPOSE})
"""What can be done for several at once."""
MOST = 20
"""Cards shown in a column; the rest is one step away."""
TONES = {Step.PROPOSED: "amber", Step.CLOSED: "grey", Step.RESOLVED: "green", Step.WORKING: "blue",
         Step.LED: "blue"}  # fmt: skip


def columns(board: Board) -> list[dict[str, object]]:
    """The six columns with their first cards, what is due first on top."""
    stand = {step: in_order(lines, "due") for step, lines in by_step(board.chosen).items()}
    shown = {step: lines[:MOST] for step, lines in stand.items()}
    maker = Maker(board, [line for lines in shown.values() for line in lines])
    return [
        {
            "key": step.value,
            "label": step_name(step),
            "count": len(stand[step]),
            "url": board.address(view="table", step=step.value, left="0"),
            "cards": [card for line in lines if (card := maker.card(line))],
            "refuses": _(WHY_NOT[step]),
        }
        for step, lines in shown.items()
    ]


def rows(board: Board, lines: Iterable[Line]) -> list[dict[str, object]]:
    """One page of the table."""
    listed = list(lines)
    maker = Maker(board, listed)
    return [row for line in listed if (row := maker.row(line))]


@dataclass
class Maker:
    """Makes cards and rows of some lines, reading what they show in one go."""

    board: Board
    lines: list[Line]

    def __post_init__(self) -> None:
        board = self.board
        self.entries: Mapping[int, BatchEntry] = entries_by_pk([one.entry for one in self.lines])
        self.leaders = {one.pk: one.get_short_name() for one in board.leaders}
        self.names = clock_names(today=board.today)
        self.decides = rights_in(board.campaign, board.request.viewer).decides
        self.running = board.campaign.state == "open"

    def card(self, line: Line) -> dict[str, object] | None:
        entry = self.entries.get(line.entry)
        if entry is None:
            return None
        matter = entry.matter
        return {
            **self._shared(line, matter),
            "number": matter.number,
            "title": matter.title,
            "people": matter.petitioner_names or _("Anonymous"),
            "place": matter.organ.local_short_name,
            "age": age_words(line.received_on, today=self.board.today),
            "leader": self.leaders.get(line.leader or 0, ""),
            "marks": marks_of(line),
            "moves": self._moves(line, entry),
        }

    def row(self, line: Line) -> dict[str, object] | None:
        entry = self.entries.get(line.entry)
        if entry is None:
            return None
        matter = entry.matter
        shared = self._shared(line, matter)
        return {
            "id": str(entry.pk),
            "pick": any(move.opens in IN_BULK for move in self._can(line, entry)),
            "label": matter.number,
            "url": shared["url"],
            "cells": {
                "number": matter.number,
                "petitioner": matter.petitioner_names or _("Anonymous"),
                "title": {"text": matter.title},
                "organ": {"text": matter.organ.local_short_name, "full": matter.organ.local_name},
                "leader": self.leaders.get(line.leader or 0, "—"),
                "age": age_words(line.received_on, today=self.board.today),
                "batch": f"{line.batch}-{line.ordinal}",
                "step": [{"label": step_name(line.step), "tone": TONES.get(line.step, "")},
                         *marks_of(line)],
                "clock": shared["clock"],
            },
        }  # fmt: skip

    def _shared(self, line: Line, matter: Any) -> dict[str, object]:
        label = self.names.get(matter.next_clock, matter.next_clock)
        return {
            "url": reverse("matter", args=[matter.public_id]),
            "clock": due_view(line.due_on, today=self.board.today, label=label),
        }

    def _moves(self, line: Line, entry: BatchEntry) -> list[dict[str, object]]:
        return [move_link(move, entry) for move in self._can(line, entry)]

    def _can(self, line: Line, entry: BatchEntry) -> list[CardMove]:
        if not self.running:
            return []
        return card_moves(
            step=line.step, surveyed=line.surveyed, led=line.led, left=line.left,
            works=works_in(entry.matter.organ, self.board.request.viewer), decides=self.decides,
        )  # fmt: skip


def works_in(organ: Any, viewer: Viewer) -> bool:
    """Whether the viewer works on matters of this very office."""
    return viewer.holds(WORKERS, organ_path=organ.path)


def move_link(move: CardMove, entry: BatchEntry) -> dict[str, object]:
    """A move as a link; what is a short form opens in the page's dialog."""
    return {
        "label": _(move.label),
        "url": _opened(move.opens, entry),
        "to": move.to.value if move.to else "",
        "dialog": move.opens not in (Opens.CHARGE, Opens.OUTCOME),
    }


def _opened(opens: Opens, entry: BatchEntry) -> str:
    matter = entry.matter
    page = reverse("matter", args=[matter.public_id])
    places = {
        Opens.CHARGE: f"{page}?tab=charge",
        Opens.OUTCOME: f"{page}?tab=outcome",
        Opens.CLOSE: reverse("matter-move", args=[matter.public_id, "close"]),
    }
    return places.get(opens) or reverse(
        "entry-mark", args=[entry.batch.public_id, matter.public_id, opens.value]
    )


def marks_of(line: Line) -> list[dict[str, str]]:
    """What else is on record of a line: surveyed, left, its grade."""
    found = []
    if line.left:
        found.append({"label": _("Left by decision"), "tone": "grey"})
    if line.surveyed and line.step in (Step.SURVEYED, Step.LED):
        found.append({"label": _("Surveyed"), "tone": "green"})
    if line.undone:
        found.append({"label": _("Reversed"), "tone": "amber"})
    if line.grade is not None and line.step in (Step.CLOSED, Step.RESOLVED):
        found.append({"label": f"R{line.grade}", "tone": "green" if line.grade > 1 else ""})
    return found


def age_words(received_on: date, *, today: date) -> str:
    """How long ago the matter was first received, in words."""
    years = age_in_years(received_on, today=today)
    if not years:
        return _("under a year")
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}
