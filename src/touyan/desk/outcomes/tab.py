"""The tab "Outcome": closed, terminated and resolved, each with its whole history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from touyan.campaigns.queries.evidence import duties_left, petitions_since, undone
from touyan.campaigns.queries.resolution import resolutions_of, why_not
from touyan.campaigns.rules.resolution import (
    BY_PETITIONER,
    CONFIRMED,
    ENDED_NAMES,
    ENDERS,
    EVIDENCE_NAMES,
    OPEN,
    PROPOSERS,
    STATE_NAMES,
    VIEW_NAMES,
    WAY_NAMES,
    Evidence,
    View,
    Way,
)
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.matters.page_acts import TITLES
from touyan.desk.outcomes.sections import sections_of
from touyan.desk.web import DeskRequest
from touyan.kernel.messages import message
from touyan.matters.actions.ledger import standing
from touyan.matters.dossier import standing_of
from touyan.matters.rules.lifecycle import BY_VERB
from touyan.matters.rules.outcomes import GRADE_NAMES, RESOLVED_FROM
from touyan.organs.rules.roles import IDENTIFIER_READERS

TONES = {"proposed": "amber", "returned": "grey", "verified": "blue", "ended": "grey"}


def outcome_context(request: DeskRequest, matter: Any) -> dict[str, object]:
    """Three facts side by side, what may be done about each, and what other rooms know."""
    viewer, now = request.viewer, request.now
    facts = standing_of(matter)
    resolutions = list(resolutions_of(matter))
    current = next((one for one in resolutions if one.state in OPEN), None)
    return {
        "facts": facts,
        "closing": _closing(facts.closing),
        "resolution": _resolution(request, matter, current) if current else None,
        "earlier": [shown(one, matter) for one in resolutions if one is not current],
        "may_propose": not current and viewer.holds(PROPOSERS, organ_path=matter.organ.path),
        "may_revoke": bool(facts.termination) and _may_revoke(request, matter),
        "duties": duties_left(matter, now=now) if _asks_duties(current) else None,
        "sections": sections_of(matter, viewer, now),
    }


def _closing(closing: Any) -> dict[str, object] | None:
    """The closing in force; its demands stand on the overview."""
    return {"fact": closing, "answered": len(closing.answers)} if closing else None


def _asks_duties(current: Any) -> bool:
    """An honest R0 or R1 shows whether the office did what it owed."""
    return bool(current and current.state == "verified" and current.grade < RESOLVED_FROM)


def _may_revoke(request: DeskRequest, matter: Any) -> bool:
    place = standing(matter, request.viewer, "terminate")
    move = BY_VERB["terminate"]
    return place.level in move.levels and bool(move.roles & place.roles)


def _resolution(request: DeskRequest, matter: Any, current: Any) -> dict[str, object]:
    """The resolution proposed or in force, with the steps this viewer may take."""
    today = legal_day(request.now)
    until = current.window_until
    barred = why_not(current, viewer=request.viewer, now=request.now)
    passed = bool(until and today > until)
    return {
        **shown(current, matter),
        "barred": barred,
        "window": _window(current, today),
        "passed": passed,
        "undone": undone(matter) if passed and current.grade == RESOLVED_FROM else [],
        "petitions": petitions_since(current),
        "confirms": passed and current.grade == RESOLVED_FROM and not barred,
        "may_examine": current.state == "proposed" and not barred,
        "may_reverse": bool(request.viewer.roles & IDENTIFIER_READERS),
        "may_end": request.viewer.holds_above(ENDERS, organ_path=matter.organ.path),
    }


def _window(current: Any, today: date) -> dict[str, object] | None:
    """How far the observation of an R2 has come."""
    if current.state != "verified" or current.grade != RESOLVED_FROM:
        return None
    whole = max((current.window_until - current.on).days, 1)
    gone = min(max((today - current.on).days, 0), whole)
    return {"gone": gone, "whole": whole}


def shown(resolution: Any, matter: Any) -> dict[str, Any]:
    """One resolution in words: state, evidence, contact, how it ended."""
    contact = resolution.contact
    return {
        "row": resolution,
        "grade": message(GRADE_NAMES[resolution.grade]),
        "state": message(STATE_NAMES[resolution.state]),
        "tone": "green" if _holds(resolution) else TONES[resolution.state],
        "evidence": [_item(item, matter) for item in resolution.evidence],
        "contact": _contact(contact) if contact else None,
        "ended": message(ENDED_NAMES[resolution.ended_how]) if resolution.ended_how else None,
        "by_petitioner": resolution.ended_how in (*BY_PETITIONER, "online"),
        "confirmed": resolution.grade == CONFIRMED,
    }


def _holds(resolution: Any) -> bool:
    return bool(resolution.state == "verified" and resolution.grade >= RESOLVED_FROM)


def _item(item: dict[str, Any], matter: Any) -> dict[str, object]:
    """A piece of evidence with the address of what proves it."""
    act = item.get("act", "")
    return {
        "kind": message(EVIDENCE_NAMES[Evidence(item["kind"])]),
        "name": message(TITLES[act]) if act in TITLES else item.get("name", ""),
        "url": _address(item.get("ref", ""), matter),
        "on": date.fromisoformat(item["on"]),
        "text": item["text"],
        "heard_by": item.get("heard_by_name", ""),
    }


def _address(ref: str, matter: Any) -> str:
    """Where what is referred to can be opened."""
    kind, _colon, key = ref.partition(":")
    if kind == "paper":
        return reverse("paper", args=[key])
    if kind == "file":
        return reverse("matter-take-file", args=[matter.public_id, key])
    if kind == "payment":
        return reverse("matter-help", args=[matter.public_id])
    return f"{reverse('matter', args=[matter.public_id])}?tab=timeline" if ref else ""


def _contact(contact: dict[str, Any]) -> dict[str, object]:
    return {
        "way": message(WAY_NAMES[Way(contact["way"])]),
        "on": date.fromisoformat(contact["on"]),
        "whom": contact["whom"],
        "words": contact["words"],
        "view": message(VIEW_NAMES[View(contact["view"])]),
        "free": contact.get("free", False),
        "note": contact.get("note", ""),
    }
