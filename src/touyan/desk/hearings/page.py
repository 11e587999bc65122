"""One hearing: how it is arranged, who sits, what was said, what was made of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.hearings.arranging import refused_status
from touyan.desk.hearings.lists import line
from touyan.desk.hearings.offers import OFFERS, offered
from touyan.desk.web import DeskRequest, page, say, version_of
from touyan.kernel.errors import Refused
from touyan.kernel.gate import only
from touyan.kernel.messages import Message, from_data, message
from touyan.leadership.queries.hearings import (
    hearing_by_public_id,
    is_chief,
    last_day_of_notice,
    last_hearing,
    may_weigh,
    numbers_of,
    panel_rule,
    seats_of,
    so_far,
    steps_of,
    was_chief,
)
from touyan.leadership.rules.hearing import majority, order_of_steps, panel_limits, steps_open
from touyan.leadership.rules.hearing_papers import papers_open
from touyan.leadership.rules.hearing_words import (
    EXCUSE_GROUNDS,
    STANCES,
    STEP_NAMES,
    WEIGHTS,
    ExcuseGround,
    HearingStep,
    Stance,
    Weight,
)
from touyan.leadership.rules.panel import METHOD
from touyan.matters.actions.ledger import roles_at
from touyan.matters.actions.notes import read_matter
from touyan.matters.actions.papers import WRITERS
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.queries import matter_by_public_id, verbs_of
from touyan.organs.rules.roles import CASE_ROLES
from touyan.ui.sentences import sentence

staff = only(*CASE_ROLES)


@staff
@require_GET
def hearing(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """One hearing; opening it leaves a row on its matter."""
    found = hearing_by_public_id(public_id, viewer=request.viewer)
    read_matter(
        matter_id=found.matter.public_id, by=request.user, now=request.now, lent=request.viewer.lent
    )
    return _page(request, found)


@staff
@require_POST
def do(request: DeskRequest, public_id: uuid.UUID, verb: str) -> HttpResponse:
    """One act on a hearing."""
    found = hearing_by_public_id(public_id, viewer=request.viewer)
    if verb not in OFFERS:
        raise Http404
    offer = OFFERS[verb]
    form = offer.form(request.POST, facts=_facts(request, found), auto_id=f"{verb}_%s")
    if not form.is_valid():
        return _page(request, found, bad={verb: form}, status=422)
    try:
        offer.act(hearing_id=public_id, by=request.user, now=request.now,
                  version=version_of(request), **form.arguments())  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused.message))
        found = hearing_by_public_id(public_id, viewer=request.viewer)
        return _page(request, found, bad={verb: form}, status=refused_status(refused))
    say(request, _("Entered."))
    return redirect("hearing", public_id)


def _facts(request: DeskRequest, hearing: Any) -> dict[str, Any]:
    """What the forms and the choice among them depend on."""
    matter = matter_by_public_id(hearing.matter.public_id, viewer=request.viewer)
    seats, rows = list(seats_of(hearing)), list(steps_of(hearing))
    done = [row.step for row in rows]
    order, optional = order_of_steps(panel_rule(matter, "P5", on=hearing.on))
    return {
        "matter": matter,
        "hearing": hearing,
        "now": request.now,
        "today": legal_day(request.now),
        "roles": roles_at(matter, request.viewer),
        "seats": seats,
        "numbers": numbers_of(hearing),
        "silent": [seat for seat in seats if not seat.excused and not hasattr(seat, "opinion")],
        "steps": rows,
        "begun": bool(rows),
        "deliberated": HearingStep.DELIBERATE in done,
        "steps_open": [
            (step.value, sentence(Message(STEP_NAMES[step])))
            for step in steps_open(order, optional, done)
        ],
        "limits": panel_limits(panel_rule(matter, "P1", on=hearing.on)),
        "is_chair": hearing.chair_id == request.user.pk,
        "names_leaders": is_chief(matter, request.user, now=request.now),
        "weighs": may_weigh(matter, request.user, now=request.now),
        "decided": _decided_since(matter),
    }


def _decided_since(matter: Any) -> bool:
    """Whether the matter was decided after its last hearing was weighed."""
    done = [verb for verb in verbs_of(matter) if verb in ("decide", "weigh_hearing", "reopen")]
    return done[-1:] == ["decide"]


def _page(
    request: DeskRequest, hearing: Any, *, bad: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    facts = _facts(request, hearing)
    offers = [_form(verb, facts, bad or {}) for verb in _wanted(hearing, facts, bad or {})]
    writes = bool(WRITERS & facts["roles"])
    context = {
        **line(hearing),
        "matter": facts["matter"],
        "offers": [one for one in offers if not one["side"]],
        "side_offers": [one for one in offers if one["side"]],
        "bad_forms": list((bad or {}).values()),
        "panel": [_seat(seat, facts["numbers"]) for seat in facts["seats"]],
        "draw": _draw(hearing),
        "course": [_step(row) for row in facts["steps"]],
        "weighing": _weighing(hearing, facts["seats"]),
        "notice": last_day_of_notice(hearing),
        "papers": _papers(hearing, facts["matter"]) if writes else [],
    }
    return page(request, "desk/hearings/hearing.html", context, status=status)


def _papers(hearing: Any, matter: Any) -> list[Any]:
    """What may be written of this hearing; the matter's papers speak of its last one."""
    last = last_hearing(matter)
    if last is None or last.pk != hearing.pk:
        return []
    may = papers_open(so_far(matter)) - {"hearing_refusal"}
    return [kind for code, kind in KINDS.items() if code in may]


