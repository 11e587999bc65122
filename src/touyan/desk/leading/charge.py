"""A matter's charge as its tab and the leader's page show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.clocks import due_view
from touyan.desk.leading.forms import DEED_SAYS
from touyan.desk.web import DeskRequest
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.queries.charges import (
    charges_of,
    firsts_of,
    forms_of,
    inquiries_of,
    sign_answers_of,
)
from touyan.leadership.queries.duties import duty_of
from touyan.leadership.queries.matrices import matrix_of, required_of
from touyan.leadership.queries.promises import promises_of
from touyan.leadership.queries.standing import EarlierForm, earlier_forms, standing_of
from touyan.leadership.rules.duty import Finding
from touyan.leadership.rules.evidence import BY_FORM, FIELDS
from touyan.leadership.rules.matrix import CELL_NAMES, Cell, CellState
from touyan.leadership.rules.options import OPTIONS, Standing, check_doer, refusal
from touyan.leadership.rules.promises import PromiseState, promise_state, promise_words
from touyan.leadership.rules.signs import DoneAct
from touyan.leadership.rules.words import (
    ACT_NAMES,
    CHARGE_STATE_NAMES,
    DECLINE_GROUNDS,
    END_GROUNDS,
    RESPONSIBLE_NAMES,
    ChargeState,
    DeclineGround,
    EndGround,
    LeaderAct,
    Responsible,
)
from touyan.matters.rules.lifecycle import Stage
from touyan.ui.sentences import sentence

TONES = {
    CellState.EVIDENCED: ("green", "check"),
    CellState.MISSING: ("", ""),
    CellState.NOT_REQUIRED: ("grey", ""),
    CellState.DOUBTFUL: ("amber", "warning"),
}
OUTCOMES = {
    "named": N_("leader named"),
    "declined": N_("the leader named declined"),
    "returned": N_("returned by the chief"),
    "lapsed": N_("lapsed undecided"),
}
MAIN = ("name", "return", "accept", "decline", "submit", "take", "hand-over")
BESIDE = ("state", "inquiry", "promise")


@dataclass(frozen=True)
class Button:
    code: str
    label: Message
    url: str
    primary: bool = False


def charge_context(request: DeskRequest, matter: Any, *, back: str = "") -> dict[str, object]:
    """Why it is due, who leads, the matrix, and what may be done now."""
    standing = standing_of(matter, viewer=request.viewer, now=request.now)
    duty = duty_of(matter)
    charges = list(charges_of(matter))
    forms = list(forms_of(matter))
    # Who declined was never in charge: nothing is missing that nobody was asked for.
    led = any(charge.state != ChargeState.DECLINED for charge in charges)
    return {
        "duty": duty,
        "duty_lines": [_finding(finding) for finding in duty.reasons],
        "other_lines": [_finding(one) for one in duty.findings if one not in duty.reasons],
        "charges": [_charge(charge) for charge in charges],
        "now_charge": next((c for c in charges if c.state in ("named", "accepted")), None),
        "forms": forms,
        "earlier": [_earlier(one) for one in earlier_forms(matter)],
        "open_form": next((form for form in forms if not form.outcome), None),
        "cells": _cells(request, matter, standing, back) if led else [],
        "asked": [] if led else _asked(request, matter),
        "buttons": _buttons(matter, standing, MAIN, back),
        "beside": _buttons(matter, standing, BESIDE, back),
        "promises": [_promise(one, request) for one in promises_of(matter)],
        "inquiries": list(inquiries_of(matter)),
        "firsts": [(_name(RESPONSIBLE_NAMES[Responsible(f.part)]), f) for f in firsts_of(matter)],
        "standing": standing,
        "form_paper": reverse("paper-new", args=[matter.public_id, "charge_form"])
        if forms and standing.staff
        else "",
    }


def _earlier(one: EarlierForm) -> dict[str, object]:
    """A form the chief is done with: what became of it, and whether in time."""
    outcome = "declined" if one.declined else one.form.outcome
    return {"earlier": one, "form": one.form, "outcome": message(OUTCOMES[outcome])}


def _name(text: str) -> str:
    return sentence(Message(text))


def _finding(finding: Finding) -> dict[str, object]:
    language = get_language() or "zh-hans"
    tone = "blue" if finding.due else "amber" if finding.due is None else "grey"
    return {
        "code": finding.rule.code,
        "name": finding.rule.name(language),
        "basis": finding.rule.legal_basis(language),
        "unsure": finding.rule.certainty == "to_confirm",
        "why": finding.why,
        "tone": tone,
        "due": finding.due,
    }


def _charge(charge: Any) -> dict[str, object]:
    ended = EndGround(charge.end_ground) if charge.end_ground else None
    declined = DeclineGround(charge.decline_ground) if charge.decline_ground else None
    return {
        "charge": charge,
        "state": message(CHARGE_STATE_NAMES[ChargeState(charge.state)]),
        "end": message(END_GROUNDS[ended]) if ended else None,
        "decline": message(DECLINE_GROUNDS[declined]) if declined else None,
    }


def _buttons(matter: Any, standing: Standing, codes: tuple[str, ...], back: str) -> list[Button]:
    """What the viewer may do now; what is closed to them is not offered here."""
    found = [
        Button(code, message(OPTIONS[code][0]), _url(matter, code, back))
        for code in codes
        if refusal(code, standing) is None
    ]
    primary = next((b.code for b in found if b.code in ("name", "accept", "submit")), "")
    return [Button(b.code, b.label, b.url, b.code == primary) for b in found]


def _url(matter: Any, code: str, back: str, **query: str) -> str:
    url = reverse("lead-do", args=[matter.public_id, code])
    more = {**query, **({"next": back} if back else {})}
    return url + ("?" + "&".join(f"{key}={value}" for key, value in more.items()) if more else "")


def _cells(
    request: DeskRequest, matter: Any, standing: Standing, back: str
) -> list[dict[str, object]]:
    answers = list(sign_answers_of(matter))
    required = {one.act: one for one in required_of(matter, now=request.now)}
    rows: list[dict[str, object]] = []
    for cell in matrix_of(matter, viewer=request.viewer, now=request.now):
        tone, icon = TONES[cell.state]
        signs = _signs(matter, cell, standing, answers, back)
        may = cell.act in BY_FORM and _may(standing, required[cell.act].delegable)
        rows.append(
            {
                "code": cell.act.value,
                "name": message(ACT_NAMES[cell.act]),
                "state": message(CELL_NAMES[cell.state]),
                "key": cell.state.value,
                "tone": tone,
                "icon": icon,
                "why": cell.why,
                "done": [_done(one) for one in cell.done],
                "signs": signs,
                "answered_on": _answered_on(cell, signs),
                "url": _url(matter, cell.act.value, back) if may and cell.act in DEED_SAYS else "",
                "elsewhere": _elsewhere(matter, cell.act, standing) if not cell.done else "",
                "again": bool(cell.done),
            }
        )
    return rows


def _elsewhere(matter: Any, act: LeaderAct, standing: Standing) -> str:
    """Where an act is done that proves itself: the hearing, the decision."""
    if act is LeaderAct.PRESIDE and standing.staff:
        return reverse("matter-hearings", args=[matter.public_id])
    if act is LeaderAct.DECIDE and standing.in_charge and matter.stage == Stage.HANDLING:
        return reverse("matter-move", args=[matter.public_id, "decide"])
    return ""


def _may(standing: Standing, delegable: str) -> bool:
    if refusal("deed", standing):
        return False
    try:
        check_doer(standing, delegable)
    except Refused:
        return False
    return True


def _signs(
    matter: Any, cell: Cell, standing: Standing, answers: list[Any], back: str
) -> list[dict[str, Any]]:
    """Each question once, with what the leader answered and a place to answer."""
    return [
        {
            "code": sign.code,
            "question": sign.question,
            "answers": [one for one in answers if one.sign == sign.code],
            "url": ""
            if refusal("answer-sign", standing)
            else _url(matter, "answer-sign", back, sign=sign.code),
        }
        for sign in cell.signs
    ]


def _answered_on(cell: Cell, signs: list[dict[str, Any]]) -> date | None:
    """The day by which the leader had answered every question that makes the act doubtful."""
    if cell.state is not CellState.DOUBTFUL or not signs:
        return None
    firsts = [one["answers"][0].at if one["answers"] else None for one in signs]
    given = [at for at in firsts if at]
    return legal_day(max(given)) if len(given) == len(signs) else None


def _done(act: DoneAct) -> dict[str, object]:
    """One act with its evidence, field by field."""
    shown = []
    for field in FIELDS[act.act]:
        value = act.evidence.get(field.code)
        if value in (None, "", False):
            continue
        if field.choices is not None:
            value = _name(field.choices.get(str(value), str(value)))
        if field.kind == "yes":
            value = "✓"
        shown.append((_name(field.label), value))
    return {"act": act, "evidence": shown}


def _asked(request: DeskRequest, matter: Any) -> list[dict[str, object]]:
    """Before anyone is in charge: what will be asked of the leader."""
    return [
        {"name": message(ACT_NAMES[one.act]), "required": one.required, "why": one.why}
        for one in required_of(matter, now=request.now)
    ]


def _promise(promise: Any, request: DeskRequest) -> dict[str, object]:
    today = legal_day(request.now)
    state = promise_state(promise.due_on, promise.kept_on, today=today)
    return {
        "promise": promise,
        "clock": None if promise.kept_on else due_view(promise.due_on, today=today),
        "state": promise_words(promise.due_on, promise.kept_on, today=today),
        "kept_late": state is PromiseState.KEPT_LATE,
    }
