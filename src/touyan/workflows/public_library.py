"""What the public reads of typical cases: the frozen content as it was issued and what became of
it. Nothing here leads back to a matter, a true word or a member of the staff."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from touyan.campaigns.queries.learning import names_of
from touyan.exemplars.models import Edition
from touyan.exemplars.papers.printed import as_pdf, as_word
from touyan.exemplars.queries import library
from touyan.exemplars.queries.library import Notice, Published
from touyan.exemplars.queries.library import Wanted as Wanted
from touyan.exemplars.rules.features import MEASURE_NAMES, Measure
from touyan.exemplars.rules.words import SECTION_NAMES, SECTIONS
from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import Message, message


@dataclass(frozen=True)
class Told:
    """What became of a case or an edition, in words for anybody."""

    withdrawn: bool
    on: date
    reason: str
    newer_id: uuid.UUID | None = None
    newer: str = ""


@dataclass(frozen=True)
class Edited:
    """An edition as the public knows it."""

    id: uuid.UUID
    title: str
    number: str
    organ: str
    issued_on: date
    digest: str
    size: int
    foreword: Sequence[str]
    told: Told | None


@dataclass(frozen=True)
class Case:
    """A case as the public reads it."""

    id: uuid.UUID
    title: str
    group: str
    keywords: Sequence[str]
    sections: Sequence[tuple[Message, str, Sequence[str]]]
    kind: Message
    causes: Sequence[str]
    measures: Sequence[Message]
    province: str
    edition: Edited
    told: Told | None

    @property
    def gist(self) -> str:
        """The first words of it, for a list."""
        return next((lines[0] for _name, _part, lines in self.sections if lines), "")


def search(wanted: Wanted, *, language: str) -> list[Case]:
    """The cases in force that answer."""
    return _cases(library.found_in_library(wanted), language)


def case(public_id: uuid.UUID, *, language: str) -> Case:
    """One case; of what was withdrawn or replaced only the notice is told."""
    return _cases([library.published_case(public_id)], language)[0]


def edition(public_id: uuid.UUID, *, language: str) -> tuple[Edited, list[tuple[str, list[Case]]]]:
    """One edition with its cases by group; of a withdrawn or replaced one only the notice."""
    found = library.published_edition(public_id)
    edited, groups = _edited(found), dict[str, list[Case]]()
    if edited.told is None:
        for one in _cases(library.published_cases_of(found), language):
            groups.setdefault(one.group, []).append(one)
    return edited, list(groups.items())


def editions() -> list[Edited]:
    """Every edition that was issued."""
    return [_edited(one) for one in library.editions_published()]


def edition_file(public_id: uuid.UUID, form: str) -> tuple[str, bytes]:
    """Name and content of an edition in force as a file."""
    found = library.published_edition(public_id)
    if library.notice_of(found) or found.issued_on is None:
        raise NotVisible
    content = library.as_it_stands(found)
    name = f"{found.title}{found.number}.{form}"
    if form == "docx":
        return name, as_word(content, dated=found.issued_on)
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return name, as_pdf(content, dated=found.issued_on, font_dir=fonts)


def choices(language: str) -> Mapping[str, list[tuple[str, Any]]]:
    """What can be chosen in the search, by name; provinces by their two figures."""
    found = library.choices_in_library()
    causes = names_of("cause", language)
    return {
        "kind": [(one, message(KIND_NAMES[Kind(one)])) for one in found["kind"]],
        "cause": [(one, causes.get(one, one)) for one in found["cause"]],
        "measure": [(one, message(MEASURE_NAMES[Measure(one)])) for one in found["measure"]],
        "province": [(one, one) for one in found["province"]],
    }


def _cases(found: Sequence[Published], language: str) -> list[Case]:
    causes = names_of("cause", language)
    edited = {one.edition.pk: _edited(one.edition) for one in found}
    return [_case(one, edited[one.edition.pk], causes) for one in found]


def _case(one: Published, edited: Edited, causes: Mapping[str, str]) -> Case:
    told = edited.told or _told(library.notice_of_case(one.case))
    return Case(
        id=one.case.public_id,
        title="" if told else one.text["title"],
        group=one.group,
        keywords=() if told else one.text["keywords"],
        sections=() if told else _sections(one.text),
        kind=message(KIND_NAMES[Kind(one.case.kind)]),
        causes=[causes.get(code, code) for code in one.case.causes],
        measures=[message(MEASURE_NAMES[Measure(each)]) for each in one.case.measures],
        province=one.case.province_code[:2],
        edition=edited,
        told=told,
    )


def _sections(text: Mapping[str, Any]) -> list[tuple[Message, str, Sequence[str]]]:
    return [(message(SECTION_NAMES[part]), part, text[part]) for part in SECTIONS if text[part]]


def _edited(found: Edition) -> Edited:
    told = _told(library.notice_of(found))
    return Edited(
        id=found.public_id, title=found.content["title"], number=found.number,
        organ=found.content["organ"], issued_on=found.issued_on or date.max, digest=found.digest,
        size=library.count_of(found), foreword=() if told else found.content["foreword"],
        told=told,
    )  # fmt: skip


def _told(notice: Notice | None) -> Told | None:
    if notice is None:
        return None
    newer = notice.newer
    return Told(
        notice.kind == "withdrawn", notice.on, notice.reason,
        newer.public_id if newer else None, newer.title if newer else "",
    )  # fmt: skip
