"""What becomes of a made-up finding, step by step, from the day the office was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from touyan.demonstration.rules.inspecting import say
from touyan.demonstration.rules.story import at_work
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.words import Severity

UPHELD, ACCEPTED = 0.6, 0.45
UNPLANNED, EXTENDED, CLAIMED, FAILED, LOOKED_AT = 0.03, 0.08, 0.9, 0.07, 0.93
SHOWN_AT = {"claim": "claim_evidence", "contest": "evidence"}
"""Steps of the office that name where it can be seen."""
HARM_DAYS = 7
"""What harmed petitioners is reported mended within so many days; everything else comes after."""


@dataclass(slots=True)
class MadeStep:
    """One step; `who` is "decider", "reviewer" or a part played in the office inspected."""

    verb: str
    at: datetime
    who: str
    text: str = ""
    evidence: str = ""
    due_on: date | None = None


@dataclass(slots=True)
class Mended:
    """A finding with its steps and where it stands."""

    severity: Severity
    stage: Stage = Stage.FOUND
    steps: list[MadeStep] = field(default_factory=list)
    answer_by: date | None = None
    due_on: date | None = None
    measures: str = ""


@dataclass(frozen=True)
class Terms:
    """When offices are told, how long they may contest and mend, up to when all that goes, and how
    often they contest."""

    told_at: datetime | None
    contest_days: int
    mend_days: Mapping[str, int]
    now: datetime
    contested: float = 0.1


class Mending:
    """Tells of one finding; what would lie ahead of now is left. `lot` decides what the office
    answers."""

    def __init__(self, rng: Random, terms: Terms, lot: float) -> None:
        self.rng, self.terms, self.lot = rng, terms, lot

    def tell(self, made: Mended) -> Mended:
        self.made, told = made, self.terms.told_at
        if told is None or told > self.terms.now:
            return made
        made.answer_by = told.date() + timedelta(days=self.terms.contest_days)
        self.at = told
        self._step("tell", told, "decider", Stage.TOLD, due=None)
        if self._answered() and self._planned():
            self._claimed()
        return made

    def _step(
        self, verb: str, at: datetime, who: str, stage: Stage, *, due: date | None, text: str = ""
    ) -> bool:
        """False where that moment has not come yet."""
        if at > self.terms.now:
            return False
        evidence = say(self.rng, SHOWN_AT[verb]) if verb in SHOWN_AT else ""
        self.made.steps.append(MadeStep(verb, at, who, text, evidence, due))
        self.made.stage, self.made.due_on, self.at = stage, due, at
        return True

    def _later(self, least: float, most: float) -> datetime:
        later = at_work(self.rng, (self.at + timedelta(days=self.rng.uniform(least, most))).date())
        return later if later > self.at else self.at + timedelta(minutes=self.rng.randint(20, 90))

    def _answered(self) -> bool:
        """Contested and decided, accepted, or final for want of an answer."""
        days, contested = self.terms.contest_days, self.terms.contested
        if self.lot < contested:
            at, text = self._later(1, days / 2), say(self.rng, "contest")
            if not self._step("contest", at, "chief", Stage.CONTESTED, due=None, text=text):
                return False
            at = self._later(5, 11)
            if self.rng.random() < UPHELD:
                return self._final("uphold", at, "decider", say(self.rng, "uphold"))
            text = say(self.rng, "withdraw")
            self._step("withdraw", at, "decider", Stage.WITHDRAWN, due=None, text=text)
            return False
        if self.made.severity is Severity.HARM or self.lot < contested + ACCEPTED:
            return self._final("accept", self._later(1, days - 4), "chief")
        return self._final("lapse", self._later(days + 3, days + 5), "decider")

    def _final(self, verb: str, at: datetime, who: str, text: str = "") -> bool:
        due = at.date() + timedelta(days=self.terms.mend_days[self.made.severity.value])
        return self._step(verb, at, who, Stage.FINAL, due=due, text=text)

    def _planned(self) -> bool:
        harm = self.made.severity is Severity.HARM
        if not harm and self.rng.random() < UNPLANNED:
            return False
        text = say(self.rng, "measures_harm" if harm else "measures")
        at = self._later(0.2, 1) if harm else self._later(1, 5)
        if not self._step("plan", at, "head", Stage.MENDING, due=self.made.due_on, text=text):
            return False
        self.made.measures = text
        return harm or self.rng.random() >= EXTENDED or self._extended()

    def _extended(self) -> bool:
        due = self.made.due_on or self.at.date()
        wanted, at = due + timedelta(days=30), self._later(2, 8)
        if not self._step("ask", at, "handler", Stage.MENDING, due=wanted,
                          text=say(self.rng, "ask")):  # fmt: skip
            return False
        self.made.due_on = due
        if not self._step("extend", self._later(1, 4), "decider", Stage.MENDING, due=wanted,
                          text=say(self.rng, "extend")):  # fmt: skip
            self.made.due_on = due
            return False
        return True

    def _claimed(self) -> bool:
        """Reported mended, after what harmed petitioners; looked at again by the inspector."""
        if self.made.severity is Severity.HARM:
            return self._claim(self._later(0.5, 2)) and self._pass()
        if self.rng.random() > CLAIMED:
            return False
        if not self._claim(self._later(HARM_DAYS + 12, HARM_DAYS + 20)):
            return False
        if self.rng.random() < FAILED and not self._fail():
            return False
        return self.rng.random() < LOOKED_AT and self._pass()

    def _claim(self, at: datetime) -> bool:
        text = say(self.rng, "claim")
        return self._step("claim", at, "handler", Stage.CLAIMED, due=self.made.due_on, text=text)

    def _fail(self) -> bool:
        at = self._later(1, 6)
        due = max(at.date(), self.made.due_on or at.date()) + timedelta(days=15)
        text = say(self.rng, "fail")
        if not self._step("fail", at, "reviewer", Stage.MENDING, due=due, text=text):
            return False
        return self._claim(self._later(4, 12))

    def _pass(self) -> bool:
        text, due = say(self.rng, "pass"), self.made.due_on
        return self._step("pass", self._later(1, 8), "reviewer", Stage.CLOSED, due=due, text=text)
