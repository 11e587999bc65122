"""What papers can be prefilled with from a matter's charge: its form, its leader."""

from __future__ import annotations

from typing import Any

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition
from touyan.leadership.models import ChargeForm
from touyan.leadership.queries.charges import charges_of, forms_of, open_charge
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.rules.words import ChargeState
from touyan.matters.models import Matter
from touyan.matters.papers.letter import chinese_date

TOLD = 300
"""Characters of the petition's own words on the form."""


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
        **_form(forms_of(matter).last(), matter),
    }


def _summary(form: ChargeForm, matter: Matter) -> str:
    """The demands, the facts as the petition tells them, and who was named before and declined."""
    words = Petition.objects.filter(belonging__matter=matter).order_by("id")
    told = " ".join((words.values_list("text", flat=True).first() or "").split())
    facts = told[:TOLD] + ("……" if len(told) > TOLD else "")
    declined = charges_of(matter).filter(state=ChargeState.DECLINED)
    return (
        "。".join(
            part.rstrip("。")
            for part in (
                f"诉求：{form.summary}",
                f"据信访材料，事实和理由：{facts}" if facts and facts not in form.summary else "",
                *(
                    f"此前曾指定{one.leader.get_short_name()}包案，"
                    f"其不包案的理由：{one.decline_reason}"
                    for one in declined
                ),
            )
            if part
        )
        + "。"
    )


def _form(form: ChargeForm | None, matter: Matter) -> dict[str, Any]:
    if form is None:
        return {}
    day = chinese_date(legal_day(form.decided_at)) if form.decided_at else ""
    return {"summary": _summary(form, matter), "note": form.note, "named_on": day}
