"""Whatever happens in whatever order, with crashes between: totals are what a recount gives, and a
figure once told as of a moment is told again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, Q
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.cast import make_cast
from tests.database.matters.stories import Story

from touyan.intake.models import Petition, Wall
from touyan.intake.rules.words import Channel, Kind
from touyan.matters.actions import endings
from touyan.matters.models import Belonging, ClockRow, Closing, Matter
from touyan.statistics.actions.following import drift, follow, rebuild
from touyan.statistics.models import Fact, Spread, Total

pytestmark = pytest.mark.django_db
REASON = "发现新的鉴定意见，需要重新审查。"
Rows = dict[tuple[Any, ...], int]


class Crash(Exception):
    """The follower dies here."""


@dataclass
class History:
    """A story and what was told of it on the way."""

    story: Story
    told: list[tuple[datetime, dict[str, int]]] = field(default_factory=list)

    def follow(self) -> None:
        follow(now=self.story.now)
        self.told.append((self.story.now, as_of(self.story.now)))


def as_of(moment: datetime) -> dict[str, int]:
    """How many facts of each element were true at a moment."""
    true = Q(since__lte=moment) & (Q(until=None) | Q(until__gt=moment))
    rows = Fact.objects.filter(true, topic="").values_list("element").annotate(Count("pk"))
    return dict(rows)


def kept() -> tuple[Rows, Rows]:
    """Every total and every number of days that is kept."""
    totals = Total.objects.exclude(number=0).values_list(
        "organ_id", "element", "month", "kind", "channel", "topic", "number"
    )
    spreads = Spread.objects.exclude(number=0).values_list(
        "organ_id", "element", "month", "kind", "days", "number"
    )
    return (
        {tuple(row[:-1]): row[-1] for row in totals},
        {tuple(row[:-1]): row[-1] for row in spreads},
    )


def pick(rows: Any, number: int) -> Any:
    """One of the rows there are, or None."""
    count = rows.count()
    return rows.order_by("pk")[number % count] if count else None


def petition(history: History, number: int) -> None:
    """A petition of some kind by some channel."""
    history.story.petition(
        title=f"来信{number}", kind=list(Kind)[number % 3], channel=list(Channel)[number % 4],
        received_on=date(2026, 11, 1 + number % 20),
    )  # fmt: skip


def matter(history: History, number: int) -> None:
    """A matter brought to some stage."""
    stages = ("opened", "triaged", "accepted", "decided", "closed")
    getattr(history.story, stages[number % len(stages)])(title=f"申诉{number}")


def reopen(history: History, number: int) -> None:
    """A closed matter is taken up again."""
    closed = pick(Matter.objects.filter(stage="closed"), number)
    if closed:
        endings.reopen(
            matter_id=closed.public_id, reason=REASON, by=history.story.cast.zhao,
            now=history.story.now,
        )  # fmt: skip


def moved(history: History, number: int) -> None:
    """A matter belongs to another office from now on."""
    cast = history.story.cast
    found = pick(Matter.objects.all(), number)
    if found:
        organ = cast.organ_of((cast.wang, cast.wang_city)[number % 2])
        Matter.objects.filter(pk=found.pk).update(organ=organ)


def corrected(history: History, number: int) -> None:
    """What kind a matter is of, or when it was received, is corrected."""
    found = pick(Matter.objects.all(), number)
    if found:
        Matter.objects.filter(pk=found.pk).update(
            kind=list(Kind)[number % 4], received_on=date(2026, 10, 1 + number % 28)
        )


def clock_moved(history: History, number: int) -> None:
    """The last day of a time limit is another one."""
    found = pick(ClockRow.objects.exclude(due_on=None), number)
    if found:
        day = history.story.now.date() + timedelta(days=number % 9 - 4)
        ClockRow.objects.filter(pk=found.pk).update(due_on=day)


def closed_earlier(history: History, number: int) -> None:
    """The day of a closing is corrected, so that the windows of after-care move."""
    found = pick(Closing.objects.all(), number)
    if found:
        Closing.objects.filter(pk=found.pk).update(on=date(2026, 5, 1 + number % 28))


def related(history: History, number: int) -> None:
    """First or repeat is decided otherwise."""
    found = pick(Belonging.objects.all(), number)
    if found:
        Belonging.objects.filter(pk=found.pk).update(relation=("first", "repeat")[number % 2])


def walled(history: History, number: int) -> None:
    """A wall goes up between a petition and the office."""
    found = pick(Petition.objects.all(), number)
    if found:
        organ = history.story.cast.organ_of(history.story.cast.wang)
        Wall.objects.create(petition=found, organ=organ, reason="被反映单位")


def wait(history: History, number: int) -> None:
    """Days pass, sometimes as many as a window of after-care."""
    history.story.later(days=(1, 3, 10, 91, 181)[number % 5])


def crash(history: History, number: int) -> None:
    """The follower dies in the middle: what it had not finished is as if never begun."""
    left = number % 40

    def dies(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal left
        if sql.startswith(("SAVEPOINT", "ROLLBACK", "RELEASE")):
            return execute(sql, *rest)
        left -= 1
        if left == 0:
            raise Crash
        return execute(sql, *rest)

    with suppress(Crash), transaction.atomic(), connection.execute_wrapper(dies):
        follow(now=history.story.now)


HAPPENINGS = (
    petition, matter, matter, reopen, moved, corrected, clock_moved, closed_earlier, related,
    walled, wait, wait, crash,
)  # fmt: skip
HISTORIES = st.lists(
    st.tuples(st.sampled_from(HAPPENINGS), st.integers(0, 199)), min_size=6, max_size=14
)


@settings(max_examples=20, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(happenings=HISTORIES)
def test_totals_are_a_recount_whatever_happened_and_crashed(happenings, db, now) -> None:
    with transaction.atomic():
        history = History(Story(make_cast(now=now), now))
        for happens, number in happenings:
            happens(history, number)
            if number % 3:
                history.follow()
        history.follow()
        assert drift(now=history.story.now) == {}
        found = kept()
        for moment, told in history.told:
            assert as_of(moment) == told
        rebuild(now=history.story.now)
        assert kept() == found
        transaction.set_rollback(True)
