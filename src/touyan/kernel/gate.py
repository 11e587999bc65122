"""What a view lets in. A view without this mark is closed to everyone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """Public, any signed-in person, or the holders of one of the named roles."""

    public: bool = False
    roles: frozenset[str] = frozenset()


def public(view: View) -> View:
    """Open to anyone, signed in or not."""
    view.access = Access(public=True)  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Open to every signed-in person; what they see is still limited by their scope."""
    view.access = Access()  # type: ignore[attr-defined]
    return view


def only(*roles: str) -> Callable[[View], View]:
    """Open to the holders of one of these roles, in whatever organ."""

    def mark(view: View) -> View:
        view.access = Access(roles=frozenset(roles))  # type: ignore[attr-defined]
        return view

    return mark
