"""Nominations of the register: each office calls for cases, and the matter of each case is nominated
in answer to the call of its own office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.screens.trust.exwriting import WRITING_ROUTES

from touyan.exemplars.models import Call, Exemplar, Ground, Objection
from touyan.exemplars.queries.consenting import petitioners_of
from touyan.matters.models import Matter
from touyan.organs.models import Organ

CALL_ROUTES: dict[str, Callable[[Any], dict[str, Any]]] = {
    name: lambda case: {"public_id": Call.objects.get(organ=case.organ).public_id}
    for name in ("exemplar-call", "exemplar-call-quotas", "exemplar-call-close")
}
"""Those that name a call: calls here, above and beneath are known to all; cases in them are not."""

CASE_ROUTES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "exemplar": lambda case: {"public_id": case.exemplar.public_id},
    "exemplar-step": lambda case: {"public_id": case.exemplar.public_id, "verb": "select"},
    "exemplar-ask": lambda case: {"public_id": case.exemplar.public_id},
    "exemplar-ground": lambda case: {"public_id": case.exemplar.public_id, "kind": "consent"},
    "exemplar-consent-back": lambda case: {
        "public_id": case.exemplar.public_id,
        "ground_id": case.exemplar.grounds.get().public_id,
    },
    "exemplar-objection": lambda case: {"public_id": case.exemplar.public_id},
    "exemplar-objection-decide": lambda case: {
        "public_id": case.exemplar.public_id,
        "objection_id": case.exemplar.objections.get().public_id,
    },
    "nominate-case": lambda case: {"public_id": case.matter.public_id},
    **WRITING_ROUTES,
}
"""Those that name a nomination."""


def called(organ: Organ, now: datetime) -> Call:
    """The one call of an office."""
    day = now.date()
    call, _made = Call.objects.get_or_create(
        organ=organ,
        defaults={
            "title": "典型案例征集", "theme": "首次信访化解", "basis": "工作要点", "opens_on": day,
            "closes_on": day + timedelta(days=30), "created_at": now,
        },
    )  # fmt: skip
    return call


def nominated(name: str, matter: Matter, now: datetime) -> Exemplar:
    """The matter of a case, nominated as a failure to learn from; one of its petitioners agreed
    and another was not asked yet."""
    call = called(matter.organ, now)
    exemplar = Exemplar.objects.create(
        call=call, matter=matter, what="failure", organ=matter.organ, at_organ=matter.organ,
        reason=f"{name}乙可供借鉴", created_at=now,
    )  # fmt: skip
    one, _other = petitioners_of(exemplar)
    Ground.objects.create(
        exemplar=exemplar, kind="consent", text=f"{name}乙同意书", signed_on=now.date(), at=now,
        party_id=min(one.keys),
    )  # fmt: skip
    Objection.objects.create(exemplar=exemplar, how="online", text=f"{name}乙反对", received_at=now)
    return exemplar