def _wanted(hearing: Any, facts: dict[str, Any], bad: dict[str, Any]) -> list[str]:
    """What is offered, and what was just sent: nothing typed is lost."""
    found = offered(hearing, facts)
    return found + [verb for verb in bad if verb not in found]


def _form(verb: str, facts: dict[str, Any], bad: dict[str, Any]) -> dict[str, Any]:
    offer = OFFERS[verb]
    form = bad.get(verb) or offer.form(facts=facts, auto_id=f"{verb}_%s")
    return {"verb": verb, "form": form, "label": offer.label, "says": offer.says,
            "side": offer.side, "open": verb in bad}  # fmt: skip


def _seat(seat: Any, numbers: dict[str, str]) -> dict[str, Any]:
    opinion, follows = getattr(seat, "opinion", None), seat.follows
    return {
        "seat": seat,
        "number": numbers.get(str(seat.officer.public_id), ""),
        "follows_number": numbers.get(str(follows.officer.public_id), "") if follows else "",
        "excused": message(EXCUSE_GROUNDS[ExcuseGround(seat.excused)]) if seat.excused else None,
        "opinion": opinion,
        "stance": message(STANCES[Stance(opinion.stance)]) if opinion else None,
    }


def _draw(hearing: Any) -> dict[str, Any] | None:
    if not hearing.seed:
        return None
    pool = [{**one, "why": from_data(one["why"]) if one["why"] else None} for one in hearing.pool]
    return {
        "method": message(METHOD) if pool and "officer" in pool[0] else None,
        "pool": pool,
        "free": sum(1 for one in pool if one["why"] is None),
    }


def _step(row: Any) -> dict[str, Any]:
    return {"row": row, "name": message(STEP_NAMES[HearingStep(row.step)])}


def _weighing(hearing: Any, seats: list[Any]) -> dict[str, Any]:
    """The majority of the opinions given, and what was made of it."""
    given = [seat.opinion.stance for seat in seats if not seat.excused and hasattr(seat, "opinion")]
    found = majority(given) if given else None
    return {
        "given": len(given),
        "majority": message(STANCES[found]) if found else None,
        "weight": message(WEIGHTS[Weight(hearing.weight)]) if hearing.weight else None,
        "by_chief": _by_chief(hearing),
    }


def _by_chief(hearing: Any) -> bool:
    """Whether the majority was passed over by the chief in person, whom nobody gives consent."""
    if not hearing.passed_over_in_person:
        return False
    return was_chief(hearing.consent_by, hearing.organ, on=legal_day(hearing.consent_at))
