"""Everything that can be wrong in an office's tree, each with its reason and its cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from touyan.kernel.errors import FieldProblem
from touyan.kernel.messages import N_, Message, message

_TEXTS: dict[str, tuple[str, str]] = {
    "name_missing": (
        N_("The row has no name."),
        N_("Write the office's full name, or delete the row."),
    ),
    "not_an_office": (
        N_("“%(name)s” is not the name of a procuratorate."),
        N_("Write the full name, as on the office's seal."),
    ),
    "name_cut_off": (
        N_("The name is cut off: “%(name)s”."),
        N_("It was read as %(full)s. Correct the cell if that is wrong."),
    ),
    "name_unclear": (
        N_("Several offices are called “%(name)s”: %(candidates)s."),
        N_("Write the name with its city or province, or give the unit code."),
    ),
    "abolished": (
        N_("%(organ)s ended on %(day)s."),
        N_("Use its successor: %(successor)s, code %(unit_code)s."),
    ),
    "abolished_without_successor": (
        N_("%(organ)s ended on %(day)s."),
        N_("Delete the row, or name the office that took over."),
    ),
    "not_begun": (
        N_("%(organ)s only begins on %(day)s."),
        N_("Delete the row until then."),
    ),
    "outside": (
        N_("%(organ)s does not belong to %(within)s."),
        N_("Delete the row: an office imports only itself and the offices under it."),
    ),
    "repeated_name": (
        N_("“%(name)s” already stands in row %(line)s."),
        N_("Delete one of the two rows."),
    ),
    "same_organ_twice": (
        N_("This row and row %(line)s both mean %(organ)s."),
        N_("Delete one of the two rows."),
    ),
    "two_parents": (
        N_("“%(name)s” stands under %(parent)s here and under %(other)s in row %(line)s."),
        N_("If they are two offices, write each name with its city; if one, delete the wrong row."),
    ),
    "repeated_code": (
        N_("The code %(unit_code)s already stands in row %(line)s."),
        N_("Give each office its own code."),
    ),
    "code_taken": (
        N_("The code %(unit_code)s belongs to %(organ)s."),
        N_("Leave the code empty to be given a new one, or correct the name."),
    ),
    "codes_used_up": (
        N_("The codes touyan can give under %(parent)s are used up."),
        N_("Give the office a code of its own."),
    ),
    "code_malformed": (
        N_("“%(unit_code)s” is not a unit code."),
        N_("Write six digits, or six digits, a letter and two digits; if unknown, nothing."),
    ),
    "code_differs": (
        N_("The directory's code for %(organ)s is %(known)s, the file says %(unit_code)s."),
        N_("The directory's code is kept. Correct the file to match."),
    ),
    "short_name_taken": (
        N_("The short name %(short)s is also that of %(organ)s."),
        N_("Both are shown with their parent. Choose another if that is not enough."),
    ),
    "repeated_short_name": (
        N_("The short name %(short)s already stands in row %(line)s."),
        N_("Both are shown with their parent. Choose another if that is not enough."),
    ),
    "parent_missing": (
        N_("The parent office is not given and the name does not tell it."),
        N_("Write the parent's full name or unit code."),
    ),
    "parent_not_found": (
        N_("The parent “%(parent)s” is neither in this file nor in the directory."),
        N_("Add a row for the parent, or correct its name."),
    ),
    "parent_unclear": (
        N_("Several offices are called “%(name)s”: %(candidates)s."),
        N_("Write the parent's full name or unit code."),
    ),
    "parent_rejected": (
        N_("The parent “%(parent)s” in row %(line)s has problems of its own."),
        N_("Correct row %(line)s first."),
    ),
    "parent_abolished": (
        N_("The parent %(organ)s ended on %(day)s."),
        N_("Name the office that took over."),
    ),
    "circle": (
        N_("These offices stand under one another in a circle: %(circle)s."),
        N_("Correct the parent in one of the rows."),
    ),
    "parent_not_above": (
        N_("%(name)s is at level %(level)s, its parent %(parent)s at level %(above)s."),
        N_("A parent stands at a higher level. Correct the level or the parent."),
    ),
    "parent_differs": (
        N_("The directory puts %(organ)s under %(known)s, the file under %(parent)s."),
        N_("The directory's parent is kept. Change it in the directory if the file is right."),
    ),
    "level_unknown": (
        N_("“%(level)s” is not a level."),
        N_("Write 1 (SPP), 2 (provincial), 3 (prefectural or branch) or 4 (grass-roots)."),
    ),
    "level_differs": (
        N_("%(organ)s is at level %(known)s in the directory, the file says %(level)s."),
        N_("The directory's level is kept. Correct the file to match."),
    ),
}  # fmt: skip
# These are worth knowing but do not keep the row out.
NOTES = frozenset(
    ("name_cut_off", "code_differs", "short_name_taken", "repeated_short_name", "parent_differs",
     "level_differs")
)  # fmt: skip


@dataclass(frozen=True)
class TreeProblem(FieldProblem):
    """One thing wrong in one row. A note leaves the row in; anything else keeps it out."""

    code: str = ""

    @property
    def is_note(self) -> bool:
        return self.code in NOTES

    def as_record(self) -> dict[str, object]:
        """As JSON, the sentences still to be put into the reader's language."""
        cure = _as_record(self.cure) if self.cure else None
        return {"row": self.row, "field": self.field, "code": self.code,
                "reason": _as_record(self.reason), "cure": cure}  # fmt: skip

    @classmethod
    def from_record(cls, kept: Mapping[str, Any]) -> TreeProblem:
        """The problem as it was found."""
        return cls(
            field=kept["field"],
            reason=Message(**kept["reason"]),
            cure=Message(**kept["cure"]) if kept["cure"] else None,
            row=kept["row"],
            code=kept["code"],
        )


def _as_record(text: Message) -> dict[str, object]:
    return {"text": text.text, "params": {name: str(value) for name, value in text.params.items()}}


def problem(code: str, *, row: int, field: str, **params: object) -> TreeProblem:
    """The problem of that code, its sentences filled in."""
    reason, cure = _TEXTS[code]
    return TreeProblem(
        field=field,
        reason=message(reason, **params),
        cure=message(cure, **params),
        row=row,
        code=code,
    )


def every_sentence() -> list[str]:
    """Each sentence a reader may meet, for the catalogue's completeness check."""
    return sorted({sentence for pair in _TEXTS.values() for sentence in pair})
