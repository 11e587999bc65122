"""Reception days and bookings as tests need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.leadership.actions import charges, receiving, reception
from touyan.leadership.models import Booking, ReceptionDay, ReceptionRecord
from touyan.leadership.rules.reception import DayKind, DayPlan, RecordEntry
from touyan.matters.models import Matter
from touyan.organs.models import Account, Person, Post, RoleGrant
from touyan.organs.rules.roles import Role

THURSDAY = date(2026, 11, 26)
MORNING = DayPlan(DayKind.OFFICE, THURSDAY, time(9), time(11, 30), "12309检察服务中心接访室", 5)
SAID = RecordEntry(
    where="reception",
    present="吴秀兰；检察官赵敏、书记员王芳",
    said="请求重新审查伤情鉴定，要求说明为什么没有调取首次住院病历。",
    answered="已经要求调取首次住院病历，调取后当面说明。",
    began=time(9, 5),
    ended=time(9, 45),
    confirmed="signed",
)


def day(
    cast: Cast, now: datetime, *, leader: Account | None = None, **changes: object
) -> ReceptionDay:
    """A morning of the county chief."""
    return reception.plan_day(
        organ=cast.organ_of(cast.wang), leader=leader or cast.zhao,
        plan=replace(MORNING, **changes), by=cast.wang, now=now,  # type: ignore[arg-type]
    )  # fmt: skip


def booked(
    on: ReceptionDay,
    cast: Cast,
    now: datetime,
    *,
    name: str = "吴秀兰",
    matter: Matter | None = None,
) -> Booking:
    """A petitioner booked at the desk."""
    return reception.book(
        day_id=on.public_id, name=name, phone="13800138000", topic="伤情鉴定",
        matter_id=matter.public_id if matter else None, by=cast.wang, now=now,
    )  # fmt: skip


def recorded(
    booking: Booking, cast: Cast, now: datetime, *, by: Account | None = None, **more: object
) -> ReceptionRecord:
    """The record of a reception the chief held."""
    entry = more.pop("entry", SAID)
    return receiving.record_reception(
        booking_id=booking.public_id, entry=entry, received_by=cast.zhao,  # type: ignore[arg-type]
        by=by or cast.wang, now=now, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def second_leader(cast: Cast, now: datetime) -> Account:
    person = Person.objects.create(name="孙立", name_pinyin="sunli")
    account = Account.objects.create(username="sunli", person=person, password="!", created_at=now)
    post = Post.objects.create(person=person, organ=cast.organ_of(cast.wang), title="副检察长",
                               from_on=date(2020, 1, 1))  # fmt: skip
    RoleGrant.objects.create(post=post, person=person, role=Role.DEPUTY_CHIEF, asked_at=now,
                             approved_at=now, shipped=True)  # fmt: skip
    return account


def led(story: Story, **changes: object) -> Matter:
    """An accepted matter the chief has taken charge of."""
    matter = story.accepted(**changes)
    charges.take_charge(matter_id=matter.public_id, reason="重大复杂", by=story.cast.zhao,
                        now=story.now)  # fmt: skip
    return matter


def on_the_day(now: datetime, hour: int = 10) -> datetime:
    return now.replace(day=THURSDAY.day, hour=hour)
