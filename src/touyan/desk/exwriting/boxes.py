"""The text as boxes to type in, and what was typed in them as a text again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from touyan.exemplars.actions.writing import Typed
from touyan.exemplars.queries.access import Exemplar
from touyan.exemplars.queries.writing import content_at
from touyan.exemplars.rules.entering import Box, acts_in, entered
from touyan.exemplars.rules.gate import Leak
from touyan.exemplars.rules.secrets import KIND_NAMES
from touyan.exemplars.rules.words import SECTION_NAMES, SECTIONS
from touyan.kernel.messages import Message, message

_NAME = re.compile(r"p\.([a-z_]+)\.([a-z]*)")
_LEAST_ROWS, _MOST_ROWS, _SIGNS_A_ROW = 1, 14, 60
NEW = ""


@dataclass
class Shown:
    """One box: a paragraph with the acts it tells of, what the gate finds in it, the remarks."""

    section: str
    id: str
    text: str
    acts: Sequence[Any] = ()
    leaks: list[tuple[Leak, Message]] = field(default_factory=list)
    comments: list[Any] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"p.{self.section}.{self.id}"

    @property
    def rows(self) -> int:
        lines = sum(1 + len(line) // _SIGNS_A_ROW for line in self.text.split("\n"))
        return min(max(lines, _LEAST_ROWS), _MOST_ROWS)


@dataclass(frozen=True)
class Part:
    """A part of the case: its name, its paragraphs, a box for another."""

    section: str
    label: Message
    boxes: list[Shown]
    lang: str

    @property
    def fresh(self) -> Shown:
        return Shown(self.section, NEW, "")


def parts_of(content: Mapping[str, Any], *, acts: Mapping[str, Any]) -> list[Part]:
    """Every part, in the order it is read."""
    return [
        Part(section, message(SECTION_NAMES[section]), list(_boxes(content, section, acts)),
             "en" if section == "summary_en" else "zh-Hans")
        for section in SECTIONS
    ]  # fmt: skip


def _boxes(content: Mapping[str, Any], section: str, acts: Mapping[str, Any]) -> Iterator[Shown]:
    for each in content.get(section, ()):
        known = [acts[key] for key in each.get("acts", ()) if key in acts]
        yield Shown(section, str(each["id"]), str(each["text"]), known)


def noted(parts: Iterable[Part], leaks: Iterable[Leak], comments: Iterable[Any]) -> None:
    """Put what the gate found and what was remarked at its paragraph."""
    boxes = {box.id: box for part in parts for box in part.boxes}
    for leak in leaks:
        if leak.where in boxes:
            boxes[leak.where].leaks.append(named(leak))
    for comment in comments:
        if comment.paragraph in boxes:
            boxes[comment.paragraph].comments.append(comment)


def named(leak: Leak) -> tuple[Leak, Message]:
    """What was found, with what kind of word it is."""
    return leak, message(KIND_NAMES[leak.kind])


def typed_in(data: QueryDict, exemplar: Exemplar, *held: Mapping[str, Any]) -> Typed:
    """What came with the form; `held` are other texts that may know the acts of a paragraph."""
    base = int(text) if (text := data.get("base", "")).isdecimal() else 0
    boxes = [
        Box(match[1], match[2], text)
        for name in data
        if (match := _NAME.fullmatch(name))
        for text in data.getlist(name)
    ]
    content = entered(
        data.get("title", ""), data.get("keywords", ""), boxes,
        acts=acts_in(*held, content_at(exemplar, base)),
    )  # fmt: skip
    return Typed(content, base)
