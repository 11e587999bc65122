"""Signs of a charge that may be nominal. A sign is a question to the leader, never a verdict.

Every sign is computed from the record by a dated rule and says what it saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.kernel.chinese import bigrams
from touyan.kernel.messages import N_, Message, message
from touyan.leadership.rules.answering import Moment
from touyan.leadership.rules.dated import DatedRule, in_force
from touyan.leadership.rules.evidence import FACE_TO_FACE
from touyan.leadership.rules.words import LeaderAct


@dataclass(frozen=True)
class DoneAct:
    """An act that was done: by whom, when, with what evidence. `key` names it on the screen.

    `in_charge` says whether the leader in charge did it, `stand_in` whether the deputy did
    during an absence, `signed` whether an answer that tells of a decision was signed.
    """

    key: str
    act: LeaderAct
    on: date
    at: datetime
    by: str
    in_charge: bool
    stand_in: bool = False
    evidence: Mapping[str, object] = field(default_factory=dict, hash=False)
    charge: int = 0
    signed: bool = True

    @property
    def moment(self) -> Moment:
        """For the order of acts: within one day the entries tell it."""
        return self.on, self.at

    @property
    def entered_on(self) -> date:
        """The legal day of entry, which nobody chooses."""
        return legal_day(self.at)


@dataclass(frozen=True)
class Beside:
    """What lies outside the matter and a sign may compare with: moments at which the same leader
    decided or signed elsewhere, and earlier plans of the office's other matters by the matter's
    number (empty where the reader may not know of it), with the moment of entry."""

    signed_at: Sequence[datetime] = ()
    plans: Sequence[tuple[str, str, datetime]] = ()


@dataclass(frozen=True)
class Sign:
    """One sign: which rule saw it, on which act, and the question it puts."""

    code: str
    act: LeaderAct
    key: str
    question: Message


def signs(
    rules: Iterable[DatedRule],
    acts: Sequence[DoneAct],
    beside: Beside,
    *,
    leader: str,
    day: date,
    region: str,
    decided: Moment | None = None,
    served: Moment | None = None,
) -> list[Sign]:
    """Every sign the rules in force on that day see in the acts of one leader; `decided` where
    another leader decided the matter, `served` when the answer was."""
    found: list[Sign] = []
    decided = decided or first_decision(acts)
    for rule in in_force(rules, family="sign", day=day, region=region):
        look = _LOOKS.get(rule.code)
        if look:
            seen = _Seen(rule.content, acts, beside, decided, served, leader)
            found += [Sign(rule.code, act.act, act.key, question) for act, question in look(seen)]
    return found


def first_decision(acts: Iterable[DoneAct]) -> Moment | None:
    """When the matter was first decided."""
    return min((act.moment for act in acts if act.act is LeaderAct.DECIDE), default=None)


@dataclass(frozen=True)
class _Seen:
    content: Mapping[str, object]
    acts: Sequence[DoneAct]
    beside: Beside
    decided: Moment | None
    served: Moment | None
    leader: str

    def of(self, *kinds: LeaderAct) -> Iterator[DoneAct]:
        return (act for act in self.acts if act.act in kinds)

    def number(self, name: str) -> int:
        return int(str(self.content.get(name, 0)))


Found = Iterator[tuple[DoneAct, Message]]


def _bulk(seen: _Seen) -> Found:
    window = timedelta(seconds=seen.number("seconds"))
    for act in seen.of(LeaderAct.DECIDE):
        near = sum(abs(at - act.at) < window for at in seen.beside.signed_at)
        if near == 1:
            alone = N_("Another matter was decided in the same minute. Was each read?")
            yield act, message(alone)
        elif near:
            several = N_("%(number)s other matters were decided in the same minute. Was each read?")
            yield act, message(several, number=near)


def _copied(seen: _Seen) -> Found:
    for act in seen.of(LeaderAct.PLAN):
        text = str(act.evidence.get("plan", ""))
        for number, other, entered in seen.beside.plans:
            share = likeness(text, other) if entered < act.at else 0
            if share >= seen.number("likeness"):
                yield act, message(
                    N_("The plan shares %(share)s %% of its words with that of %(number)s. "
                       "What is particular to this matter?"),
                    share=share,
                    number=number or message(N_("another matter")),
                )  # fmt: skip
                break


def _late_meeting(seen: _Seen) -> Found:
    meetings = sorted(seen.of(LeaderAct.MEET), key=lambda act: act.moment)
    if not meetings or not seen.decided or meetings[0].moment <= seen.decided:
        return
    asked = N_("The petitioner was met only after the decision. What could still be heard?")
    yield from ((meeting, message(asked)) for meeting in meetings)


def _proxy(seen: _Seen) -> Found:
    asked = N_("Someone else met the petitioner. When will the leader do so in person?")
    for act in seen.of(LeaderAct.MEET):
        if act.evidence.get("by_proxy") or not act.in_charge:
            yield act, message(asked)


def _other_chair(seen: _Seen) -> Found:
    for act in seen.of(LeaderAct.PRESIDE):
        chair = str(act.evidence.get("chair", ""))
        if chair and seen.leader != chair.strip():
            yield (
                act,
                message(
                    N_("The hearing was chaired by %(chair)s, not by the leader in charge. Why?"),
                    chair=chair,
                ),
            )


def _no_pages(seen: _Seen) -> Found:
    for act in seen.of(LeaderAct.READ):
        if not str(act.evidence.get("pages") or "").strip():
            yield act, message(N_("The reading note names no pages. What was read?"))


def _hasty(seen: _Seen) -> Found:
    for act in seen.of(LeaderAct.READ):
        minutes = act.evidence.get("minutes")
        if isinstance(minutes, int) and minutes < seen.number("minutes"):
            yield (
                act,
                message(
                    N_("The file was read in %(minutes)s minutes. Was it the whole file?"),
                    minutes=minutes,
                ),
            )


def _telephone_only(seen: _Seen) -> Found:
    told = list(seen.of(LeaderAct.EXPLAIN))
    asked = N_("Law and reasons were explained at a distance only. Was a meeting offered?")
    if not any(act.evidence.get("where") in FACE_TO_FACE for act in told):
        yield from ((act, message(asked)) for act in told)


def _entered_late(seen: _Seen) -> Found:
    for act in seen.acts:
        days = (act.entered_on - act.on).days
        if act.act is not LeaderAct.DECIDE and days > seen.number("days"):
            yield (
                act,
                message(
                    N_("Entered %(days)s days after the day it names. What shows that day?"),
                    days=days,
                ),
            )


def _after_decision(seen: _Seen) -> Found:
    asked = N_("Done only after the decision. On what was it decided?")
    for act in seen.of(LeaderAct.READ, LeaderAct.PLAN):
        if seen.decided and act.moment > seen.decided:
            yield act, message(asked)


def _too_early(seen: _Seen) -> Found:
    undecided = N_("Done before there was a decision. What could be explained or followed up?")
    for act in seen.of(LeaderAct.EXPLAIN, LeaderAct.FOLLOW_UP):
        if not seen.decided or act.moment < seen.decided:
            yield act, message(undecided)
        elif act.act is LeaderAct.FOLLOW_UP and (not seen.served or act.moment < seen.served):
            yield act, message(N_("Done before the answer was served. What could be followed up?"))


def _too_long(seen: _Seen) -> Found:
    for act in seen.acts:
        minutes = act.evidence.get("minutes")
        if isinstance(minutes, int) and minutes > seen.number("minutes"):
            yield act, message(N_("%(minutes)s minutes at one go: is that so?"), minutes=minutes)


def _met_afar(seen: _Seen) -> Found:
    met = list(seen.of(LeaderAct.MEET))
    asked = N_("The petitioner was met by telephone only. Was a meeting offered?")
    if all(act.evidence.get("where") == "telephone" for act in met):  # video is a reception
        yield from ((act, message(asked)) for act in met)


_LOOKS = {
    "S1": _bulk,
    "S2": _copied,
    "S3": _late_meeting,
    "S4": _proxy,
    "S5": _other_chair,
    "S6": _no_pages,
    "S7": _hasty,
    "S8": _telephone_only,
    "S9": _entered_late,
    "S10": _after_decision,
    "S11": _too_early,
    "S12": _too_long,
    "S13": _met_afar,
}


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(bigrams(text))


def likeness(one: str, other: str) -> int:
    """How much two texts share, in per cent of the pairs of characters of the shorter one."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0
    return len(first & second) * 100 // min(len(first), len(second))
