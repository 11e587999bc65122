"""Many at once: one wins and the rest are told, numbers keep no gap, nothing is entered twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from random import Random
from threading import Barrier

import pytest
from django.db import connection, transaction
from tests.cast import make_cast
from tests.database.matters.stories import Story, entry, fresh

from touyan.audit.queries import verify
from touyan.intake.actions import register_petition
from touyan.intake.models import Petition, Submission, Undecided
from touyan.kernel.errors import Conflict, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import papers, people, procedure
from touyan.matters.models import Act, Belonging, Document, Matter
from touyan.organs.models import Account, NumberSeries, Post, RoleGrant
from touyan.workflows.decide_petition import decide_petition
from touyan.workflows.register_petition import register

WRITERS = 8
ROUNDS = 25
Call = Callable[[], object]


class Taken(Exception):
    """A writer that gives up what it did."""


@pytest.fixture
def story(committed: str, now: datetime) -> Story:
    return Story(make_cast(now=now), now)


def at_once(*calls: Call) -> list[object]:
    """What each call returned, or the refusal; anything else fails the test."""
    gate = Barrier(len(calls))

    def run(call: Call) -> object:
        try:
            gate.wait(timeout=120)
            return call()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result(timeout=300) for done in [pool.submit(run, call) for call in calls]]


def refused(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, Refused)]


def enter(story: Story, key: uuid.UUID | None = None) -> Petition:
    by = story.cast.wang
    return register(entry(), organ=story.cast.organ_of(by), files=[], by=by, now=story.now,
                    key=key or uuid.uuid4()).petition  # fmt: skip


def running_numbers() -> list[int]:
    return sorted(
        int(n.rpartition("-")[2]) for n in Petition.objects.values_list("number", flat=True)
    )


def test_one_form_sent_eight_times_at_once_is_one_petition(story: Story) -> None:
    key = uuid.uuid4()
    results = at_once(*[lambda: enter(story, key)] * WRITERS)
    assert {petition.pk for petition in results} == {Petition.objects.get().pk}  # type: ignore[attr-defined]
    assert running_numbers() == [1]
    assert Submission.objects.count() == Undecided.objects.count() == 1
    assert verify().whole


def test_the_action_alone_answers_a_twin_with_the_first_petition(story: Story) -> None:
    key, by = uuid.uuid4(), story.cast.wang
    organ = story.cast.organ_of(by)
    results = at_once(
        *[lambda: register_petition(entry(), organ=organ, by=by, now=story.now, key=key)] * 4
    )
    assert Petition.objects.count() == 1
    assert sorted(result.again for result in results) == [False, True, True, True]  # type: ignore[attr-defined]


def test_eight_writers_who_sometimes_give_up_leave_no_gap_and_no_double(story: Story) -> None:
    def write(seed: int) -> int:
        chance, kept = Random(seed), 0
        for _ in range(ROUNDS):
            try:
                with transaction.atomic():
                    enter(story)
                    if chance.random() < 0.1:
                        raise Taken
                kept += 1
            except Taken:
                continue
        return kept

    kept = sum(at_once(*[lambda seed=seed: write(seed) for seed in range(WRITERS)]))  # type: ignore[arg-type, misc]
    assert 150 < kept < WRITERS * ROUNDS
    assert running_numbers() == list(range(1, kept + 1))
    assert NumberSeries.objects.get(series="petition").last == kept
    assert verify().whole


def test_two_clerks_deciding_at_once_decide_once(story: Story) -> None:
    petitions = [story.petition() for _ in range(4)]
    for petition in petitions:
        results = at_once(*(
            lambda by=by, petition=petition: decide_petition(
                petition_id=petition.public_id, relation=Relation.FIRST, matter_id=None,
                reason="初次", by=by, now=story.now)
            for by in (story.cast.wang, story.cast.he, story.cast.li)
        ))  # fmt: skip
        assert [type(each) for each in refused(results)] == [Conflict, Conflict]
    assert Matter.objects.count() == Belonging.objects.count() == 4
    assert not Undecided.objects.exists()
    assert sorted(Matter.objects.values_list("number", flat=True))[-1].endswith("-00004")


def test_two_leaders_signing_one_paper_at_once_sign_it_once(story: Story) -> None:
    document = story.submitted(story.handling(), "progress")
    results = at_once(*(
        lambda by=by: papers.sign_paper(document_id=document.public_id, opinion="同意",
                                        version=document.version, by=by, now=story.now)
        for by in (story.cast.zhao, second_chief(story))
    ))  # fmt: skip
    assert [type(each) for each in refused(results)] == [Conflict]
    assert Act.objects.filter(verb="sign").count() == 1
    assert Document.objects.get().number.endswith("〕1号")
    assert NumberSeries.objects.get(series="paper:progress").last == 1


def second_chief(story: Story) -> Account:
    """Sun, who is also a deputy chief for this test."""
    post = Post.objects.get(person=story.cast.sun.person_id)
    RoleGrant.objects.create(post=post, person=post.person, role="deputy_chief", shipped=True,
                             asked_at=story.now, approved_at=story.now)  # fmt: skip
    return story.cast.sun


def test_two_different_moves_from_one_page_make_one(story: Story) -> None:
    matter = story.triaged()
    seen = {"matter_id": matter.public_id, "by": story.cast.he, "now": story.now,
            "version": matter.version}  # fmt: skip
    results = at_once(
        lambda: procedure.accept(**seen),
        lambda: procedure.inform_elsewhere(to="法院", reason="属于法院管辖", **seen),
    )
    assert [type(each) for each in refused(results)] == [Conflict]
    assert fresh(matter).version == matter.version + 1


@dataclass
class Bustle:
    """Everybody at everything: registering, deciding, assigning, writing and signing papers."""

    story: Story
    seed: int

    def run(self) -> int:
        chance, done = Random(self.seed), 0
        for _ in range(4):
            steps = list(self.steps())
            chance.shuffle(steps)
            done += sum(self.made(step) for step in steps)
        return done

    def made(self, step: Call) -> bool:
        try:
            step()
        except Refused:
            return False
        return True

    def steps(self) -> Iterator[Call]:
        story, cast = self.story, self.story.cast
        first = Matter.objects.earliest("pk")
        shared = {"matter_id": first.public_id, "now": story.now}
        yield lambda: enter(story)
        yield lambda: story.signed(first, "progress")
        yield lambda: people.assign(
            handler=cast.he, department=None, by=cast.he, reason="轮换", **shared
        )
        yield lambda: people.assign(
            handler=cast.li, department=None, by=cast.he, reason="轮换", **shared
        )
        yield lambda: story.opened(matter_id=first.public_id, relation=Relation.REPEAT)


def test_everybody_at_everything_never_locks_up_and_the_log_stays_whole(story: Story) -> None:
    story.handling()
    results = at_once(*[Bustle(story, seed).run for seed in range(6)])
    assert sum(results) > 40  # type: ignore[arg-type]
    assert verify().whole
    count = Petition.objects.count()
    assert running_numbers() == list(range(1, count + 1))
    signed = Document.objects.filter(kind="progress").exclude(number="")
    assert NumberSeries.objects.get(series="paper:progress").last == signed.count()
