"""What the register says of many matters at once, as it stood when an inspector opened each; the
same rules as for one matter, fed by a few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any, NamedTuple

from django.db.models import Q

from touyan.deadlines.queries import rules_in_force
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.inspections.queries.scope import LED_STATES
from touyan.inspections.rules.prefill import Known, not_running
from touyan.intake.rules.words import Kind
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.models import Charge, Deed, DutyRow, Statement
from touyan.leadership.queries.matrices import PLANS_COMPARED, SIGNED_ANSWER, answering_of
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.answering import Answering
from touyan.leadership.rules.matrix import CellState, matrix
from touyan.leadership.rules.required import requirements
from touyan.leadership.rules.signs import Beside, DoneAct, Sign, first_decision, signs
from touyan.leadership.rules.words import LeaderAct, StatedFact
from touyan.matters.clockwork import facts_with
from touyan.matters.models import Act, Belonging, ClockRow, Closing, Matter

WINDOW = timedelta(minutes=2)


class _Charge(NamedTuple):
    pk: int
    leader: int
    name: str
    named: datetime
    taken: bool
    answered: datetime | None
    ended: datetime | None
    organ: int


@dataclass
class _Read:
    """Of one matter, what the queries brought."""

    kind: str = ""
    hardship: bool = False
    region: str = ""
    replyable: bool = True
    facts: Mapping[str, object] = field(default_factory=dict)
    duty: tuple[bool, bool] = (False, False)
    asked: Sequence[str] = ()
    charges: list[_Charge] = field(default_factory=list)
    deeds: list[tuple[Any, ...]] = field(default_factory=list)
    decided: list[tuple[Any, ...]] = field(default_factory=list)
    answers: list[Act] = field(default_factory=list)
    hearings: list[tuple[str, datetime]] = field(default_factory=list)
    accepted: datetime | None = None
    closings: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    clocks: list[tuple[Any, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """What was known at that moment, and what else an inspector looks at."""

    known: Known
    ended: bool
    reachable: bool
    named_after: int | None


class Register:
    """Reads the matters of whole offices, so that plans and decisions can be held together."""

    def __init__(self, matters: Iterable[int]) -> None:
        self.rules = rules_now()
        self.of_acts = [rule for rule in self.rules if rule.family == "act"]
        self.of_signs = [rule for rule in self.rules if rule.family == "sign"]
        self.of_clocks = rules_in_force()
        self.read: dict[int, _Read] = defaultdict(_Read)
        self.ids = list(matters)
        self._matters()
        self._charges()
        self._acts()
        self._rest()
        self._beside()

    def _matters(self) -> None:
        rows = Belonging.objects.filter(matter__in=self.ids, relation="first").values_list(
            "matter", "petition__channel", "petition__anonymous", "petition__replyable"
        )
        firsts = {pk: (channel, bare, can) for pk, channel, bare, can in rows}
        matters = Matter.objects.filter(pk__in=self.ids).select_related("organ")
        for matter in matters.defer("search"):
            one, first = self.read[matter.pk], firsts.get(matter.pk)
            one.kind, one.hardship, one.region = matter.kind, matter.hardship, matter.organ.code
            one.facts = facts_with(matter, first)
            one.replyable = first is None or bool(first[2] and not first[1])

    def _charges(self) -> None:
        charges = Charge.objects.filter(matter__in=self.ids).order_by("id").values_list(
            "matter", "id", "leader", "leader__person__name", "named_at", "state", "answered_at",
            "ended_at", "organ",
        )  # fmt: skip
        for pk, charge, leader, name, named, state, answered, ended, organ in charges:
            taken = state in LED_STATES and answered is not None
            self.read[pk].charges.append(
                _Charge(charge, leader, name, named, taken, answered, ended, organ)
            )
        deeds = Deed.objects.filter(charge__matter__in=self.ids).order_by("happened_on", "id")
        for pk, *row in deeds.values_list(
            "charge__matter", "id", "charge", "kind", "happened_on", "at", "by", "by__person__name",
            "on_behalf", "evidence",
        ):  # fmt: skip
            self.read[pk].deeds.append(tuple(row))

    def _acts(self) -> None:
        verbs = ("decide", "set_hearing", "cancel_hearing", "accept")
        acts = Act.objects.filter(matter__in=self.ids, verb__in=verbs).order_by("id")
        for pk, verb, act, on, at, by, name, reason in acts.values_list(
            "matter", "verb", "id", "happened_on", "at", "by", "by__person__name", "reason"
        ):
            one = self.read[pk]
            if verb == "decide":
                one.decided.append((act, on, at, by, name, reason))
            elif verb == "accept":
                one.accepted = one.accepted or at
            else:
                one.hearings.append((verb, at))

        answers = Act.objects.filter(SIGNED_ANSWER | Q(verb="serve_answer"), matter__in=self.ids)
        for answer in answers.order_by("id"):
            self.read[answer.matter_id].answers.append(answer)

    def _rest(self) -> None:
        for pk, due, unknown in DutyRow.objects.filter(matter__in=self.ids).values_list(
            "matter", "due", "unknown"
        ):
            self.read[pk].duty = (due, unknown)
        stated = Statement.objects.filter(matter__in=self.ids, fact=StatedFact.CAMPAIGN)
        for pk, holds, terms in stated.order_by("id").values_list("matter", "holds", "terms"):
            self.read[pk].asked = list(terms.get("acts", [])) if holds else []
        closings = Closing.objects.filter(matter__in=self.ids)
        for pk, at, reopened in closings.values_list("matter", "at", "reopened_at"):
            self.read[pk].closings.append((at, reopened))
        clocks = ClockRow.objects.filter(matter__in=self.ids).order_by("id")
        for pk, *row in clocks.values_list(
            "matter", "code", "starts_on", "due_on", "met_on", "void_on", "suspended"
        ):
            self.read[pk].clocks.append(tuple(row))

    def _beside(self) -> None:
        """Moments at which leaders decided or signed, near enough to be asked about, and the plans
        of each office."""
        leaders = {charge.leader for one in self.read.values() for charge in one.charges}
        moments: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
        acts = Act.objects.filter(by__in=leaders, verb__in=("decide", "sign")).order_by("at")
        for by, at, pk in acts.values_list("by", "at", "matter"):
            moments[by].append((at, pk))
        self.near: dict[int, list[tuple[datetime, int]]] = {}
        self._plans()
        for by, held in moments.items():
            close = {
                one for pair in pairwise(held) if pair[1][0] - pair[0][0] <= WINDOW for one in pair
            }
            self.near[by] = sorted(close)

    def _plans(self) -> None:
        """Every plan of the offices, the newest first."""
        organs = Charge.objects.filter(matter__in=self.ids).values("organ")
        plans = Deed.objects.filter(charge__organ__in=organs, kind=LeaderAct.PLAN)
        self.plans: dict[int, list[tuple[datetime, int, str, str]]] = defaultdict(list)
        for organ, at, pk, number, text in plans.order_by("-at", "-id").values_list(
            "charge__organ", "at", "charge__matter", "charge__matter__number", "evidence__plan"
        ):
            self.plans[organ].append((at, pk, number, text or ""))

    def _earlier_plans(
        self, matter: int, organ: int, acts: Sequence[DoneAct]
    ) -> list[tuple[str, str, datetime]]:
        mine = [act.at for act in acts if act.act is LeaderAct.PLAN]
        if not mine:
            return []
        found = (
            (number, text, at)
            for at, pk, number, text in self.plans[organ]
            if at < max(mine) and pk != matter
        )
        return list(islice(found, PLANS_COMPARED))

    def seen(self, matter: int, moment: datetime) -> Seen:
        """One matter as it stood at that moment."""
        one = self.read[matter]
        charges = [row for row in one.charges if row.named <= moment]
        taken = [row for row in charges if row.taken and row.answered and row.answered <= moment]
        ended = any(at <= moment and (not again or again > moment) for at, again in one.closings)
        due, unknown = one.duty
        known = Known(
            due=None if unknown else due,
            due_why=_DUE if due else _NOT_DUE,
            led=bool(taken),
            acts=self._cells(matter, one, charges, moment, ended=ended),
            clocks=self._clocks(one, legal_day(moment)),
        )
        named = None
        if one.accepted and charges:
            named = (legal_day(charges[0].named) - legal_day(one.accepted)).days
        return Seen(known, ended, one.replyable, named)

    def _clocks(self, one: _Read, day: date) -> Mapping[str, tuple[bool | None, Message]]:
        ran = _clocks(one.clocks, day)
        return {**ran, **not_running(self.of_clocks, one.facts, ran.keys())}

    def _cells(
        self, matter: int, one: _Read, charges: Sequence[_Charge], moment: datetime, *, ended: bool
    ) -> dict[str, tuple[CellState, Message]]:
        if not charges:
            return {}
        held = [verb for verb, at in one.hearings if at <= moment]
        first = legal_day(charges[0].named)
        required = requirements(
            self.of_acts, kind=Kind(one.kind), day=first, region=one.region, campaign=one.asked,
            facts={"hearing_held": held[-1:] == ["set_hearing"], "hardship": one.hardship,
                   "replyable": one.replyable},
        )  # fmt: skip
        known = [act for act in one.answers if act.at <= moment]
        answering = answering_of(known, owed=one.replyable)
        acts = _done(one, charges, moment, answering)
        seen = self._signs(matter, one, charges, acts, answering)
        found = matrix(required, acts, seen, ended=ended)
        return {cell.act.value: (cell.state, cell.why) for cell in found}

    def _signs(
        self,
        matter: int,
        one: _Read,
        charges: Sequence[_Charge],
        acts: Sequence[DoneAct],
        answering: Answering,
    ) -> list[Sign]:
        decided = first_decision(acts)
        served = answering.served_after(decided)
        found: list[Sign] = []
        for charge in charges:
            mine = [act for act in acts if act.charge == charge.pk]
            near = [
                at
                for act in mine
                if act.act is LeaderAct.DECIDE
                for at, other in self.near.get(charge.leader, ())
                if other != matter and abs(at - act.at) <= WINDOW
            ]
            beside = Beside(near, self._earlier_plans(matter, charge.organ, mine))
            found += signs(
                self.of_signs, mine, beside, leader=charge.name, day=legal_day(charges[0].named),
                region=one.region, decided=decided, served=served,
            )  # fmt: skip
        return found


_DUE = message(N_("Asked of every matter in charge."))
_NOT_DUE = message(N_("No rule asks that this matter be led."))


def _done(
    one: _Read, charges: Sequence[_Charge], moment: datetime, answering: Answering
) -> list[DoneAct]:
    leaders = {row.pk: row.leader for row in charges}
    found = [
        DoneAct(f"deed-{pk}", LeaderAct(kind), on, at, name or "", charge=charge,
                in_charge=by == leaders[charge], stand_in=behalf, evidence=evidence)
        for pk, charge, kind, on, at, by, name, behalf, evidence in one.deeds
        if at <= moment and charge in leaders
    ]  # fmt: skip
    for pk, on, at, by, name, reason in one.decided:
        under = [row for row in charges if row.named <= at and (row.ended or at) >= at]
        if at <= moment and under:
            charge, leader = under[-1].pk, under[-1].leader
            found.append(DoneAct(f"act-{pk}", LeaderAct.DECIDE, on, at, name or "", charge=charge,
                                 in_charge=by == leader, evidence={"opinion": reason},
                                 signed=answering.is_signed(at)))  # fmt: skip
    return found


def _clocks(
    rows: Sequence[tuple[Any, ...]], day: date
) -> Mapping[str, tuple[bool | None, Message]]:
    by_code: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for code, starts, *rest in rows:
        if starts <= day:
            by_code[code].append(tuple(rest))
    return {code: _outcome(some, day) for code, some in by_code.items()}


def _outcome(rows: Sequence[tuple[Any, ...]], day: date) -> tuple[bool | None, Message]:
    """One broken time limit is told before those that were kept."""
    kept: tuple[Any, ...] | None = None
    for due, met, void, suspended in rows:
        done = next((one for one in (met, void) if one and one <= day), None)
        if due and (done or (day if not suspended else due)) > due:
            return False, _told(due, met)
        if met and met <= day and due:
            kept = due, met
    if kept:
        return True, _told(*kept)
    return None, message(N_("The time limit has not run out, or fell away."))


def _told(due: date, met: date | None) -> Message:
    if met:
        return message(
            N_("Due on %(due)s, done on %(day)s."), due=due.isoformat(), day=met.isoformat()
        )
    return message(N_("Due on %(due)s, not done."), due=due.isoformat())
