"""Help around a made-up matter: judicial assistance referred, measures begun and ended."""

from __future__ import annotations

from datetime import datetime

from touyan.demonstration.rules.charge import MadeDeed, MadeHelp, MadeRelief
from touyan.demonstration.rules.leaders import some_days_on
from touyan.demonstration.rules.leading import Leading
from touyan.demonstration.rules.story import MadeAct, draw
from touyan.leadership.rules.evidence import check_evidence
from touyan.leadership.rules.helping import HelpKind
from touyan.leadership.rules.relief import cap_on
from touyan.leadership.rules.words import LeaderAct

REFERRED, DECIDED, REFUSED, PAID, MEASURE, ENDED = 0.85, 0.85, 0.25, 0.8, 0.06, 0.7
KINDS = ((HelpKind.COORDINATION, 45), (HelpKind.LAWYER, 40), (HelpKind.COUNSELLING, 15))
CONDITION = {"criminal_petition": "K1", "civil_petition": "K3"}


class HelpTale:
    """Tells the help under one charge; relief and coordination count among the leader's acts."""

    def __init__(self, leading: Leading, *, charge: int, begun: datetime) -> None:
        self.leading, self.charge, self.begun = leading, charge, begun
        self.rng, self.words, self.led = leading.rng, leading.words, leading.led
        self.leader = self.led.charges[charge].leader

    def tell(self) -> None:
        if self.leading.story.hardship and self.rng.random() < REFERRED:
            self._refer()
        if self.rng.random() < MEASURE:
            self._measure(HelpKind(draw(self.rng, KINDS)))

    def _on(self, at: datetime, least: float, most: float) -> datetime | None:
        moment = some_days_on(self.rng, at, least, most)
        return moment if moment <= self.leading.now else None

    def _enter(self, verb: str, at: datetime, who: str, **more: object) -> None:
        self.leading.story.acts.append(MadeAct(verb, at, who, **more))  # type: ignore[arg-type]

    def _deed(self, at: datetime, who: str, measure: str, result: str) -> None:
        """The act just entered also counts as the leader's."""
        kept = check_evidence(LeaderAct.RELIEF, {"measure": measure, "result": result})
        entry = len(self.leading.story.acts) - 1
        self.led.deeds.append(
            MadeDeed(self.charge, LeaderAct.RELIEF, at, at.date(), who, kept, entry)
        )

    def _refer(self) -> None:
        at = self._on(self.begun, 3, 20)
        if at is None:
            return
        code = CONDITION.get(self.leading.story.kind, "K4")
        basis = [{"code": code, "basis": self.words.say("condition_basis")}]
        months, hardship = self.rng.randint(3, 12), self.words.say("hardship")
        made = MadeRelief(basis, hardship, months, months * self.rng.randint(25, 45) * 100, at)
        self.led.relief = made
        self._enter("refer_relief", at, "handler")
        self._deed(at, "handler", f"提请国家司法救助：{hardship}", "待决定")
        decided = self._on(at, 8, 25)
        if decided and self.rng.random() < DECIDED:
            self._decide(made, decided)

    def _decide(self, made: MadeRelief, at: datetime) -> None:
        """The leader in charge refuses, or grants what a known wage allows."""
        office = self.leading.office
        cap = cap_on(self.leading.rules, day=at.date(), region=office.code)
        refused = self.rng.random() < REFUSED
        if office.stand_in(self.leader, at.date()) or cap.wage is None and not refused:
            return
        made.decided_at, made.decider = at, self.leader
        if refused:
            made.reason = self.words.say("relief_refused")
            self._enter("refuse_relief", at, self.leader, reason=made.reason)
            self._deed(at, self.leader, "审批国家司法救助", "不予救助")
            return
        made.granted = made.asked - self.rng.choice((0, 0, 1000, 2000))
        made.cap, made.reason = cap, self.words.say("relief_granted")
        self._enter("grant_relief", at, self.leader, reason=made.reason)
        self._deed(at, self.leader, "审批国家司法救助", f"同意救助{made.granted}元")
        paid = self._on(at, 5, 20)
        if paid and self.rng.random() < PAID:
            made.paid_at = paid
            made.paid_proof = f"银行电子回单{self.rng.randint(100000, 999999)}"
            self._enter("pay_relief", paid, "handler", on=paid.date())

    def _measure(self, kind: HelpKind) -> None:
        at = self._on(self.begun, 3, 25)
        if at is None:
            return
        made = MadeHelp(kind, self._who(kind), self.words.say(kind.value), at)
        self.led.help.append(made)
        self._enter("begin_help", at, "handler", on=at.date(), detail={"help": kind.value})
        together = f"与{made.who}协调：{made.text}"
        if kind is HelpKind.COORDINATION:
            made.reference = f"协调函第{self.rng.randint(1, 90)}号"
            self._deed(at, "handler", together, "待答复")
        else:
            made.consent = self.words.say("consent_help")
        ended = self._on(at, 6, 30)
        if ended and self.rng.random() < ENDED:
            made.ended_at, made.result = ended, self.words.say(f"{kind.value}_result")
            self._enter("end_help", ended, "handler", on=ended.date(), detail={"help": kind.value})
            if kind is HelpKind.COORDINATION:
                self._deed(ended, "handler", together, made.result)

    def _who(self, kind: HelpKind) -> str:
        local = self.leading.story.place.local
        if kind is HelpKind.LAWYER:
            return f"{local}法律援助中心值班律师"
        if kind is HelpKind.COUNSELLING:
            return f"{local}心理健康服务中心"
        return self.rng.choice((f"{local}民政局", f"{local}教育局", f"{local}妇女联合会"))
