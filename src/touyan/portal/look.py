"""How the portal looks to this reader: larger, high contrast, which language.

Asked for by a link or a button, kept in a cookie, without a session and without script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from touyan.kernel.gate import public

View = Callable[..., HttpResponse]
SIZE, CONTRAST = "portal_size", "portal_contrast"
KEPT_SECONDS = 365 * 24 * 3600
_OFFERED = {
    "size": (SIZE, ("normal", "large")),
    "contrast": (CONTRAST, ("normal", "high")),
    "language": (settings.LANGUAGE_COOKIE_NAME, ("zh-hans", "en")),
}


@dataclass(frozen=True)
class Look:
    """What the templates ask about the reader's choice."""

    large: bool = False
    contrast: bool = False


def open_page(view: View) -> View:
    """A page for anyone, drawn the way its reader asked for; never kept by any cache."""

    @wraps(view)
    def drawn(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        chosen = _chosen(request)
        if "language" in chosen:
            translation.activate(chosen["language"])
        request.look = Look(  # type: ignore[attr-defined]
            large=_value(request, chosen, "size") == "large",
            contrast=_value(request, chosen, "contrast") == "high",
        )
        answer = view(request, *args, **kwargs)
        for name, value in chosen.items():
            answer.set_cookie(
                _OFFERED[name][0], value, max_age=KEPT_SECONDS, samesite="Lax", httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return public(drawn)


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The choices made with this very request."""
    asked = request.POST if request.method == "POST" else request.GET
    return {
        name: asked[name] for name, (_c, values) in _OFFERED.items() if asked.get(name) in values
    }


def _value(request: HttpRequest, chosen: dict[str, str], name: str) -> str:
    return chosen.get(name) or request.COOKIES.get(_OFFERED[name][0], "")
