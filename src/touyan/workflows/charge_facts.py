"""What papers can be prefilled with from a matter's charge: its form, its leader."""

from __future__ import annotations

from typing import Any

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.leadership.models import ChargeForm
from touyan.leadership.queries.charges import forms_of, open_charge
from touyan.leadership.queries.duties import duty_of
from touyan.matters.models import Matter
from touyan.matters.papers.letter import chinese_date


def charge_facts(kind: str, matter: Matter) -> dict[str, Any]:
    """The leader in charge; for the approval form also what it says and how it was decided."""
    charge = open_charge(matter)
    found: dict[str, Any] = {"leader": charge.leader.get_short_name() if charge else ""}
    if kind != "charge_form":
        return found
    due = [f"{one.rule.name_zh}（{one.rule.legal_basis_zh}）" for one in duty_of(matter).reasons]
    return {
        **found,
        "first_organ": matter.first_organ.name,
        "duty": "；".join(due),
        **_form(forms_of(matter).last()),
    }


def _form(form: ChargeForm | None) -> dict[str, Any]:
    if form is None:
        return {}
    day = chinese_date(legal_day(form.decided_at)) if form.decided_at else ""
    return {"summary": form.summary, "note": form.note, "named_on": day}
