"""How a made-up matter comes to a leader: duty, form, note, naming, answer, hand-over.

The rules are those of the register itself; a test walks each charge through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.rules.charge import MadeCharge, MadeForm, MadeStatement
from touyan.demonstration.rules.leader_texts import Words
from touyan.demonstration.rules.leaders import (
    LeadingOffice,
    Manner,
    bulk_moment,
    manner,
    pick,
    some_days_on,
)
from touyan.demonstration.rules.story import MadeAct, Story
from touyan.intake.rules.words import Kind
from touyan.kernel.messages import as_data
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.duty import Duty, DutyFacts, duty, liable_by_names
from touyan.leadership.rules.words import ChargeState, DeclineGround, EndGround, StatedFact

MAJOR_SHARE, CAMPAIGN_SHARE, LIABLE_SAID = 0.18, 0.004, 0.75
LISTED_ELSEWHERE = 0.05
"""Of those that go elsewhere: on a campaign's list, and found on triage to be another body's."""
VOLUNTARY = {1: 0.08, 2: 0.06, 3: 0.02, 4: 0.015}
NEVER_NAMED, RETURNED, SLOW, DECLINED, HANDED_OVER = 0.03, 0.05, 0.08, 0.06, 0.04
JUST_NOW, LATELY = timedelta(days=5), timedelta(days=18)


class Leading:
    """Tells of the leader beside the course of a matter; what would lie ahead of now is left."""

    def __init__(
        self, rng: Random, office: LeadingOffice, rules: Sequence[DatedRule], *, now: datetime
    ) -> None:
        self.rng, self.office, self.rules, self.now = rng, office, rules, now

    def begin(self, story: Story) -> None:
        """The matter is opened: its duty is reckoned for the first time."""
        self.story, self.led = story, story.led
        self.words = Words(self.rng, story.petitions[0].said)
        self.manner = manner(self.rng)
        self.led.manner = self.manner.value
        self.accepted_on: date | None = None
        self.led.duty = self._reckon()

    def noted(self, at: datetime) -> Duty:
        """Acceptance fixes the day whose rules govern."""
        self.accepted_on = at.date()
        self.led.duty = self._reckon()
        return self.led.duty

    def accepted(self, at: datetime) -> None:
        """Acceptance makes the duty; statements may follow, then the form goes to the chief."""
        if not self.noted(at).due:
            at = self._state(at)
        if self.led.duty and self.led.duty.due:
            self._submit(at)
            self._chief_reads(at)
        elif self.rng.random() < VOLUNTARY[self.office.level]:
            self._take_up(at)

    def elsewhere(self, at: datetime) -> None:
        """Some matters of a campaign's list turn out to belong to another body before anybody
        could be named: due they were, and nobody can be reproached."""
        if self.rng.random() < LISTED_ELSEWHERE:
            fact, holds, reason, reference = self._listed()
            self._note(fact, holds, reason, reference, "handler", at)
            self._submit(at)

    def listed(self, statement: MadeStatement) -> None:
        """A campaign lists the matter: it is due, and the form goes to the chief by itself."""
        self.led.statements.append(statement)
        self.led.duty = self._reckon()
        self._lay(statement.at, "")
        self._enter("submit_for_charge", statement.at, "", detail={"rules": self._codes()})

    def dropped(self, statement: MadeStatement) -> None:
        """What made it due no longer holds."""
        self.led.statements.append(statement)
        self.led.duty = self._reckon()

    def decision(self, moment: datetime) -> datetime:
        """When the leader in charge decides: not before having taken charge, not while away; in
        name only, with the folder at the end of the month."""
        charges = self.led.charges
        if not charges:
            return moment
        if charges[-1].state is not ChargeState.ACCEPTED:
            return self.now + timedelta(days=1)  # waits for whoever will take charge
        last = charges[-1].answered_at or charges[-1].at
        if last >= moment:
            moment = some_days_on(self.rng, last, 2, 6)
        if self.manner is Manner.NOMINAL:
            moment = bulk_moment(self.rng, moment)
        return self.office.back(charges[-1].leader, moment)

    def decider(self, moment: datetime) -> str:
        """The part that decides and signs: the leader in charge, else the chief."""
        place = self.led.charge_at(moment)
        return "chief" if place is None else self.led.charges[place].leader

    def closed(self, at: datetime) -> None:
        """A form nobody decided lapses with the closing."""
        for form in self.led.forms:
            if not form.outcome:
                form.outcome, form.decided_at = "lapsed", at

    def _reckon(self) -> Duty:
        first = self.story.petitions[0]
        decision = first.said.challenged
        named = [first.said.accused_unit, decision.organ_name if decision else ""]
        liable = liable_by_names(Kind(self.story.kind), named)
        said = {} if liable is None else {StatedFact.LIABLE.value: liable}
        said.update((one.fact.value, one.holds) for one in self.led.statements)
        return duty(
            self.rules,
            DutyFacts(
                kind=Kind(self.story.kind),
                first_level=self.office.level,
                lodged_on=first.received_on,
                accepted_on=self.accepted_on,
                region=self.office.code,
                stated=said,
                stated_on={one.fact.value: legal_day(one.at) for one in self.led.statements},
                references={one.fact.value: one.reference for one in self.led.statements},
            ),
        )

    def _codes(self) -> list[str]:
        findings = self.led.duty.findings if self.led.duty else ()
        return [one.rule.code for one in findings if one.due]

    def _enter(self, verb: str, at: datetime, who: str, **more: object) -> None:
        self.story.acts.append(MadeAct(verb, at, who, **more))  # type: ignore[arg-type]

    def _on(self, at: datetime, least: float, most: float) -> datetime | None:
        """Some days later, or None when that lies ahead of now."""
        moment = some_days_on(self.rng, at, least, most)
        return moment if moment <= self.now else None

    # Statements

    def _state(self, at: datetime) -> datetime:
        """What no register can know is stated: liability, a major matter, a campaign's."""
        said = self._stated()
        moment = said and self._on(at, 0.2, 3)
        if not said or moment is None:
            return at
        fact, holds, reason, reference = said
        by = "head" if fact is StatedFact.MAJOR else "handler"
        self._note(fact, holds, reason, reference, by, moment)
        return moment

    def _note(
        self, fact: StatedFact, holds: bool, reason: str, reference: str, by: str, at: datetime
    ) -> None:
        self.led.statements.append(MadeStatement(fact, holds, reason, reference, by, at))
        self._enter("state_fact", at, by, reason=reason,
                    detail={"fact": fact.value, "holds": holds})  # fmt: skip
        self.led.duty = self._reckon()

    def _stated(self) -> tuple[StatedFact, bool, str, str] | None:
        if self.led.duty and self.led.duty.unknown:
            if self.rng.random() < LIABLE_SAID:
                return StatedFact.LIABLE, False, self.words.say("liable"), ""
            return None
        if self.office.level <= 2 and self.rng.random() < MAJOR_SHARE:
            return StatedFact.MAJOR, True, self.words.say("major"), ""
        if self.rng.random() < CAMPAIGN_SHARE:
            return self._listed()
        return None

    def _listed(self) -> tuple[StatedFact, bool, str, str]:
        number = self.rng.randint(1, 60)
        return StatedFact.CAMPAIGN, True, self.words.say("campaign"), f"台账第{number}号"

    # The form before the chief

    def _submit(self, at: datetime) -> None:
        self._lay(at, "head")
        self._enter("submit_for_charge", at, "head", detail={"rules": self._codes()})

    def _lay(self, at: datetime, by: str, summary: str = "") -> MadeForm:
        findings = self.led.duty.findings if self.led.duty else ()
        reasons: list[object] = [
            {"code": one.rule.code, "why": as_data(one.why)} for one in findings if one.due
        ]
        claims = "；".join(self.story.petitions[0].said.claims[:5])
        form = MadeForm(at, by, reasons, summary or claims)
        self.led.forms.append(form)
        return form

    def _chief_reads(self, at: datetime) -> None:
        """Names as a rule within three days; some forms wait, some go back for more papers."""
        chance = self.rng.random()
        if chance < self._still_waiting(self.now - at):
            return
        if chance < NEVER_NAMED + RETURNED:
            self._returned(at)
        else:
            slow = 5 if self.rng.random() < SLOW else 0
            self.name(at, (0.1 + slow, 1.6 + slow))

    def _still_waiting(self, age: timedelta) -> float:
        """How often a form of that age has not been decided."""
        if not self.office.shown or age > LATELY:
            return NEVER_NAMED
        return 0.9 if age < JUST_NOW else 0.45

    def _returned(self, at: datetime) -> None:
        back = self._on(at, 0.2, 2)
        if back is None:
            return
        note = self.words.say("return_note")
        self.led.forms[-1].decide("returned", note, "chief", back)
        self._enter("return_charge_form", back, "chief", reason=note)
        again = self._on(back, 1, 4)
        if again and self.rng.random() < 0.75:
            self._lay(again, "head", self.words.say("resubmission"))
            self._enter("submit_for_charge", again, "head", detail={"rules": self._codes()})
            self.name(again, (0.1, 1.6))

    def name(
        self, at: datetime, wait: tuple[float, float], but: Sequence[str] = (), *,
        answers: bool = True,
    ) -> None:  # fmt: skip
        """The chief notes and names; whoever is named answers."""
        moment = self._on(at, *wait)
        if moment is None:
            return
        leader = pick(self.rng, self.office, self.manner, but=but)
        name = self.office.names[leader]
        note = self.words.say("note", leader=name)
        self.led.forms[-1].decide("named", note, "chief", moment)
        self.led.charges.append(MadeCharge(leader, "chief", moment, form=len(self.led.forms) - 1))
        self._enter("name_leader", moment, "chief", reason=note, detail={"leader": name})
        if answers or leader == "chief":
            self._answer(moment, declines=not but and self.rng.random() < DECLINED)

    def _answer(self, at: datetime, *, declines: bool) -> None:
        charge = self.led.charges[-1]
        if charge.leader == "chief":
            charge.state, charge.answered_at = ChargeState.ACCEPTED, at
            return
        moment = self._on(at, 0.1, 2)
        if moment is None:
            return
        moment = self.office.back(charge.leader, moment)
        if moment > self.now:
            return
        if declines:
            self._decline(charge, moment)
            return
        charge.state, charge.answered_at = ChargeState.ACCEPTED, moment
        self._enter("accept_charge", moment, charge.leader)
        if charge.follows is None and self.rng.random() < HANDED_OVER:
            self._hand_over(moment)

    def _decline(self, charge: MadeCharge, at: datetime) -> None:
        """A ground of law, and the form is back before the chief at once."""
        ground = DeclineGround.RECUSAL if self.rng.random() < 0.7 else DeclineGround.ABSENCE
        reason = self.words.say(ground.value)
        charge.state, charge.answered_at = ChargeState.DECLINED, at
        charge.ground, charge.reason = ground, reason
        self._lay(at, charge.leader)
        self._enter("decline_charge", at, charge.leader, reason=reason,
                    detail={"ground": ground.value})  # fmt: skip
        self.name(at, (0.2, 1.8), but=(charge.leader,))

    def _hand_over(self, at: datetime) -> None:
        """The chief gives the matter to another leader after some days."""
        moment, old = self._on(at, 4, 16), self.led.charges[-1]
        if moment is None:
            return
        leader = pick(self.rng, self.office, self.manner, but=(old.leader,))
        new, before = self.office.names[leader], self.office.names[old.leader]
        reason = self.words.say("hand_over", leader=new, before=before)
        old.state, old.ended_at = ChargeState.ENDED, moment
        old.end_ground, old.end_reason = EndGround.HANDED_OVER, reason
        self.led.charges.append(
            MadeCharge(leader, "chief", moment, form=old.form, follows=len(self.led.charges) - 1)
        )
        self._enter("hand_over_charge", moment, "chief", reason=reason,
                    detail={"leader": new, "before": before})  # fmt: skip
        self._answer(moment, declines=False)

    def _take_up(self, at: datetime) -> None:
        """A leader takes the matter up of their own accord."""
        moment = self._on(at, 0.5, 6)
        if moment is None:
            return
        leader = pick(self.rng, self.office, Manner.REAL)
        moment = self.office.back(leader, moment)
        if moment > self.now:
            return
        self.led.charges.append(
            MadeCharge(leader, leader, moment, ChargeState.ACCEPTED, voluntary=True,
                       answered_at=moment)
        )  # fmt: skip
        self._enter("take_charge", moment, leader, reason=self.words.say("take_up"))
