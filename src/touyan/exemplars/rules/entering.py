"""What came out of the boxes of the editor, as a text again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from touyan.exemplars.rules.content import digest_of, empty, paragraph, paragraphs
from touyan.exemplars.rules.words import SECTIONS
from touyan.kernel.errors import FieldProblem, Invalid, Refused, problem
from touyan.kernel.messages import N_

_KEYWORDS = re.compile(r"[、,，;；\n]+")
_NAME = re.compile(r"[a-z]{2,8}")
TITLE_AT_MOST = 200
KEYWORDS_AT_MOST = 10
PARAGRAPH_AT_MOST = 8000
PARAGRAPHS_AT_MOST = 200


@dataclass(frozen=True)
class Box:
    """One box: the paragraph it holds (none: a new one), the part it stands in, what is in it."""

    section: str
    id: str
    text: str


def entered(
    title: str, keywords: str, boxes: Iterable[Box], *, acts: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The text: an emptied box takes its paragraph out, a line left empty begins a new one."""
    content: dict[str, Any] = {
        "title": " ".join(title.split()),
        "keywords": listed(keywords),
        **{section: [] for section in SECTIONS},
    }
    used: set[str] = set()
    for box in boxes:
        if box.section in SECTIONS:
            content[box.section] += _paragraphs(box, used, acts)
    return content


def listed(keywords: str) -> list[str]:
    """Keywords between commas, each once."""
    return list(dict.fromkeys(each.strip() for each in _KEYWORDS.split(keywords) if each.strip()))


def _paragraphs(
    box: Box, used: set[str], acts: Mapping[str, Sequence[str]]
) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for text in re.split(r"\n\s*\n", box.text.replace("\r\n", "\n")):
        if not text.strip():
            continue
        is_first = not made and _NAME.fullmatch(box.id) and box.id not in used
        told = {**paragraph(text.strip(), *acts.get(box.id, ()))}
        if is_first:
            told["id"] = box.id
        used.add(told["id"])
        made.append(told)
    return made


def acts_in(*contents: Mapping[str, Any]) -> dict[str, list[str]]:
    """Which acts each paragraph was written from, in any of the texts."""
    return {
        str(each["id"]): list(each["acts"])
        for content in contents
        for _section, each in paragraphs(content)
        if each.get("acts")
    }


def check_entered(content: Mapping[str, Any]) -> None:
    """Refused with everything that is too long to be kept."""
    problems = list(_too_long(content))
    if problems:
        raise Invalid(problems)


def _too_long(content: Mapping[str, Any]) -> Iterable[FieldProblem]:
    if len(content["title"]) > TITLE_AT_MOST:
        yield problem("title", N_("A title has at most %(most)s signs."), most=TITLE_AT_MOST)
    if len(content["keywords"]) > KEYWORDS_AT_MOST:
        yield problem("keywords", N_("At most %(most)s keywords."), most=KEYWORDS_AT_MOST)
    texts = [str(each["text"]) for _section, each in paragraphs(content)]
    if any(len(text) > PARAGRAPH_AT_MOST for text in texts):
        yield problem("text", N_("A paragraph has at most %(most)s signs: leave a line empty to "
                                 "begin another."), most=PARAGRAPH_AT_MOST)  # fmt: skip
    if len(texts) > PARAGRAPHS_AT_MOST:
        yield problem("text", N_("A case has at most %(most)s paragraphs."),
                      most=PARAGRAPHS_AT_MOST)  # fmt: skip


def check_begun(content: Mapping[str, Any]) -> None:
    """Refused where a first text says nothing."""
    if says_the_same(content, empty()):
        raise Refused(N_("Nothing is written yet: there is nothing to save."))


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return digest_of(one) == digest_of(other)
