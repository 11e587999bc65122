"""Hearings brought to a stage by the actions the screens call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.cast import Cast, _enter
from tests.database.matters.stories import Story, fresh

from touyan.demonstration.rules.cast import Member
from touyan.leadership.actions import charges, hearing_course, hearings
from touyan.leadership.actions.hearing_officers import OfficerEntry, add_officer
from touyan.leadership.actions.hearings import HearingPlan
from touyan.leadership.models import Hearing, HearingOfficer, PanelSeat
from touyan.leadership.rules.hearing_words import HearingForm
from touyan.matters.actions.procedure import start_handling
from touyan.matters.models import Matter
from touyan.organs.models import Account, Department
from touyan.organs.rules.roles import Role
from touyan.workflows import advance_matter

POOL = (
    ("陈静", "浙江大学", ()),
    ("周明", "浙江某律师事务所", ()),
    ("孙丽", "西湖区某社区", ()),
    ("吴强", "退休教师", ()),
    ("郑洁", "浙江某医院", ()),
    ("冯勇", "杭州某公司", ()),
    ("吴秀兰", "某街道", ()),
    ("褚卫", "杭州市西湖区人民法院立案庭", ()),
    ("卫东", "某研究所", ("杭州市西湖区人民法院",)),
    ("蒋欣", "杭州市西湖区人民检察院", ()),
)
"""Six free to sit; one bears the petitioner's name, three have ties."""
FREE = {"陈静", "周明", "孙丽", "吴强", "郑洁", "冯勇"}
STEPS = ("opening", "introduce", "petitioner", "questions", "deliberate", "last_words", "closing")


def pool(cast: Cast, now: datetime) -> list[HearingOfficer]:
    """The county's pool of hearing officers."""
    organ = cast.organ_of(cast.he)
    return [
        add_officer(organ=organ, entry=OfficerEntry(name, unit=unit, interests=ties), by=cast.he,
                    now=now)
        for name, unit, ties in POOL
    ]  # fmt: skip


def county_deputy(story: Story) -> Account:
    """A deputy chief procurator of the county."""
    organ = story.cast.organ_of(story.cast.zhao)
    member = Member("deng", "邓伟", organ.code, "副检察长", "Deputy", (Role.DEPUTY_CHIEF,))
    department = Department.objects.filter(organ=organ).earliest("pk")
    return _enter(member, organ, department, now=story.now)


def led(story: Story, leader: Account | None = None) -> Matter:
    """In handling, with the leader in charge of it: Zhao, unless another took the charge."""
    cast, now = story.cast, story.now
    matter = story.triaged()
    this: dict[str, Any] = {"matter_id": matter.public_id, "now": now}
    advance_matter.accept(by=cast.he, **this)
    named = leader or cast.zhao
    charges.name_leader(leader=named, note="请阅卷并包案办理。", by=cast.zhao, **this)
    if leader:
        charges.accept_charge(by=leader, **this)
    advance_matter.assign(handler=cast.li, department=None, by=cast.he, **this)
    story.later(minutes=5)
    start_handling(matter_id=matter.public_id, by=cast.li, now=story.now)
    return fresh(matter)


def plan(story: Story, **changes: Any) -> HearingPlan:
    usual: dict[str, Any] = {
        "form": HearingForm.OPEN,
        "at": story.now + timedelta(days=7),
        "place": "本院听证室",
        "question": "伤情鉴定是否应当重新进行",
        "chair": story.cast.zhao,
    }
    return HearingPlan(**{**usual, **changes})


def set_one(story: Story, matter: Matter, **changes: Any) -> Hearing:
    return hearings.set_hearing(matter_id=matter.public_id, plan=plan(story, **changes),
                                by=story.cast.zhao, now=story.now)  # fmt: skip


def drawn(story: Story, matter: Matter, size: int = 3, **changes: Any) -> Hearing:
    hearing = set_one(story, matter, **changes)
    hearings.draw_panel(hearing_id=hearing.public_id, size=size, by=story.cast.li, now=story.now)
    return again(hearing)


def noticed(story: Story, matter: Matter, **changes: Any) -> Hearing:
    hearing = drawn(story, matter, **changes)
    hearings.give_notice(hearing_id=hearing.public_id, how="书面送达各参加人", by=story.cast.li,
                         now=story.now)  # fmt: skip
    return again(hearing)


def heard(story: Story, hearing: Hearing, stances: tuple[str, ...]) -> Hearing:
    """Every step entered on the day, every opinion given."""
    story.now = hearing.at
    for step in STEPS:
        hearing_course.enter_step(hearing_id=hearing.public_id, step=step, text=f"{step}记录",
                                  recorder="王玲", by=story.cast.li, now=story.now)  # fmt: skip
    for seat, stance in zip(seats(hearing), stances, strict=True):
        hearing_course.give_opinion(hearing_id=hearing.public_id, seat_id=seat.public_id,
                                    stance=stance, text="理由充分", by=story.cast.li,
                                    now=story.now)  # fmt: skip
    return again(hearing)


def held(
    story: Story,
    matter: Matter,
    stances: tuple[str, ...] = ("supports", "supports", "against"),
    **changes: Any,
) -> Hearing:
    hearing = heard(story, noticed(story, matter, size=len(stances), **changes), stances)
    hearing_course.hold_hearing(
        hearing_id=hearing.public_id, record="卷二第3—18页", present="申诉人、承办人、三名听证员",
        read_back=True, by=hearing.chair, now=story.now,
    )  # fmt: skip
    return again(hearing)


def seats(hearing: Hearing) -> list[PanelSeat]:
    """Who sits now."""
    return list(hearing.seats.filter(excused="").select_related("officer").order_by("place"))


def again(hearing: Hearing) -> Hearing:
    return Hearing.objects.select_related("matter__organ", "organ", "chair__person").get(
        pk=hearing.pk
    )
