"""The offices whose matters a viewer may list: few enough to name, or the whole country."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Q, QuerySet

from touyan.intake.queries import sees_everywhere
from touyan.matters.queries import Matter
from touyan.organs.queries import Organ, beneath, organs_in_scope
from touyan.organs.rules.access import Viewer

MOST_LISTED = 400
"""More than any province has; beyond it offices are looked up one at a time."""

MOST_NAMED = 5


class Offices:
    """The viewer's scope, read at most once for a page."""

    def __init__(self, *, viewer: Viewer) -> None:
        self.viewer = viewer
        self._meant: dict[str, list[Organ]] = {}

    @cached_property
    def listed(self) -> Sequence[Organ]:
        """Every office of the scope, the highest first; none where they are too many to list."""
        if sees_everywhere(self.viewer):
            return []
        found = organs_in_scope(viewer=self.viewer).order_by("level", "code")
        listed = list(found[: MOST_LISTED + 1])
        return listed if len(listed) <= MOST_LISTED else []

    @property
    def several(self) -> bool:
        """Whether there is more than one office to tell apart."""
        return len(self.listed) != 1

    @cached_property
    def own(self) -> Sequence[Organ]:
        """The offices the viewer serves in."""
        ids = {grant.organ_id for grant in self.viewer.grants}
        if self.listed:
            return [organ for organ in self.listed if organ.pk in ids]
        return list(organs_in_scope(viewer=self.viewer).filter(pk__in=ids))

    def narrow(self, found: QuerySet[Matter]) -> QuerySet[Matter]:
        """The same matters, with the scope spelt out as ids: only so are the indexes by office used
        for a scope that is a small part of the country."""
        if not self.listed:
            return found
        ids = [organ.pk for organ in self.listed]
        return found.filter(Q(organ_id__in=ids) | Q(first_organ_id__in=ids))

    def beneath(self, found: QuerySet[Matter], *organs: Organ) -> QuerySet[Matter]:
        """Matters handled by one of the offices or by one beneath it."""
        if not self.listed:
            return found.filter(beneath("organ__path", organs))
        paths = tuple(organ.path for organ in organs)
        ids = [each.pk for each in self.listed if each.path.startswith(paths)]
        return found.filter(organ_id__in=ids)

    def meant(self, typed: str) -> list[Organ]:
        """The offices a code or a name may mean: the exact ones, else those whose name holds it."""
        if typed not in self._meant:
            self._meant[typed] = self._find(typed)
        return self._meant[typed]

    def _find(self, typed: str) -> list[Organ]:
        wanted = typed.strip().casefold()
        likely = self.listed or self._looked_up(typed.strip())
        exact = [organ for organ in likely if wanted in _names(organ)]
        return exact or [o for o in likely if any(wanted in name for name in _names(o)[1:])]

    def _looked_up(self, typed: str) -> list[Organ]:
        match = Q(code=typed) | Q(name__contains=typed) | Q(name_en__icontains=typed)
        found = organs_in_scope(viewer=self.viewer).filter(match | Q(short_name=typed))
        whole = Q(code=typed) | Q(name=typed) | Q(short_name=typed) | Q(name_en__iexact=typed)
        most = MOST_NAMED + 1
        return list(found.filter(whole)[:most]) or list(found.order_by("level", "code")[:most])


def _names(organ: Organ) -> list[str]:
    return [text.casefold() for text in (organ.code, organ.name, organ.short_name, organ.name_en)]
