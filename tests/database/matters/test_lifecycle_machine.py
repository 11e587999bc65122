"""Random verbs by random people: the stage always agrees with a table written independently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.intake.rules.words import Kind
from touyan.kernel.errors import NotVisible, Refused
from touyan.matters.actions import endings, people, procedure
from touyan.matters.clockwork import clocks_now, row_of
from touyan.matters.models import Act, ClockRow, Closing, Matter, Termination

# Domain brief, section 3, read again by hand: (stage, verb) to the next stage.
EXPECTED = {
    ("registered", "triage"): "triaged",
    ("reopened", "triage"): "triaged",
    ("triaged", "request_supplement"): "supplement",
    ("triaged", "transfer"): "transferred",
    ("triaged", "inform_elsewhere"): "informed",
    ("triaged", "decline"): "not_accepted",
    ("triaged", "accept"): "accepted",
    ("supplement", "complete_supplement"): "triaged",
    ("supplement", "decline"): "not_accepted",
    ("accepted", "assign"): "assigned",
    ("assigned", "assign"): "assigned",
    ("handling", "assign"): "assigned",
    ("assigned", "start_handling"): "handling",
    ("handling", "pause"): "paused",
    ("paused", "resume"): "handling",
    ("handling", "extend"): "handling",
    ("handling", "decide"): "decided",
    ("decided", "answer"): "answered",
    ("answered", "close"): "closed",
    ("transferred", "close"): "closed",
    ("informed", "close"): "closed",
    ("not_accepted", "close"): "closed",
    ("closed", "watch"): "watched",
    ("closed", "reopen"): "reopened",
    ("watched", "reopen"): "reopened",
    ("transferred", "reopen"): "reopened",
    ("informed", "reopen"): "reopened",
    ("not_accepted", "reopen"): "reopened",
}
CLERK, HANDLER, HEAD, CHIEF = "wang", "li", "he", "zhao"
DESK = {CLERK, HANDLER, HEAD}
HEADS = {HEAD, CHIEF}
WHO = {
    "triage": DESK,
    "request_supplement": DESK,
    "complete_supplement": DESK,
    "transfer": DESK,
    "inform_elsewhere": DESK,
    "decline": HEADS,
    "accept": {HANDLER, HEAD, CHIEF},
    "assign": HEADS,
    "start_handling": {HANDLER, HEAD},  # this head is a handling prosecutor as well
    "pause": HEADS,
    "resume": {HANDLER, HEAD, CHIEF},
    "extend": {CHIEF},
    "decide": {CHIEF},
    "answer": {HANDLER, HEAD},
    "close": HEADS,
    "watch": DESK,
    "terminate": {CHIEF},
    "reopen": HEADS,
}
PEOPLE = [CLERK, HANDLER, HEAD, CHIEF, "sun", "qian", "zhou", "xitong", "zhao_city"]
ENDED_EARLY = {"transferred", "informed", "not_accepted"}
ENDED = {"closed", "watched", "terminated"}


class Life(RuleBasedStateMachine):
    """One matter in the county office; `cast` and `now` are set by the test."""

    cast: Cast
    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.story = Story(self.cast, self.now)
        self.matter = self.story.opened()
        self.stage = "registered"
        self.asked = False
        self.ledger: dict[int, dict[str, Any]] = {}

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @rule(verb=st.sampled_from(sorted(WHO)), who=st.sampled_from(PEOPLE))
    def anyone_tries_anything(self, verb: str, who: str) -> None:
        self._try(verb, who)

    @rule(data=st.data())
    def someone_goes_on(self, data: st.DataObject) -> None:
        ways = [
            (verb, who)
            for (stage, verb) in EXPECTED
            if stage == self.stage
            for who in sorted(WHO[verb])
        ]
        self._try(*data.draw(st.sampled_from(ways)))

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        self.story.later(hours=hours)

    def _try(self, verb: str, who: str) -> None:
        allowed = who in WHO[verb] and (self.stage, verb) in EXPECTED
        if verb == "request_supplement" and self.asked:
            allowed = False
        if verb == "close" and self.stage in ENDED_EARLY:
            allowed = False  # no notice is served here; with one: campaigns/test_closing.py
        refusal = self._refusal(verb, who)
        if refusal is not None:
            assert not allowed, f"{who} may {verb} at {self.stage}, yet: {refusal}"
            return
        assert allowed, f"{who} did {verb} at {self.stage}"
        self.asked = self.asked or verb == "request_supplement"
        self.stage = EXPECTED[self.stage, verb]

    def _refusal(self, verb: str, who: str) -> Exception | None:
        try:
            with transaction.atomic():
                self._act(verb, who)
        except (Refused, NotVisible) as refusal:
            return refusal
        return None

    def _act(self, verb: str, who: str) -> None:
        call: dict[str, Any] = {
            "matter_id": self.matter.public_id,
            "by": getattr(self.cast, who),
            "now": self.story.now,
        }
        if verb == "answer":
            self._answer(call["by"])
            return
        more: dict[str, dict[str, Any]] = {
            "triage": {
                "kind": Kind.CRIMINAL_PETITION,
                "urgent": False,
                "ordinary_procedure": False,
                "non_prosecution": False,
            },
            "request_supplement": {"missing": ["判决书"]},
            "transfer": {"to": "杭州市公安局", "reason": "属其管辖"},
            "inform_elsewhere": {"to": "杭州市公安局", "reason": "属其管辖"},
            "decline": {"reason": "不符合受理条件"},
            "assign": {"handler": self.cast.li, "department": None},
            "pause": {"ground": "appraisal", "reason": "委托鉴定"},
            "extend": {"rule": "C17", "reason": "案情复杂"},
            "decide": {"reason": "维持"},
            "close": {
                "report": "办结",
                "answered_where": dict.fromkeys(endings.claims_of(self.matter), "答复函"),
            },
            "terminate": {"grounds": "穷尽程序", "remedies": []},
            "reopen": {"reason": "有新证据"},
        }
        _action(verb)(**call, **more.get(verb, {}))

    def _answer(self, by: Any) -> None:
        from touyan.matters.actions.papers import serve_paper

        document = self.story.signed(self.matter, by=self.cast.li)
        serve_paper(
            document_id=document.public_id,
            how="post",
            on=self.story.now.date(),
            proof="回执",
            version=document.version,
            by=by,
            now=self.story.now,
        )

    @invariant()
    def stage_agrees_with_the_table(self) -> None:
        self.matter = Matter.objects.select_related("organ").get(pk=self.matter.pk)
        assert self.matter.stage == self.stage

    @invariant()
    def acts_only_accumulate(self) -> None:
        now = {row["id"]: row for row in Act.objects.filter(matter=self.matter).values()}
        assert {key: now.get(key) for key in self.ledger} == self.ledger
        self.ledger = now

    @invariant()
    def closed_and_terminated_follow_the_stage(self) -> None:
        in_force = Closing.objects.filter(matter=self.matter, reopened_at__isnull=True).count()
        assert in_force == (self.stage in ENDED)
        assert not Termination.objects.filter(matter=self.matter).exists(), (
            "a county cannot terminate"
        )

    @invariant()
    def clock_rows_are_a_fresh_projection(self) -> None:
        last = Act.objects.filter(matter=self.matter).latest("id")
        matter = Matter.objects.select_related("organ").get(pk=self.matter.pk)
        rows = [row_of(matter, clock) for clock in clocks_now(matter, now=last.at)]
        assert sorted(map(_dates, rows)) == sorted(
            map(_dates, ClockRow.objects.filter(matter=matter))
        )


def _dates(row: ClockRow) -> tuple[str, ...]:
    return tuple(
        str(v)
        for v in (row.code, row.starts_on, row.due_on, row.met_on, row.void_on, row.suspended)
    )


def _action(verb: str) -> Callable[..., Any]:
    if verb == "assign":
        return people.assign
    return getattr(
        endings
        if hasattr(endings, verb) and verb in ("close", "watch", "terminate", "reopen")
        else procedure,
        verb,
    )


@pytest.mark.django_db
def test_whatever_anyone_tries_the_stage_agrees_with_the_table(cast: Cast, now: datetime) -> None:
    Life.cast, Life.now = cast, now
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=30,
            stateful_step_count=18,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
