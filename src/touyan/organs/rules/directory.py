"""The shipped directory of every procuratorate: one row an office, read from the packaged file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from touyan.kernel.messages import N_

COLUMNS = (
    "code", "division_code", "name", "short_name", "name_en", "level", "kind", "parent_code",
    "valid_from", "valid_to", "successor_code", "other_names", "source",
)  # fmt: skip

ORDINARY, BRANCH, CORPS, MILITARY = "ordinary", "branch", "corps", "military"
RAILWAY, DISPATCHED, DEVELOPMENT_ZONE = "railway", "dispatched", "development_zone"
FOREST, RECLAMATION, MINING = "forest", "reclamation", "mining"
KINDS = {
    ORDINARY: N_("Ordinary"),
    BRANCH: N_("Branch"),
    CORPS: N_("Xinjiang Corps"),
    MILITARY: N_("Military"),
    RAILWAY: N_("Railway transport"),
    DISPATCHED: N_("Dispatched"),
    DEVELOPMENT_ZONE: N_("Development zone"),
    FOREST: N_("Forest area"),
    RECLAMATION: N_("Reclamation area"),
    MINING: N_("Mining area"),
}


@dataclass(frozen=True)
class OrganRow:
    """One office. `valid_to` is its last day; a missing date means unbounded on that side."""

    code: str
    division_code: str
    name: str
    short_name: str
    name_en: str
    level: int
    kind: str
    parent_code: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor_code: str = ""
    other_names: tuple[str, ...] = ()
    source: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the office existed on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    @property
    def province_code(self) -> str:
        """The provincial office it belongs to; empty for the supreme and the military offices."""
        return "" if self.code.startswith("100000") else f"{self.code[:2]}0000"


@lru_cache(maxsize=1)
def shipped_directory() -> tuple[OrganRow, ...]:
    """Every office touyan ships, parents before children."""
    return tuple(read_rows(shipped_text()))


def shipped_text() -> str:
    """The packaged file as text."""
    return (resources.files("touyan.organs") / "data" / "organs.csv").read_text("utf-8")


def read_rows(text: str) -> Iterator[OrganRow]:
    """Offices from text in the packaged file's format."""
    for record in csv.DictReader(text.splitlines()):
        yield OrganRow(
            code=record["code"],
            division_code=record["division_code"],
            name=record["name"],
            short_name=record["short_name"],
            name_en=record["name_en"],
            level=int(record["level"]),
            kind=record["kind"],
            parent_code=record["parent_code"],
            valid_from=_day(record["valid_from"]),
            valid_to=_day(record["valid_to"]),
            successor_code=record["successor_code"],
            other_names=tuple(filter(None, record["other_names"].split(";"))),
            source=record["source"],
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
