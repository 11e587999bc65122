"""An imported petition turns out to be a repeat: it goes to its matter with its answer."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pytest
from tests.cast import Cast
from tests.database.intake.registers import ANSWERED, ROAD, imported, workbook

from touyan.audit.models import Entry
from touyan.intake.models import ImportRun
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Act, Belonging, ClockRow, Document, Matter
from touyan.workflows.import_register.queries import late_clocks, otherwise_proposed
from touyan.workflows.relay_petition import confirm_first, relay_petition

pytestmark = pytest.mark.django_db

AGAIN = ("A9", "张秀英", "路灯坏了", "2020-09-01", ROAD, "再次修复。", "2020-12-28")


@pytest.fixture
def run(cast: Cast, now: datetime) -> ImportRun:
    """A register with one repeat among its rows."""
    content = workbook([*ANSWERED, AGAIN])
    return imported(content, organ=cast.organ_of(cast.wang), by=cast.wang, now=now)


def laid(number: str) -> Belonging:
    return Belonging.objects.select_related("petition", "matter").get(
        petition__source_number=number
    )


def moved(cast: Cast, now: datetime) -> tuple[Matter, Matter]:
    source, target = laid("A9").matter, laid("A1").matter
    relay_petition(petition_id=laid("A9").petition.public_id, relation=Relation.REPEAT,
                   matter_id=target.public_id, reason="同一路灯", by=cast.wang, now=now)  # fmt: skip
    return source, target


def test_the_repeat_waits_for_a_person(run: ImportRun, cast: Cast) -> None:
    (waiting,) = otherwise_proposed(run, viewer=cast.viewer(cast.wang))
    assert waiting.petition.source_number == "A9"
    assert waiting.proposed["relation"] == "repeat"
    assert not otherwise_proposed(run, viewer=cast.viewer(cast.zhou)).exists()


def test_a_person_moves_it_with_its_answer(run: ImportRun, cast: Cast, now: datetime) -> None:
    source, target = moved(cast, now)
    belonging = laid("A9")
    assert (belonging.matter, belonging.relation) == (target, "repeat")
    assert belonging.decided_by == cast.wang
    assert belonging.proposed["relation"] == "repeat"
    assert Document.objects.filter(matter=target).count() == 2
    assert not Document.objects.filter(matter=source).exists()
    target.refresh_from_db()
    assert target.repeated
    assert not otherwise_proposed(run, viewer=cast.viewer(cast.wang)).exists()


def test_both_ledgers_say_so_and_neither_loses_a_line(
    run: ImportRun, cast: Cast, now: datetime
) -> None:
    before = set(Act.objects.values_list("pk", flat=True))
    source, target = moved(cast, now)
    assert before <= set(Act.objects.values_list("pk", flat=True))
    left = Act.objects.get(matter=source, verb="leave")
    came = Act.objects.get(matter=target, verb="join")
    assert left.detail["to"] == target.number
    assert came.detail["from"] == source.number
    copied = Act.objects.filter(matter=target, verb="serve_answer", petition=laid("A9").petition)
    assert [act.happened_on for act in copied] == [date(2020, 12, 28)]


def test_nothing_is_late_twice_and_nothing_stops_being_late(
    run: ImportRun, cast: Cast, now: datetime
) -> None:
    before = late_clocks(run)
    source, _target = moved(cast, now)
    assert late_clocks(run) == before
    assert not ClockRow.objects.filter(matter=source).exists()


def test_it_may_go_back(run: ImportRun, cast: Cast, now: datetime) -> None:
    before = late_clocks(run)
    source, target = moved(cast, now)
    relay_petition(petition_id=laid("A9").petition.public_id, relation=Relation.SUPPLEMENT,
                   matter_id=source.public_id, reason="看错了", by=cast.wang, now=now)  # fmt: skip
    assert laid("A9").matter == source
    assert late_clocks(run) == before
    assert ClockRow.objects.filter(matter=target).count() == 3


def test_a_person_may_find_that_it_is_a_first_one(
    run: ImportRun, cast: Cast, now: datetime
) -> None:
    confirm_first(
        petition_id=laid("A9").petition.public_id, reason="另一盏路灯", by=cast.wang, now=now
    )
    belonging = laid("A9")
    assert (belonging.relation, belonging.decided_by) == ("first", cast.wang)
    assert not otherwise_proposed(run, viewer=cast.viewer(cast.wang)).exists()
    assert Entry.objects.filter(verb="petition.confirm_first").exists()


def test_a_matters_first_petition_stays_while_others_are_laid_to_it(
    run: ImportRun, cast: Cast, now: datetime
) -> None:
    moved(cast, now)
    with pytest.raises(Refused, match="Move those first"):
        relay_petition(petition_id=laid("A1").petition.public_id, relation=Relation.JOINT,
                       matter_id=laid("A2").matter.public_id, reason="合并", by=cast.wang, now=now)  # fmt: skip


@pytest.mark.parametrize(("relation", "reason"), [(Relation.FIRST, "理由"), (Relation.REPEAT, " ")])
def test_another_matter_takes_a_label_and_a_reason(
    run: ImportRun, cast: Cast, now: datetime, relation: Relation, reason: str
) -> None:
    with pytest.raises(Refused):
        relay_petition(petition_id=laid("A9").petition.public_id, relation=relation,
                       matter_id=laid("A1").matter.public_id, reason=reason, by=cast.wang, now=now)  # fmt: skip


def test_it_cannot_go_where_it_is(run: ImportRun, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused, match="already belongs"):
        relay_petition(petition_id=laid("A9").petition.public_id, relation=Relation.REPEAT,
                       matter_id=laid("A9").matter.public_id, reason="同一", by=cast.wang, now=now)  # fmt: skip


def test_only_those_who_decide_here_may_move_it(run: ImportRun, cast: Cast, now: datetime) -> None:
    for who, refusal in (
        (cast.sun, NotPermitted),
        (cast.wang_city, NotPermitted),
        (cast.zhou, NotVisible),
    ):
        with pytest.raises(refusal):
            relay_petition(petition_id=laid("A9").petition.public_id, relation=Relation.REPEAT,
                           matter_id=laid("A1").matter.public_id, reason="同一", by=who, now=now)  # fmt: skip
    with pytest.raises(NotVisible):
        relay_petition(petition_id=laid("A9").petition.public_id, relation=Relation.REPEAT,
                       matter_id=uuid.uuid4(), reason="同一", by=cast.wang, now=now)  # fmt: skip


def test_what_is_no_longer_first_is_not_confirmed_as_first(
    run: ImportRun, cast: Cast, now: datetime
) -> None:
    moved(cast, now)
    with pytest.raises(Conflict):
        confirm_first(petition_id=laid("A9").petition.public_id, reason="", by=cast.wang, now=now)
