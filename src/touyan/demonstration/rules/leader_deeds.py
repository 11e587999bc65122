"""What the leader in charge of a made-up matter did, with the evidence: in earnest, or in name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random

from touyan.demonstration.rules.charge import (
    Led,
    MadeCharge,
    MadeDeed,
    MadeInquiry,
    MadePromise,
    MadeSignAnswer,
)
from touyan.demonstration.rules.hearings import HearingTale
from touyan.demonstration.rules.helping import HelpTale
from touyan.demonstration.rules.leader_texts import Words
from touyan.demonstration.rules.leaders import LeadingOffice, Manner, some_days_on
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.people import name
from touyan.demonstration.rules.story import MadeAct, Story
from touyan.leadership.rules.evidence import FACE_TO_FACE, check_evidence
from touyan.leadership.rules.words import ChargeState, LeaderAct

KINDS_OF_PROMISE = ("written", "copied", "court", "met", "returned")
PROMISED, KEPT, ANSWERED, INQUIRED = 0.14, 0.75, 0.35, 0.025
USUAL_SPAN = timedelta(days=45)
WHEN = {
    LeaderAct.READ: (0.03, 0.15),
    LeaderAct.MEET: (0.18, 0.45),
    LeaderAct.PLAN: (0.48, 0.7),
    LeaderAct.RELIEF: (0.6, 0.9),
}
"""When, between taking charge and deciding, an act falls."""

DONE = {
    Manner.REAL: dict.fromkeys(LeaderAct, 0.97),
    Manner.MIXED: dict.fromkeys(LeaderAct, 0.6),
    Manner.NOMINAL: {
        LeaderAct.READ: 0.5, LeaderAct.MEET: 0.55, LeaderAct.PLAN: 0.55, LeaderAct.EXPLAIN: 0.4,
        LeaderAct.RELIEF: 0.2, LeaderAct.FOLLOW_UP: 0.3,
    },
}  # fmt: skip
"""How often each act is done at all."""

_BY_HANDLER = frozenset({LeaderAct.RELIEF, LeaderAct.FOLLOW_UP})
_BY_STAND_IN = frozenset({LeaderAct.MEET, LeaderAct.PLAN, LeaderAct.EXPLAIN})


def tell_deeds(leading: Leading) -> None:
    """Everything after the naming, for a matter that has a leader in charge."""
    led = leading.led
    inquire(leading)
    if led.charges and led.charges[-1].state is ChargeState.ACCEPTED:
        Deeds(leading).tell()


class Deeds:
    """Tells the acts of one charge, in the order of the procedure; `keeping`: how often and after
    how many days a promise is kept."""

    def __init__(
        self, leading: Leading, *, keeping: tuple[float, int, int] = (KEPT, 2, 34)
    ) -> None:
        self.keeping = keeping
        self.leading = leading
        self.rng: Random = leading.rng
        self.story: Story = leading.story
        self.led: Led = leading.led
        self.words: Words = leading.words
        self.office: LeadingOffice = leading.office
        self.manner: Manner = leading.manner
        self.now: datetime = leading.now
        self.charge: MadeCharge = self.led.charges[-1]
        self.begun: datetime = self.charge.answered_at or self.charge.at
        self.last = self.begun
        self.decided = self._moment("decide")

    def _moment(self, verb: str) -> datetime | None:
        acts = (act.at for act in self.story.acts if act.verb == verb)
        found = [at for at in acts if at > self.begun]
        return found[-1] if found else None

    def tell(self) -> None:
        reachable = self.story.petitions[0].replyable
        acts = [LeaderAct.READ, LeaderAct.PLAN]
        if reachable:
            acts += [LeaderAct.MEET, LeaderAct.EXPLAIN, LeaderAct.FOLLOW_UP]
        if self.story.hardship:
            acts.append(LeaderAct.RELIEF)
        if self.manner is not Manner.NOMINAL and reachable:
            self._hear()
        for act in (one for one in LeaderAct if one in acts):
            if self.rng.random() < DONE[self.manner][act]:
                self._do(act)
        if reachable and self.manner is not Manner.NOMINAL:
            place = len(self.led.charges) - 1
            HelpTale(self.leading, charge=place, begun=self.begun).tell()
        if reachable and self.rng.random() < PROMISED:
            self._promise()
        self._answer_signs()

    def _hear(self) -> None:
        """A hearing, if there is one; whoever ends it as its chair has presided."""
        tale = HearingTale(
            self.leading, charge=len(self.led.charges) - 1, begun=self.begun, decided=self.decided
        )
        made = self.led.hearing = tale.tell()
        if made is None or made.held_at is None:
            return
        evidence = {"chair": self.office.names[made.chair], "record": made.record,
                    "present": made.present}  # fmt: skip
        self._prove(LeaderAct.PRESIDE, made.held_at, made.chair, evidence, on=made.at.date())

    def _do(self, act: LeaderAct) -> None:
        moment = self._when(act)
        if moment is None:
            return
        who = self._doer(act)
        on_behalf = False
        if who == self.charge.leader and (deputy := self.office.stand_in(who, moment.date())):
            if act not in _BY_STAND_IN:
                return
            who, on_behalf = deputy, True
        evidence = _EVIDENCE[act](self, self.office.names[who])
        self._prove(act, moment, who, evidence, on=moment.date(), on_behalf=on_behalf)

    def _prove(
        self, act: LeaderAct, at: datetime, who: str, evidence: Mapping[str, object], *, on: date,
        on_behalf: bool = False,
    ) -> None:  # fmt: skip
        kept = check_evidence(act, evidence)
        place, entry = len(self.led.charges) - 1, len(self.story.acts)
        self.led.deeds.append(MadeDeed(place, act, at, on, who, kept, entry, on_behalf))
        self.story.acts.append(
            MadeAct(f"lead_{act.value}", at, who, on=on, detail={"act": act.value})
        )

    def _doer(self, act: LeaderAct) -> str:
        """Following up and coordinating may be left to others, and in name only it is."""
        left = {Manner.REAL: 0.15, Manner.MIXED: 0.5, Manner.NOMINAL: 1.0}[self.manner]
        return "handler" if act in _BY_HANDLER and self.rng.random() < left else self.charge.leader

    def _when(self, act: LeaderAct) -> datetime | None:
        """Its moment, or None where the matter has not come so far."""
        if act is LeaderAct.MEET and self.manner is Manner.NOMINAL and self.rng.random() < 0.45:
            return self._following(self.decided, 1, 12)
        if act is LeaderAct.EXPLAIN:
            return self._following(self.decided, 0.5, 5)
        if act is LeaderAct.FOLLOW_UP:
            return self._following(self.story.closed_at, 4, 30)
        end = self.decided or self.begun + USUAL_SPAN
        share = self.rng.uniform(*WHEN[act])
        moment = some_days_on(self.rng, self.begun + (end - self.begun) * share, 0, 0.5)
        moment = max(moment, self.last + timedelta(minutes=self.rng.randint(20, 60)))
        self.last = moment
        return moment if moment < min(end, self.now) else None

    def _following(self, moment: datetime | None, least: float, most: float) -> datetime | None:
        later = moment and some_days_on(self.rng, moment, least, most)
        return later if later and later <= self.now else None

    # Evidence

    def _hollow(self) -> bool:
        """Whether this act is done for the form's sake."""
        if self.manner is Manner.MIXED:
            return self.rng.random() < 0.3
        return self.manner is Manner.NOMINAL

    def read(self, _who: str) -> dict[str, object]:
        if self._hollow():
            return {"pages": "", "issues": self.words.say("hasty_issues"),
                    "minutes": self.rng.randint(3, 6)}  # fmt: skip
        return {"pages": self.words.say("pages"), "issues": self.words.say("issues"),
                "minutes": self.rng.randint(35, 210)}  # fmt: skip

    def meet(self, who: str) -> dict[str, object]:
        proxy = self.manner is Manner.NOMINAL and self.rng.random() < 0.6
        where = self._place()
        return {
            "where": where, "place": self.words.say(f"meet_{where}"),
            "present": self.words.say("meet_present", leader=who), "by_proxy": proxy,
            "minutes": self.rng.randint(8, 20) if proxy else self.rng.randint(30, 95),
            "said": self.words.say("said"),
            "confirmed": self.rng.choices(
                ("signed", "spoken", "recorded", "declined"), (80, 10, 7, 3))[0],
        }  # fmt: skip

    def _place(self) -> str:
        return self.rng.choices(("reception", "petitioner", "local", "video"), (60, 20, 15, 5))[0]

    def plan(self, who: str) -> dict[str, object]:
        if self.manner is Manner.NOMINAL:
            return {"plan": self.words.say("copied_plan"), "team": ""}
        return {"plan": self.words.plan(), "team": self.words.say("team", leader=who)}

    def explain(self, who: str) -> dict[str, object]:
        place = "telephone" if self._hollow() else self.rng.choice(sorted(FACE_TO_FACE))
        return {"where": place, "present": self.words.say("explain_present", leader=who),
                "questions": self.words.say("questions"),
                "minutes": self.rng.randint(20, 80) if place != "telephone" else 9}  # fmt: skip

    def relief(self, _who: str) -> dict[str, object]:
        return {"measure": self.words.say("relief"), "result": self.words.say("relief_result")}

    def follow_up(self, who: str) -> dict[str, object]:
        own = who == self.office.names[self.charge.leader]
        how = self.rng.choices(("telephone", "petitioner", "reception"), (60, 25, 15))[0]
        spoke = self.words.say("spoke_with" if own else "spoke_with_other", leader=who)
        return {"how": how, "spoke_with": spoke, "heard": self.words.say("heard")}

    # Promises, answers to signs

    def _promise(self) -> None:
        """Made when the petitioner was met; most are kept, some late, some are open still."""
        met = [deed for deed in self.led.deeds if deed.kind is LeaderAct.MEET]
        if not met:
            return
        at = met[-1].at + timedelta(minutes=self.rng.randint(5, 40))
        if at > self.now:
            return
        owner = self.charge.leader if self.rng.random() < 0.4 else "handler"
        due = (at + timedelta(days=self.rng.choice((7, 10, 15, 30)))).date()
        what = self.rng.choice(KINDS_OF_PROMISE)
        promise = MadePromise(self.words.say(f"promise_{what}"), owner, due, met[-1].who, at)
        self.led.promises.append(promise)
        self.story.acts.append(MadeAct("make_promise", at, met[-1].who, on=at.date()))
        often, least, most = self.keeping
        kept = some_days_on(self.rng, at, least, most)
        if self.rng.random() < often and kept <= self.now:
            day = f"{kept.month}月{kept.day}日"
            promise.kept_at, promise.kept_how = kept, self.words.say(f"kept_{what}", day=day)
            self.story.acts.append(MadeAct("keep_promise", kept, owner, reason=promise.kept_how))

    def _answer_signs(self) -> None:
        for sign, at in self._signs():
            moment = self.office.back(self.charge.leader, some_days_on(self.rng, at, 2, 20))
            if self.rng.random() < ANSWERED and moment <= self.now:
                text, leader = self.words.say(f"sign_{sign}"), self.charge.leader
                self.led.answers.append(
                    MadeSignAnswer(len(self.led.charges) - 1, sign, text, leader, moment)
                )
                self.story.acts.append(
                    MadeAct("answer_sign", moment, leader, detail={"sign": sign})
                )

    def _signs(self) -> list[tuple[str, datetime]]:
        """The questions that stand on this matter's own acts."""
        found: list[tuple[str, datetime]] = []
        for deed in self.led.deeds:
            late = bool(self.decided and deed.on > self.decided.date())
            if deed.kind is LeaderAct.READ and not deed.evidence["pages"]:
                found += [("S6", deed.at), ("S7", deed.at)]
            if deed.kind is LeaderAct.MEET:
                found += [("S4", deed.at)] if deed.evidence["by_proxy"] else []
                found += [("S3", deed.at)] if late else []
            if deed.kind is LeaderAct.EXPLAIN and deed.evidence["where"] == "telephone":
                found.append(("S8", deed.at))
        return found


_EVIDENCE: dict[LeaderAct, Callable[[Deeds, str], dict[str, object]]] = {
    LeaderAct.READ: Deeds.read,
    LeaderAct.MEET: Deeds.meet,
    LeaderAct.PLAN: Deeds.plan,
    LeaderAct.EXPLAIN: Deeds.explain,
    LeaderAct.RELIEF: Deeds.relief,
    LeaderAct.FOLLOW_UP: Deeds.follow_up,
}


def inquire(leading: Leading) -> None:
    """Now and then somebody else asks after a matter, and it is noted every time."""
    if leading.accepted_on is None or leading.rng.random() >= INQUIRED:
        return
    words, rng = leading.words, leading.rng
    moment = some_days_on(rng, leading.story.acts[-1].at, 1, 25)
    if moment > leading.now:
        return
    who = name(rng, gender="male", born_on=leading.story.petitions[0].received_on)
    leading.led.inquiries.append(
        MadeInquiry(who, words.say("inquiry_unit"), words.say("inquiry_how"),
                    words.say("inquiry_what"), words.say("inquiry_answer"), moment)
    )  # fmt: skip
    leading.story.acts.append(MadeAct("note_inquiry", moment, "handler", on=moment.date()))
