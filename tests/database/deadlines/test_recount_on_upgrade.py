"""An upgrade that counts otherwise has the stored clocks counted anew, once."""

from __future__ import annotations

from datetime import datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.config.preparing import load_reference
from touyan.deadlines.models import Revision

pytestmark = pytest.mark.django_db


def test_preparing_a_database_counted_otherwise_puts_the_recount_on_the_queue_once(
    cast: Cast, now: datetime
) -> None:
    Story(cast, now).opened()
    load_reference(say=lambda _text: None)
    assert not ProcrastinateJob.objects.exists()
    Revision.objects.update(counting=1)
    for _each in range(2):
        load_reference(say=lambda _text: None)
    assert ProcrastinateJob.objects.filter(task_name="touyan.reproject_clocks").count() == 1
