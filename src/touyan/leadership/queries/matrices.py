"""What the matrix of a matter shows: the acts asked for, those done, and the signs on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.rules.words import Kind
from touyan.leadership.models import (
    Charge,
    Deed,
)
from touyan.leadership.queries.charges import charges_of
from touyan.leadership.queries.duties import campaign_acts
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.answering import Answering
from touyan.leadership.rules.matrix import Cell, matrix
from touyan.leadership.rules.required import Requirement, requirements
from touyan.leadership.rules.signs import Beside, DoneAct, Sign, first_decision, signs
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.clockwork import facts_of
from touyan.matters.models import Act, Document, Matter
from touyan.matters.queries import visible
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.rules.access import Viewer

PLANS_COMPARED = 200


def required_of(matter: Matter, *, now: datetime) -> list[Requirement]:
    """What the rules in force on the day of the first naming (today, while unnamed) ask."""
    first = charges_of(matter).values_list("named_at", flat=True).first()
    facts = facts_of(matter)
    return requirements(
        rules_now(),
        kind=Kind(matter.kind),
        facts={
            "hearing_held": hearing_held(matter),
            "hardship": matter.hardship,
            "replyable": bool(facts["replyable"]) and not facts["anonymous"],
        },
        day=legal_day(first or now),
        region=matter.organ.code,
        campaign=campaign_acts(matter),
    )


def hearing_held(matter: Matter) -> bool:
    """Whether a hearing was set and not cancelled."""
    last = Act.objects.filter(matter=matter, verb__in=["set_hearing", "cancel_hearing"])
    return last.order_by("-id").values_list("verb", flat=True).first() == "set_hearing"


def matrix_of(matter: Matter, *, viewer: Viewer, now: datetime) -> list[Cell]:
    """The matrix of a matter the caller has found visible; empty while nobody is in charge."""
    charges = list(charges_of(matter))
    if not charges:
        return []
    acts = done_acts(matter, charges)
    seen = signs_of(matter, charges, acts, viewer=viewer)
    ended = matter.stage in ENDED
    return matrix(required_of(matter, now=now), acts, seen, ended=ended)


def signs_of(
    matter: Matter, charges: list[Charge], acts: list[DoneAct], *, viewer: Viewer
) -> list[Sign]:
    """Every sign on the acts of a matter's leaders, each leader's acts held against their own."""
    decided = first_decision(acts)
    served = answering_of(_answer_acts(matter)).served_after(decided)
    found: list[Sign] = []
    for charge in charges:
        mine = [one for one in acts if one.charge == charge.pk]
        found += signs(
            rules_now(),
            mine,
            _beside(matter, charge, mine, viewer=viewer),
            leader=charge.leader.get_short_name(),
            day=legal_day(charges[0].named_at),
            region=matter.organ.code,
            decided=decided,
            served=served,
        )
    return found


def done_acts(matter: Matter, charges: list[Charge]) -> list[DoneAct]:
    """What was done under the matter's charges: deeds with their evidence, and the decision."""
    deeds = Deed.objects.filter(charge__matter=matter).select_related("by__person")
    decided = Act.objects.filter(matter=matter, verb="decide").select_related("by__person")
    rows = deeds.order_by("happened_on", "id")
    facts = facts_of(matter)
    owed = bool(facts["replyable"]) and not facts["anonymous"]
    answering = answering_of(_answer_acts(matter), owed=owed)
    return acts_from(list(rows), list(decided.order_by("id")), charges, answering)


SIGNED_ANSWER = Q(verb="sign", document__kind="answer") & Q(
    document__state__in=[Document.State.SIGNED, Document.State.SERVED]
)
"""Signatures under answers that were not cancelled since."""


def _answer_acts(matter: Matter) -> QuerySet[Act]:
    return Act.objects.filter(SIGNED_ANSWER | Q(verb="serve_answer"), matter=matter)


def answering_of(acts: Iterable[Act], *, owed: bool = True) -> Answering:
    """Signatures and services among the acts of a matter."""
    rows = list(acts)
    signed = [act.at for act in rows if act.verb == "sign"]
    served = [(act.happened_on, act.at) for act in rows if act.verb == "serve_answer"]
    return Answering(signed, served, owed)


def acts_from(
    deeds: Sequence[Deed],
    decided: Sequence[Act],
    charges: Sequence[Charge],
    answering: Answering,
) -> list[DoneAct]:
    """Deeds that no later one corrects, and decisions made while a charge was open."""
    replaced = {deed.corrects_id for deed in deeds}
    leaders = {charge.pk: charge.leader_id for charge in charges}
    found = [
        _act(
            f"deed-{deed.pk}",
            LeaderAct(deed.kind),
            deed,
            deed.evidence,
            (deed.charge_id, leaders[deed.charge_id]),
        )
        for deed in deeds
        if deed.pk not in replaced
    ]
    for act in decided:
        charge = _charge_at(charges, act.at)
        if charge:  # deciding proves itself
            said = {"opinion": act.reason}
            key = f"act-{act.pk}"
            under = (charge.pk, charge.leader_id)
            done = _act(key, LeaderAct.DECIDE, act, said, under)
            found.append(replace(done, signed=answering.is_signed(act.at)))
    return found


def _act(
    key: str, kind: LeaderAct, row: Deed | Act, evidence: dict[str, Any], under: tuple[int, int]
) -> DoneAct:
    """`under`: the charge and its leader."""
    return DoneAct(
        key, kind, row.happened_on, row.at, row.by.get_short_name() if row.by else "",
        charge=under[0], in_charge=row.by_id == under[1], stand_in=getattr(row, "on_behalf", False),
        evidence=evidence,
    )  # fmt: skip


def _charge_at(charges: Iterable[Charge], moment: datetime) -> Charge | None:
    open_then = [c for c in charges if c.named_at <= moment and (c.ended_at or moment) >= moment]
    return open_then[-1] if open_then else None


def _beside(matter: Matter, charge: Charge, acts: list[DoneAct], *, viewer: Viewer) -> Beside:
    """Decisions and signatures of the same leader on other matters, and earlier plans of other
    matters of the same office, bounded."""
    moments: list[datetime] = []
    for act in (one for one in acts if one.act is LeaderAct.DECIDE):
        minute = timedelta(minutes=2)
        near = Act.objects.filter(by=charge.leader_id, verb__in=("decide", "sign"))
        near = near.filter(at__range=(act.at - minute, act.at + minute)).exclude(matter=matter)
        moments += near.values_list("at", flat=True)[:PLANS_COMPARED]
    return Beside(moments, _earlier_plans(matter, charge, acts, viewer=viewer))


def _earlier_plans(
    matter: Matter, charge: Charge, acts: list[DoneAct], *, viewer: Viewer
) -> list[tuple[str, str, datetime]]:
    mine = [one.at for one in acts if one.act is LeaderAct.PLAN]
    if not mine:
        return []
    plans = Deed.objects.filter(charge__organ=charge.organ_id, kind=LeaderAct.PLAN)
    plans = plans.filter(at__lt=max(mine)).exclude(charge__matter=matter).order_by("-at", "-id")
    rows = list(
        plans.values_list("charge__matter_id", "charge__matter__number", "evidence__plan", "at")[
            :PLANS_COMPARED
        ]
    )
    known = set(
        visible(viewer=viewer)
        .filter(pk__in=[pk for pk, _number, _plan, _at in rows])
        .values_list("pk", flat=True)
    )
    return [(number if pk in known else "", plan or "", at) for pk, number, plan, at in rows]
