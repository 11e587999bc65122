"""What one look at the list of matters reads: whose, narrowed how, in which order, which page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.matters.list_filters import MatterFilter, filters_of
from touyan.desk.matters.list_offices import Offices
from touyan.desk.matters.list_query import WHOSE, without_words
from touyan.desk.web import DeskRequest
from touyan.kernel.chinese import normalise
from touyan.matters.queries import Matter, handled_by_me, in_own_offices, mine, visible
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.organs.queries import Account, Organ, staff_of
from touyan.organs.rules.roles import Role

_WHOSE = {"mine": mine, "own": in_own_offices, "acted": handled_by_me}
_ORDERS = {
    "changed": ("changed_at", "pk"),
    "received": ("received_on", "pk"),
    "due": ("next_due_on", "pk"),
    "number": ("number",),
}
ASSIGNERS = BY_VERB["assign"].roles


@dataclass
class Reading:
    """The list an address asks for, for the person who asks."""

    request: DeskRequest

    @cached_property
    def today(self) -> date:
        return legal_day(self.request.now)

    @cached_property
    def offices(self) -> Offices:
        return Offices(viewer=self.request.viewer)

    @cached_property
    def handlers(self) -> Sequence[Account]:
        """Handling prosecutors of the office asked for, or of the viewer's own."""
        asked = self.request.GET.get("organ", "").strip()
        meant = self.offices.meant(asked)[:1] if asked else self.offices.own
        return self._handlers_of(meant)

    @property
    def own_alone(self) -> bool:
        """Whether every matter listed can be one of the viewer's own offices: only those may be
        assigned, so in lists of many offices nothing is offered to be refused."""
        return not self.offices.several or bool(self.request.GET.get("own"))

    @property
    def assignees(self) -> Sequence[Account]:
        """To whom the viewer may assign: handling prosecutors of offices the viewer heads."""
        if not self.request.viewer.roles & ASSIGNERS:
            return []
        if not self.request.GET.get("organ", "").strip():
            return self.handlers
        return self._handlers_of(self.offices.own)

    def _handlers_of(self, organs: Sequence[Organ]) -> list[Account]:
        found = (staff_of(organ, Role.HANDLER, on=self.today) for organ in organs)
        return [account for accounts in found for account in accounts]

    @cached_property
    def filters(self) -> MatterFilter:
        return filters_of(
            self.request.GET,
            found=self._whose(),
            offices=self.offices,
            handlers=self.handlers,
            today=self.today,
        )

    def _whose(self) -> QuerySet[Matter]:
        """The first of mine, my offices', those I acted on; without one, everything in scope."""
        asked = [name for name in WHOSE if self.request.GET.get(name)]
        start = _WHOSE[asked[0]] if asked else visible
        found = self.offices.narrow(start(viewer=self.request.viewer))
        for name in asked[1:]:
            found = found.filter(pk__in=_WHOSE[name](viewer=self.request.viewer).values("pk"))
        return found

    @property
    def by_due(self) -> bool:
        """Whether time limits give the order: as asked for, or as suits a filter by them."""
        sort = self.request.GET.get("sort", "").lstrip("-")
        due = self.request.GET.get("due", "")
        return sort == "due" or (sort not in _ORDERS and due not in ("", "none"))

    @cached_property
    def found(self) -> QuerySet[Matter]:
        """The matters in their order. In order of time limits only those that have one."""
        found: QuerySet[Matter] = self.filters.qs
        if self.by_due and self.request.GET.get("due") != "none":
            found = found.filter(next_due_on__isnull=False)
        return found.order_by(*self._order())

    def _order(self) -> list[str]:
        asked = self.request.GET.get("sort", "")
        fields = _ORDERS.get(asked.lstrip("-"))
        if fields is None:
            asked, fields = ("due", _ORDERS["due"]) if self.by_due else ("-", _ORDERS["changed"])
        sign = "-" if asked.startswith("-") else ""
        return [f"{sign}{field}" for field in fields]

    @property
    def words(self) -> str:
        return normalise(self.request.GET.get("q", ""))

    def note(self, verb: str, *, count: int) -> None:
        """Leave the row a search or an export owes. What was typed is mostly somebody's name, so
        only a keyed index of it is kept: enough to find the same search again, not to read it."""
        detail: dict[str, object] = {
            "count": count,
            "filters": without_words(self.request.GET).urlencode(),
        }
        if self.words:
            detail["index"] = settings.KEYRING.index(self.words, context="search").hex()
        with transaction.atomic():
            record(verb=verb, by=self.request.user, now=self.request.now, subject_type="register",
                   detail=detail)  # fmt: skip
