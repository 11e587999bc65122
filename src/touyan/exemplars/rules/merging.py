"""Two people wrote on the same text: what both did is kept, paragraph by paragraph.

Where both changed the same paragraph, both texts are shown and somebody chooses; nothing that was
typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from touyan.exemplars.rules.comparing import woven
from touyan.exemplars.rules.words import SECTIONS

Paragraph = Mapping[str, Any]
WHOLE = ("title", "keywords")


@dataclass(frozen=True)
class Clash:
    """A paragraph both changed; `None` where one of them took it out."""

    section: str
    id: str
    base: str
    mine: str | None
    theirs: str | None


@dataclass(frozen=True)
class Merged:
    """The text of both; in a clash it holds theirs until somebody has chosen."""

    content: dict[str, Any]
    clashes: tuple[Clash, ...]


def merged(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """What I wrote from the base, brought into what others saved meanwhile."""
    content: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name in WHOLE:
        content[name], clash = _either(name, base.get(name), mine.get(name), theirs.get(name))
        clashes += [clash] if clash else []
    for section in SECTIONS:
        content[section] = []
        for paragraph, found in _section(section, base, mine, theirs):
            content[section] += [paragraph] if paragraph else []
            clashes += [found] if found else []
    return Merged(content, tuple(clashes))


def _either(name: str, base: Any, mine: Any, theirs: Any) -> tuple[Any, Clash | None]:
    if mine in (base, theirs):
        return theirs, None
    if theirs == base:
        return mine, None
    return theirs, Clash(name, name, _shown(base), _shown(mine), _shown(theirs))


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value or "")


def _section(
    section: str, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Iterator[tuple[Paragraph | None, Clash | None]]:
    old, own, other = (
        {str(each["id"]): each for each in content.get(section, ())}
        for content in (base, mine, theirs)
    )
    for name in woven(list(other), list(own)):
        yield _paragraph(section, name, old.get(name), own.get(name), other.get(name))


def _paragraph(
    section: str, name: str, base: Paragraph | None, mine: Paragraph | None,
    theirs: Paragraph | None,
) -> tuple[Paragraph | None, Clash | None]:  # fmt: skip
    was, i, they = (_text(each) for each in (base, mine, theirs))
    if i in (was, they):
        return theirs, None
    if they == was:
        return mine, None
    return theirs, Clash(section, name, was or "", i, they)


def _text(paragraph: Paragraph | None) -> str | None:
    return None if paragraph is None else str(paragraph["text"])


def settled(found: Merged, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The text once somebody has said what stands in each clash; an empty answer takes the
    paragraph out."""
    content = dict(found.content)
    for clash in found.clashes:
        text = chosen.get(clash.id, clash.theirs or "").strip()
        if clash.section == "title":
            content["title"] = text
        elif clash.section == "keywords":
            content["keywords"] = [each for each in text.split("、") if each.strip()]
        else:
            content[clash.section] = _put(content[clash.section], clash.id, text)
    return content


def _put(paragraphs: list[Paragraph], name: str, text: str) -> list[Paragraph]:
    if not text:
        return [each for each in paragraphs if each["id"] != name]
    if all(each["id"] != name for each in paragraphs):
        return [*paragraphs, {"id": name, "text": text, "acts": []}]
    return [{**each, "text": text} if each["id"] == name else each for each in paragraphs]
