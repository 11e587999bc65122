"""Closed, terminated, resolved in every order: three facts that move alone, a reversal that is never
refused, and debts that hang on none of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.cast import Cast
from tests.database.campaigns import resolutions
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.actions import resolving
from touyan.campaigns.queries.evidence import duties_left
from touyan.intake.models import Petition
from touyan.kernel.errors import NotVisible, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.actions.ledger import lock
from touyan.matters.models import Act, Belonging, ClockRow, Closing, Matter, Resolution, Termination
from touyan.matters.queries import by_fact
from touyan.matters.rules.terminating import Remedy

REMEDY = Remedy("申请再审", "浙江省高级人民法院", date(2025, 6, 20), "（2025）浙刑申88号")
WAYS = ("in_person", "by_telephone", "online", "new_petition", "by_office")


class Outcomes(RuleBasedStateMachine):
    """One closed matter. The model holds what should be so; `cast` and `now` are set by the test."""

    cast: Cast
    now: datetime

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.story = Story(self.cast, self.now)
        self.matter = self.story.closed()
        self.stage, self.terminated = "closed", False
        self.open: tuple[str, int] | None = None
        self.until: date | None = None
        self.ended: set[int] = set()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    # the procedure

    @rule()
    def reopen(self) -> None:
        done = self._try(lambda: endings.reopen(
            matter_id=self.matter.public_id, reason="清理积案", by=self.cast.he, now=self.story.now
        ))  # fmt: skip
        assert done == (self.stage != "reopened" and not self.terminated)
        self.stage = "reopened" if done else self.stage

    @precondition(lambda self: self.stage != "reopened")
    @rule(how=st.sampled_from(["campaign", "revisit"]))
    def take_up(self, how: str) -> None:
        """Both reopen in front of a termination, which stands: the act says so."""
        if how == "campaign":
            by = self.cast.zhao_province
            held = lock(self.matter.public_id, by=by, now=self.story.now)
            act = endings.take_up(
                held, reason="积案清理", organ_id=held.organ_id, by=by, now=self.story.now
            )
        else:
            act = endings.return_to_work(
                matter_id=self.matter.public_id, reason="承诺的补偿未到位", by=self.cast.he,
                now=self.story.now,
            )  # fmt: skip
        assert bool(act.detail.get("terminated")) == self.terminated
        self.stage = "reopened"

    @precondition(lambda self: self.stage == "reopened")
    @rule()
    def close_again(self) -> None:
        Matter.objects.filter(pk=self.matter.pk).update(stage="answered")
        endings.close(
            matter_id=self.matter.public_id, report="再次办结。", by=self.cast.he,
            answered_where=dict.fromkeys(endings.claims_of(self.matter), "答复函"),
            now=self.story.now,
        )  # fmt: skip
        self.stage = "closed"

    @rule()
    def terminate(self) -> None:
        done = self._try(lambda: endings.terminate(
            matter_id=self.matter.public_id, grounds="救济穷尽", remedies=[REMEDY],
            by=self.cast.zhao_province, now=self.story.now,
        ))  # fmt: skip
        assert done == (self.stage == "closed" and not self.terminated)
        if done:
            self.stage, self.terminated = "terminated", True

    @rule()
    def revoke(self) -> None:
        done = self._try(lambda: endings.revoke_termination(
            matter_id=self.matter.public_id, reason="有新证据", evidence="住院病历",
            by=self.cast.zhao_province, now=self.story.now,
        ))  # fmt: skip
        assert done == self.terminated
        self.terminated = False
        self.stage = "closed" if self.stage == "terminated" else self.stage

    # the resolution

    @rule(grade=st.integers(0, 3))
    def propose(self, grade: int) -> None:
        def act() -> None:
            story, matter = self.story, self.matter
            items = [resolutions.stated(story, matter)] if grade else []
            resolving.propose_resolution(
                matter_id=matter.public_id, grade=grade, evidence=items, note="",
                by=self.cast.li, now=story.now,
            )  # fmt: skip

        possible = self.open is None and grade < 3 and (grade or self.stage != "reopened")
        with self.nothing_owed_moves():
            assert self._try(act) == bool(possible)
        if possible:
            self.open = ("proposed", grade)

    @rule(fits=st.booleans())
    def verify(self, fits: bool) -> None:
        state, grade = self.open or ("", 0)
        views = {0: "disagrees", 1: "none", 2: "confirms", 3: "confirms"}
        view = resolutions.View(views[grade] if fits else views[(grade + 1) % 3])
        wrong = not fits and not (grade == 1 and view == "confirms")
        with self.nothing_owed_moves():
            done = self._try(lambda: resolving.verify_resolution(
                resolution_id=self._latest(), by=self.cast.wang, now=self.story.now, note="",
                contact=resolutions.contact(self.story.now, view=view),
            ))  # fmt: skip
        assert done == (state == "proposed" and not wrong)
        if done:
            self.open, self.until = (
                ("verified", grade),
                Resolution.objects.latest("pk").window_until,
            )

    @precondition(lambda self: self.open in (("proposed", 1), ("proposed", 2)))
    @rule()
    def a_promise_confirms_nothing(self) -> None:
        """To petition no more is no view: R2 is refused on it; R1, with no view, takes any words.
        Neither changes what is owed."""
        assert self.open
        view = resolutions.View.CONFIRMS if self.open[1] == 2 else resolutions.View.NONE
        with self.nothing_owed_moves():
            done = self._try(lambda: resolving.verify_resolution(
                resolution_id=self._latest(), by=self.cast.wang, now=self.story.now, note="",
                contact=resolutions.contact(self.story.now, view=view, words="我保证不再上访。"),
            ))  # fmt: skip
        assert done == (self.open[1] == 1)
        if done:
            self.open, self.until = ("verified", 1), None

    @rule()
    def return_it(self) -> None:
        done = self._try(lambda: resolving.return_resolution(
            resolution_id=self._latest(), note="当事人仍有意见。", by=self.cast.wang,
            now=self.story.now,
        ))  # fmt: skip
        assert done == (self.open is not None and self.open[0] == "proposed")
        if done:
            self.open = None

    @rule()
    def confirm(self) -> None:
        done = self._try(lambda: resolving.confirm_resolution(
            resolution_id=self._latest(), performed="已履行完毕。", by=self.cast.wang,
            now=self.story.now,
        ))  # fmt: skip
        passed = self.until is not None and self.story.now.date() > self.until
        assert done == (self.open == ("verified", 2) and passed)
        if done:
            self.open = ("verified", 3)

    @precondition(lambda self: self.open is not None)
    @rule(how=st.sampled_from(WAYS))
    def reverse(self, how: str) -> None:
        resolution = Resolution.objects.latest("pk")
        if how == "new_petition":
            assert self._try(lambda: self._reversal(how, resolution))
        else:
            with self.nothing_owed_moves():
                assert self._try(lambda: self._reversal(how, resolution)), "never refused"
        resolution.refresh_from_db()
        assert resolution.ended_how == how
        assert (resolution.ended_petition_id is not None) == (how == "new_petition")
        assert bool(resolution.ended_words) == (how == "by_office"), "nobody is asked why"
        self.open = None
        self.ended.add(resolution.pk)

    def _reversal(self, how: str, resolution: Resolution) -> None:
        if how == "online":
            petition = Petition.objects.filter(belonging__matter=self.matter).first()
            assert petition
            assert resolving.reverse_online(petition=petition, now=self.story.now)
        elif how == "by_office":
            resolving.end_by_office(resolution_id=resolution.public_id, reason="协议未履行",
                                    by=self.cast.he, now=self.story.now)  # fmt: skip
        elif how == "new_petition":
            self.story.opened(relation=Relation.REPEAT, matter_id=self.matter.public_id,
                              received_on=self.story.now.date())  # fmt: skip
        else:
            resolutions.reverse(self.story, resolution, how)

    @rule(relation=st.sampled_from([Relation.SUPPLEMENT, Relation.DUPLICATE]))
    def nothing_new_arrives(self, relation: Relation) -> None:
        self.story.opened(relation=relation, matter_id=self.matter.public_id)

    @rule()
    def a_petition_is_registered_and_due(self) -> None:
        """Whatever holds of the matter, also a termination."""
        self.story.opened(relation=Relation.REPEAT, matter_id=self.matter.public_id,
                          received_on=self.story.now.date())  # fmt: skip
        petition = Petition.objects.latest("pk")
        verbs = set(Act.objects.filter(petition=petition).values_list("verb", flat=True))
        assert {"receive", "register", "join"} <= verbs
        due = ClockRow.objects.filter(matter=self.matter, starts_on=petition.received_on)
        assert due.filter(code="C2", void_on__isnull=True, met_on__isnull=True).exists()
        if self.open:
            self.ended.add(Resolution.objects.latest("pk").pk)
        self.open = None

    @rule(days=st.sampled_from([1, 40, 200]))
    def time_passes(self, days: int) -> None:
        self.story.now += timedelta(days=days)

    def _latest(self) -> Any:
        latest = Resolution.objects.filter(matter=self.matter).order_by("-pk").first()
        return latest.public_id if latest else uuid.uuid4()

    @contextmanager
    def nothing_owed_moves(self) -> Iterator[None]:
        """What is owed is the same before and after: it hangs on nobody's view or word."""
        before = duties_left(self.matter, now=self.story.now), self._due()
        yield
        assert (duties_left(self.matter, now=self.story.now), self._due()) == before

    def _due(self) -> list[object]:
        kept = ClockRow.objects.filter(matter=self.matter).order_by("pk")
        return list(kept.values_list("code", "starts_on", "met_on", "void_on"))

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            with transaction.atomic():
                act()
        except (Refused, NotVisible):
            return False
        return True

    @invariant()
    def the_three_facts_are_as_the_model_says(self) -> None:
        self.matter = fresh(self.matter)
        assert self.matter.stage == self.stage
        assert self._holds("closed") == (self.stage != "reopened")
        assert self._holds("terminated") == self.terminated
        assert self._holds("resolved") == (
            self.open is not None and self.open[0] == "verified" and self.open[1] >= 2
        )

    def _holds(self, fact: str) -> bool:
        return by_fact(Matter.objects.filter(pk=self.matter.pk), fact, holds=True).exists()

    @invariant()
    def at_most_one_is_in_force_of_each(self) -> None:
        of = {"matter": self.matter}
        assert Closing.objects.filter(**of, reopened_at__isnull=True).count() <= 1
        assert Termination.objects.filter(**of, revoked_at__isnull=True).count() <= 1
        still = Resolution.objects.filter(**of, state__in=("proposed", "verified"))
        assert [(r.state, r.grade) for r in still] == ([self.open] if self.open else [])

    @invariant()
    def r3_stands_on_a_window_without_a_petition(self) -> None:
        for one in Resolution.objects.filter(matter=self.matter, grade=3):
            assert one.passed_at
            assert one.window_until
            assert one.on
            assert one.passed_at.astimezone(self.now.tzinfo).date() > one.window_until
            inside = Belonging.objects.filter(
                matter=self.matter, relation="repeat", petition__received_on__gt=one.on,
                petition__received_on__lte=one.window_until,
            )  # fmt: skip
            assert not inside.exists()

    @invariant()
    def what_was_reversed_never_counts_again(self) -> None:
        reversed_ones = Resolution.objects.filter(pk__in=self.ended)
        assert all(one.state == "ended" and one.ended_how for one in reversed_ones)
        assert reversed_ones.count() == len(self.ended)


@pytest.mark.django_db
def test_three_facts_move_alone_and_reversal_is_always_open(cast: Cast, now: datetime) -> None:
    Outcomes.cast, Outcomes.now = cast, now
    run_state_machine_as_test(
        Outcomes,
        settings=settings(
            max_examples=25,
            stateful_step_count=18,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
