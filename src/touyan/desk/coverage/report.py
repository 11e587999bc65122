"""The figures as a table: the office itself, those one level beneath it, and their total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.desk.coverage.asking import Asked
from touyan.kernel.messages import Message
from touyan.leadership.queries.coverage import figures_by_office
from touyan.leadership.rules.coverage import (
    EXCLUDED,
    GROUP_NAMES,
    STANDING_NAMES,
    Figures,
    Period,
    total,
)
from touyan.organs.queries import Organ, organs_directly_under
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence

BEFORE = ("gross", "excluded", "net", "led")
RATES = ("net", "gross")
AFTER = ("not_led", "named", "waiting", "returned", "declined", "nobody", "unknown", "voluntary")


@dataclass(frozen=True)
class Cell:
    """A number that opens its list, or a rate with what it was taken from."""

    label: str
    value: int | str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    name: str
    code: str
    url: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Report:
    heads: Sequence[str]
    rows: Sequence[Row]
    total: Row
    reasons: Sequence[Cell]
    empty: Sequence[Row]
    organs: Sequence[Organ]


def report(asked: Asked, days: Period, *, viewer: Viewer) -> Report:
    """The table of an office and a period. Offices stand in the order of their codes, always."""
    beneath = list(organs_directly_under(asked.organ))
    found = figures_by_office(days, organ=asked.organ, viewer=viewer)
    shown = [each for each in beneath if each.valid_to is None or each.pk in found]
    whole = total(list(found.values()))
    own = Row(
        _("The office itself"),
        asked.organ.code,
        "",
        _cells(asked, found.get(asked.organ.pk, Figures()), asked.organ.code, alone=True),
    )
    rows = [_row(asked, each, found[each.pk]) for each in beneath if each.pk in found]
    none = [_row(asked, each, Figures()) for each in shown if each.pk not in found]
    return Report(
        heads=[cell.label for cell in own.cells],
        rows=[own, *rows],
        total=Row(_("Total"), "", "", _cells(asked, whole, asked.organ.code)),
        reasons=[_cell(asked, whole, one.value, asked.organ.code) for one in STANDING_NAMES
                 if one in EXCLUDED],
        empty=none,
        organs=[asked.organ, *shown],
    )  # fmt: skip


def _row(asked: Asked, organ: Organ, figures: Figures) -> Row:
    url = f"{reverse('coverage')}?{asked.address(organ=organ.code)}"
    return Row(organ.local_name, organ.code, url, _cells(asked, figures, organ.code))


def _cells(asked: Asked, figures: Figures, code: str, *, alone: bool = False) -> list[Cell]:
    counts = {group: _cell(asked, figures, group, code, alone=alone) for group in (*BEFORE, *AFTER)}
    rates = [_rate(figures, group) for group in RATES]
    return [*(counts[g] for g in BEFORE), *rates, *(counts[g] for g in AFTER)]


def _cell(asked: Asked, figures: Figures, group: str, code: str, *, alone: bool = False) -> Cell:
    query = asked.address(organ=code, group=group, alone="1" if alone else "")
    return Cell(group_name(group), figures.of(group), f"{reverse('coverage-list')}?{query}")


def _rate(figures: Figures, group: str) -> Cell:
    led, due = figures.share(group)
    label = _("Led of those due, net") if group == "net" else _("Led of those due, gross")
    return Cell(label, f"{led / due:.1%}" if due else "–", note=f"{led}/{due}" if due else "")


def group_name(group: str) -> str:
    """What a figure counts, in the reader's language."""
    return sentence(Message(GROUP_NAMES[group]))
