"""Long spreadsheets: put on the queue, made once, kept for whoever asked, deleted after a week."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.database.inspections.inspecting import Look, walled
from tests.database.matters.stories import Story

from touyan.attachments.models import StoredFile
from touyan.desk.tasks import make
from touyan.inspections.models import Export, Inspection
from touyan.inspections.rules.words import Listing
from touyan.kernel.errors import NotVisible
from touyan.organs.models import RoleGrant
from touyan.workflows import export_inspection
from touyan.workflows.export_inspection import (
    ask_for_listing,
    carry_on,
    forget_exports,
    refusal_of,
    take_export,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


@pytest.fixture
def inspection(story) -> Inspection:
    """Over three matters, of which one is walled off from the head of the city's department."""
    for n in range(2):
        story.accepted(title=f"第{n}件")
    walled(story.accepted(title="反映何主任"), person=story.cast.he_city.person)
    return Look(story).drawn()


def asked(inspection: Inspection, story: Story, who: str = "sun_city") -> Export:
    return ask_for_listing(inspection_id=inspection.public_id, listing=Listing.MATTERS, language="en",
                           by=getattr(story.cast, who), now=story.now)  # fmt: skip


def waiting() -> int:
    return ProcrastinateJob.objects.filter(task_name=export_inspection.JOB).count()


@pytest.mark.parametrize(("who", "rows"), [("sun_city", 3), ("he_city", 2)])
def test_it_holds_what_whoever_asked_may_know_of(inspection, story, who, rows) -> None:
    export = carry_on(asked(inspection, story, who).pk, make=make, now=story.now)
    assert (export.done, export.total, export.ended_at) == (rows, rows, story.now)
    by = getattr(story.cast, who)
    _export, _file, stream = take_export(export_id=export.public_id, by=by, now=story.now)
    with stream:
        book = openpyxl.load_workbook(io.BytesIO(stream.read()))
    lines = list(book.worksheets[0].values)
    assert len(lines) == rows + 1
    assert [line[0] for line in lines[1:]] == list(range(1, rows + 1))
    assert any("反映何主任" in str(line) for line in lines) is (rows == 3)
    with pytest.raises(NotVisible):
        take_export(export_id=export.public_id, by=story.cast.zhao_city, now=story.now)


def test_asked_again_or_delivered_twice_it_is_made_once(inspection, story) -> None:
    export = asked(inspection, story)
    assert asked(inspection, story) == export
    assert (Export.objects.count(), waiting()) == (1, 2)
    for _ in range(2):
        carry_on(export.pk, make=make, now=story.now)
    assert StoredFile.objects.filter(owner_type=export_inspection.OWNER).count() == 1


def test_a_worker_killed_on_the_way_leaves_nothing_and_begins_again(inspection, story) -> None:
    export = asked(inspection, story)

    def killed(*_args: object) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_on(export.pk, make=killed, now=story.now)
    export.refresh_from_db()
    assert (export.ended_at, StoredFile.objects.count()) == (None, 0)
    assert carry_on(export.pk, make=make, now=story.now).ended_at == story.now


def test_who_left_office_meanwhile_is_given_nothing(inspection, story) -> None:
    export = asked(inspection, story)
    RoleGrant.objects.filter(person=story.cast.sun_city.person).update(revoked_at=story.now)
    ended = carry_on(export.pk, make=make, now=story.now)
    assert "no longer among those" in str(refusal_of(ended))
    assert not StoredFile.objects.exists()


def test_after_a_week_the_file_is_deleted(inspection, story) -> None:
    export = carry_on(asked(inspection, story).pk, make=make, now=story.now)
    assert forget_exports(now=story.now + timedelta(days=6)) == 0
    assert forget_exports(now=story.now + timedelta(days=8)) == 1
    export.refresh_from_db()
    assert export.dropped_at is not None
    with pytest.raises(NotVisible):
        take_export(export_id=export.public_id, by=story.cast.sun_city, now=story.now)
