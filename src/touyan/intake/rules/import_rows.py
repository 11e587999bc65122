"""One row of an old register: its cells read as a petition and, where given, its answer.

A row is taken in whole or not at all. Every reason against it names the column and the cure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from touyan.intake.rules.entry import (
    ChallengedEntry,
    PartyEntry,
    PetitionEntry,
    SubjectEntry,
    problems,
    tidy,
)
from touyan.intake.rules.import_columns import ColumnMap, Field
from touyan.intake.rules.import_days import Moment, read_day
from touyan.intake.rules.import_words import read_channel, read_kind
from touyan.intake.rules.words import PartyRole, SubjectRole
from touyan.kernel.errors import FieldProblem, Refused
from touyan.kernel.identity import normalise_number
from touyan.kernel.messages import N_, Message, message

Value = TypeVar("Value")

FORMULA = "\x00="
"""Stands for a cell whose formula was never computed; no spreadsheet cell can hold a NUL."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_MARGIN = " \t\r\n\u3000\xa0"
_SEVERAL = re.compile(r"[、，,；;\n]+")
_NOBODY = frozenset({"匿名", "无名", "不详", "未署名", "无", "anonymous"})
_COMPANY = re.compile(r"(公司|集团|合作社|委员会|村民小组|协会|中心|工厂|商行|医院|学校|大学)$")
_ANYTIME = date(2000, 1, 1)

_CURES: dict[Field, str] = {
    Field.RECEIVED: N_("Write the day as year-month-day, for example 2026-11-24."),
    Field.ANSWERED: N_("Write the day as year-month-day, for example 2026-11-24."),
    Field.ACCEPTED: N_("Write the day as year-month-day, or leave the cell empty."),
    Field.POSTMARKED: N_("Write the day as year-month-day, or leave the cell empty."),
    Field.CHANNEL: N_(
        "Write letter, visit, telephone, online, video, assigned, referred or forwarded."
    ),
    Field.KIND: N_("Write one of the kinds of petition, or leave the cell empty."),
    Field.IDENTITY: N_(
        "Compare it with the document; a spreadsheet cuts long numbers unless the column is text."
    ),
    Field.PHONE: N_("Correct the number, or leave the cell empty."),
}  # fmt: skip
_WHERE = (
    ("received_on", Field.RECEIVED), ("postmarked_on", Field.POSTMARKED), ("text", Field.TEXT),
    ("claims", Field.CLAIMS), ("sent_by", Field.SENT_BY), ("anonymous", Field.NAME),
    ("collective", Field.NAME), ("challenged", Field.DECISION),
)  # fmt: skip


@dataclass(frozen=True)
class AnswerEntry:
    """The answer an old register gives, with its real days."""

    paragraphs: tuple[str, ...]
    answered_on: date
    accepted_on: date | None = None


@dataclass(frozen=True)
class RowReading:
    """What a row says. `entry` is None where a problem keeps the row out."""

    number: str
    entry: PetitionEntry | None
    answer: AnswerEntry | None
    received: Moment | None
    problems: tuple[FieldProblem, ...] = ()
    identifying: tuple[str, ...] = field(default=())
    """What tells a row without a number from others: receipt, name, title, text."""


