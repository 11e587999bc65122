"""Every list of figures asks the database as often for a thousand rows as for ten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.database.matters.stories import Story

from touyan.statistics.models import (
    Bulletin,
    BulletinVersion,
    Fact,
    FrozenFigure,
    OwnMeasure,
    SavedQuery,
    StatisticalReport,
)
from touyan.statistics.queries.frozen import as_record
from touyan.statistics.rules.measures import shipped_measures

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


def bulletins(story: Story, organ: Any, numbers: range) -> None:
    made = Bulletin.objects.bulk_create(
        Bulletin(organ=organ, first=DAY, last=DAY, language="en", begun_at=story.now)
        for _number in numbers
    )
    BulletinVersion.objects.bulk_create(
        BulletinVersion(bulletin=one, number=1, title="T", written_at=story.now) for one in made
    )


def frozen(story: Story, organ: Any, numbers: range) -> None:
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            measure="closed", measure_version=1, organ=organ, first=DAY, last=DAY, numerator=1,
            definition=as_record(shipped_measures()["closed"]), denominator=0, digest="0",
            as_of=story.now - timedelta(minutes=number), frozen_at=story.now,
        )
        for number in numbers
    )  # fmt: skip


def own(story: Story, organ: Any, numbers: range) -> None:
    OwnMeasure.objects.bulk_create(
        OwnMeasure(
            code=f"own-{number}", version=1, organ=organ, name_zh="甲", name_en="A",
            counts=["closed"], valid_from=DAY, composed_by=story.cast.qian, composed_at=story.now,
        )
        for number in numbers
    )  # fmt: skip


def reports(story: Story, organ: Any, numbers: range) -> None:
    StatisticalReport.objects.bulk_create(
        StatisticalReport(
            form="monthly", form_version=1, organ=organ, first=DAY - timedelta(days=number),
            last=DAY, as_of=story.now, drafted_at=story.now,
        )
        for number in numbers
    )  # fmt: skip


def faults(story: Story, organ: Any, numbers: range) -> None:
    petition = story.petition(title=f"来信{numbers[0]}")
    Fact.objects.bulk_create(
        Fact(
            element="q_no_kind", key=f"{number}", petition_id=petition.pk, organ=organ,
            kind="other", channel="letter", day=DAY, since=story.now,
        )
        for number in numbers
    )  # fmt: skip


def questions(story: Story, organ: Any, numbers: range) -> None:
    SavedQuery.objects.bulk_create(
        SavedQuery(account=story.cast.he, organ=organ, name=f"{number}", address="rows=month",
                   saved_at=story.now)
        for number in numbers
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fill", "address"),
    [
        (bulletins, "/figures/bulletins/"),
        (frozen, "/figures/frozen/"),
        (own, "/figures/own/"),
        (reports, "/figures/reports/"),
        (faults, "/quality/"),
        (questions, "/figures/query/"),
    ],
)
def test_a_thousand_rows_cost_as_many_questions_as_ten(
    story, client_of, fill: Callable[..., None], address: str
) -> None:
    client, organ = client_of(story.cast.he), story.cast.organ_of(story.cast.he)
    client.get(address)
    asked = []
    for numbers in (range(10), range(10, 1000)):
        fill(story, organ, numbers)
        with CaptureQueriesContext(connection) as questions_asked:
            assert client.get(address).status_code == 200
        asked.append(len(questions_asked))
    assert asked[0] == asked[1] <= 12
