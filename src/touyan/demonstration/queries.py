"""Whether this installation shows the demonstration, and the log-ins then offered."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from touyan.audit.queries import entries_about
from touyan.demonstration.rules.cast import CAST, COUNTY, PASSWORD, Member


def shown_accounts() -> dict[str, object] | None:
    """The cast with its password where the demonstration is loaded; None elsewhere."""
    if settings.PRODUCTION or not _is_loaded():
        return None
    county = [member for member in CAST if member.organ_code == COUNTY]
    row = entries_about("demonstration", "loaded").first()
    receipt = {key: row.detail.get(key) for key in ("code", "tail")} if row else {}
    return {"password": PASSWORD, "county": county, "others": _others(), "receipt": receipt}


def _others() -> list[Member]:
    return [member for member in CAST if member.organ_code != COUNTY]


@cache
def _is_loaded() -> bool:
    return entries_about("demonstration", "loaded").exists()
