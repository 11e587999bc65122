"""What a matter's page says of campaigns: where it was put forward, which list it is on."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from touyan.campaigns.queries.campaigns import candidacies_of
from touyan.campaigns.queries.choosing import open_for
from touyan.campaigns.rules.running import ORGANISERS
from touyan.desk.campaigns.access import READERS
from touyan.organs.rules.access import Viewer


def beside(matter: Any, viewer: Viewer) -> dict[str, object] | None:
    """For whoever reads campaigns; nothing where there is nothing to say or to do."""
    if not viewer.roles & READERS:
        return None
    lines = [_line(one) for one in candidacies_of(matter, viewer=viewer)]
    nominates = bool(viewer.roles & ORGANISERS) and open_for(matter, viewer=viewer).exists()
    return {"lines": lines, "nominates": nominates} if lines or nominates else None


def _line(candidate: Any) -> dict[str, object]:
    campaign = candidate.campaign
    url = reverse("campaign", args=[campaign.public_id])
    board = reverse("campaign-board", args=[campaign.public_id])
    on_list = candidate.ordinal is not None
    return {
        "name": campaign.name,
        "url": f"{board}?batch={candidate.batch.number}" if on_list else url,
        "stands": _stands(candidate, on_list),
        "reason": "" if on_list else candidate.decision or candidate.reason,
    }


def _stands(candidate: Any, on_list: bool) -> str:
    if on_list:
        words = _("batch %(number)s, no. %(ordinal)s") % {
            "number": candidate.batch.number, "ordinal": candidate.ordinal,
        }  # fmt: skip
        left = _("Left by decision")
        return f"{words} · {left}" if candidate.left else words
    return {
        "": _("Nominated, not decided yet"),
        "accepted": _("Accepted, on no list yet"),
        "refused": _("Not taken into the campaign"),
    }[candidate.outcome]
