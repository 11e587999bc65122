"""A selection held against all the matters it could have been made from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.cast import Cast
from tests.database.exemplars.telling import Told
from tests.database.inspections.inspecting import walled
from tests.database.matters.stories import Story

from touyan.exemplars.models import Call
from touyan.exemplars.queries.bias import against_all
from touyan.exemplars.rules.words import What
from touyan.intake.rules.words import Kind
from touyan.matters.models import Matter
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, now: datetime) -> Told:
    return Told(Story(cast, now))


def counted(told: Told, call: Call | None, by: Account, **more: Any) -> dict[str, int]:
    organ = told.cast.organ_of(by)
    usual: dict[str, Any] = {"organ": organ, "kind": "", "viewer": told.cast.viewer(by), **more}
    return {name: found.count() for name, found in against_all(call, **usual).items()}


def test_a_call_is_held_against_all_matters_beneath_it(told: Told) -> None:
    call, by = told.call(), told.cast.zhao_province
    told.nominated(call=call)
    failed = told.story.handling()
    told.nominated(failed, call=call, what=What.FAILURE)
    told.story.closed()
    assert counted(told, call, by) == {
        "existed": 3, "closed": 2, "resolved": 0, "nominated": 2, "good": 1, "failure": 1,
        "correction": 0, "selected": 0,
    }  # fmt: skip


def test_only_the_kinds_and_days_called_for_count(told: Told) -> None:
    matter, by = told.story.closed(), told.cast.zhao_province
    other = next(kind for kind in Kind if kind.value != matter.kind)
    assert counted(told, told.call(title="一", kinds=[Kind(matter.kind)]), by)["existed"] == 1
    assert counted(told, told.call(title="二", kinds=[other]), by)["existed"] == 0
    later = matter.received_on + timedelta(days=1)
    assert counted(told, told.call(title="三", since=later), by)["existed"] == 0
    assert counted(told, told.call(title="四", until=matter.received_on), by)["existed"] == 1


def test_without_a_call_it_is_held_against_matters_of_its_kind(told: Told) -> None:
    exemplar = told.selected()
    Matter.objects.filter(pk=told.story.closed().pk).update(kind="other")
    found = counted(told, None, told.cast.zhao_province, kind=exemplar.matter.kind)
    assert (found["existed"], found["selected"]) == (1, 1)


def test_a_withdrawn_nomination_no_longer_counts(told: Told) -> None:
    call = told.call()
    told.move("withdraw", told.nominated(call=call), told.cast.li)
    assert counted(told, call, told.cast.zhao_province)["nominated"] == 0


def test_a_wall_takes_the_matter_out_of_every_figure(told: Told) -> None:
    call, by = told.call(), told.cast.zhao_province
    exemplar = told.nominated(call=call)
    walled(exemplar.matter, person=by.person)
    assert not any(counted(told, call, by).values())