def clean(cell: str) -> str:
    """A cell without margins and unseen signs; the lines within are kept."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", text).strip(_MARGIN)


def read_row(
    cells: Sequence[str], heads: Sequence[str], mapping: ColumnMap, *, today: date
) -> RowReading:
    """Read one row with the columns as chosen."""
    return _Row(cells, heads, mapping, today).reading()


@dataclass
class _Row:
    cells: Sequence[str]
    heads: Sequence[str]
    mapping: ColumnMap
    today: date
    found: list[FieldProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values: dict[Field, str] = {}
        for head, cell in zip(self.heads, self.cells, strict=False):
            meant = self.mapping.columns.get(head)
            if meant is None:
                continue
            if cell == FORMULA:
                self._problem(
                    meant,
                    N_("The cell holds a formula whose result is not in the file."),
                    N_("Replace the formula by its value (copy, paste as values)."),
                )
            self.values[meant] = clean(cell) if cell != FORMULA else ""

    def reading(self) -> RowReading:
        received = self._day(Field.RECEIVED)
        if received is None and not self._complained_of(Field.RECEIVED):
            self._problem(
                Field.RECEIVED,
                N_("The day of receipt is missing."),
                N_("Enter it; where cells were merged, separate them and fill each."),
            )
        entry = self._entry(received)
        answer = self._answer(received)
        self._check(entry)
        if answer:
            entry = _reached(entry)
        return RowReading(
            number=self._text(Field.NUMBER)[:120],
            entry=None if self.found else tidy(entry),
            answer=None if self.found else answer,
            received=received,
            problems=tuple(self.found),
            identifying=(
                str(received.day) if received else "", self._text(Field.NAME),
                self._text(Field.TITLE), " ".join(self._text(Field.TEXT).split()),
            ),
        )  # fmt: skip

    def _text(self, wanted: Field) -> str:
        return self.values.get(wanted, "")

    def _problem(self, where: Field, reason: str, cure: str = "", **params: object) -> None:
        cured = Message(cure) if cure else None
        self.found.append(FieldProblem(where.value, message(reason, **params), cured))

    def _complained_of(self, where: Field) -> bool:
        return any(problem.field == where.value for problem in self.found)

    def _read(self, where: Field, read: Callable[[str], Value], otherwise: Value) -> Value:
        """The cell through a reader; a refusal becomes a problem of this column."""
        text = self._text(where)
        if not text:
            return otherwise
        try:
            return read(text)
        except Refused as refusal:
            cure = Message(_CURES[where]) if where in _CURES else None
            self.found.append(FieldProblem(where.value, refusal.message, cure))
            return otherwise

    def _day(self, where: Field) -> Moment | None:
        return self._read(where, read_day, None)

    def _entry(self, received: Moment | None) -> PetitionEntry:
        postmarked = self._day(Field.POSTMARKED)
        parties = self._parties()
        title = " ".join(self._text(Field.TITLE).split())
        # A register without a column of demands states the demand in its title.
        claims = _lines(self._text(Field.CLAIMS)) or ((title,) if title else ())
        text = self._text(Field.TEXT)
        decision = " ".join(self._text(Field.DECISION).split())
        return PetitionEntry(
            channel=self._read(Field.CHANNEL, read_channel, self.mapping.channel),
            kind=self._read(Field.KIND, read_kind, self.mapping.kind),
            text=text,
            title=title,
            received_on=received.day if received else _ANYTIME,
            postmarked_on=postmarked.day if postmarked else None,
            anonymous=not parties and self._is_anonymous(),
            sent_by=self._text(Field.SENT_BY),
            parties=parties,
            subjects=self._subjects(),
            claims=claims or ((text[:60],) if text else ()),
            challenged=(ChallengedEntry(number=decision),) if decision else (),
        )

    def _is_anonymous(self) -> bool:
        named = Field.NAME in self.mapping.columns.values()
        return not named or self._text(Field.NAME).casefold() in _NOBODY

    def _parties(self) -> tuple[PartyEntry, ...]:
        """The people named; identifiers belong to the first of them."""
        if self._text(Field.NAME).casefold() in _NOBODY:
            return ()
        names = [" ".join(n.split()) for n in _SEVERAL.split(self._text(Field.NAME)) if n.strip()]
        number = self._text(Field.IDENTITY)
        return tuple(
            PartyEntry(
                role=PartyRole.PETITIONER,
                name=name,
                is_organisation=bool(_COMPANY.search(name)),
                identity_type=_document_type(number) if not place else "none",
                identity_number=number if not place else "",
                phone=self._text(Field.PHONE) if not place else "",
                address=self._text(Field.ADDRESS) if not place else "",
            )
            for place, name in enumerate(names)
        )

    def _subjects(self) -> tuple[SubjectEntry, ...]:
        names = [n.strip() for n in _SEVERAL.split(self._text(Field.SUBJECT)) if n.strip()]
        unit = " ".join(self._text(Field.UNIT).split())
        return tuple(
            SubjectEntry(role=SubjectRole.ACCUSED, name=name, unit_name=unit)
            for name in (names or ([""] if unit else []))
        )

    def _answer(self, received: Moment | None) -> AnswerEntry | None:
        text = self._text(Field.ANSWER)
        answered, accepted = self._day(Field.ANSWERED), self._day(Field.ACCEPTED)
        if not text and answered is None:
            return None
        if problem := self._answer_problem(text, received, answered, accepted):
            if self.mapping.without_impossible_answers and text:
                return None
            self.found.append(problem)
            return None
        if answered is None or self._complained_of(Field.ANSWERED):
            return None
        return AnswerEntry(_lines(text), answered.day, accepted.day if accepted else None)

    def _answer_problem(
        self, text: str, received: Moment | None, answered: Moment | None, accepted: Moment | None
    ) -> FieldProblem | None:
        """What cannot be true of the answer."""
        if not text:
            return _about(
                Field.ANSWER,
                N_("There is a day of answer but no answer."),
                N_("Enter the answer, or clear the day."),
            )
        if answered is None:
            return (
                None
                if self._complained_of(Field.ANSWERED)
                else _about(
                    Field.ANSWERED,
                    N_("There is an answer but no day of answer."),
                    N_("Enter the day the answer was given, or clear the answer."),
                )
            )
        if answered.day > self.today:
            return _about(
                Field.ANSWERED,
                N_("The day of the answer lies in the future."),
                N_("Enter the day the answer was really given."),
            )
        if received and answered.before(received):
            return _about(
                Field.ANSWERED,
                N_("The answer is dated before the petition was received."),
                N_("Correct one of the two, or import without such answers."),
            )
        if accepted and received and (accepted.before(received) or answered.before(accepted)):
            return _about(
                Field.ACCEPTED,
                N_("The day of acceptance is not between receipt and answer."),
                N_("Correct the day, or leave the cell empty."),
            )
        return None

    def _check(self, entry: PetitionEntry) -> None:
        """What the register asks of every petition, said of this row's columns."""
        if not self._text(Field.NAME) and Field.NAME in self.mapping.columns.values():
            self._problem(
                Field.NAME,
                N_("No petitioner is named."),
                N_("Enter the name; if there is none, write “anonymous” (匿名)."),
            )
        for problem in problems(entry, today=self.today):
            where = _field_of(problem.field)
            if not self._complained_of(where) and not self._follows(where):
                cure = problem.cure or (Message(_CURES[where]) if where in _CURES else None)
                self.found.append(FieldProblem(where.value, problem.reason, cure))

    def _follows(self, where: Field) -> bool:
        """Whether a missing demand only follows from an unread title or text it is taken from."""
        sources = (Field.TITLE, Field.TEXT)
        return where is Field.CLAIMS and any(self._complained_of(field) for field in sources)


def _about(where: Field, reason: str, cure: str) -> FieldProblem:
    return FieldProblem(where.value, Message(reason), Message(cure))


def _field_of(name: str) -> Field:
    """The column behind a field of the entry form."""
    for ending, where in (("identity_number", Field.IDENTITY), ("phone", Field.PHONE)):
        if name.endswith(ending):
            return where
    return next((where for start, where in _WHERE if name.startswith(start)), Field.NAME)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip(_MARGIN) for line in text.split("\n") if line.strip(_MARGIN))


def _document_type(number: str) -> str:
    """What kind of document a bare number is; GB 32100 numbers begin with a digit and letters."""
    plain = normalise_number(unicodedata.normalize("NFKC", number))
    if not plain:
        return "none"
    if re.fullmatch(r"\d{15}", plain):
        return "resident_id_15"
    if re.fullmatch(r"[0-9A-Z]{18}", plain) and re.search(r"[A-Z]", plain[:17]):
        return "credit_code"
    return "resident_id_18" if re.match(r"\d", plain) else "other"


def _reached(entry: PetitionEntry) -> PetitionEntry:
    """Whoever was answered could be answered, though the register keeps no address."""
    return replace(entry, reached=True)
