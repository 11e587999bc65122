"""A public hearing of a made-up matter under a leader's charge: set, noticed, held, weighed, told.

Panel and draw are those of the rules; the officers are invented.
"""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from random import Random

from touyan.demonstration.rules.charge import MadeHearing, MadeSeat, Officer
from touyan.demonstration.rules.grammar import render
from touyan.demonstration.rules.leader_texts import variants
from touyan.demonstration.rules.leaders import workday
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.people import name
from touyan.demonstration.rules.story import BEIJING, MadeAct, draw
from touyan.leadership.rules import panel
from touyan.leadership.rules.hearing import majority
from touyan.leadership.rules.hearing_words import (
    HearingForm,
    HearingState,
    HearingStep,
    Stance,
    Weight,
)

POOL = 9
SHARE, SHARE_SHOWN = 0.05, 0.16
FORMS = ((HearingForm.OPEN, 70), (HearingForm.CLOSED, 18), (HearingForm.SIMPLIFIED, 12))
STANCES = ((Stance.AGAINST, 45), (Stance.PARTLY, 35), (Stance.SUPPORTS, 20))
SHORTEST = timedelta(days=22)
"""Between taking charge and deciding: a hearing with its notice does not fit into less."""


def officers(seed: int, organ_id: int) -> list[Officer]:
    """The pool of an office, the same wherever it is asked for."""
    rng = Random(f"pool {seed} {organ_id}")
    born = datetime(1975, 1, 1, tzinfo=BEIJING).date()

    def word(act: str) -> str:
        return render(variants(act, "")[0], {}, rng)

    return [
        Officer(place, str(uuid.UUID(int=rng.getrandbits(128), version=4)),
                name(rng, gender=rng.choice(("female", "male")), born_on=born),
                word("occupation"), word("officer_unit"))
        for place in range(1, POOL + 1)
    ]  # fmt: skip


