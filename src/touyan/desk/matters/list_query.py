"""The address of a list of matters: its views, its cleaned form, what is remembered of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from touyan.desk.matters.list_filters import MatterFilter
from touyan.desk.web import DeskRequest
from touyan.kernel.messages import N_
from touyan.organs.rules.roles import Role

WHOSE = ("mine", "own", "acted")
FILTERS = (*WHOSE, *MatterFilter.base_filters)
KEPT = (*FILTERS, "sort")
LOOK = ("cols", "density")
LAST = "matters.last"
LOOKS = "matters.look"
DENSITIES = ("32", "40", "48")


@dataclass(frozen=True)
class View:
    """One of the lists everyone has."""

    key: str
    label: str
    params: tuple[tuple[str, str], ...] = ()
    role: Role | None = None

    @property
    def query(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.params)

    def holds(self, query: QueryDict) -> bool:
        """Whether the address narrows at least as this view does."""
        return all(value in query.getlist(name) for name, value in self.params)


VIEWS = (
    View("mine", N_("My matters"), (("mine", "1"),), Role.HANDLER),
    View("own", N_("My office"), (("own", "1"),)),
    View("all", N_("All in scope")),
    View("overdue", N_("Overdue"), (("due", "overdue"),)),
    View("repeated", N_("Repeated"), (("repeated", "1"),)),
    View("acted", N_("Handled by me"), (("acted", "1"),)),
)
_BY_KEY = {view.key: view for view in VIEWS}
_MATCHED = [_BY_KEY[key] for key in ("mine", "own", "acted", "overdue", "repeated", "all")]


def view_of(query: QueryDict) -> View:
    """The view an address belongs to: whose matters first, then what else narrows it."""
    return next(view for view in _MATCHED if view.holds(query))


def cleaned(query: QueryDict, *, only: Collection[str] = KEPT) -> QueryDict:
    """The parts of an address that say something, in one order: equal lists, equal addresses."""
    clean = QueryDict(mutable=True)
    for name in only:
        values = [value for value in query.getlist(name) if value.strip()]
        if values:
            clean.setlist(name, list(dict.fromkeys(values)))
    return clean


def untidy(query: QueryDict) -> bool:
    """Whether the address carries names without values, as a form sends them."""
    return any(not value.strip() for values in dict(query.lists()).values() for value in values)


def tidied(query: QueryDict) -> str:
    """The same address without them."""
    return cleaned(query, only=list(query)).urlencode()


def without_words(query: QueryDict) -> QueryDict:
    """The address as it may be kept: search words are mostly names, so they are left out."""
    return cleaned(query, only=[name for name in KEPT if name != "q"])


def pills(
    query: QueryDict, *, saved: Iterable[Any], roles: Collection[Role]
) -> list[Mapping[str, object]]:
    """The views and one's own saved ones as links."""
    here, current = without_words(query).urlencode(), view_of(query)
    own: list[Mapping[str, object]] = [
        {"label": view.name, "url": f"?{view.query}", "current": view.query == here}
        for view in saved
    ]
    taken = any(pill["current"] for pill in own)
    shipped: list[Mapping[str, object]] = [
        {"label": _(view.label), "url": f"?{view.query}", "current": view is current and not taken}
        for view in VIEWS
        if view.role is None or view.role in roles
    ]
    return [*shipped, *own]


def remember(request: DeskRequest) -> str:
    """Keep the filters last used in this view; what was used before, when none are in use now."""
    view, here = view_of(request.GET), without_words(request.GET).urlencode()
    last: dict[str, str] = request.session.get(LAST, {})
    if here == view.query:
        return last.get(view.key, "")
    if last.get(view.key) != here:
        request.session[LAST] = {**last, view.key: here}
    return ""


def look(request: DeskRequest) -> dict[str, list[str]]:
    """Columns and row height as chosen in the address, or else the last time."""
    held: dict[str, list[str]] = request.session.get(LOOKS, {})
    asked = {name: request.GET.getlist(name) for name in LOOK if request.GET.get(name)}
    if asked and {**held, **asked} != held:
        held = {**held, **asked}
        request.session[LOOKS] = held
    return held


def density(chosen: Mapping[str, list[str]]) -> str:
    """The height of a row in pixels; the smallest unless another was chosen."""
    wanted = (chosen.get("density") or [DENSITIES[0]])[0]
    return wanted if wanted in DENSITIES else DENSITIES[0]
