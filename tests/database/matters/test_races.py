"""Two people at once: one wins, the other is told; numbers have no gaps."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection, transaction
from tests.cast import make_cast
from tests.database.matters.stories import Story, fresh

from touyan.audit.queries import verify
from touyan.kernel.errors import Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import people, procedure
from touyan.matters.actions.papers import sign_paper
from touyan.matters.models import Act, Assignment, Belonging, Document, Matter
from touyan.workflows.decide_petition import decide_petition

PEOPLE = 2


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Every call in a thread of its own, begun together; results, or the refusal."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            gate.wait(timeout=120)
            return call()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result(timeout=300) for done in [pool.submit(run, call) for call in calls]]


@pytest.fixture
def story(committed: str, now: datetime) -> Story:
    return Story(make_cast(now=now), now)


def refusals(results: list[object]) -> int:
    return sum(isinstance(result, Refused) for result in results)


def test_two_clerks_deciding_one_petition_open_one_matter(story: Story) -> None:
    cast, petition = story.cast, story.petition()
    results = at_once(
        *(
            lambda by=by: decide_petition(
                petition_id=petition.public_id,
                relation=Relation.FIRST,
                matter_id=None,
                reason="",
                by=by,
                now=story.now,
            )
            for by in (cast.wang, cast.he)
        )
    )
    assert refusals(results) == 1
    assert Matter.objects.count() == Belonging.objects.count() == 1
    assert verify().whole


def test_two_heads_assigning_at_once_leave_one_handler(story: Story) -> None:
    cast, matter = story.cast, story.accepted()
    results = at_once(
        *(
            lambda by=by, to=to: people.assign(
                matter_id=matter.public_id,
                handler=to,
                department=None,
                by=by,
                now=story.now,
                version=matter.version,
            )
            for by, to in ((cast.he, cast.li), (cast.zhao, cast.he))
        )
    )
    assert refusals(results) == 1
    assert Assignment.objects.filter(matter=matter, until_at__isnull=True).count() == 1
    assert Act.objects.filter(matter=matter, verb="assign").count() == 1
    assert fresh(matter).version == matter.version + 1


def test_two_handlers_starting_at_once_start_once(story: Story) -> None:
    cast, matter = story.cast, story.accepted()
    people.assign(
        matter_id=matter.public_id, handler=cast.li, department=None, by=cast.he, now=story.now
    )
    results = at_once(
        *(
            lambda by=by: procedure.start_handling(matter_id=matter.public_id, by=by, now=story.now)
            for by in (cast.li, cast.he)
        )
    )
    assert refusals(results) == 1
    assert Act.objects.filter(matter=matter, verb="start_handling").count() == 1


def test_the_same_form_sent_twice_moves_once(story: Story) -> None:
    cast, matter = story.cast, story.triaged()
    results = at_once(
        *(
            lambda: procedure.accept(
                matter_id=matter.public_id, by=cast.he, now=story.now, version=matter.version
            )
            for _ in range(PEOPLE)
        )
    )
    assert refusals(results) == 1
    assert Act.objects.filter(matter=matter, verb="accept").count() == 1


def test_papers_signed_at_once_get_consecutive_numbers(story: Story) -> None:
    papers = [story.submitted(story.handling(), "progress") for _ in range(4)]
    results = at_once(
        *(
            lambda paper=paper: sign_paper(
                document_id=paper.public_id,
                opinion="",
                version=paper.version,
                by=story.cast.zhao,
                now=story.now,
            )
            for paper in papers
        )
    )
    assert refusals(results) == 0
    assert numbers() == [1, 2, 3, 4]


def test_a_rolled_back_signature_gives_its_number_back(story: Story) -> None:
    matter = story.handling()
    story.signed(matter, "progress")
    with transaction.atomic():
        story.signed(matter, "progress")
        transaction.set_rollback(True)
    story.signed(matter, "progress")
    story.signed(matter, "procedural_reply")
    assert numbers() == [1, 2]
    assert numbers("procedural_reply") == [1]


def numbers(kind: str = "progress") -> list[int]:
    """The running numbers given to signed papers of a kind, in order."""
    given = Document.objects.filter(kind=kind).exclude(number="").values_list("number", flat=True)
    return sorted(int(number.rpartition("〕")[2].removesuffix("号")) for number in given)
