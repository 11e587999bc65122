"""Closed, terminated, resolved by the rules alone, in every order, against a model that knows no
more of them than the words of the grades."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from touyan.campaigns.rules.public_words import public_outcome
from touyan.campaigns.rules.resolution import (
    CONFIRMED,
    PROVED_BY,
    REOPENS,
    Contact,
    Evidence,
    Item,
    Team,
    View,
    Way,
    check_confirmation,
    check_contact,
    check_proposal,
    check_state,
    why_not_outside,
    window_until,
)
from touyan.campaigns.rules.standing import EntryStanding, step_of
from touyan.campaigns.rules.words import Step
from touyan.kernel.errors import Refused
from touyan.kernel.messages import Message, message
from touyan.linkage.rules.words import Relation
from touyan.matters.rules.lifecycle import Stage, check
from touyan.matters.rules.outcomes import RESOLVED_FROM
from touyan.matters.rules.terminating import check_reopening, check_revoking
from touyan.organs.rules.roles import Role

FIRST = date(2026, 1, 5)
MONTHS = {"window_months": 6}
SAID = {
    "outcome": "赔偿款收到了，理由也听明白了，没有意见。",
    "both": "赔偿款收到了，没有意见，以后不再上访。",
    "promise": "我保证今后不再上访。",
}
WRITTEN = {"fact": "误工费已经付清，票据附卷。", "promise": "当事人承诺息诉罢访。"}
TEAM_OF = PROPOSER, HANDLER, LEADER = 1, 2, 3
OUTSIDER = 4
TEAM = Team("/1/", PROPOSER, frozenset({PROPOSER, HANDLER}), frozenset({LEADER}))
OWED = message("the sum of the settlement")


class OutcomeRules(RuleBasedStateMachine):
    """One matter. `owed` is what the office still has to perform: only performing it ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.today = FIRST
        self.stage, self.terminated = Stage.CLOSED, False
        self.owed: list[Message] = []
        self._nothing_proposed()

    def _nothing_proposed(self) -> None:
        self.state, self.grade = "", 0
        self.on = self.until = self.proposed_on = None
        self.texts: list[str] = []
        self.evidence: set[Evidence] = set()
        self.contact: Contact | None = None
        self.verifier, self.inside = 0, 0
        self.confirmed_on: date | None = None

    def _passes(self, ask, *args, **how) -> bool:  # type: ignore[no-untyped-def]
        try:
            ask(*args, **how)
        except Refused:
            return False
        return True

    def _move(self, verb: str, *, level: int = 2) -> bool:
        return self._passes(check, verb, stage=self.stage, roles={Role.CHIEF}, level=level,
                            reason="理由")  # fmt: skip

    # the procedure and the termination

    @rule()
    def the_office_reopens(self) -> None:
        allowed = self._move("reopen", level=4)
        if allowed and self._passes(check_reopening, terminated=self.terminated):
            self.stage = Stage.REOPENED

    @rule()
    def a_campaign_takes_it_up(self) -> None:
        self.stage = Stage.REOPENED

    @precondition(lambda self: self.stage is Stage.REOPENED)
    @rule()
    def it_is_answered_and_closed(self) -> None:
        held = (self.state, self.grade, self.terminated)
        self.stage = Stage.ANSWERED
        assert self._move("close", level=4)
        self.stage = Stage.CLOSED
        assert (self.state, self.grade, self.terminated) == held

    @rule(level=st.integers(1, 4))
    def terminate(self, level: int) -> None:
        allowed = self._move("terminate", level=level)
        assert not (allowed and level > 2)
        if allowed and not self.terminated:
            self.stage, self.terminated, self.level = Stage.TERMINATED, True, level

    @precondition(lambda self: self.terminated)
    @rule(level=st.integers(1, 4), evidence=st.sampled_from(["", "首次住院病历"]))
    def revoke(self, level: int, evidence: str) -> None:
        done = self._passes(
            check_revoking, roles={Role.CHIEF}, level=level, terminated_at_level=self.level,
            reason="新证据可能影响原处理", evidence=evidence,
        )  # fmt: skip
        assert done == (level <= self.level and bool(evidence))
        if done:
            self.terminated = False
            self.stage = Stage.CLOSED if self.stage is Stage.TERMINATED else self.stage

    # the resolution

    @precondition(lambda self: not self.state)
    @rule(grade=st.integers(0, 3), kinds=st.sets(st.sampled_from(Evidence)),
          text=st.sampled_from([*WRITTEN]))  # fmt: skip
    def propose(self, grade: int, kinds: set[Evidence], text: str) -> None:
        closed = self.stage is not Stage.REOPENED
        items = [self._item(kind, WRITTEN[text]) for kind in kinds]
        done = self._passes(check_proposal, grade, items, note=WRITTEN[text], closed=closed,
                            today=self.today)  # fmt: skip
        if done:
            assert grade < 2 or Evidence.STATEMENT in kinds
            self.state, self.grade, self.proposed_on = "proposed", grade, self.today
            self.texts, self.evidence = [WRITTEN[text]], kinds

    def _item(self, kind: Evidence, text: str) -> Item:
        proof = sorted(PROVED_BY[kind])[-1]
        return Item(kind, proof, "paper:1", "答复函", self.today, text, heard_by_name="王芳")

    @precondition(lambda self: self.state)
    @rule(view=st.sampled_from(View), free=st.booleans(), words=st.sampled_from([*SAID]),
          who=st.sampled_from([*TEAM_OF, OUTSIDER]))  # fmt: skip
    def verify(self, view: View, free: bool, words: str, who: int) -> None:
        contact = Contact(Way.TELEPHONE, self.today, "吴秀兰", SAID[words], view, free)
        done = self._passes(check_state, self.state, "examine") and self._passes(
            check_contact, self.grade, contact, proposed_on=self.proposed_on, today=self.today
        )
        if done and why_not_outside(who, (), TEAM) is None:
            self.state, self.on, self.verifier = "verified", self.today, who
            self.contact, self.until = contact, window_until(self.today, MONTHS)

    @precondition(lambda self: not self.state)
    @rule(wrong=st.sampled_from(["", "view", "free", "words", "who"]), who=st.sampled_from(TEAM_OF),
          view=st.sampled_from([View.NONE, View.DISAGREES]))  # fmt: skip
    def r2_as_it_should_be_but_for_one_thing(self, wrong: str, who: int, view: View) -> None:
        """Chance alone seldom comes so near."""
        self.propose(2, {Evidence.STATEMENT}, "fact")
        self.verify(
            view=view if wrong == "view" else View.CONFIRMS,
            free=wrong != "free",
            words="promise" if wrong == "words" else "both",
            who=who if wrong == "who" else OUTSIDER,
        )
        assert (self.state == "verified") == (not wrong)

    @precondition(lambda self: not self.state)
    @rule(words=st.sampled_from([*SAID]))
    def r1_stays_r1(self, words: str) -> None:
        self.propose(1, {Evidence.EXPLAINED}, "fact")
        self.verify(View.CONFIRMS, free=True, words=words, who=OUTSIDER)
        assert (self.state, self.grade) == ("verified", 1)

    @precondition(lambda self: not self.state)
    @rule(after=st.integers(0, 1), laid=st.booleans())
    def r2_is_watched_to_the_end(self, after: int, laid: bool) -> None:
        """`laid`: with a petition in it that reached the matter past the usual way."""
        self.r2_as_it_should_be_but_for_one_thing("", OUTSIDER, View.NONE)
        self.inside += laid
        self.today = self.until + timedelta(days=after)
        self.confirm("fact")
        assert (self.grade == CONFIRMED) == bool(after and not self.owed and not laid)

    @rule()
    def something_is_owed(self) -> None:
        self.owed = [OWED]

    @rule()
    def it_is_performed(self) -> None:
        self.owed = []

    @precondition(lambda self: self.state)
    @rule(performed=st.sampled_from([*WRITTEN]))
    def confirm(self, performed: str) -> None:
        held = list(self.owed)
        done = self._passes(check_state, self.state, "confirm") and self._passes(
            check_confirmation, self.grade, until=self.until, today=self.today,
            petitions=self.inside, undone=self.owed, performed=WRITTEN[performed],
        )  # fmt: skip
        assert self.owed == held
        if done:
            assert not self.owed
            assert not self.inside
            assert self.grade == 2
            self.grade = CONFIRMED
            self.confirmed_on = self.today
            self.texts.append(WRITTEN[performed])

    @precondition(lambda self: self.state)
    @rule()
    def the_petitioner_reverses(self) -> None:
        check_state(self.state, "end")
        self._nothing_proposed()

    @rule(relation=st.sampled_from(Relation))
    def a_petition_is_laid_to_it(self, relation: Relation) -> None:
        if relation in REOPENS and self.state:
            check_state(self.state, "end")
            self._nothing_proposed()

    @rule(days=st.sampled_from([1, 30, 100, 200]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    # what must be so

    @invariant()
    def resolved_is_what_the_petitioner_freely_confirmed_to_an_outsider(self) -> None:
        if self.state == "verified" and self.grade >= RESOLVED_FROM:
            assert self.contact
            assert self.contact.view is View.CONFIRMS
            assert self.contact.free
            assert "赔偿款收到了" in self.contact.words, "more than a promise was said"
            assert Evidence.STATEMENT in self.evidence
            assert self.verifier == OUTSIDER

    @invariant()
    def r3_was_watched_to_the_end_in_silence_and_with_nothing_owed(self) -> None:
        if self.grade == CONFIRMED:
            assert self.state == "verified"
            assert self.confirmed_on
            assert self.confirmed_on > self.until

    @invariant()
    def no_promise_is_on_record_as_evidence(self) -> None:
        assert WRITTEN["promise"] not in self.texts

    @invariant()
    def closed_is_never_resolved_by_itself(self) -> None:
        closed = self.stage is not Stage.REOPENED
        grade = self.grade if self.state == "verified" else None
        step = step_of(EntryStanding(closed=closed, grade=grade), resolved_from=RESOLVED_FROM)
        confirmed = self.contact is not None and self.contact.view is View.CONFIRMS
        assert (step is Step.CLOSED) == (closed and (grade is None or grade < RESOLVED_FROM))
        assert step is not Step.RESOLVED or (closed and confirmed)

    @invariant()
    def terminated_never_stands_without_its_termination(self) -> None:
        assert self.terminated or self.stage is not Stage.TERMINATED
        if self.terminated and self.stage is not Stage.REOPENED:
            assert not self._passes(check_reopening, terminated=self.terminated)

    @invariant()
    def the_petitioner_is_told_and_may_say_no_while_it_is_in_force(self) -> None:
        told = public_outcome(self.state, self.grade, on=self.on, ended_on=None, until=self.until)
        assert bool(told and told.open) == bool(self.state)
        assert bool(told and told.contest) == (
            self.state == "proposed" or (self.state == "verified" and self.grade > 0)
        )


TestOutcomeRules = OutcomeRules.TestCase
TestOutcomeRules.settings = settings(
    max_examples=200, stateful_step_count=30, deadline=None, derandomize=True
)
