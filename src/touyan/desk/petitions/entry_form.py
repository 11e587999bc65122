"""The registration page's forms as one: read into an entry, problems laid back on their fields."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from touyan.desk.petitions.forms import ROWS, PetitionForm
from touyan.desk.petitions.staff_names import settle_subject
from touyan.intake.rules.entry import (
    ChallengedEntry,
    PartyEntry,
    PetitionEntry,
    SubjectEntry,
    problems,
    tidy,
)
from touyan.intake.rules.words import Channel, Kind, PartyRole, SubjectRole
from touyan.kernel.errors import FieldProblem
from touyan.organs.rules.access import Viewer
from touyan.ui.sentences import sentence

_BETWEEN_NAMES = re.compile(r"[\n\r\t、，,；;]+")
_INDEXED = re.compile(r"(parties|subjects|challenged)-(\d+)-(\w+)")
Row = tuple[int, dict[str, Any]]


class EntryForms:
    """The main form and its three sets of rows."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        organs: list[tuple[str, str]],
        initial: Mapping[str, Any] | None = None,
        rows: Mapping[str, list[dict[str, Any]]] | None = None,
    ) -> None:
        data = data.copy() if data is not None else None  # so that a stale id can be dropped
        self.petition = PetitionForm(data, files, organs=organs, initial=dict(initial or {}))
        self.sets: dict[str, forms.BaseFormSet[Any]] = {
            prefix: formset(data, prefix=prefix, initial=(rows or {}).get(prefix) or [{}])
            if data is None
            else formset(data, prefix=prefix)
            for prefix, formset in ROWS.items()
        }

    @property
    def parties(self) -> forms.BaseFormSet[Any]:
        return self.sets["parties"]

    @property
    def subjects(self) -> forms.BaseFormSet[Any]:
        return self.sets["subjects"]

    @property
    def challenged(self) -> forms.BaseFormSet[Any]:
        return self.sets["challenged"]

    def has_errors(self) -> bool:
        """Whether anything is wrong, in any of the forms."""
        return bool(self.petition.errors) or any(
            any(each.errors) or each.non_form_errors() for each in self.sets.values()
        )

    def files(self) -> list[UploadedFile]:
        found: list[UploadedFile] = self.petition.cleaned_data.get("attachments") or []
        return found

    def rows(self, prefix: str) -> list[Row]:
        """The rows in which something was typed, each with its place on the page."""
        formset = self.sets[prefix]
        formset.is_valid()
        return [
            (place, form.cleaned_data)
            for place, form in enumerate(formset.forms)
            if any(str(form.data.get(form.add_prefix(word)) or "").strip() for word in form.words)
        ]

    def settle(self, *, viewer: Viewer) -> None:
        """Check whom the subjects name against the staff directory; ask where that is open."""
        for place, data in self.rows("subjects"):
            settle_subject(self.subjects.forms[place], data, viewer=viewer)

    def entry(self, *, today: date) -> PetitionEntry:
        """What was typed, as far as it can be read; days that are no days count as today."""
        self.petition.is_valid()
        data = self.petition.cleaned_data
        return PetitionEntry(
            channel=Channel(data.get("channel") or Channel.LETTER),
            kind=Kind(data.get("kind") or Kind.OTHER),
            text=data.get("text") or "",
            received_on=data.get("received_on") or today,
            title=data.get("title") or "",
            postmarked_on=data.get("postmarked_on"),
            anonymous=bool(data.get("anonymous")),
            collective=bool(data.get("collective")),
            hardship=bool(data.get("hardship")),
            sent_by=data.get("sent_by") or "",
            parties=(*self._named_parties(), *self._signatories(data.get("signatories") or "")),
            subjects=tuple(_subject(row) for _, row in self.rows("subjects")),
            claims=tuple((data.get("claims") or "").splitlines()),
            challenged=tuple(_challenged(row) for _, row in self.rows("challenged")),
        )

    def _named_parties(self) -> list[PartyEntry]:
        return [_party(row) for _, row in self.rows("parties")]

    def _signatories(self, text: str) -> list[PartyEntry]:
        names = (name.strip() for name in _BETWEEN_NAMES.split(text))
        return [PartyEntry(PartyRole.SIGNATORY, name) for name in names if name]

    def check(self, *, today: date, viewer: Viewer) -> PetitionEntry:
        """The entry, with everything wrong in it laid on the fields."""
        self.settle(viewer=viewer)
        entry = tidy(self.entry(today=today))
        self.lay(problems(entry, today=today))
        return entry

    def lay(self, found: Iterable[FieldProblem]) -> None:
        """Put each problem on its field; one already complained of stays as it is."""
        for problem in found:
            text = " ".join(filter(None, [sentence(problem.reason), sentence(problem.cure)]))
            self._lay_one(problem.field, text)

    def _lay_one(self, field: str, text: str) -> None:
        if match := _INDEXED.fullmatch(field):
            prefix, index, name = match[1], int(match[2]), match[3]
            rows = self.rows(prefix)
            if index < len(rows):
                _add(self.sets[prefix].forms[rows[index][0]], name, text)
                return
            field = "signatories"
        if field in self.sets:
            self.sets[field].non_form_errors().append(text)
        else:
            _add(self.petition, field, text)


def _add(form: forms.Form, name: str, text: str) -> None:
    known = name if name in form.fields else None
    told = [str(error) for error in form.errors.get(name, ())] if known else []
    repeats = text in told if name == "attachments" else bool(told)
    if not repeats:
        form.add_error(known, text)


def _party(row: dict[str, Any]) -> PartyEntry:
    return PartyEntry(
        role=PartyRole(row.get("role") or PartyRole.PETITIONER),
        name=row.get("name") or "",
        is_organisation=bool(row.get("is_organisation")),
        identity_type=row.get("identity_type") or "none",
        identity_number=row.get("identity_number") or "",
        phone=row.get("phone") or "",
        address=row.get("address") or "",
        represents=row.get("represents") or "",
    )


def _subject(row: dict[str, Any]) -> SubjectEntry:
    return SubjectEntry(
        role=SubjectRole(row.get("role") or SubjectRole.ACCUSED),
        name=row.get("name") or "",
        unit_name=row.get("unit_name") or "",
        person_id=row.get("person"),
        organ_id=row.get("organ"),
    )


def _challenged(row: dict[str, Any]) -> ChallengedEntry:
    return ChallengedEntry(
        number=row.get("number") or "",
        organ_name=row.get("organ_name") or "",
        decided_on=row.get("decided_on"),
    )


def key_of(text: str) -> uuid.UUID | None:
    """The key written in a form or an address, if it is one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
