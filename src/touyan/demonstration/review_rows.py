"""Reviews of a made-up inspection as rows: answers, what stands, findings and their steps."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from touyan.demonstration.copying import Batch, as_json
from touyan.demonstration.known_rows import Register
from touyan.demonstration.rules.inspecting import Given, Papers, answered, seen_again
from touyan.demonstration.rules.mending import Mended, Mending, Terms
from touyan.demonstration.staff import Crew
from touyan.inspections.rules.checklist import Question, differences
from touyan.inspections.rules.faults import Fault, answered_apart, plain, stands, told_faults
from touyan.inspections.rules.prefill import prefill
from touyan.inspections.rules.words import Seat
from touyan.kernel.messages import as_data

FINDINGS_PER_PICK = 64
THIRD_WAITS = 0.4
"""Where a round still runs, so many of the matters answered apart wait for their third."""
EVENLY = 0.618
"""Steps of so much fall evenly between 0 and 1, so that few findings go every way as well."""
SEATS = (Seat.FIRST, Seat.SECOND)


@dataclass(frozen=True)
class Looked:
    """A matter looked at: its pick, who reviews it, when its reviews are done (None: not yet)."""

    pick: int
    matter: int
    organ: int
    reviewers: Sequence[int]
    third: int | None
    done: Sequence[datetime | None]


@dataclass(frozen=True)
class Round:
    """What the reviews of one inspection have in common."""

    inspection: int
    seed: str
    seats: int
    over: bool
    questions: Sequence[Question]
    assigned_by: int
    assigned_at: datetime
    decider: int
    terms: Terms
    crews: Mapping[int, Crew]
    earlier: Mapping[tuple[int, str], int]
    """The last finding of each office on each question in the rounds before."""


class ReviewWriter:
    """Writes the reviews of some matters of one round and what came of them."""

    def __init__(self, batch: Batch, held: Round) -> None:
        self.batch, self.round = batch, held
        self.told = 0

    def write(self, some: Sequence[Looked]) -> None:
        register = Register(one.matter for one in some)
        for one in some:
            self.rng = Random(f"{self.round.seed} {one.matter}")
            self._matter(one, register)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _matter(self, one: Looked, register: Register) -> None:
        given: dict[Seat, Given] = {}
        for seat, reviewer, done in zip(SEATS, one.reviewers, one.done, strict=False):
            if done is None:
                self._review(one, seat, reviewer, {}, {}, None)
                continue
            opened = min(at for at in one.done if at) - timedelta(minutes=50)
            seen = register.seen(one.matter, opened)
            known = prefill(self.round.questions, seen.known)
            papers = Papers(seen.ended, seen.named_after, seen.reachable)
            given[seat] = (
                seen_again(self.round.questions, given[Seat.FIRST], self.rng)
                if Seat.FIRST in given
                else answered(self.round.questions, known, papers, self.rng)
            )
            filled = {
                code: {"answer": said.answer.value, "why": as_data(said.why)}
                for code, said in known.items()
            }
            self._review(one, seat, reviewer, filled, given[seat], done)
        if len(given) == self.round.seats:
            self._conclude(one, given)

    def _review(
        self, one: Looked, seat: Seat, reviewer: int, filled: object, answers: object,
        done: datetime | None,
    ) -> None:  # fmt: skip
        assigned = self.round.assigned_at if seat is not Seat.THIRD else max(filter(None, one.done))
        self.batch.add(
            "inspections_review", self._uuid(), one.pick, seat.value, reviewer,
            self.round.assigned_by, assigned, as_json(filled), as_json(answers), done, done,
            2 if done else 0,
        )  # fmt: skip

    def _conclude(self, one: Looked, given: dict[Seat, Given]) -> None:
        """What stands, by a third where the two answered apart; then every fault."""
        questions, at = self.round.questions, max(filter(None, one.done))
        who = one.reviewers[-1]
        if Seat.SECOND in given and one.third is not None:
            apart = differences(questions, given[Seat.FIRST], given[Seat.SECOND])
            if apart:
                waits = not self.round.over and self.rng.random() < THIRD_WAITS
                settled = at + timedelta(hours=26)
                if waits or settled > self.round.terms.now:
                    self._review(one, Seat.THIRD, one.third, {}, {}, None)
                    return
                given[Seat.THIRD] = {code: given[self.rng.choice(SEATS)][code] for code in apart}
                self._review(one, Seat.THIRD, one.third, {}, given[Seat.THIRD], settled)
                at, who = settled, one.third
        answers = stands(questions, given, seats=self.round.seats)
        if answers is None:
            return
        self.batch.add(
            "inspections_outcome", self.round.inspection, one.pick,
            as_json(plain(questions, answers)), as_json(answered_apart(questions, given)), at,
        )  # fmt: skip
        for place, fault in enumerate(told_faults(questions, given, seats=self.round.seats)):
            self._finding(one, one.pick * FINDINGS_PER_PICK + place, fault, who, at)

    def _finding(self, one: Looked, pk: int, fault: Fault, who: int, at: datetime) -> None:
        told = self.round.terms.told_at
        made = Mended(fault.severity)
        if told and at < told:
            self.told += 1
            Mending(self.rng, self.round.terms, self.told * EVENLY % 1).tell(made)
        accounts = self.round.crews[one.organ].accounts
        self.batch.add(
            "inspections_finding", pk, self._uuid(), self.round.inspection, one.pick, one.organ,
            fault.question, fault.severity.value, fault.fact, fault.evidence, fault.rule,
            made.stage.value, who, at, made.answer_by,
            accounts["handler"] if made.measures else None, made.measures, made.due_on,
            self.round.earlier.get((one.organ, fault.question)), len(made.steps),
        )  # fmt: skip
        self.batch.add("inspections_findingstep", pk, "find", fault.fact, fault.evidence, None,
                       who, at)  # fmt: skip
        people = {**accounts, "decider": self.round.decider, "reviewer": who}
        for step in made.steps:
            self.batch.add("inspections_findingstep", pk, step.verb, step.text, step.evidence,
                           step.due_on, people[step.who], step.at)  # fmt: skip
