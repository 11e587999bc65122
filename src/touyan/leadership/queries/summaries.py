"""Several charges at once, for a list: what each still asks, in a fixed number of reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.rules.words import Kind
from touyan.leadership.models import Charge, Deed
from touyan.leadership.queries.matrices import (
    PLANS_COMPARED,
    SIGNED_ANSWER,
    acts_from,
    answering_of,
)
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.matrix import CellState, matrix
from touyan.leadership.rules.required import requirements
from touyan.leadership.rules.signs import Beside, first_decision, signs
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import Act
from touyan.matters.rules.lifecycle import ENDED

HEARINGS = ("set_hearing", "cancel_hearing")


@dataclass(frozen=True)
class Summary:
    """One charge: the acts its matter asks for, which are still to do, which raise a question."""

    charge: Charge
    asked: Sequence[LeaderAct]
    to_do: Sequence[LeaderAct]
    doubtful: Sequence[LeaderAct]


@dataclass
class _Read:
    """What was read of one matter."""

    deeds: list[Deed] = field(default_factory=list)
    decided: list[Act] = field(default_factory=list)
    answers: list[Act] = field(default_factory=list)
    hearing: bool = False


def summaries(charges: Sequence[Charge]) -> list[Summary]:
    """The charges of a leader's list (`my_charges`), in their order."""
    read = _read([charge.matter_id for charge in charges])
    plans = _plans(charges)
    rules = rules_now()
    signed = [(act.matter_id, act.at) for one in read.values() for act in one.decided]
    return [_summary(rules, one, read[one.matter_id], plans, signed) for one in charges]


def _summary(
    rules: Sequence[DatedRule],
    charge: Charge,
    read: _Read,
    plans: Sequence[tuple[int, str, datetime]],
    signed: Sequence[tuple[int, datetime]],
) -> Summary:
    matter, day = charge.matter, legal_day(charge.named_at)
    reachable = bool(getattr(charge, "reachable", False))
    required = requirements(
        rules, kind=Kind(matter.kind), day=day, region=matter.organ.code,
        facts={"hearing_held": read.hearing, "hardship": matter.hardship,
               "replyable": reachable},
    )  # fmt: skip
    answering = answering_of(read.answers, owed=reachable)
    deeds = [deed for deed in read.deeds if deed.charge_id == charge.pk]
    acts = acts_from(deeds, read.decided, [charge], answering)
    beside = Beside(
        [at for pk, at in signed if pk != matter.pk],
        [("", text, at) for pk, text, at in plans if pk != matter.pk],
    )
    leader = charge.leader.get_short_name()
    served = answering.served_after(first_decision(acts))
    region = matter.organ.code
    seen = signs(rules, acts, beside, leader=leader, day=day, region=region, served=served)
    cells = matrix(required, acts, seen, ended=matter.stage in ENDED)
    state = {cell.act: cell.state for cell in cells}
    asked = [one.act for one in required if one.required]
    return Summary(
        charge,
        asked,
        to_do=[act for act in asked if state[act] is CellState.MISSING],
        doubtful=[act for act in asked if state[act] is CellState.DOUBTFUL],
    )


def _read(matters: Sequence[int]) -> defaultdict[int, _Read]:
    """Deeds, decisions and hearings by matter, in two reads."""
    found: defaultdict[int, _Read] = defaultdict(_Read)
    deeds = Deed.objects.filter(charge__matter__in=matters)
    for deed in deeds.select_related("charge", "by__person").order_by("happened_on", "id"):
        found[deed.charge.matter_id].deeds.append(deed)
    wanted = SIGNED_ANSWER | Q(verb__in=("decide", "serve_answer", *HEARINGS))
    acts = Act.objects.filter(wanted, matter__in=matters)
    for act in acts.select_related("by__person").order_by("id"):
        if act.verb == "decide":
            found[act.matter_id].decided.append(act)
        elif act.verb in ("sign", "serve_answer"):
            found[act.matter_id].answers.append(act)
        else:
            found[act.matter_id].hearing = act.verb == HEARINGS[0]
    return found


def _plans(charges: Sequence[Charge]) -> list[tuple[int, str, datetime]]:
    """The newest plans of the offices of these charges."""
    organs = {charge.organ_id for charge in charges}
    found = Deed.objects.filter(charge__organ__in=organs, kind=LeaderAct.PLAN).order_by("-at")
    rows = found.values_list("charge__matter_id", "evidence__plan", "at")[:PLANS_COMPARED]
    return [(matter, plan or "", at) for matter, plan, at in rows]
