"""After a made-up matter of a campaign was closed: revisits, the grade of its outcome, causes of
recurrence and the reverse scrutiny of its origin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from touyan.campaigns.rules.resolution import (
    REOPENS,
    WINDOW_RULE,
    Contact,
    Evidence,
    View,
    Way,
    window_until,
)
from touyan.campaigns.rules.words import Mark
from touyan.demonstration.rules.campaigns import Fate, Listed
from touyan.demonstration.rules.cleared import (
    Cleared,
    MadeCause,
    MadeEvidence,
    MadeMark,
    MadeResolution,
    MadeScrutiny,
)
from touyan.demonstration.rules.leaders import some_days_on
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.looking_back import LookingBack
from touyan.demonstration.rules.story import MadeAct
from touyan.leadership.rules.dated import in_force
from touyan.matters.rules.lifecycle import Stage

AGREED = (Fate.AGREES, Fate.REVERSED, Fate.ONLINE, Fate.AGREES_AGAIN, Fate.TO_VERIFY)
"""Their first revisit heard the petitioner's free statement."""
VIEWS = {0: View.DISAGREES, 1: View.NONE, 2: View.CONFIRMS}
WORDS = {0: "says_disagrees", 1: "says_no_view", 2: "says_confirms"}
WAYS = (Way.TELEPHONE, Way.TELEPHONE, Way.IN_PERSON, Way.VIDEO)
CAUSES = {
    "corrected": ("R01", "R02"), "supervised": ("R04", "R10"), "defect": ("R03", "R04"),
    "explained": ("R05", "R13"), "upheld": ("R05", "R13", "R06"),
}  # fmt: skip
ERRORS = {"corrected": ("E1", "E2"), "supervised": ("E2",), "defect": ("E4",),
          "explained": ("E6",), "upheld": ("E6",)}  # fmt: skip
SCRUTINISED = {"corrected": 0.9, "supervised": 0.6, "defect": 0.6, "explained": 0.15,
               "upheld": 0.04}  # fmt: skip
CONFIRMED = 0.9
DECIDED = ("decide", "close")
"""Whoever did either does not verify what came of it."""


