"""What the papers of help can be prefilled with, from the help entered on a matter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext

from touyan.leadership.models import HelpMeasure, Relief
from touyan.leadership.queries.helping import (
    cap_for,
    conditions_for,
    measures_of,
    reliefs_of,
    reliefs_to,
)
from touyan.leadership.rules.helping import HelpKind
from touyan.matters.models import Matter

_LAWYER_TASKS = [
    "会见信访人，听取意见；",
    "阅看案件材料，作出评析；",
    "解释法律和理由，引导依法申诉；",
    "发现办理有错误或者瑕疵的，向本院提出建议。",
]


def help_facts(kind: str, matter: Matter, *, now: datetime) -> dict[str, Any]:
    """The facts of the newest referral or measure of the sort the paper speaks of."""
    if kind == "relief_approval":
        relief = reliefs_of(matter).first()
        return _relief(relief, matter, now) if relief else {}
    if kind == "lawyer_referral":
        return {"tasks": _LAWYER_TASKS, **_measure(matter, HelpKind.LAWYER)}
    if kind == "coordination":
        return _measure(matter, HelpKind.COORDINATION)
    return {}


def _relief(relief: Relief, matter: Matter, now: datetime) -> dict[str, Any]:
    names = {rule.code: rule.name_zh for rule in conditions_for(matter, now=now)}
    cap = cap_for(matter, now=now, party=relief.party)
    why = gettext(cap.why.text) % dict(cap.why.params)
    others = reliefs_to(matter, relief.party).exclude(pk=relief.pk).filter(state="paid")
    paid = others.aggregate(sum=Sum("granted"))["sum"]
    before = f"此前就本事项已救助{paid:,.2f}元。" if paid else ""
    return {
        "person": relief.party.name,
        "conditions": [
            f"{names.get(one['code'], one['code'])}：{one['basis']}" for one in relief.conditions
        ],
        "hardship": relief.hardship,
        "months": str(relief.months),
        "asked": f"{relief.asked:,.2f}",
        "granted": f"{relief.granted:,.2f}元" if relief.granted else "＿＿＿＿＿＿元",
        "cap": f"{why}上限{cap.amount:,.2f}元。{before}" if cap.amount else why,
    }


def _measure(matter: Matter, kind: HelpKind) -> dict[str, Any]:
    found: HelpMeasure | None = measures_of(matter).filter(kind=kind).order_by("-id").first()
    if found is None:
        return {}
    return {
        "receiving_organ": found.who,
        "requests": found.text.splitlines(),
        "consent": found.consent,
        "reference": found.reference,
    }
