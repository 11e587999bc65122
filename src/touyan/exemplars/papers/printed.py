"""An edition on paper (GB/T 9704): Word and PDF from the same frozen content, read back before
anybody gets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from touyan.exemplars.papers.fonts_told import without_figures
from touyan.exemplars.papers.reading import words_in_file
from touyan.exemplars.rules.edition import pieces_of
from touyan.exemplars.rules.gate import Piece, check_clean
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.matters.papers.letter import Letter, chinese_date
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx

_HEADINGS = {"gist": "【要旨】", "facts": "【基本案情】", "handling": "【检察履职过程】",
             "significance": "【典型意义】", "summary_en": "【英文摘要】"}  # fmt: skip
_NUMBERS = "一二三四五六七八九十"


def as_word(content: Mapping[str, Any], *, dated: date, mark: str = "") -> bytes:
    """The edition as a file for Word or WPS, with `mark` at its head."""
    return without_figures(to_docx(replace(letter_of(content, dated=dated), serial=mark)))


def as_pdf(
    content: Mapping[str, Any], *, dated: date, font_dir: Path | None, mark: str = ""
) -> bytes:
    """The edition in the official layout, with `mark` across every page."""
    return to_pdf(letter_of(content, dated=dated), font_dir=font_dir, mark=mark).pdf


def case_gone(on: date, reason: str) -> str:
    """What stands on paper in place of a case that was withdrawn."""
    return f"（本案例已于{chinese_date(on)}撤下：{reason}）"


def edition_gone(on: date, reason: str) -> str:
    """What stands on paper before an edition that was withdrawn."""
    return f"（本专刊已于{chinese_date(on)}撤回：{reason}）"


def edition_replaced(on: date, reason: str, number: str) -> str:
    """What stands on paper before an edition whose place another took."""
    return f"（本专刊已于{chinese_date(on)}由{number}更正后重新印发，更正原因：{reason}）"


def letter_of(content: Mapping[str, Any], *, dated: date) -> Letter:
    """What is printed, paragraph by paragraph."""
    return Letter(
        kind="typical_cases",
        title=content["title"],
        organ_name=content["organ"],
        number=content["number"],
        dated=dated,
        paragraphs=[*content["foreword"], *_groups(content)],
    )


def _groups(content: Mapping[str, Any]) -> Iterator[str]:
    place = 0
    for number, group in enumerate(content["groups"], start=1):
        if group["title"]:
            yield f"{_counted(number)}、{group['title']}"
        for case in group["cases"]:
            place += 1
            yield f"案例{_counted(place)}　{case['title']}"
            yield from _case(case)


def _case(case: Mapping[str, Any]) -> Iterator[str]:
    if case["keywords"]:
        yield f"【关键词】{'　'.join(case['keywords'])}"
    for part, heading in _HEADINGS.items():
        if case[part]:
            yield heading
            yield from case[part]


def _counted(number: int) -> str:
    """From one to ninety-nine as a Chinese number."""
    tens, ones = divmod(number, 10)
    first = "" if not tens else f"{_NUMBERS[tens - 1] if tens > 1 else ''}十"
    return first + (_NUMBERS[ones - 1] if ones else "")


def check_edition(
    content: Mapping[str, Any],
    secrets: Iterable[Secret],
    *,
    dated: date,
    font_dir: Path | None,
) -> None:
    """Refused while a true word stands in the content, in the Word file or in the PDF. The day
    under which the files are dated says nothing of a matter in which something fell on it."""
    wanted = list(secrets)
    check_clean(list(pieces_of(content)), wanted)
    dating = Secret(Kind.DAY, dated.isoformat())
    wanted = [secret for secret in wanted if secret != dating]
    for made in (
        as_word(content, dated=dated), as_pdf(content, dated=dated, font_dir=font_dir)
    ):  # fmt: skip
        check_clean(_read_back(made), wanted)


def _read_back(made: bytes) -> list[Piece]:
    return list(words_in_file(made))
