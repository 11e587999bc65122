"""Revisits after a made-up closing: scheduled by the dated rules, made, some forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from touyan.campaigns.rules.revisits import EARLY, Result, Way, plan, questions
from touyan.demonstration.rules.cleared import Cleared, MadeRevisit
from touyan.demonstration.rules.leaders import some_days_on
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.story import MadeAct, at_work
from touyan.leadership.rules.dated import in_force
from touyan.leadership.rules.words import ChargeState

FORGOTTEN, UNANSWERED, AGREED = 0.08, 0.2, 0.55
LED = (ChargeState.ACCEPTED, ChargeState.ENDED)
CONTENT = ((Result.SETTLED, 90), (Result.UNREACHED, 10))
MIXED = ((Result.SETTLED, 22), (Result.DISAGREES, 48), (Result.UNREACHED, 20), (Result.ASKED, 10))
WAYS = (Way.TELEPHONE, Way.TELEPHONE, Way.TELEPHONE, Way.IN_PERSON, Way.VISIT, Way.VIDEO)
ANSWERS = {
    "VQ1": ("understood_no", "understood_yes"), "VQ2": ("fulfilled_no", "fulfilled_yes"),
    "VQ3": ("opinion_no", "opinion_yes"), "VQ4": ("hardship_some", "hardship_none"),
    "VQ5": ("new_facts_some", "new_facts_none"),
}  # fmt: skip
"""What is answered where the petitioner is content (second) or is not."""


def look_back(leading: Leading) -> None:
    """Revisits of a matter that a leader led to its end, where somebody can be asked."""
    story = leading.story
    led = any(charge.answered_at and charge.state in LED for charge in leading.led.charges)
    if story.closed_at is None or not led or not story.petitions[0].people:
        return
    looking = LookingBack(leading, closing=len(story.closings) - 1)
    looking.schedule()
    looking.go_on(agreed=leading.rng.random() < AGREED)


@dataclass(frozen=True, slots=True)
class Heard:
    """When a revisit was recorded, and the place of its act in the story."""

    moment: datetime
    act: int


class LookingBack:
    """The revisits of one closing."""

    def __init__(self, leading: Leading, *, closing: int) -> None:
        self.leading, self.rng, self.words = leading, leading.rng, leading.words
        self.story, self.now, self.closing = leading.story, leading.now, closing
        self.closed = self.story.closings[closing].at
        if self.story.cleared is None:
            self.story.cleared = Cleared()
        self.revisits: list[MadeRevisit] = []

    def schedule(self) -> list[MadeRevisit]:
        """What the rules in force on the day of closing ask for."""
        on, region = self.closed.date(), self.leading.office.code
        self.rules = in_force(self.leading.rules, family="revisit", day=on, region=region)
        self.revisits = [
            MadeRevisit(self.closing, one.rule, one.months, one.due_on)
            for one in plan(self.rules, closed_on=on)
        ]
        self.story.cleared.revisits += self.revisits  # type: ignore[union-attr]
        return self.revisits

    def hear(self, revisit: MadeRevisit, *, early: bool) -> Heard | None:
        """A revisit at which the petitioner agreed; None where its day has not come."""
        days = self.rng.randint(-13, -5) if early else self.rng.randint(-5, 6)
        at = self._day(revisit, days)
        return Heard(at, self._record(revisit, at, Result.SETTLED, "clerk")) if at else None

    def return_to_work(self) -> datetime | None:
        """A revisit brings something new: the matter is open again, the others are dropped."""
        at = self._day(self.revisits[0], self.rng.randint(-10, -4))
        if at is None:
            return None
        self._record(self.revisits[0], at, Result.RETURNED, "head")
        reason = self.revisits[0].findings
        still = self.story.still
        self.story.acts.append(MadeAct("reopen", at, "head", reason=reason, detail=still))
        for other in self.revisits[1:]:
            other.dropped_at = at
        return at

    def go_on(self, *, agreed: bool) -> None:
        """The others, as their days come; a few are forgotten and stand overdue."""
        for revisit in self.revisits:
            at = None if revisit.at else self._day(revisit, self.rng.randint(-6, 7))
            if at and self.rng.random() >= FORGOTTEN:
                results, weights = zip(*(CONTENT if agreed else MIXED), strict=True)
                result = self.rng.choices(results, weights)[0]
                self._record(revisit, at, result, self.rng.choice(("clerk", "handler")))

    def _day(self, revisit: MadeRevisit, days: int) -> datetime | None:
        """A moment about its day, and never before the one from which it counts."""
        first = max(self.closed.date(), revisit.due_on - EARLY)
        day = max(first, revisit.due_on + timedelta(days=days))
        at = at_work(self.rng, day)
        last = max((one.at for one in self.revisits if one.at), default=self.closed)
        return at if last < at <= self.now else None

    def _record(self, revisit: MadeRevisit, at: datetime, result: Result, who: str) -> int:
        revisit.at, revisit.on, revisit.who = at, at.date(), who
        self._promises(revisit, at)
        if result is Result.SETTLED and not all(done for _p, done, _s in revisit.promised):
            result = Result.DISAGREES
        revisit.result = result.value
        if result is Result.UNREACHED:
            revisit.promised = []
        else:
            self._answers(revisit, content=result is Result.SETTLED)
        revisit.contact = self._contact(revisit, at, result)
        revisit.findings = self.words.say(f"found_{result.value}")
        detail: dict[str, object] = {"months": revisit.months, "revisit": result.value}
        self.story.acts.append(
            MadeAct("record_revisit", at, who, on=revisit.on, reason=revisit.findings,
                    detail=detail)
        )  # fmt: skip
        place = len(self.story.acts) - 1
        if result is Result.ASKED:
            self._answer_request(revisit, at)
        return place

    def _promises(self, revisit: MadeRevisit, at: datetime) -> None:
        for place, promise in enumerate(self.leading.led.promises):
            if promise.at < at:
                done = promise.kept_at is not None and promise.kept_at < at
                said = self.words.say("said_done" if done else "said_missing")
                revisit.promised.append((place, done, said))

    def _answers(self, revisit: MadeRevisit, *, content: bool) -> None:
        for rule in questions(self.rules):
            act = ANSWERS[rule.code][content or rule.code in ("VQ4", "VQ5") and self._luck()]
            if rule.code == "VQ2" and all(done for _p, done, _s in revisit.promised):
                act = "fulfilled_yes"
            revisit.answers.append(
                {"code": rule.code, "zh": rule.name_zh, "en": rule.name_en,
                 "answer": self.words.say(act)}
            )  # fmt: skip

    def _luck(self) -> bool:
        return self.rng.random() < 0.6

    def _contact(self, revisit: MadeRevisit, at: datetime, result: Result) -> dict[str, object]:
        if result is Result.UNREACHED:
            first = max(self.closed.date(), at.date() - timedelta(days=self.rng.randint(2, 5)))
            tried = [(first, Way.TELEPHONE), (at.date(), Way.VISIT)]
            return {"attempts": [
                {"on": day.isoformat(), "way": way.value, "what": self.words.say("attempt")}
                for day, way in tried
            ]}  # fmt: skip
        office, me = self.leading.office, self.words.facts["me"]
        return {"way": self.rng.choice(WAYS).value, "who": office.names[revisit.who],
                "with": f"{me}本人", "attempts": []}  # fmt: skip

    def _answer_request(self, revisit: MadeRevisit, at: datetime) -> None:
        back = some_days_on(self.rng, at, 3, 12)
        if back > self.now or self.rng.random() < UNANSWERED:
            return
        revisit.taken_up, revisit.decision = False, self.words.say("request_refused")
        revisit.decided_by, revisit.decided_at = "head", back
        detail: dict[str, object] = {"months": revisit.months, "taken_up": False}
        self.story.acts.append(
            MadeAct("answer_revisit", back, "head", reason=revisit.decision, detail=detail)
        )
