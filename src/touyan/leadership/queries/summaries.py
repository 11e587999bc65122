"""Several charges at once, for a list: what each still asks, in a fixed number of reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.rules.words import Kind
from touyan.leadership.models import Charge, Deed
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.required import requirements
from touyan.leadership.rules.words import LeaderAct
from touyan.matters.models import Act, Belonging

HEARINGS = ("set_hearing", "cancel_hearing")


@dataclass(frozen=True)
class Summary:
    """One charge: the acts its matter asks for, and which of them are still to do."""

    charge: Charge
    asked: Sequence[LeaderAct]
    to_do: Sequence[LeaderAct]


def summaries(charges: Sequence[Charge], *, now: datetime) -> list[Summary]:
    """The charges of a list the caller was allowed to read, in their order."""
    matters = [charge.matter_id for charge in charges]
    done, heard = _done(matters)
    reachable = _reachable(matters)
    rules = rules_now()
    found = []
    for charge in charges:
        matter = charge.matter
        facts = {
            "hearing_held": heard.get(matter.pk, False),
            "hardship": matter.hardship,
            "replyable": reachable.get(matter.pk, False),
        }
        asked = [
            one.act
            for one in requirements(
                rules, kind=Kind(matter.kind), facts=facts, day=legal_day(charge.named_at or now),
                region=matter.organ.code,
            )
            if one.required
        ]  # fmt: skip
        to_do = [act for act in asked if act not in done[matter.pk]]
        found.append(Summary(charge, asked, to_do))
    return found


def _done(
    matters: Sequence[int],
) -> tuple[defaultdict[int, set[LeaderAct]], dict[int, bool]]:
    """By matter: the acts done so far, and whether a hearing is set."""
    done: defaultdict[int, set[LeaderAct]] = defaultdict(set)
    heard: dict[int, bool] = {}
    deeds = Deed.objects.filter(charge__matter__in=matters)
    for matter, kind in deeds.values_list("charge__matter_id", "kind"):
        done[matter].add(LeaderAct(kind))
    acts = Act.objects.filter(matter__in=matters, verb__in=("decide", *HEARINGS)).order_by("id")
    for matter, verb in acts.values_list("matter_id", "verb"):
        if verb == "decide":
            done[matter].add(LeaderAct.DECIDE)
        else:
            heard[matter] = verb == HEARINGS[0]
    return done, heard


def _reachable(matters: Sequence[int]) -> dict[int, bool]:
    first = Belonging.objects.filter(matter__in=matters, relation="first")
    rows = first.values_list("matter_id", "petition__replyable", "petition__anonymous")
    return {matter: replyable and not anonymous for matter, replyable, anonymous in rows}
