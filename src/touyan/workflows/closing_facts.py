"""What the closing report says of each demand, and of the grievance, from what was entered."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from touyan.campaigns.queries.resolution import open_resolution
from touyan.intake.models import Claim
from touyan.matters.actions.endings import claims_of
from touyan.matters.models import Closing, Matter
from touyan.matters.papers.letter import chinese_date
from touyan.matters.rules.outcomes import GRADE_NAMES


def closing_facts(kind: str, matter: Matter) -> dict[str, Any]:
    """Every demand with the place of its answer, and whether the grievance is resolved."""
    if kind != "closing_report":
        return {}
    closing = Closing.objects.filter(matter=matter, reopened_at__isnull=True).first()
    where = _places(closing)
    claims = [
        f"{text}（答复见：{where[text.strip()]}）" if where.get(text.strip()) else text
        for text in claims_of(matter).values()
    ]
    known: dict[str, Any] = {"claims": claims, "outcome": _outcome(matter)}
    if closing and closing.report:
        known["conclusion"] = closing.report
    return known


def _places(closing: Closing | None) -> dict[str, str]:
    """Where each demand is answered, by its words."""
    named = {a["claim"]: str(a["where"]) for a in closing.answers} if closing else {}
    texts = Claim.objects.filter(pk__in=named).values_list("pk", "text")
    return {text.strip(): named[key] for key, text in texts}


def _outcome(matter: Matter) -> str:
    resolution = open_resolution(matter)
    if resolution is None or resolution.on is None:
        return "是否化解尚未核实，不作认定。"
    grade = gettext(GRADE_NAMES[resolution.grade])
    return f"{grade}（{chinese_date(resolution.on)}核实）。"
