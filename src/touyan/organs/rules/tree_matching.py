"""Finds the office a written name means, however much of it was left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from touyan.organs.rules.directory import OrganRow
from touyan.organs.rules.names import OFFICE, ReadName, place_of

_HOLDERS = re.compile(r"^(.+?(?:特别行政区|自治区|自治州|省|市|盟|地区))(?=.{2})")


@dataclass(frozen=True)
class Found:
    """What a name led to: one office, several, an ended one, or nothing."""

    organ: OrganRow | None = None
    candidates: tuple[OrganRow, ...] = ()
    exact: bool = False


class NameIndex:
    """The directory by code, by every known name, and by the name without its city or province."""

    def __init__(self, directory: Sequence[OrganRow]) -> None:
        self.by_code = {organ.code: organ for organ in directory}
        self.by_short_name: dict[str, list[OrganRow]] = defaultdict(list)
        self._full: dict[str, list[OrganRow]] = defaultdict(list)
        self._bare: dict[str, list[OrganRow]] = defaultdict(list)
        for organ in directory:
            self.by_short_name[organ.short_name].append(organ)
            for name in (organ.name, *organ.other_names):
                self._full[name].append(organ)
            for bare in self._without_holders(organ):
                self._bare[bare].append(organ)

    def above(self, organ: OrganRow) -> list[OrganRow]:
        """The offices over this one, nearest first."""
        chain: list[OrganRow] = []
        parent = self.by_code.get(organ.parent_code)
        while parent is not None and len(chain) < 8:
            chain.append(parent)
            parent = self.by_code.get(parent.parent_code)
        return chain

    def is_within(self, organ: OrganRow, code: str) -> bool:
        """Whether the office is that one or stands anywhere under it."""
        return organ.code == code or any(parent.code == code for parent in self.above(organ))

    def goes_by(self, organ: OrganRow, name: ReadName) -> bool:
        """Whether a written name may mean this office."""
        return any(organ in self._candidates(text) for text in (name.name, *name.also))

    def find(self, name: ReadName, *, on: date, under: Iterable[str] = ()) -> Found:
        """The office a name means on a day; each code in `under` narrows the search if it can."""
        for text in (name.name, *name.also):
            candidates = self._candidates(text)
            if candidates:
                found = self._narrowed(candidates, under=under, on=on)
                known = (found.organ.name, *found.organ.other_names) if found.organ else ()
                exact = text in known
                return Found(found.organ, found.candidates, exact)
        return Found()

    def _narrowed(self, candidates: list[OrganRow], *, under: Iterable[str], on: date) -> Found:
        living = [organ for organ in candidates if organ.is_valid_on(on)]
        left = living or candidates
        for code in under:
            left = [organ for organ in left if self.is_within(organ, code)] or left
        if len(left) == 1:
            return Found(left[0])
        if living:
            return Found(candidates=tuple(left))
        return Found(max(left, key=lambda organ: organ.valid_to or date.max))

    def _candidates(self, text: str) -> list[OrganRow]:
        direct = self._full.get(text) or self._bare.get(text)
        if direct:
            return _once(direct)
        held = _HOLDERS.match(text)
        if not held:
            return []
        holder, rest = held.group(1), text[held.end() :]
        return [organ for organ in self._candidates(rest) if self._is_held_by(organ, holder)]

    def _is_held_by(self, organ: OrganRow, holder: str) -> bool:
        return any(parent.name.startswith(holder) for parent in (organ, *self.above(organ)))

    def _without_holders(self, organ: OrganRow) -> set[str]:
        bare: set[str] = set()
        for parent in self.above(organ):
            place = place_of(parent.name)
            if place and organ.name.startswith(place) and organ.name != place + OFFICE:
                rest = organ.name.removeprefix(place)
                if rest.endswith(OFFICE) and len(rest) > len(OFFICE):
                    bare.add(rest)
        return bare


def _once(organs: list[OrganRow]) -> list[OrganRow]:
    return list({organ.code: organ for organ in organs}.values())
