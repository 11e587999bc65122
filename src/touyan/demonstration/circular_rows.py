"""The circular of a made-up inspection that has ended, with its figures as they stood when it was
issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from touyan.demonstration.rules.inspecting import say
from touyan.inspections.models import Circular, Finding, FindingStep, Inspection
from touyan.inspections.queries.results import frozen_of
from touyan.inspections.queries.tallies import tallies_of
from touyan.inspections.rules.circulars import PARTS, circular_digest, final_of
from touyan.inspections.rules.findings import MOVES, Stage
from touyan.inspections.rules.tally import Found, as_data


def write_circular(
    inspection: Inspection, people: Mapping[str, int], *, rng: Random, issued_at: datetime
) -> Circular:
    """Written by the head of the petition department, issued by the chief."""
    tally = tallies_of([inspection.pk])[inspection.pk]
    tally = replace(tally, findings=_findings(inspection, issued_at))
    circular = Circular(
        inspection=inspection, drafted_by_id=people["head"],
        drafted_at=issued_at - timedelta(days=2), figures=as_data(final_of(tally)),
        salt=f"{rng.getrandbits(128):032x}", issued_by_id=people["chief"], issued_at=issued_at,
        **{part: say(rng, f"circular_{part}") for part in PARTS},
    )  # fmt: skip
    circular.digest = circular_digest(frozen_of(circular))
    circular.save()
    return circular


def _findings(inspection: Inspection, moment: datetime) -> list[Found]:
    """Each finding where it stood at that moment."""
    stages: dict[int, str] = {}
    steps = FindingStep.objects.filter(
        finding__inspection=inspection, at__lte=moment, verb__in=MOVES
    ).order_by("id")
    for finding, verb in steps.values_list("finding", "verb"):
        stages[finding] = MOVES[verb].target.value
    rows = Finding.objects.filter(inspection=inspection).order_by("id")
    return [
        Found(ordinal, question, severity, stages.get(pk, Stage.FOUND.value))
        for pk, ordinal, question, severity in rows.values_list(
            "id", "pick__entry__ordinal", "question", "severity"
        )
    ]
