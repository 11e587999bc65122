"""A paper as the screen lays it out: the same order and ranks as the printed page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.actions.papers import Words
from touyan.matters.letters import is_final, letter_of
from touyan.matters.papers.kinds import Kind
from touyan.matters.papers.letter import Letter, level_of


@dataclass(frozen=True)
class Sheet:
    """A letter with the rank of each paragraph, and whether it is still a draft."""

    letter: Letter
    paragraphs: list[tuple[str, str]]
    draft: bool


def sheet_of(document: Any, *, now: datetime) -> Sheet:
    """A stored paper."""
    return _sheet(letter_of(document, today=legal_day(now)), draft=not is_final(document))


def sheet_typed(matter: Any, kind: Kind, words: Words, *, now: datetime) -> Sheet:
    """A paper as typed so far."""
    letter = Letter(
        kind=kind.code,
        title=kind.title_zh,
        organ_name=matter.organ.name,
        dated=legal_day(now),
        addressee=words.addressee,
        paragraphs=words.paragraphs,
        signed=kind.signed,
    )
    return _sheet(letter, draft=True)


def _sheet(letter: Letter, *, draft: bool) -> Sheet:
    ranked = [(level_of(text).value, text) for text in letter.paragraphs]
    return Sheet(letter, ranked, draft)
