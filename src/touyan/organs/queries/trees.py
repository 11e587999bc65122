"""An office's own tree, read against the directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from touyan.kernel.errors import NotVisible
from touyan.organs.models import Organ, OrganTreeImport
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.directory import OrganRow, shipped_directory
from touyan.organs.rules.roles import ADMINISTRATORS
from touyan.organs.rules.tree_columns import read_row
from touyan.organs.rules.tree_file import Sheet
from touyan.organs.rules.tree_import import TreeReading, read_tree
from touyan.organs.rules.tree_matching import NameIndex


@dataclass(frozen=True)
class TreePlan:
    """What an import would do: what became of every row, and the short names it would set."""

    reading: TreeReading
    short_names: Mapping[str, str]


def plan_tree(*, organ: Organ, sheet: Sheet, on: date) -> TreePlan:
    """An office's spreadsheet read against the directory as it stands; changes nothing."""
    rows = _directory_rows()
    # The supreme office bounds nothing; the province most rows belong to then settles names.
    within = "" if organ.parent_id is None else organ.code
    reading = read_tree(
        sheet.records, NameIndex(rows), on=on, within=within, first_row=sheet.first_row
    )
    return TreePlan(reading, _short_names(sheet, reading))


def _short_names(sheet: Sheet, reading: TreeReading) -> dict[str, str]:
    """Offices choose their own short names: those of known offices that the file changes."""
    chosen = {}
    for match in reading.matched:
        row = read_row(sheet.records[match.row - sheet.first_row], number=match.row)
        if row and row.short_name and row.short_name != match.organ.short_name:
            chosen[match.organ.code] = row.short_name
    return chosen


def _directory_rows() -> list[OrganRow]:
    """The installation's directory; other names and successors come with the shipped one."""
    shipped = {row.code: row for row in shipped_directory()}
    plain = OrganRow("", "", "", "", "", 0, "", "")
    return [
        replace(
            shipped.get(organ.code, plain),
            code=organ.code,
            division_code=organ.division_code,
            name=organ.name,
            short_name=organ.short_name,
            name_en=organ.name_en,
            level=organ.level,
            kind=organ.kind,
            parent_code=organ.parent.code if organ.parent else "",
            valid_from=organ.valid_from,
            valid_to=organ.valid_to,
        )
        for organ in Organ.objects.select_related("parent").order_by("level", "code")
    ]


def tree_import_by_id(import_id: int, *, viewer: Viewer) -> OrganTreeImport:
    """A finished import, for administrators of the office."""
    done = OrganTreeImport.objects.select_related("organ", "by").filter(pk=import_id).first()
    if done is None or not viewer.holds_above(ADMINISTRATORS, organ_path=done.organ.path):
        raise NotVisible
    return done
