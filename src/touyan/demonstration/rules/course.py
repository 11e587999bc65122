"""What the office did on a made-up matter, step by step until today, mostly in time.

Every step follows the table of moves; a test walks each story through it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from touyan.demonstration.rules.acts import act_text, outcome_of
from touyan.demonstration.rules.leader_deeds import tell_deeds
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.looking_back import look_back
from touyan.demonstration.rules.remedies import GROUNDS, remedies_of
from touyan.demonstration.rules.story import (
    MadeAct,
    MadeClosing,
    MadePaper,
    MadePetition,
    MadeTermination,
    Story,
    at_work,
)
from touyan.intake.rules.words import Kind
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.matters.rules.triage import non_prosecution

ACCEPTED_SHARE = {
    "criminal_petition": 0.75, "filing_supervision": 0.7, "state_compensation": 0.75,
    "judicial_assistance": 0.8, "officer_complaint": 0.5, "accusation": 0.35, "report": 0.15,
    "civil_petition": 0.5, "administrative_petition": 0.5, "suggestion": 0.1, "other": 0.1,
}  # fmt: skip
LATE_SHARE = 0.03
REPORT = "程序已经终结，各项诉求均已答复，答复已经送达。"


class Course:
    """Tells the story forward; a step that would lie in the future ends it. `told`: the place of
    the petition whose writer gets the answer."""

    told = 0

    def __init__(
        self,
        story: Story,
        rng: Random,
        *,
        leading: Leading,
        now: datetime,
        accepted: float | None = None,
    ) -> None:
        """`accepted`: how probably it is, where not by its kind."""
        self.story, self.rng, self.leading, self.now = story, rng, leading, now
        self.accepted = ACCEPTED_SHARE[story.kind] if accepted is None else accepted
        self.level = leading.office.level
        self.stage = Stage.REGISTERED
        self.at = story.petitions[0].decided_at or now

    def tell(self) -> Story:
        """The whole course of the story."""
        if self.story.opened:
            self._open()
            self._triage() and self._accepted_or_not()
            self._later_petitions()
            self.story.stage = self.stage
            tell_deeds(self.leading)
            look_back(self.leading)
        return self.story

    def _later(self, least: float, most: float) -> bool:
        """Move the clock on by some days; False when that lies in the future."""
        moment = at_work(self.rng, (self.at + timedelta(days=self.rng.uniform(least, most))).date())
        if moment <= self.at:
            moment = self.at + timedelta(minutes=self.rng.randint(20, 90))
        if moment > self.now:
            return False
        self.at = moment
        return True

    def _act(self, verb: str, who: str, **more: object) -> bool:
        """One act of the lifecycle, at the present moment of the story."""
        move = BY_VERB.get(verb)
        if move:
            self.stage = move.lands(self.stage)
        self.story.acts.append(MadeAct(verb, self.at, who, **more))  # type: ignore[arg-type]
        return True

    def _open(self) -> None:
        petition = self.story.petitions[0]
        self._arrive(0, petition)
        self.stage = Stage.REGISTERED
        self._act("open", "clerk", petition=0, detail={"relation": "first"})
        self.leading.begin(self.story)

    def _arrive(self, place: int, petition: MadePetition) -> None:
        facts: dict[str, object] = {
            "channel": petition.channel,
            "replyable": petition.replyable,
            "anonymous": petition.anonymous,
            "assigned_from_above": petition.channel == "assigned",
        }
        for verb, day in (("receive", petition.received_on), ("register", None)):
            self.story.acts.append(
                MadeAct(verb, petition.registered_at, "clerk", on=day, petition=place, detail=facts)
            )

    def _triage(self) -> bool:
        story = self.story
        if not self._later(0, 2):
            return False
        story.non_prosecution = _challenges_non_prosecution(story)
        story.ordinary_procedure = story.kind in ("suggestion", "other")
        detail: dict[str, object] = {
            "kind": story.kind,
            "urgent": story.urgent,
            "ordinary_procedure": story.ordinary_procedure,
            "non_prosecution": story.non_prosecution,
        }
        self._act("triage", "clerk", detail=detail)
        if self.rng.random() < 0.06:
            return self._supplement()
        return True

    def _supplement(self) -> bool:
        missing = ["身份证复印件", "原决定书复印件"]
        if not self._later(0, 2):
            return False
        self._act(
            "request_supplement", "clerk", reason="；".join(missing), detail={"missing": missing}
        )
        return self._later(4, 25) and self._act("complete_supplement", "clerk")

    def _accepted_or_not(self) -> bool:
        slow = 6 if self.rng.random() < LATE_SHARE else 0
        if not self._later(0.5 + slow, 2.5 + slow):
            return False
        if self.rng.random() < self.accepted:
            return self._accepted()
        return self._elsewhere()

    def _reply(
        self, kind: str, text: str, place: int = 0, *, verb: str = "reply_procedural"
    ) -> bool:
        """A paper drafted, signed and served within two days or so."""
        petition = self.story.petitions[place]
        if not petition.replyable:
            return True
        paper = MadePaper(kind, place, [text], drafted_at=self.at)
        self.story.papers.append(paper)
        number = len(self.story.papers) - 1
        paper.submitted = True
        if not self._later(0, 1):
            return False
        paper.signed_at = self.at
        self._act("sign", "head", document=number, petition=place, detail={"paper": kind})
        if not self._later(0, 1.2):
            return False
        return self._serve(number, verb, place)

    def _serve(self, number: int, verb: str, place: int) -> bool:
        paper = self.story.papers[number]
        paper.served_on = self.at.date()
        paper.how = "in_person" if self.story.petitions[place].channel == "visit" else "post"
        detail: dict[str, object] = {"paper": paper.kind, "how": paper.how}
        who = "clerk" if verb == "reply_procedural" else "handler"
        return self._act(
            verb, who, document=number, petition=place, on=paper.served_on, detail=detail
        )

    def _text(self, act: str, place: int = 0, outcome: str = "") -> str:
        petition = self.story.petitions[place]
        text = act_text(
            self.rng,
            act,
            petition=petition.said,
            received_on=petition.received_on,
            handler="",
            outcome=outcome,
        )
        name = petition.people[0][1].name if petition.people else ""
        return text.removeprefix(f"{name}：")  # the paper names its addressee itself

    def _elsewhere(self) -> bool:
        chance, to = self.rng.random(), self.story.place.police
        self.leading.elsewhere(self.at)
        if chance < 0.6:
            text = self._text("procedural_reply_elsewhere")
            self._act("inform_elsewhere", "clerk", reason="不属于本院管辖", detail={"to": to})
            going = self._reply("elsewhere", text)
        elif chance < 0.85:
            text = self._text("procedural_reply_elsewhere")
            self._act("transfer", "clerk", reason="属于其他机关管辖", detail={"to": to})
            going = self._reply("procedural_reply", text)
        else:
            text = self._text("non_acceptance")
            self._act("decline", "head", reason=text[:60])
            going = self._reply("non_acceptance", text)
        return going and self._later(2, 25) and self.rng.random() < 0.85 and self._close()

    def _accepted(self) -> bool:
        self._act("accept", "head")
        self.leading.accepted(self.at)
        return self._taken_on() and self._handling()

    def _taken_on(self) -> bool:
        """The petitioner is told, somebody is given the matter and begins."""
        if not self._reply("acceptance", self._text("procedural_reply")):
            return False
        if not self._later(0, 2):
            return False
        self.story.assigned.append(self.at)
        self._act("assign", "head", detail={"assigned_from_above": False})
        if not self._later(0.5, 5):
            return False
        self._act("start_handling", "handler")
        return self._act("note", "handler", reason=self._text("reading_note"))

    def _handling(self) -> bool:
        """Until the decision: two months as a rule, with monthly news where it takes longer."""
        start = self.story.petitions[0].received_on
        target = start + timedelta(days=min(400.0, self.rng.lognormvariate(3.95, 0.42)))
        if self.rng.random() < 0.05 and not self._paused():
            return False
        heard = start
        while (target - heard).days > 88:
            heard = self._progress(heard)
            if heard > self.now.date():
                return False
        wait = (target - self.at.date()).days
        if not self._later(max(1, wait), max(2, wait + 3)) or not self._until(
            self.leading.decision(self.at)
        ):
            self._waits_for_signature()
            return False
        return self._decided()

    def _until(self, moment: datetime) -> bool:
        """Wait for a moment; False when that lies in the future."""
        if moment <= self.now:
            self.at = moment
        return moment <= self.now

    def _paused(self) -> bool:
        if not self._later(3, 20):
            return False
        self._act("pause", "head", reason="委托司法鉴定", detail={"reason": "appraisal"})
        return self._later(15, 45) and self._act("resume", "handler")

    def _progress(self, heard: date) -> date:
        """A progress letter before the third month, then each month; a few are forgotten."""
        gap = 84 if heard == self.story.petitions[0].received_on else 28
        day = heard + timedelta(days=gap)
        if self.rng.random() < 0.06:
            return day
        wait = max(1, (day - self.at.date()).days)
        if not self._later(wait, wait + 2):
            return self.now.date() + timedelta(days=1)
        self._reply("progress", self._text("progress_letter"), verb="report_progress")
        return day

    def _waits_for_signature(self) -> None:
        """An answer drafted in the last days lies on the leader's desk."""
        if self.rng.random() < 0.35 and self.stage is Stage.HANDLING:
            outcome = outcome_of(self.rng, self.story.kind)
            moment = max(self.at, self.now - timedelta(hours=self.rng.randint(2, 60)))
            paper = MadePaper(
                "answer",
                0,
                self._answer(outcome),
                drafted_at=moment,
                signer=self.leading.decider(moment),
                drafter="handler",
            )
            paper.submitted = self.rng.random() < 0.7
            self.story.papers.append(paper)

    def _answer(self, outcome: str) -> list[str]:
        claims = self.story.petitions[0].said.claims
        lead = f"你提出的{len(claims)}项诉求，本院已经审查办理，现答复如下："
        return [lead, self._text("answer", outcome=outcome)]

    def _decided(self) -> bool:
        if not self._answered(outcome_of(self.rng, self.story.kind)):
            return False
        return self._later(1, 12) and self._close() and self._after_closing()

    def _answered(self, outcome: str) -> bool:
        """Decided, and the answer signed and served where somebody can be reached."""
        answer = self._answer(outcome)
        leader = self.leading.decider(self.at)
        self._act("decide", leader, reason=answer[-1][:80])
        place = self.told
        if not self.story.petitions[place].replyable:
            return True
        paper = MadePaper("answer", place, answer, drafted_at=self.at, signer=leader,
                          drafter="handler")  # fmt: skip
        paper.submitted = True
        self.story.papers.append(paper)
        number = len(self.story.papers) - 1
        back = self.leading.office.back
        if not self._later(0, 2) or not self._until(back(leader, self.at)):
            return False
        paper.signed_at = self.at
        self._act("sign", leader, document=number, petition=place, detail={"paper": "answer"})
        if not self._later(0.5, 4):
            return False
        self._serve(number, "serve_answer", place)
        if self.rng.random() < 0.3 and self._later(0, 1):
            self._act("note", "handler", reason=self._text("follow_up"))
        return True

    def _close(self) -> bool:
        self.story.closings.append(MadeClosing(self.at, REPORT))
        self.leading.closed(self.at)
        return self._act("close", "head", reason=REPORT)

    def _after_closing(self) -> bool:
        if self.rng.random() < 0.45 and self._later(5, 30):
            self._act("watch", "clerk")
        if self.level <= 2 and self.rng.random() < 0.06 and self._later(30, 90):
            return self._terminate("chief")
        return True

    def _terminate(self, who: str) -> bool:
        """Every remedy there was has been used; each is named."""
        remedies = remedies_of(self.rng, self.story)
        self.story.terminated = MadeTermination(self.at, who, GROUNDS, remedies)
        return self._act("terminate", who, reason=GROUNDS)

    def _later_petitions(self) -> None:
        """Each further petition is laid to the matter and gets its own reply in seven days."""
        for place, petition in enumerate(self.story.petitions[1:], start=1):
            if petition.decided_at is None:
                continue
            self.at = petition.decided_at
            self._arrive(place, petition)
            self._act("join", "clerk", petition=place, detail={"relation": petition.relation})
            stage = self.stage
            if self._later(0.5, 3) and self._reply(
                "procedural_reply", self._text("procedural_reply", place), place
            ):
                self._news(place)
            self.stage = stage

    def _news(self, place: int) -> None:
        """Within three months the writer hears how it stands; a few are forgotten."""
        if self.rng.random() < 0.96 and self._later(20, 80):
            self._reply(
                "progress", self._text("progress_letter", place), place, verb="report_progress"
            )


def _challenges_non_prosecution(story: Story) -> bool:
    """What the clerk sees from the number, and decides as proposed."""
    decision = story.petitions[0].said.challenged
    numbers = [decision.number] if decision else []
    return non_prosecution(Kind(story.kind), numbers=numbers, texts=()) is not None
