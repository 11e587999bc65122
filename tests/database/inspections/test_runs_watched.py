"""How far long work is, seen from beside it."""

from __future__ import annotations

from django.db import connection
from tests.cast import make_cast
from tests.database.inspections.inspecting import Look
from tests.database.matters.stories import Story

from touyan.inspections.actions import drawing
from touyan.inspections.models import Entry, Run
from touyan.inspections.rules.words import Task
from touyan.workflows.run_inspection import carry_on, start


def test_how_far_it_is_can_be_seen_while_it_works(committed, now, monkeypatch) -> None:
    """In a database that commits, read from beside the transaction that does the work."""
    look = Look(Story(make_cast(now=now), now))
    for n in range(5):
        look.story.accepted(title=f"第{n}件")
    inspection = look.planned()
    monkeypatch.setattr(drawing, "AT_ONCE", 2)
    run = start(inspection_id=inspection.public_id, task=Task.FREEZE, at_hand=2,
                by=look.story.cast.zhao_city, now=now)  # fmt: skip
    seen: list[int] = []
    other = connection.copy()
    write = drawing.digest_of

    def watched(text: str) -> str:
        with other.cursor() as cursor:
            cursor.execute("SELECT done FROM inspections_run")
            seen.append(cursor.fetchone()[0])
            cursor.execute("SELECT count(*) FROM inspections_entry")
            seen.append(cursor.fetchone()[0])
        return write(text)

    monkeypatch.setattr(drawing, "digest_of", watched)
    carry_on(run.pk, now=now)
    other.close()
    assert seen == [5, 0], "told, though not a row of the list is to be seen yet"
    assert Entry.objects.count() == 5
    assert Run.objects.get().ended_at == now