class HearingTale:
    """Tells one hearing; what would lie ahead of now is left untold."""

    def __init__(
        self, leading: Leading, *, charge: int, begun: datetime, decided: datetime | None
    ) -> None:
        self.leading, self.rng, self.now = leading, leading.rng, leading.now
        self.words, self.office = leading.words, leading.office
        self.charge, self.begun, self.decided = charge, begun, decided
        self.leader = leading.led.charges[charge].leader

    def tell(self) -> MadeHearing | None:
        """The hearing, or None where there is none or no day for it."""
        day = self._day()
        if day is None:
            return None
        made = self._set(day)
        if made is None:
            return None
        self._notice(made)
        if made.state is HearingState.NOTICED and day + timedelta(hours=4) <= self.now:
            self._hold(made)
        return made

    def _day(self) -> datetime | None:
        share = SHARE_SHOWN if self.office.shown else SHARE
        if self.decided is None:
            share *= 2  # a visitor looks at what is coming
        if self.rng.random() >= share or not self.office.pool:
            return None
        if self.decided:
            if self.decided - self.begun < SHORTEST:
                return None
            on = self.decided - timedelta(days=self.rng.randint(4, 6))
        else:
            on = self.now + timedelta(days=self.rng.randint(-5, 9))
        day = datetime.combine(workday(on.date()), time(9, 30), BEIJING)
        early = day < self.begun + timedelta(days=13)
        late = self.decided is not None and day + timedelta(days=2) > self.decided
        return None if early or late else day

    def _enter(self, verb: str, at: datetime, who: str, **more: object) -> None:
        self.leading.story.acts.append(MadeAct(verb, at, who, **more))  # type: ignore[arg-type]

    def _set(self, day: datetime) -> MadeHearing | None:
        """Set by the leader, who presides in person; the panel is drawn within the hour."""
        before = workday((day - timedelta(days=self.rng.randint(10, 12))).date())
        moment = datetime.combine(before, time(9, self.rng.randint(0, 59)), BEIJING)
        away = any(self.office.stand_in(self.leader, at.date()) for at in (moment, day))
        if away or not self.begun < moment <= self.now - timedelta(hours=1):
            return None
        form = HearingForm(draw(self.rng, FORMS))
        at_place = self.rng.random() < 0.2
        seed = f"{self.rng.getrandbits(64):016x}"
        listed = self._listed()
        free = panel.free_numbers(listed)
        size = self.rng.choice((3, 3, 3, 5))
        called = panel.draw(seed, free, size)
        seats = [MadeSeat(self.office.pool[int(number) - 1]) for number in called]
        drawn = moment + timedelta(minutes=self.rng.randint(20, 50))
        self._enter("set_hearing", moment, self.leader,
                    detail={"hearing_on": day.date().isoformat(), "form": form.value})  # fmt: skip
        self._enter("draw_panel", drawn, "handler", detail={"seed": seed, "size": size})
        place = self.words.say("hearing_at_place" if at_place else "hearing_place")
        question = self.words.say("hearing_question")
        return MadeHearing(form, question, place, at_place, day, self.leader, self.charge, moment,
                           seed, listed, seats, drawn)  # fmt: skip

    def _listed(self) -> list[dict[str, object]]:
        """Everyone in the pool: drawn from, or kept out and why."""
        story, said = self.leading.story, self.leading.story.petitions[0].said
        people = {person.name for _role, person in story.petitions[0].people}
        people.add(self.office.names["handler"])
        units = {said.accused_unit, said.challenged.organ_name if said.challenged else ""}
        circle = panel.Circle(
            office=story.place.procuratorate,
            people=frozenset((people | {said.accused_person}) - {""}),
            units=frozenset(units - {""}),
        )
        pool = (panel.Candidate(one.code, one.name, one.unit) for one in self.office.pool)
        return panel.listed(pool, circle)

    def _notice(self, made: MadeHearing) -> None:
        moment = made.at - timedelta(days=self.rng.randint(4, 7), minutes=self.rng.randint(0, 90))
        moment = max(moment, made.drawn_at + timedelta(minutes=30))
        if moment <= self.now:
            made.state, made.noticed_on = HearingState.NOTICED, moment.date()
            self._enter("give_hearing_notice", moment, "clerk", on=moment.date())

    def _hold(self, made: MadeHearing) -> None:
        """The steps in their order, each officer's opinion, the record read back and signed."""
        at, on = made.at, made.at.date()
        for step in HearingStep:
            at += timedelta(minutes=self.rng.randint(5, 14))
            made.steps.append((step, self.words.say(f"step_{step.value}"), at))
            self._enter("hearing_step", at, "clerk", on=on, detail={"step": step.value})
            if step is HearingStep.DELIBERATE:
                at = self._opinions(made, at)
        end = at + timedelta(minutes=10)
        made.state, made.held_at = HearingState.HELD, end
        made.record = f"听证笔录，本案卷宗第{self.rng.randint(40, 160)}页起"
        made.present = self.words.say("hearing_present", leader=self.office.names[self.leader],
                                      number_of=str(len(made.seats)))  # fmt: skip
        self._enter("hold_hearing", end, self.leader, on=on)
        self._weigh(made, end)

    def _opinions(self, made: MadeHearing, at: datetime) -> datetime:
        for seat in made.seats:
            at += timedelta(minutes=self.rng.randint(2, 5))
            seat.stance = Stance(draw(self.rng, STANCES))
            seat.text, seat.at = self.words.say(f"opinion_{seat.stance.value}"), at
            self._enter("hearing_opinion", at, "clerk", on=made.at.date())
        return at

    def _weigh(self, made: MadeHearing, at: datetime) -> None:
        """Said before the decision; not following the majority takes the chief's consent."""
        moment = at + timedelta(hours=self.rng.randint(2, 7), minutes=self.rng.randint(0, 50))
        if self.decided is None or moment > self.now:
            return
        found = majority([seat.stance for seat in made.seats if seat.stance])
        made.weight = Weight.FOLLOWED if found else Weight.NO_MAJORITY
        if found and self.rng.random() < 0.1:
            made.weight = Weight.NOT_FOLLOWED
        if made.weight is not Weight.FOLLOWED:
            made.weighed_why = self.words.say(f"weighed_{made.weight.value}")
        made.weighed_at, made.state = moment, HearingState.DECIDED
        self._enter("weigh_hearing", moment, self.leader, reason=made.weighed_why,
                    detail={"weight": made.weight.value})  # fmt: skip
        if made.weight is Weight.NOT_FOLLOWED:
            self._consent(made, moment)
        self._tell(made)

    def _consent(self, made: MadeHearing, at: datetime) -> None:
        if self.leader == "chief":
            made.consent_at = at
            return
        made.consent_at = at + timedelta(minutes=self.rng.randint(20, 90))
        made.consent_why = self.words.say("consent")
        self._enter("consent_hearing", made.consent_at, "chief", reason=made.consent_why)

    def _tell(self, made: MadeHearing) -> None:
        """Officers and petitioner learn of the decision and its reasons."""
        for whom, days in (("petitioner", 2), ("officers", 4)):
            moment = (self.decided or self.now) + timedelta(days=days, minutes=30)
            if moment > self.now:
                return
            made.told.append((whom, moment, self.words.say("told_how")))
            self._enter("tell_hearing_outcome", moment, "clerk", on=moment.date(),
                        detail={"whom": whom})  # fmt: skip
        made.state = HearingState.TOLD
