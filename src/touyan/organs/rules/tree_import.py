"""An office's own tree from its spreadsheet, checked against the directory.

Every row ends in one of three places: matched to an office the directory knows, new with a code
allotted, or kept out by a problem that says why and how to mend it. Nothing is dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from touyan.organs.rules import tree_columns as columns
from touyan.organs.rules.directory import (
    DEVELOPMENT_ZONE,
    DISPATCHED,
    FOREST,
    ORDINARY,
    RAILWAY,
    RECLAMATION,
    OrganRow,
)
from touyan.organs.rules.english import english_name
from touyan.organs.rules.names import OFFICE, level_from_name, place_of, read_name, short_name
from touyan.organs.rules.tree_columns import FileRow
from touyan.organs.rules.tree_matching import NameIndex
from touyan.organs.rules.tree_problems import TreeProblem, problem

_KIND_MARKS = (
    ("铁路运输", RAILWAY),
    ("林区", FOREST),
    ("垦区", RECLAMATION),
    ("开发区", DEVELOPMENT_ZONE),
    ("园区", DEVELOPMENT_ZONE),
    ("管理区", DEVELOPMENT_ZONE),
    ("示范区", DEVELOPMENT_ZONE),
    ("城郊", DISPATCHED),
    ("地区人民", DISPATCHED),
)
_LETTERS = {
    RAILWAY: "R", FOREST: "F", RECLAMATION: "N", DEVELOPMENT_ZONE: "K", DISPATCHED: "P",
    ORDINARY: "X",
}  # fmt: skip


@dataclass(frozen=True)
class MatchedRow:
    """A row that means an office of the directory; `details` are its address, telephone, hours."""

    row: int
    organ: OrganRow
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NewOrgan:
    """An office the directory does not know, ready to be added under its allotted code."""

    row: int
    organ: OrganRow
    code_was_given: bool = False
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TreeReading:
    """What became of every row."""

    matched: tuple[MatchedRow, ...]
    new: tuple[NewOrgan, ...]
    problems: tuple[TreeProblem, ...]

    @property
    def rejected_rows(self) -> tuple[int, ...]:
        """The rows kept out, in order."""
        return tuple(sorted({p.row for p in self.problems if not p.is_note and p.row}))


def read_tree(
    records: Iterable[Mapping[str, object]],
    index: NameIndex,
    *,
    on: date,
    within: str = "",
    first_row: int = 2,
) -> TreeReading:
    """Read an office's tree against the directory's index.

    `within` is the importing office's code. It bounds what may come in and settles names several
    offices share; without it, the province most rows belong to settles them.
    """
    rows = [
        row
        for number, record in enumerate(records, first_row)
        if (row := columns.read_row(record, number=number))
    ]
    return _Reader(rows, index, on=on, within=within).read()


def _kind_of(name: str) -> str:
    return next((kind for mark, kind in _KIND_MARKS if mark in name), ORDINARY)


@dataclass
class _Reader:
    rows: list[FileRow]
    index: NameIndex
    on: date
    within: str
    problems: list[TreeProblem] = field(default_factory=list)
    matched: dict[int, OrganRow] = field(default_factory=dict)
    new: dict[int, OrganRow] = field(default_factory=dict)
    row_by_name: dict[str, FileRow] = field(default_factory=dict)
    row_by_code: dict[str, FileRow] = field(default_factory=dict)
    row_by_organ: dict[str, FileRow] = field(default_factory=dict)
    fresh: dict[int, FileRow] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    under: tuple[str, ...] = ()

    def read(self) -> TreeReading:
        self.under = tuple(filter(None, (self.within or self._usual_province(),)))
        sound = [row for row in self.rows if self._is_sound(row)]
        fresh = [row for row in sound if not self._is_repeated(row) and not self._match(row)]
        in_circles = self._circles()
        self.fresh = {row.number: row for row in fresh if row.number not in in_circles}
        for number in list(self.fresh):
            self._place(number)
        for row in self.rows:
            self._compare(row)
        self._check_short_names()
        return TreeReading(
            tuple(MatchedRow(row.number, self.matched[row.number], row.details)
                  for row in self.rows if row.number in self.matched),
            tuple(NewOrgan(row.number, self.new[row.number], bool(row.code), row.details)
                  for row in self.rows if row.number in self.new),
            tuple(sorted(self.problems, key=lambda found: found.row or 0)),
        )  # fmt: skip

    def _report(self, code: str, row: FileRow, where: str, **params: object) -> bool:
        self.problems.append(problem(code, row=row.number, field=where, **params))
        return False

    def _usual_province(self) -> str:
        """The province most of the plainly named rows belong to."""
        plain = (self.index.find(row.name, on=self.on).organ for row in self.rows)
        count = Counter(organ.province_code for organ in plain if organ)
        return count.most_common(1)[0][0] if count else ""

    # -- each row by itself

    def _is_sound(self, row: FileRow) -> bool:
        if not row.written_name:
            return self._report("name_missing", row, columns.NAME)
        if not row.name.is_office:
            return self._report("not_an_office", row, columns.NAME, name=row.written_name)
        if row.name.cut_off:
            found = self.index.find(row.name, on=self.on, under=self.under).organ
            full = found.name if found else row.name.name
            self._report("name_cut_off", row, columns.NAME, name=row.written_name, full=full)
        if row.code and not row.code_is_well_formed:
            return self._report("code_malformed", row, columns.CODE, unit_code=row.code)
        if row.written_level and row.level is None:
            return self._report("level_unknown", row, columns.LEVEL, level=row.written_level)
        return True

    def _is_repeated(self, row: FileRow) -> bool:
        """Whether an earlier row took the name or the code; the earlier row stays."""
        name, code = row.name.name, row.code
        first = self.row_by_name.setdefault(name, row)
        coded = self.row_by_code.setdefault(code, row) if code else row
        if first is not row and first.parent != row.parent and first.parent and row.parent:
            self._report("two_parents", row, columns.PARENT, name=name, parent=row.parent,
                         other=first.parent, line=first.number)  # fmt: skip
        elif first is not row:
            self._report("repeated_name", row, columns.NAME, name=name, line=first.number)
        if coded is not row:
            self._report("repeated_code", row, columns.CODE, unit_code=code, line=coded.number)
        return first is not row or coded is not row

    # -- known offices

    def _match(self, row: FileRow) -> bool:
        """Whether the row is settled: matched, or kept out by a problem. Otherwise it is new."""
        coded = self.index.by_code.get(row.code)
        if coded and not self.index.goes_by(coded, row.name):
            self._report("code_taken", row, columns.CODE, unit_code=row.code, organ=coded.name)
            return True
        above = self._known_parent(row)
        hints = (above.code, *self.under) if above else self.under
        found = self.index.find(row.name, on=self.on, under=hints)
        if found.candidates and not coded:
            names = ", ".join(f"{o.name} ({o.code})" for o in found.candidates)
            self._report("name_unclear", row, columns.NAME, name=row.name.name, candidates=names)
            return True
        organ = coded or found.organ
        # 鼓楼区 under 苏州市 is not the 鼓楼区 another city has, though the short form fits.
        if organ is None:
            return False
        is_loose = not coded and not found.exact
        if is_loose and above and not self.index.is_within(organ, above.code):
            return False
        self._take(row, organ)
        return True

    def _take(self, row: FileRow, organ: OrganRow) -> None:
        first = self.row_by_organ.setdefault(organ.code, row)
        if first is not row:
            self._report("same_organ_twice", row, columns.NAME, line=first.number, organ=organ.name)
        elif organ.valid_to and organ.valid_to < self.on:
            self._report_ended(row, organ)
        elif not organ.is_valid_on(self.on):
            self._report("not_begun", row, columns.NAME, organ=organ.name, day=organ.valid_from)
        elif self.within and not self.index.is_within(organ, self.within):
            root = self.index.by_code[self.within].name
            self._report("outside", row, columns.NAME, organ=organ.name, within=root)
        else:
            self.matched[row.number] = organ

    def _report_ended(self, row: FileRow, organ: OrganRow) -> None:
        heir = self.index.by_code.get(organ.successor_code)
        while heir and heir.successor_code and not heir.is_valid_on(self.on):
            heir = self.index.by_code.get(heir.successor_code)
        facts = {"organ": organ.name, "day": organ.valid_to}
        if heir is None:
            self._report("abolished_without_successor", row, columns.NAME, **facts)
        else:
            self._report(
                "abolished", row, columns.NAME, **facts, successor=heir.name, unit_code=heir.code
            )

    def _known_parent(self, row: FileRow) -> OrganRow | None:
        """The parent a row names, if the directory knows it; reports nothing."""
        if not row.parent:
            return None
        coded = self.index.by_code.get(row.parent.upper())
        return coded or self.index.find(read_name(row.parent), on=self.on, under=self.under).organ

    def _compare(self, row: FileRow) -> None:
        """Where a matched row disagrees with the directory."""
        organ = self.matched.get(row.number)
        if organ is None:
            return
        if row.code and row.code != organ.code:
            self._report("code_differs", row, columns.CODE, organ=organ.name, known=organ.code,
                         unit_code=row.code)  # fmt: skip
        if row.level and row.level != organ.level:
            self._report("level_differs", row, columns.LEVEL, organ=organ.name, known=organ.level,
                         level=row.level)  # fmt: skip
        if row.parent:
            self._compare_parent(row, organ)

    def _compare_parent(self, row: FileRow, organ: OrganRow) -> None:
        named = self._file_row(row.parent)
        given = self.matched.get(named.number) if named else self._known_parent(row)
        if named is None and given is None:
            self._report("parent_not_found", row, columns.PARENT, parent=row.parent)
            del self.matched[row.number]
        elif given and given.level >= organ.level:
            self._report("parent_not_above", row, columns.PARENT, name=organ.name,
                         level=organ.level, parent=given.name, above=given.level)  # fmt: skip
            del self.matched[row.number]
        elif given and given.code != organ.parent_code:
            known = self.index.by_code[organ.parent_code].name
            self._report("parent_differs", row, columns.PARENT, organ=organ.name, known=known,
                         parent=given.name)  # fmt: skip

    # -- new offices

    def _file_row(self, parent: str) -> FileRow | None:
        name = read_name(parent).name
        return self.row_by_code.get(parent.upper()) or self.row_by_name.get(name)

    def _circles(self) -> set[int]:
        """Rows that stand, through their parents, under themselves."""
        inside: set[int] = set()
        for start in self.rows:
            trail = [start]
            step = self._file_row(start.parent) if start.parent else None
            while step and step not in trail:
                trail.append(step)
                step = self._file_row(step.parent) if step.parent else None
            if step is start:
                inside.add(start.number)
                circle = " → ".join(row.name.name for row in (*trail, start))
                self._report("circle", start, columns.PARENT, circle=circle)
                self.matched.pop(start.number, None)
        return inside

    def _place(self, number: int) -> OrganRow | None:
        """A new office with its parent, level and code; None when a problem keeps it out."""
        row = self.fresh[number]
        if number in self.new or number in self.settled:
            return self.new.get(number)
        self.settled.add(number)
        parent = self._parent_of(row)
        if parent is None:
            return None
        name = row.name.name
        level = row.level or level_from_name(name) or min(parent.level + 1, 4)
        if parent.level >= level:
            self._report("parent_not_above", row, columns.PARENT, name=name, level=level,
                         parent=parent.name, above=parent.level)  # fmt: skip
            return None
        code = row.code or self._free_code(parent, _kind_of(name))
        if not code:
            self._report("codes_used_up", row, columns.CODE, parent=parent.name)
            return None
        self.new[number] = organ = self._new_organ(row, code=code, parent=parent, level=level)
        return organ

    def _new_organ(self, row: FileRow, *, code: str, parent: OrganRow, level: int) -> OrganRow:
        name, details = row.name.name, dict(row.details)
        return OrganRow(
            code=code,
            division_code=details.get(columns.DIVISION_CODE, parent.division_code),
            name=name,
            short_name=row.short_name or short_name(name, province_code=parent.province_code),
            name_en=english_name(name),
            level=level,
            kind=_kind_of(name),
            parent_code=parent.code,
            other_names=row.name.also,
            source="import",
        )

    def _free_code(self, parent: OrganRow, kind: str) -> str:
        """The next code of the parent's series: six digits, the kind's letter, a number."""
        used = self.index.by_code.keys() | self.row_by_code.keys()
        used |= {organ.code for organ in self.new.values()}
        series = (f"{parent.code[:6]}{_LETTERS[kind]}{number:02d}" for number in range(1, 100))
        return next((code for code in series if code not in used), "")

    def _parent_of(self, row: FileRow) -> OrganRow | None:
        if not row.parent:
            parent = self._parent_by_name(row)
            if parent is None:
                self._report("parent_missing", row, columns.PARENT)
            return parent
        named = self._file_row(row.parent)
        if named:
            return self._parent_in_file(row, named)
        return self._parent_in_directory(row)

    def _parent_in_file(self, row: FileRow, named: FileRow) -> OrganRow | None:
        parent = self.matched.get(named.number)
        if parent is None and named.number in self.fresh:
            parent = self._place(named.number)
        if parent is None:
            self._report("parent_rejected", row, columns.PARENT, parent=row.parent,
                         line=named.number)  # fmt: skip
        return parent

    def _parent_in_directory(self, row: FileRow) -> OrganRow | None:
        coded = self.index.by_code.get(row.parent.upper())
        found = self.index.find(read_name(row.parent), on=self.on, under=self.under)
        parent = coded or found.organ
        if parent is None and found.candidates:
            names = ", ".join(f"{o.name} ({o.code})" for o in found.candidates)
            self._report("parent_unclear", row, columns.PARENT, name=row.parent, candidates=names)
        elif parent is None:
            self._report("parent_not_found", row, columns.PARENT, parent=row.parent)
        elif not parent.is_valid_on(self.on):
            self._report("parent_abolished", row, columns.PARENT, organ=parent.name,
                         day=parent.valid_to)  # fmt: skip
            return None
        return parent

    def _parent_by_name(self, row: FileRow) -> OrganRow | None:
        """苏州市 for 苏州市高新区: the longest place the name begins with, else the importer."""
        place = place_of(row.name.name)
        for end in range(len(place) - 1, 1, -1):
            found = self.index.find(read_name(place[:end] + OFFICE), on=self.on)
            if found.exact and found.organ and found.organ.is_valid_on(self.on):
                return found.organ
        return self.index.by_code.get(self.within)

    # -- short names

    def _check_short_names(self) -> None:
        first: dict[str, FileRow] = {}
        for row in self.rows:
            own = self.matched.get(row.number) or self.new.get(row.number)
            short = row.short_name or (own.short_name if row.number in self.new and own else "")
            if own is None or not short:
                continue
            earlier = first.setdefault(short, row)
            if earlier is not row:
                self._report("repeated_short_name", row, columns.SHORT_NAME, short=short,
                             line=earlier.number)  # fmt: skip
            for other in self.index.by_short_name.get(short, ()):
                if other.code != own.code and other.is_valid_on(self.on):
                    self._report("short_name_taken", row, columns.SHORT_NAME, short=short,
                                 organ=other.name)  # fmt: skip
                    break
