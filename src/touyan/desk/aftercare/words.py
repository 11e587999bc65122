"""Rows of revisits, causes and scrutinies, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from touyan.campaigns.queries.learning import names_of
from touyan.campaigns.rules.learning import Said, standing_codes
from touyan.campaigns.rules.revisits import RESULTS, STATES, WAYS, Result, State, Way, state_of
from touyan.desk.clocks import due_view
from touyan.kernel.gate import only
from touyan.kernel.messages import message
from touyan.organs.rules.roles import CASE_ROLES

staff = only(*CASE_ROLES)
TONES = {State.OVERDUE: "amber", State.DUE: "amber", State.ASKED: "amber", State.LATER: "",
         State.DONE: "green", State.DROPPED: "grey"}  # fmt: skip
_RESULT_TONES = {Result.SETTLED: "green", Result.UNREACHED: "grey"}


def reading() -> str:
    """The language the rules' own names are shown in."""
    return get_language() or "zh-hans"


def revisit_line(revisit: Any, *, today: date) -> dict[str, Any]:
    """One revisit: when, where it stands, what came of it."""
    state = state_of(
        due_on=revisit.due_on, result=revisit.result, dropped=revisit.dropped_at is not None,
        answered=revisit.decided_at is not None, today=today,
    )  # fmt: skip
    waits = state in (State.OVERDUE, State.DUE, State.LATER)
    result = Result(revisit.result) if revisit.result else None
    return {
        "revisit": revisit,
        "state": message(STATES[state]),
        "tone": TONES[state],
        "clock": due_view(revisit.due_on, today=today) if waits else None,
        "waits": waits,
        "asks": state is State.ASKED,
        "result": message(RESULTS[result]) if result else None,
        "result_tone": _RESULT_TONES.get(result, "amber") if result else "",
    }


def contact_lines(revisit: Any) -> list[tuple[str, Any]]:
    """How contact was made, as a list of names and values."""
    said = revisit.contact
    lines: list[tuple[str, Any]] = [(_("Day of the contact"), revisit.done_on)]
    if said.get("way"):
        lines += [
            (_("How contact was made"), message(WAYS[Way(said["way"])])),
            (_("Who of the office spoke"), said.get("who", "")),
            (_("With whom"), said.get("with", "")),
        ]
    return lines


def attempt_lines(revisit: Any) -> list[dict[str, Any]]:
    """The attempts to reach the petitioner."""
    return [
        {"on": date.fromisoformat(one["on"]), "way": message(WAYS[Way(one["way"])]),
         "what": one["what"]}
        for one in revisit.contact.get("attempts", ())
    ]  # fmt: skip


def answer_lines(revisit: Any) -> list[tuple[str, str]]:
    """Each question as it was asked, with its answer."""
    key = "en" if reading().startswith("en") else "zh"
    return [(one[key], one["answer"]) for one in revisit.answers]


def cause_lines(said: Iterable[Any]) -> dict[str, list[dict[str, Any]]]:
    """What stands and what was ever said, by the names of the table."""
    rows, names = list(said), names_of("cause", reading())
    stands = standing_codes(Said(one.code, one.applies) for one in rows)
    last = {one.code: one for one in rows}
    return {
        "standing": [
            {"code": code, "name": names.get(code, code), "said": last[code]} for code in stands
        ],
        "history": [{"name": names.get(one.code, one.code), "said": one} for one in rows],
    }


def scrutiny_line(one: Any) -> dict[str, Any]:
    """Where a scrutiny stands, in one word."""
    if one.answered_at:
        chip, tone = _("Answered"), "green"
    elif one.sent_at:
        chip, tone = _("Sent, not answered yet"), "blue"
    else:
        chip, tone = _("Being written"), "amber"
    names = names_of("error", reading())
    return {"scrutiny": one, "chip": chip, "tone": tone, "error": names.get(one.error, "")}
