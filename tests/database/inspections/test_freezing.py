"""The list of an inspection: of one moment, with a digest, never to be altered."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F
from tests.database.inspections.inspecting import NUMBER, Look, walled
from tests.database.matters.stories import Story
from tests.rules.inspections.test_drawing import second_sm3

from touyan.audit.models import Entry as AuditRow
from touyan.inspections.actions import checklists, drawing, plans
from touyan.inspections.models import Checklist, Entry, Inspection, Pick
from touyan.inspections.queries.plans import (
    entries_of,
    inspections_seen,
    is_unchanged,
    sees_whole,
    sizes_of,
    text_of,
)
from touyan.inspections.rules.words import Mode, Stratum
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


@pytest.fixture
def look(story) -> Look:
    return Look(story)


def test_the_digest_is_what_anybody_computes_from_the_text(look, story) -> None:
    matters = [story.accepted(title=f"第{n}件") for n in range(4)]
    inspection = look.frozen()
    assert inspection.size == 4
    text = text_of(inspection)
    assert second_sm3(text.encode()) == inspection.digest
    assert [row.split("\t")[2] for row in text.split("\n")[4:]] == sorted(m.number for m in matters)
    assert is_unchanged(inspection)
    row = AuditRow.objects.get(verb="inspection.freeze")
    assert row.detail["size"] == 4
    assert row.detail["digest"] == inspection.digest


def test_what_comes_later_is_not_on_the_list(look, story) -> None:
    story.accepted()
    inspection = look.frozen()
    story.accepted(title="后来的")
    assert Entry.objects.filter(inspection=inspection).count() == 1
    assert is_unchanged(inspection)


CHANGES = {
    "name": "别的名称", "basis": "别的依据", "scope": {"levels": [3]}, "seats": 1,
    "starts_on": date(2026, 1, 1), "ends_on": date(2028, 1, 1), "mode": "simple",
    "strata": ["level"], "confidence": 90, "margin": Decimal("9.0"), "number_source": "彩票",
    "number_on": date(2027, 1, 1), "size": 7, "digest": "0" * 64,
}  # fmt: skip


@pytest.mark.parametrize("column", CHANGES)
def test_the_database_refuses_every_change_of_a_frozen_plan(look, story, column) -> None:
    story.accepted()
    inspection = look.frozen()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(**{column: CHANGES[column]})


def test_the_database_refuses_another_number_once_it_is_drawn(look, story) -> None:
    for n in range(3):
        story.accepted(title=f"第{n}件")
    inspection = look.drawn(look.sampled())
    with pytest.raises(DatabaseError, match="drawn"), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(number="1")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_application_cannot_alter_or_drop_an_entry(look, story, change) -> None:
    story.accepted()
    inspection = look.frozen()
    rows = Entry.objects.filter(inspection=inspection)
    with pytest.raises(DatabaseError, match="denied"), transaction.atomic():
        rows.update(stratum="x") if change == "update" else rows.delete()


def test_the_database_refuses_a_matter_more_on_a_frozen_list(look, story) -> None:
    first = story.accepted()
    inspection = look.frozen(scope={"kinds": [first.kind], "levels": [4]})
    other = story.accepted(title="悄悄加上的")
    for place in (2, 0):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Entry.objects.create(
                inspection=inspection, matter=other, ordinal=place, organ=other.organ
            )
    assert is_unchanged(inspection)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_another_wording_of_a_published_checklist(look, change) -> None:
    look.plan()
    rows = Checklist.objects.filter(organ=None)
    with pytest.raises(DatabaseError, match="published|denied"), transaction.atomic():
        rows.update(content=[]) if change == "update" else rows.delete()


def test_an_altered_plan_or_checklist_is_noticed(look, story) -> None:
    story.accepted()
    inspection = look.frozen()
    assert is_unchanged(inspection)
    question = inspection.checklist.content[0]
    inspection.checklist.content = [{**question, "text_zh": "悄悄改过的问题"}]
    assert not is_unchanged(inspection)
    inspection.refresh_from_db()
    inspection.basis = "悄悄改过的依据"
    assert not is_unchanged(inspection)


def test_a_frozen_plan_is_not_changed_by_the_action_either(look, story) -> None:
    story.accepted()
    inspection = look.frozen()
    with pytest.raises(Refused, match="no longer changes"):
        plans.change_plan(inspection_id=inspection.public_id, plan=look.plan(name="新名"),
                          by=story.cast.he_city, now=story.now)  # fmt: skip


def test_who_saw_an_older_plan_does_not_freeze_the_newer(look, story) -> None:
    story.accepted()
    inspection = look.planned()
    plans.change_plan(inspection_id=inspection.public_id, plan=look.plan(name="改过的"),
                      by=story.cast.he_city, now=story.now)  # fmt: skip
    with pytest.raises(Conflict):
        drawing.freeze_population(inspection_id=inspection.public_id, version=0,
                                  by=story.cast.zhao_city, now=story.now)  # fmt: skip


def test_an_inspector_plans_and_does_not_freeze(look, story) -> None:
    story.accepted()
    inspection = plans.plan_inspection(organ=look.organ, plan=look.plan(), by=story.cast.sun_city,
                                       now=story.now)  # fmt: skip
    with pytest.raises(NotPermitted):
        drawing.freeze_population(inspection_id=inspection.public_id, by=story.cast.sun_city,
                                  now=story.now)  # fmt: skip
    with pytest.raises(NotPermitted):
        plans.plan_inspection(organ=look.organ, plan=look.plan(name="别家的"), by=story.cast.he,
                              now=story.now)  # fmt: skip


def test_a_scope_that_takes_nothing_is_not_frozen(look, story) -> None:
    story.accepted()
    with pytest.raises(Refused, match="takes no matter"):
        look.frozen(scope={"levels": [2]})


def test_a_number_known_before_freezing_is_refused(look, story) -> None:
    story.accepted()
    with pytest.raises(Refused, match="name a later day"):
        look.frozen(look.sampled(number_on=story.now.date()))


def test_strata_too_many_for_the_sample_are_refused_before_freezing(look, story) -> None:
    for n in range(3):
        story.accepted(title=f"第{n}件")
    story.accepted(kind="state_compensation", title="赔偿")
    story.accepted(kind="state_compensation", title="赔偿二")
    plan = look.sampled(mode=Mode.STRATIFIED, strata=(Stratum.KIND,), margin=Decimal("20.0"))
    assert sum(sizes_of(look.frozen(plan)).values()) >= 4
    tight = look.sampled(mode=Mode.STRATIFIED, strata=(Stratum.KIND,), name="窄", margin=None)
    with pytest.raises(Invalid):
        look.frozen(tight)


def test_a_sample_is_not_drawn_before_its_number_is_published(look, story) -> None:
    story.accepted()
    inspection = look.frozen(look.sampled())
    this = {"inspection_id": inspection.public_id, "by": story.cast.zhao_city}
    with pytest.raises(Refused, match="nothing is drawn before"):
        drawing.draw_matters(number=NUMBER, now=story.now, **this)
    with pytest.raises(Invalid):
        drawing.draw_matters(number=" ", now=story.now + timedelta(days=1), **this)


def drawn_outside(text: str, number: str, sizes: dict[str, int]) -> set[str]:
    """The numbers of the matters somebody outside draws, with the text and the number alone."""
    seed = second_sm3(f"touyan seed 1\n{second_sm3(text.encode())}\n{number}".encode())
    rows = [row.split("\t") for row in text.split("\n")[4:]]
    chosen: set[str] = set()
    for stratum, size in sizes.items():
        held = [row for row in rows if row[4] == stratum]
        held.sort(key=lambda row: second_sm3(f"{seed}\n{row[1]}".encode()))
        chosen |= {row[2] for row in held[:size]}
    return chosen


def test_the_sample_is_drawn_again_from_the_handed_out_text(look, story) -> None:
    for n in range(9):
        story.accepted(title=f"第{n}件", kind="criminal_petition")
    for n in range(5):
        story.accepted(title=f"赔偿{n}", kind="state_compensation")
    plan = look.sampled(mode=Mode.STRATIFIED, strata=(Stratum.LEVEL, Stratum.KIND))
    inspection = look.drawn(plan)
    sizes = sizes_of(inspection)
    assert set(sizes) == {"4|criminal_petition", "4|state_compensation"}
    picked = Pick.objects.filter(entry__inspection=inspection)
    assert picked.count() == sum(sizes.values()) < 14
    drawn = set(picked.values_list("entry__matter__number", flat=True))
    assert drawn == drawn_outside(text_of(inspection), NUMBER, sizes)
    assert drawn != drawn_outside(text_of(inspection), "3391.77", sizes)


def test_a_full_check_takes_every_matter_in_the_order_of_the_list(look, story) -> None:
    for n in range(3):
        story.accepted(title=f"第{n}件")
    inspection = look.drawn()
    assert inspection.seed == ""
    places = Pick.objects.filter(entry__inspection=inspection, source="full")
    assert places.filter(place=F("entry__ordinal")).count() == 3


def test_a_matter_is_added_on_purpose_once_and_with_a_reason(look, story) -> None:
    for n in range(12):
        story.accepted(title=f"第{n}件")
    inspection = look.drawn(look.sampled())
    free = Entry.objects.filter(inspection=inspection, pick=None).first()
    assert free is not None
    this = {"inspection_id": inspection.public_id, "matter_id": free.matter.public_id, "now": story.now,
            "by": story.cast.sun_city}  # fmt: skip
    with pytest.raises(Invalid):
        drawing.add_on_purpose(reason=" ", **this)
    pick = drawing.add_on_purpose(reason="信访人多次来电", **this)
    assert (pick.source, pick.place, pick.by) == ("purposive", None, story.cast.sun_city)
    with pytest.raises(Conflict):
        drawing.add_on_purpose(reason="再来一次", **this)
    with pytest.raises(NotVisible):
        drawing.add_on_purpose(**{**this, "matter_id": uuid.uuid4()}, reason="没有这件")


def test_a_round_follows_another_and_says_so(look, story) -> None:
    story.accepted()
    first = look.drawn()
    second = look.planned(name="第二轮", previous=first)
    assert second.previous == first
    assert list(first.next_rounds.all()) == [second]


def test_a_higher_office_looks_at_how_a_lower_one_inspected(look, story) -> None:
    for n in range(12):
        story.accepted(title=f"第{n}件")
    lower = look.drawn(look.sampled())
    reviewed = Entry.objects.filter(inspection=lower, pick__isnull=False)
    cast, organ = story.cast, story.cast.organ_of(story.cast.he_province)
    upper = plans.plan_inspection(organ=organ, plan=look.plan(looks_at=lower, scope={}),
                                  by=cast.he_province, now=story.now)  # fmt: skip
    upper = drawing.freeze_population(inspection_id=upper.public_id, by=cast.zhao_province,
                                      now=story.now)  # fmt: skip
    assert set(upper.entries.values_list("matter", flat=True)) == set(
        reviewed.values_list("matter", flat=True)
    )
    assert upper.size == reviewed.count() < 12


def test_lists_hold_what_the_office_may_know_and_show_what_the_viewer_may(look, story) -> None:
    story.accepted()
    walled(story.accepted(title="反映何主任"), person=story.cast.he_city.person)
    about_chief = walled(story.accepted(title="反映市院"), organ=look.organ)
    inspection = look.frozen(scope={})
    assert not inspection.entries.filter(matter=about_chief).exists(), "the office is walled off"
    seen = {
        who: entries_of(inspection, viewer=story.cast.viewer(getattr(story.cast, who))).count()
        for who in ("sun_city", "he_city", "li")
    }
    assert seen == {"sun_city": 2, "he_city": 1, "li": 2}
    assert sees_whole(inspection, viewer=story.cast.viewer(story.cast.sun_city))
    assert not sees_whole(inspection, viewer=story.cast.viewer(story.cast.he_city))


def test_a_plan_in_the_making_is_seen_by_its_own_office_alone(look, story) -> None:
    story.accepted()
    inspection = look.planned()
    cast = story.cast

    def seen(who) -> bool:
        return inspections_seen(viewer=cast.viewer(who)).filter(pk=inspection.pk).exists()

    assert seen(cast.sun_city)
    assert not seen(cast.he)
    drawing.freeze_population(inspection_id=inspection.public_id, by=cast.zhao_city, now=story.now)
    assert seen(cast.he)
    assert seen(cast.sun_province)
    assert not seen(cast.zhou)


def test_an_inspection_keeps_the_checklist_version_it_was_planned_with(look, story) -> None:
    story.accepted()
    inspection = look.frozen()
    shipped = inspection.checklist
    content = [{**shipped.content[0], "text_zh": "改过的问题"}, *shipped.content[1:]]
    newer = checklists.publish_checklist(
        after_id=shipped.public_id, organ=look.organ, content=content, note="措辞",
        by=story.cast.he_city, now=story.now,
    )  # fmt: skip
    inspection.refresh_from_db()
    assert (newer.number, inspection.checklist) == (2, shipped)
    assert Checklist.objects.get(pk=shipped.pk).content[0]["text_zh"] != "改过的问题"
    with pytest.raises(NotPermitted):
        checklists.publish_checklist(after_id=shipped.public_id, organ=look.organ, content=content,
                                     note="", by=story.cast.he, now=story.now)  # fmt: skip
