"""The parts of the rule book."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[dict[str, object]]:
    """Time limits, leaders' charge and calendar as tabs; `current` is "rules", "charge" or
    "calendar"."""
    return [
        {"label": _("Time limits"), "url": reverse("clock-rules"), "current": current == "rules"},
        {"label": _("Leader's charge"), "url": reverse("charge-rules"),
         "current": current == "charge"},
        {"label": _("Working calendar"), "url": reverse("calendar"),
         "current": current == "calendar"},
    ]  # fmt: skip
