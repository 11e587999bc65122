"""What a selection leaves out: all the matters it could have been made from, beside those it was
made from. Counted as far as the viewer may know of the matters."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from touyan.exemplars.models import Call, Exemplar
from touyan.exemplars.queries.access import exemplars_seen
from touyan.exemplars.rules.words import CHOSEN, State, What
from touyan.matters.queries import Matter, by_fact, visible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer


def against_all(
    call: Call | None, *, organ: Organ, kind: str, viewer: Viewer
) -> dict[str, QuerySet[Any]]:
    """Beneath the office that called, among the kinds and days it called for; without a call
    beneath the office given, among matters of one kind."""
    top = call.organ if call else organ
    matters = visible(viewer=viewer).filter(organ__path__startswith=top.path)
    cases = exemplars_seen(viewer=viewer).filter(call=call).exclude(state=State.WITHDRAWN)
    if call is None:
        matters, cases = matters.filter(kind=kind), cases.filter(matter__kind=kind)
        cases = cases.filter(organ__path__startswith=top.path)
    else:
        matters = _called_for(matters, call)
    return {
        "existed": matters,
        "closed": by_fact(matters, "closed", holds=True),
        "resolved": by_fact(matters, "resolved", holds=True),
        **_of_cases(cases),
    }


def _called_for(matters: QuerySet[Matter], call: Call) -> QuerySet[Matter]:
    if call.kinds:
        matters = matters.filter(kind__in=call.kinds)
    if call.since:
        matters = matters.filter(received_on__gte=call.since)
    return matters.filter(received_on__lte=call.until) if call.until else matters


def _of_cases(cases: QuerySet[Exemplar]) -> dict[str, QuerySet[Any]]:
    return {
        "nominated": cases,
        **{what.value: cases.filter(what=what) for what in What},
        "selected": cases.filter(state__in=[state.value for state in CHOSEN]),
    }
