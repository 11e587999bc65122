"""Papers to draw: one plain letter, and facts enough for every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.compose import compose
from touyan.matters.papers.letter import Letter
from touyan.matters.papers.table import rows_of

ORGAN = "青禾省安岭市临江区人民检察院"
DATED = date(2026, 3, 5)


def full_facts(kind_code: str) -> dict[str, str | list[str]]:
    """Every fact of the kind, told apart by its code."""
    return {
        fact.code: [f"{fact.code}甲", f"{fact.code}乙"] if fact.many else f"{fact.code}内容"
        for fact in KINDS[kind_code].facts
    }


def composed(kind_code: str) -> Letter:
    """A paper of the kind with everything filled in."""
    number = f"临检控申{KINDS[kind_code].number_word}〔2026〕12号"
    return compose(kind_code, full_facts(kind_code), organ_name=ORGAN, dated=DATED, number=number)


def parts_of(letter: Letter) -> list[str]:
    """What must be found in a drawing: each paragraph, or of a form label and value apart."""
    if not letter.labels:
        return list(letter.paragraphs)
    cells = [cell for row in rows_of(letter) for cell in row]
    assert len(cells) > 6
    return [part for cell in cells for part in (cell.label, *cell.lines)]


@pytest.fixture
def letter_of() -> Callable[..., Letter]:
    """Makes a letter with the given text, everything else being ordinary."""

    def make(*paragraphs: str, **changes: object) -> Letter:
        values: dict[str, object] = {
            "kind": "answer",
            "title": "答复函",
            "organ_name": ORGAN,
            "dated": DATED,
            "addressee": "张三",
            "number": "临检控申答〔2026〕12号",
            "paragraphs": paragraphs,
        }
        return Letter(**{**values, **changes})  # type: ignore[arg-type]

    return make
