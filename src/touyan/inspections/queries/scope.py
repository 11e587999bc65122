"""The scope of an inspection asked of the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from touyan.inspections.models import Entry, Inspection
from touyan.inspections.rules.scope import FIRST, ScopeFacts, parts_of
from touyan.intake.rules.words import Kind
from touyan.leadership.models import Charge
from touyan.leadership.rules.words import ChargeState
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Act, Belonging, Closing, Matter
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer

LED_STATES = (ChargeState.ACCEPTED, ChargeState.ENDED)
_ACCEPTED = Act.objects.filter(matter=OuterRef("pk"), verb="accept").order_by("id")
_LED = Charge.objects.filter(matter=OuterRef("pk"), state__in=LED_STATES, answered_at__isnull=False)
_FIRST = Belonging.objects.filter(matter=OuterRef("pk"), relation=Relation.FIRST)
_CLOSED = Closing.objects.filter(matter=OuterRef("pk"), reopened_at__isnull=True)


def matters_in(
    scope: Mapping[str, Any],
    *,
    organ_path: str,
    viewer: Viewer,
    looks_at: Inspection | None = None,
) -> QuerySet[Matter]:
    """The matters under an office that the scope takes, among those the viewer may see, each with
    the day it was accepted; of a lower office's inspection those that were looked at."""
    found = visible(viewer=viewer).filter(organ__path__startswith=organ_path)
    found = found.annotate(accepted_on=Subquery(_ACCEPTED.values("happened_on")[:1]))
    for part, value in parts_of(scope):
        found = found.filter(_condition(part, value))
    if looks_at:
        picked = Entry.objects.filter(inspection=looks_at, pick__isnull=False)
        found = found.filter(pk__in=picked.values("matter"))
    return found


def _condition(part: str, value: Any) -> Q:
    return {
        "accepted_from": lambda: Q(accepted_on__gte=value),
        "accepted_until": lambda: Q(accepted_on__lte=value),
        "levels": lambda: Q(organ__level__in=value),
        "kinds": lambda: Q(kind__in=value),
        "first": lambda: Q(Exists(_FIRST.filter(**{f"first_{value}": True}))),
        "led": lambda: Q(Exists(_LED)) if value == "led" else ~Q(Exists(_LED)),
        "ended": lambda: Q(Exists(_CLOSED)) if value == "closed" else ~Q(Exists(_CLOSED)),
    }[part]()


def facts_of(matter: Matter) -> ScopeFacts:
    """What the scope asks of one matter."""
    accepted = Act.objects.filter(matter=matter, verb="accept").order_by("id").first()
    led = Charge.objects.filter(matter=matter, state__in=LED_STATES, answered_at__isnull=False)
    return ScopeFacts(
        kind=Kind(matter.kind),
        level=matter.organ.level,
        accepted_on=accepted.happened_on if accepted else None,
        first=_first_where(matter),
        led=led.exists(),
        closed=Closing.objects.filter(matter=matter, reopened_at__isnull=True).exists(),
    )


def _first_where(matter: Matter) -> frozenset[str]:
    began = Belonging.objects.filter(matter=matter, relation=Relation.FIRST).first()
    return frozenset(where for where in FIRST if began and getattr(began, f"first_{where}"))