class Aftermath:
    """Tells what follows the closing of a listed matter; nothing where it is not closed."""

    def __init__(self, leading: Leading, listed: Listed) -> None:
        self.leading, self.listed, self.fate = leading, listed, listed.fate
        self.rng, self.words, self.office = leading.rng, leading.words, leading.office
        self.story, self.led, self.now = leading.story, leading.led, leading.now
        self.cleared: Cleared = leading.story.cleared or Cleared()

    def tell(self, stage: Stage) -> Stage:
        """Everything; the stage in which the matter stands afterwards."""
        closed = self.story.closed_at
        if closed is None:
            return stage
        looking = LookingBack(self.leading, closing=len(self.story.closings) - 1)
        self.revisits = looking.schedule()
        self._name_causes(closed)
        self._scrutinise(closed)
        if self.fate is Fate.BACK:
            return self._take_up_again(looking)
        self._grade(looking, closed)
        looking.go_on(agreed=self.fate in (Fate.AGREES, Fate.TO_VERIFY))
        return stage

    def _enter(self, verb: str, at: datetime, who: str, **more: object) -> int:
        """Enter an act; its place in the story."""
        self.story.acts.append(MadeAct(verb, at, who, **more))  # type: ignore[arg-type]
        return len(self.story.acts) - 1

    def _on(self, at: datetime, least: float, most: float) -> datetime | None:
        moment = some_days_on(self.rng, at, least, most)
        return moment if moment <= self.now else None

    def _take_up_again(self, looking: LookingBack) -> Stage:
        at = looking.return_to_work()
        if at is None:
            return Stage.CLOSED
        self.story.closings[-1].reopened_at = at
        later = self._on(at, 0.5, 2)
        if later:
            reason = self.words.say(Mark.WITHDRAW.value)
            self.cleared.marks.append(MadeMark(Mark.WITHDRAW, reason, "handler", later))
            batch: dict[str, object] = {"batch": self.listed.batch.public_id}
            self._enter("withdraw_closing_proposal", later, "handler", reason=reason, detail=batch)
        return Stage.REOPENED

    # The grade

    def _grade(self, looking: LookingBack, closed: datetime) -> None:
        if self.fate is Fate.SILENT_CLOSING:
            return
        if self.fate in AGREED:
            self._agreed(looking)
        else:
            grade = 0 if self.fate in (Fate.DISAGREES, Fate.AGAIN) else 1
            at = self._on(closed, 4, 14)
            if at:
                made = self._propose(grade, at, [] if grade == 0 else [self._explained(at)])
                self._examined(made)

    def _agreed(self, looking: LookingBack) -> None:
        """The statement was heard at a revisit by somebody who never handled the matter."""
        heard = looking.hear(self.revisits[0], early=self.listed.batch.number > 1)
        at = heard and self._on(heard.moment, 1, 5)
        if self.fate is Fate.TO_VERIFY:
            late = heard and max(heard.moment, self.now - timedelta(days=self.rng.randint(3, 12)))
            at = late and self._on(late, 0.2, 2)
        if not heard or not at:
            return
        text = self.words.say("statement")
        statement = MadeEvidence(
            Evidence.STATEMENT, "act", heard.act, heard.moment.date(), text, "record_revisit",
            "clerk",
        )  # fmt: skip
        made = self._propose(2, at, [statement, self._explained(at), *self._done(at)])
        if self.fate is not Fate.TO_VERIFY:
            self._examined(made)

    def _propose(self, grade: int, at: datetime, items: Sequence[MadeEvidence]) -> MadeResolution:
        note = self.words.say("propose_note")
        made = MadeResolution(grade, at, list(items), note=note)
        self.cleared.resolutions.append(made)
        self._enter("propose_resolution", at, "handler", detail={"grade": grade})
        return made

    def _explained(self, at: datetime) -> MadeEvidence:
        """The leader's explanation where there was one, else the answer that gave the reasons."""
        found = self._act("lead_explain", at)
        place = self._act("serve_answer", at) if found is None else found
        if place is None:
            raise ValueError("a closed matter has an answer")
        act = self.story.acts[place]
        text = self.words.say("explained")
        on = act.on or act.at.date()
        return MadeEvidence(Evidence.EXPLAINED, "act", place, on, text, act.verb)

    def _act(self, verb: str, before: datetime) -> int | None:
        since = self.listed.batch.frozen_at
        found = [place for place, act in enumerate(self.story.acts)
                 if act.verb == verb and since < act.at < before]  # fmt: skip
        return found[-1] if found else None

    def _done(self, at: datetime) -> list[MadeEvidence]:
        """What was mended or paid."""
        found = []
        answer = self._act("serve_answer", at)
        if answer is not None and self.cleared.outcome in ("corrected", "supervised", "defect"):
            on = self.story.acts[answer].on or at.date()
            said = self.words.say("corrected")
            found.append(MadeEvidence(Evidence.CORRECTED, "act", answer, on, said, "serve_answer"))
        relief = self.led.relief
        if relief and relief.paid_at and relief.paid_at < at:
            said, on = self.words.say("assisted"), relief.paid_at.date()
            found.append(MadeEvidence(Evidence.ASSISTED, "payment", 0, on, said))
        paper = len(self.story.papers) - 1
        if self.story.kind == "civil_petition" and self.rng.random() < 0.3:
            on = self.story.papers[paper].served_on or at.date()
            said = self.words.say("settled")
            found.append(MadeEvidence(Evidence.SETTLED, "document", paper, on, said))
        return found

    def _examined(self, made: MadeResolution) -> None:
        """Somebody outside the handling team speaks with the petitioner, and verifies."""
        at = self._on(made.at, 2, 11)
        if at is None:
            return
        made.by = self._outsider()
        at = self.office.back(made.by, at)
        if at > self.now:
            return
        detail: dict[str, object] = {"grade": made.grade}
        if self.fate is Fate.RETURNED:
            made.state, made.note, made.returned_at = "returned", self.words.say("returned"), at
            self._enter("return_resolution", at, made.by, reason=made.note, detail=detail)
            return
        on = max(made.at, at - timedelta(days=self.rng.randint(0, 3))).date()
        self._verify(made, at, on)
        self._enter("verify_resolution", at, made.by, on=on, detail=detail)
        self._afterwards(made, at)

    def _verify(self, made: MadeResolution, at: datetime, on: date) -> None:
        contact = Contact(
            self.rng.choice(WAYS), on, f"{self.words.facts['me']}本人",
            self.words.say(WORDS[made.grade]), VIEWS[made.grade], free=True,
        )  # fmt: skip
        made.state, made.verified_at = "verified", at
        made.contact = {**contact.as_data(), "note": self.words.say("verify_note")}
        rules = in_force(self.leading.rules, family="outcome", day=at.date(),
                         region=self.office.code)  # fmt: skip
        rule = next(one for one in rules if one.code == WINDOW_RULE)
        made.window_rule = f"{rule.code} {rule.valid_from}"
        made.window_until = window_until(at.date(), rule.content)

    def _outsider(self) -> str:
        """Nobody who handled, led, decided or closed the matter."""
        part = {charge.leader for charge in self.led.charges}
        part |= {act.who for act in self.story.acts if act.verb in DECIDED}
        free = [one for one in ("head", "chief", *self.office.deputies) if one not in part]
        return self.rng.choice(free or ["clerk"])

    def _afterwards(self, made: MadeResolution, at: datetime) -> None:
        """Reversed, ended by a new petition, or confirmed once its window passed."""
        if self.fate in (Fate.REVERSED, Fate.ONLINE):
            self._reverse(made, at)
            return
        for place, petition in enumerate(self.story.petitions):
            decided = petition.decided_at
            if petition.relation in REOPENS and decided and decided > at:
                made.ended_petition = place
                self._end(made, decided, "new_petition", "clerk", petition=place)
                return
        self._confirm(made)

    def _reverse(self, made: MadeResolution, at: datetime) -> None:
        moment = self._on(at, 6, 20) if self.fate is Fate.ONLINE else self._on(at, 25, 110)
        if moment is None:
            return
        if self.fate is Fate.ONLINE:
            self._end(made, moment, "online", "", petition=0)
        else:
            how = self.rng.choice(("in_person", "by_telephone"))
            self._end(made, moment, how, "clerk", on=moment.date())

    def _end(self, made: MadeResolution, at: datetime, how: str, who: str, **more: object) -> None:
        made.state, made.ended_at, made.ended_how, made.ended_by = "ended", at, how, who
        detail: dict[str, object] = {"grade": made.grade, "how": how}
        self._enter("end_resolution", at, who, detail=detail, **more)

    def _confirm(self, made: MadeResolution) -> None:
        """The window has passed, nobody petitioned in it, and nothing owed is left undone."""
        until = made.window_until
        if made.grade != 2 or until is None or made.verified_at is None:
            return
        after = made.verified_at + timedelta(days=(until - made.verified_at.date()).days)
        at = self._on(after, 1, 20)
        if at is None or self._undone() or self.rng.random() >= CONFIRMED:
            return
        made.grade, made.passed_at = 3, at
        made.performed = self.words.say("performed")
        self._enter("confirm_resolution", at, made.by, reason=made.performed, detail={"grade": 3})

    def _undone(self) -> bool:
        relief = self.led.relief
        unpaid = relief is not None and relief.state == "granted"
        return unpaid or any(promise.kept_at is None for promise in self.led.promises)

    # What is learned

    def _name_causes(self, closed: datetime) -> None:
        outcome = self.cleared.outcome
        codes = list(CAUSES[outcome])[: self.rng.choice((1, 1, 2))]
        if self.story.hardship:
            codes.append("R08" if self.story.kind == "criminal_petition" else "R09")
        at = self._on(closed, 0.2, 8)
        for code in codes if at else ():
            reason = self.words.say(f"cause_{code}")
            self.cleared.causes.append(MadeCause(code, reason, "handler", at))  # type: ignore[arg-type]
            self._enter("name_cause", at, "handler", reason=reason,  # type: ignore[arg-type]
                        detail={"cause": code, "applies": True})  # fmt: skip

    def _scrutinise(self, closed: datetime) -> None:
        outcome, said = self.cleared.outcome, self.story.petitions[0].said
        if said.challenged is None or self.rng.random() >= SCRUTINISED[outcome]:
            return
        at = self._on(closed, 6, 25)
        if at is None:
            return
        error, unit = self.rng.choice(ERRORS[outcome]), said.challenged.organ_name
        inside = unit.endswith("检察院") and bool(self.office.subordinate)
        unit = self.office.subordinate if inside else unit
        made = MadeScrutiny(
            said.challenged.number, unit, inside, error,
            self.words.say(f"scrutiny_{error}"), self.words.say(f"advice_{error}"), at,
        )  # fmt: skip
        self.cleared.scrutinies.append(made)
        self._enter("open_scrutiny", at, "handler", detail={"unit": unit})
        made.sent_at = self._on(at, 2, 14)
        if made.sent_at is None:
            return
        self._enter("send_scrutiny", made.sent_at, "head", detail={"unit": unit})
        back = self._on(made.sent_at, 10, 40)
        if back and self.rng.random() < 0.8:
            made.answered_at = back
            made.answer, made.mended = self.words.say("scrutiny_answer"), self.words.say("mended")
            who = "receiver" if made.inside else "handler"
            self._enter("answer_scrutiny", back, who, detail={"unit": unit})
