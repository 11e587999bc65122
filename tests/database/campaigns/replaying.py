"""Where a matter stands on a list, read from nothing but the acts in its ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from touyan.campaigns.models import Batch
from touyan.matters.models import Act, Matter

WORKED = {
    "start_handling", "decide", "serve_answer", "lead_read", "lead_meet", "lead_plan",
    "lead_preside", "lead_explain", "lead_relief", "hold_reception", "hold_hearing",
}  # fmt: skip


Told = tuple[str, dict[str, Any], str | None]
"""An act: what was done, what is on record of it, by whom."""


def replay(matter: Matter, batch: Batch, until: datetime) -> Counter[str]:
    """What the acts of one matter come to since its list was frozen."""
    acts = Act.objects.filter(matter=matter, at__gte=batch.frozen_at, at__lte=until)
    rows = acts.order_by("at", "pk").values_list("verb", "detail", "by__person__name")
    return read(rows)


def read(acts: Iterable[Told]) -> Counter[str]:
    """Read acts in order, as a person with the paper file would."""
    led = working = suggested = shut = gone = False
    grade: int | None = None
    for verb, detail, by in acts:
        led = led or _taken_on(verb, detail, by)
        if verb in WORKED:
            working = True
        elif verb in ("propose_closing", "withdraw_closing_proposal"):
            suggested = verb == "propose_closing"
        elif verb in ("close", "reopen"):
            shut, suggested = verb == "close", False
        elif verb in ("verify_resolution", "confirm_resolution"):
            grade = detail["grade"]
        elif verb == "end_resolution":
            grade = None
        elif verb == "leave_batch":
            gone = True
    return _counted(led, working, suggested, shut, gone, grade)


def _taken_on(verb: str, detail: dict[str, Any], by: str | None) -> bool:
    """A chief who names themself has accepted by that."""
    if verb == "name_leader":
        return bool(detail["leader"] == by)
    return verb in ("take_charge", "accept_charge")


def _counted(
    led: bool, working: bool, suggested: bool, shut: bool, gone: bool, grade: int | None
) -> Counter[str]:
    if gone:
        return Counter(["gross", "left"])
    found = Counter(["gross", "net"])
    if led:
        found["led"] = 1
    if shut:
        found["closed"] = 1
        found["ungraded" if grade is None else f"r{grade}"] = 1
        found["step-resolved" if (grade or 0) >= 2 else "step-closed"] = 1
    elif suggested:
        found["step-proposed"] = 1
    elif working:
        found["step-working"] = 1
    else:
        found["step-led" if led else "step-surveyed"] = 1
    return found
