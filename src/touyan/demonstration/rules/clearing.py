"""A made-up matter in a campaign: terminated once, petitioned again, listed, led and done anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from touyan.campaigns.rules.words import Mark
from touyan.demonstration.rules.aftermath import Aftermath
from touyan.demonstration.rules.campaigns import Fate, Listed
from touyan.demonstration.rules.charge import MadeStatement
from touyan.demonstration.rules.cleared import Cleared, MadeMark
from touyan.demonstration.rules.course import Course
from touyan.demonstration.rules.leader_deeds import KEPT, Deeds
from touyan.demonstration.rules.leaders import Manner, manner
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.places import Place
from touyan.demonstration.rules.story import MadeAct, Story, begin
from touyan.leadership.rules.words import ChargeState, StatedFact

LISTED_KINDS = (("criminal_petition", 48), ("civil_petition", 16), ("filing_supervision", 16),
                ("administrative_petition", 10), ("officer_complaint", 6),
                ("state_compensation", 4))  # fmt: skip
BELOW_KINDS = (("civil_petition", 50), ("administrative_petition", 30), ("officer_complaint", 20))
"""Of offices beneath the provincial ones: kinds that only the campaign makes due."""
HARDSHIP = 0.3
BEFORE, NEWLY = ("upheld", "upheld", "explained"), ("upheld", "explained", "explained", "defect")
ENDED = {
    "criminal_petition": ("corrected", "defect", "explained"),
    "civil_petition": ("corrected", "defect", "explained"),
    "administrative_petition": ("corrected", "defect", "explained"),
    "filing_supervision": ("supervised", "supervised", "explained"),
    "state_compensation": ("corrected", "explained"),
    "officer_complaint": ("defect", "explained"),
}
"""What the new examination comes to where the petitioner agrees in the end."""
AGREEING = (Fate.AGREES, Fate.REVERSED, Fate.ONLINE, Fate.AGREES_AGAIN)
NOT_ANSWERED = (Fate.FORM, Fate.NAMED)
NEWS_EVERY, KEPT_TOLD = 25, 0.7
LATELY = (14, 30)
"""Days ago on which what stands proposed was decided."""


class Clearing(Course):
    """Tells both lives of the matter, then what came after its closing."""

    def __init__(
        self, story: Story, rng: Random, *, leading: Leading, listed: Listed, now: datetime
    ) -> None:
        super().__init__(story, rng, leading=leading, now=now)
        self.listed, self.fate = listed, listed.fate
        self.cleared = story.cleared = Cleared(listed.campaign, listed.batch)

    def tell(self) -> Story:
        """The whole course of the matter up to today."""
        self._open()
        self._choose_manner()
        self._first_life()
        self._enter()
        self._second_life()
        self._deeds()
        stage = Aftermath(self.leading, self.listed).tell(self.stage)
        self.stage = stage
        self._later_petitions()
        self.story.stage = stage
        return self.story

    def _choose_manner(self) -> None:
        """Where a grievance ended somebody worked in earnest."""
        drawn = manner(self.rng)
        earnest = self.fate in AGREEING or self.listed.batch.latest < NEWS_EVERY * 2
        if earnest and drawn is Manner.NOMINAL:
            drawn = Manner.REAL
        self.leading.manner = drawn
        self.leading.led.manner = drawn.value

    def _first_life(self) -> None:
        """Accepted, answered, closed and terminated, long before the list was made."""
        self._triage()
        self._later(0.5, 2.5)
        self._act("accept", "head")
        self.leading.noted(self.at)
        self._taken_on()
        self._later(20, 50)
        self._answered(self.rng.choice(BEFORE))
        self._later(2, 12)
        self._close()
        self._later(15, 45)
        self._terminate("terminator")

    # The list

    def _enter(self) -> None:
        """What freezing the list does to each of its matters."""
        words, nominated = self.leading.words, self.listed.nominated
        self.cleared.nomination = words.say("nomination") if nominated else ""
        self.cleared.decision = words.say("nomination_accepted" if nominated else "candidate")
        campaign, batch = self.listed.campaign, self.listed.batch
        self.at = batch.frozen_at + timedelta(seconds=self.rng.randint(20, 1500))
        self.told = self._last_heard_from()
        detail: dict[str, object] = {
            "campaign": campaign.name, "number": batch.number, "batch": batch.public_id,
        }  # fmt: skip
        self._act("enter_batch", "organiser", reason=campaign.basis, detail=detail)
        self._act("reopen", "organiser", reason=campaign.name, detail=self.story.still)
        self.story.closings[-1].reopened_at = self.at
        self.leading.listed(self._statement(self.at, campaign.basis, holds=True))

    def _last_heard_from(self) -> int:
        """The last petition before the list: its writer's limits run, and hears of the matter."""
        since = (
            place
            for place, petition in enumerate(self.story.petitions)
            if petition.replyable and petition.received_on < self.at.date()
        )
        return max(since, default=0)

    def _statement(self, at: datetime, reason: str, *, holds: bool) -> MadeStatement:
        campaign = self.listed.campaign
        reference = f"{campaign.name} {self.listed.batch.number}"
        terms: dict[str, object] = {"acts": list(campaign.acts)} if holds else {}
        return MadeStatement(StatedFact.CAMPAIGN, holds, reason, reference, "organiser", at, terms)

    def _mark(self, mark: Mark, verb: str, at: datetime, who: str = "handler") -> None:
        reason = self.leading.words.say(mark.value)
        self.cleared.marks.append(MadeMark(mark, reason, who, at))
        detail: dict[str, object] = {"batch": self.listed.batch.public_id}
        self.story.acts.append(MadeAct(verb, at, who, reason=reason, detail=detail))

    def _drop(self) -> None:
        """The organiser lets the matter leave; it stays in the gross total."""
        self._later(8, 20)
        campaign, batch = self.listed.campaign, self.listed.batch
        reason = self.leading.words.say("leave")
        self.cleared.marks.append(MadeMark(Mark.LEAVE, reason, "organiser", self.at))
        self.leading.dropped(self._statement(self.at, reason, holds=False))
        detail: dict[str, object] = {"campaign": campaign.name, "batch": batch.public_id}
        self._act("leave_batch", "organiser", reason=reason, detail=detail)

    # The second life

    def _second_life(self) -> None:
        entered = self.at
        if self.fate is Fate.FORM:
            if self.rng.random() < 0.5 and self._later(2, 9):
                self._mark(Mark.SURVEY, "survey_batch_matter", self.at)
            return
        self._later(1, 6)
        self._mark(Mark.SURVEY, "survey_batch_matter", self.at)
        self.leading.name(entered, (0.3, 2.2), answers=self.fate is not Fate.NAMED)
        begun = self._taken_charge()
        if begun is None:
            return
        self.at = max(self.at, begun)
        if not self._begin_anew():
            return
        if self.fate is not Fate.LED:
            self._work()
        elif self.rng.random() < KEPT_TOLD:
            self._go_on_telling()

    def _taken_charge(self) -> datetime | None:
        charges = self.leading.led.charges
        accepted = charges and charges[-1].state is ChargeState.ACCEPTED
        return charges[-1].answered_at if accepted else None

    def _begin_anew(self) -> bool:
        triaged = next(act for act in self.story.acts if act.verb == "triage")
        if not self._later(0, 2):
            return False
        self._act("triage", "clerk", detail=dict(triaged.detail))
        if not self._later(0, 1):
            return False
        self._act("accept", "head")
        if not self._tell_news() or not self._later(0, 2):
            return False
        self.story.assigned.append(self.at)
        return self._act("assign", "head", detail={"assigned_from_above": False})

    def _tell_news(self) -> bool:
        """To the writers of the first and of the last petition: the limits of both run."""
        began, ended = self.at, self.at
        for place in sorted({0, self.told}):
            self.at = began
            text = self._text("progress_letter", place)
            if not self._reply("progress", text, place, verb="report_progress"):
                return False
            ended = max(ended, self.at)
        self.at = ended
        return True

    def _go_on_telling(self) -> None:
        while self._later(NEWS_EVERY - 2, NEWS_EVERY) and self._tell_news():
            pass

    def _work(self) -> None:
        if not self._later(0.5, 3):
            return
        self._act("start_handling", "handler")
        self._act("note", "handler", reason=self._text("reading_note"))
        if self.fate is Fate.DROPPED:
            self._drop()
            return
        if self.fate is Fate.WORKING:
            self._go_on_telling()
            return
        if self._examine() and self.fate is not Fate.PROPOSED and self._later(1, 6):
            self._close()

    def _examine(self) -> bool:
        """Until the answer is served and closing proposed, with news in between."""
        days = self._days_to_decide()
        while days > NEWS_EVERY:
            if not self._later(NEWS_EVERY - 2, NEWS_EVERY) or not self._tell_news():
                return False
            days -= NEWS_EVERY
        if not self._later(days, days + 1) or not self._until(self.leading.decision(self.at)):
            return False
        ends = ENDED[self.story.kind] if self.fate in AGREEING else NEWLY
        self.outcome = self.rng.choice(ends)
        self.cleared.outcome = self.outcome
        if not self._answered(self.outcome) or not self._later(0.2, 3):
            return False
        self._mark(Mark.PROPOSE, "propose_closing", self.at)
        return True

    def _days_to_decide(self) -> int:
        """As the list's pace has it; what stands proposed was proposed lately."""
        usual = self.rng.randint(self.listed.batch.soonest, self.listed.batch.latest)
        if self.fate is not Fate.PROPOSED:
            return usual
        return max(usual, (self.now - self.at).days - self.rng.randint(*LATELY))

    def _deeds(self) -> None:
        if self._taken_charge() is None or self.fate in (*NOT_ANSWERED, Fate.LED):
            return
        keeping = (1.0, 2, 9) if self.fate in AGREEING else (KEPT, 2, 34)
        Deeds(self.leading, keeping=keeping).tell()


def tell_listed(
    rng: Random, listed: Listed, place: Place, arrivals: Sequence[tuple[int, date]], *,
    leading: Leading,
) -> Story:  # fmt: skip
    """A matter that a campaign lists, from its first petition to today."""
    story = begin(
        rng, place=place, arrivals=list(arrivals), now=leading.now,
        kinds=LISTED_KINDS if listed.office.level <= 2 else BELOW_KINDS,
        relations=listed.relations, hardship=HARDSHIP,
    )  # fmt: skip
    return Clearing(story, rng, leading=leading, listed=listed, now=leading.now).tell()
