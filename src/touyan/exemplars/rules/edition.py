"""An edition as it is frozen: one content, from which Word, PDF and the public page are made.

Nothing in it leads back to a matter, an exemplar, an act or a person.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from touyan.exemplars.rules.gate import Piece
from touyan.exemplars.rules.words import SECTIONS
from touyan.kernel.crypto import sm3
from touyan.kernel.errors import Invalid, problem
from touyan.kernel.messages import N_

_NEEDED = ("facts", "handling", "significance")


@dataclass(frozen=True)
class Placed:
    """A case in its place: the group it stands in, and the content of its approved version."""

    group: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Head:
    """What stands before the cases."""

    organ: str
    title: str
    number: str
    foreword: str


def frozen(head: Head, cases: Sequence[Placed]) -> dict[str, Any]:
    """All that is printed and shown; paragraphs lose their marks and where they were written
    from."""
    check_whole(head, cases)
    groups: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        groups.setdefault(case.group.strip(), []).append(_printed(case.content))
    return {
        "organ": head.organ,
        "title": head.title.strip(),
        "number": head.number.strip(),
        "foreword": _lines(head.foreword),
        "groups": [{"title": title, "cases": some} for title, some in groups.items()],
    }


def _printed(content: Mapping[str, Any]) -> dict[str, Any]:
    texts = {part: [each["text"].strip() for each in content.get(part, [])] for part in SECTIONS}
    return {
        "title": content["title"].strip(),
        "keywords": [each.strip() for each in content.get("keywords", []) if each.strip()],
        **{part: [text for text in some if text] for part, some in texts.items()},
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_HEAD = {
    "title": N_("The edition has no title yet."),
    "number": N_("The edition has no number yet."),
    "foreword": N_("The edition has no foreword yet."),
}


def check_whole(head: Head, cases: Sequence[Placed]) -> None:
    """Refused with everything that is missing: nothing half written is put before approvers."""
    problems = [
        problem(name, missing) for name, missing in _HEAD.items() if not getattr(head, name).strip()
    ]
    if not cases:
        problems.append(problem("cases", N_("An edition has at least one case.")))
    for place, case in enumerate(cases, start=1):
        printed = _printed(case.content)
        if not printed["title"] or not all(printed[part] for part in _NEEDED):
            problems.append(
                problem("cases", N_("Case %(place)s has no title, facts, handling or "
                                    "significance yet."), place=place)
            )  # fmt: skip
    if problems:
        raise Invalid(problems)


def edition_digest(content: Mapping[str, Any]) -> str:
    """SM3 (GB/T 32905) over UTF-8: "touyan edition 1", a line feed, and the content as JSON without
    blanks, its names in order."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sm3(f"touyan edition 1\n{plain}".encode()).hex()


def pieces_of(content: Mapping[str, Any]) -> Iterator[Piece]:
    """Every word of the frozen content, for the gate."""
    for name in ("title", "number"):
        yield Piece(name, content[name])
    yield from (Piece("foreword", line) for line in content["foreword"])
    for group in content["groups"]:
        yield Piece("group", group["title"])
        for case in group["cases"]:
            yield Piece("title", case["title"])
            yield Piece("keywords", " ".join(case["keywords"]))
            for part in SECTIONS:
                yield from (Piece(part, text) for text in case[part])


def without(content: Mapping[str, Any], places: Collection[int], *, note: str) -> dict[str, Any]:
    """The content as it is shown once cases at these places (counted from one) were withdrawn:
    a note stands in place of each."""
    counter = count(1)
    empty: dict[str, Any] = {"title": note, "keywords": [], **{part: [] for part in SECTIONS}}
    groups = [
        {**group, "cases": [empty if next(counter) in places else case for case in group["cases"]]}
        for group in content["groups"]
    ]
    return {**content, "groups": groups}


def emptied(content: Mapping[str, Any], notice: str) -> dict[str, Any]:
    """What is left of it once nobody shall read it: its head and a notice."""
    return {**content, "foreword": [notice], "groups": []}


def with_notice(content: Mapping[str, Any], notice: str) -> dict[str, Any]:
    """The content with a notice before everything else."""
    return {**content, "foreword": [notice, *content["foreword"]]}


def in_groups(titles: Sequence[str]) -> list[int]:
    """The order in which cases are printed, as indexes: those of one group stand together."""
    first: dict[str, int] = {}
    for title in titles:
        first.setdefault(title.strip(), len(first))
    return sorted(range(len(titles)), key=lambda at: first[titles[at].strip()])


def cases_of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The cases in the order in which they are printed."""
    return [case for group in content.get("groups", []) for case in group["cases"]]
