"""Reverse scrutiny: sent under the wall, answered, and telling the unit nothing of the petition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, combinations

import pytest
from tests.cast import Cast
from tests.database.campaigns.stories import FOUND, serving
from tests.database.matters.stories import WIFE, Story

from touyan.audit.models import Entry
from touyan.campaigns.actions.learning import (
    answer_scrutiny,
    name_cause,
    open_scrutiny,
    read_scrutiny,
    send_scrutiny,
    take_scrutiny,
    write_scrutiny,
)
from touyan.campaigns.models import Cause, Scrutiny
from touyan.campaigns.queries.learning import (
    matters_by_cause,
    scrutinies_received,
    scrutinies_sent,
    standing_causes,
)
from touyan.campaigns.rules.learning import RECEIVERS, Findings
from touyan.intake.models import Wall
from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.kernel.errors import Conflict, NotPermitted, NotVisible, Refused
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.papers import Words, draft_paper
from touyan.matters.models import Act, Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import Role


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@dataclass
class Unit:
    """The office that handled the original case, with its people."""

    organ: Organ
    chief: Account
    deputy: Account
    inspector: Account
    handler: Account

    def people(self) -> dict[str, Account]:
        return {
            "chief": self.chief, "deputy": self.deputy,
            "inspector": self.inspector, "handler": self.handler,
        }  # fmt: skip


@pytest.fixture
def unit(cast: Cast) -> Unit:
    organ = cast.organ_of(cast.zhou)
    return Unit(
        organ,
        serving(cast, organ, "郑国栋", Role.CHIEF),
        serving(cast, organ, "冯丽华", Role.DEPUTY_CHIEF),
        serving(cast, organ, "陈志远", Role.INSPECTOR),
        serving(cast, organ, "褚明", Role.HANDLER),
    )


def found_at(unit: Unit, **changes: object) -> Findings:
    return replace(FOUND, unit_id=unit.organ.pk, unit_name="", **changes)  # type: ignore[arg-type]


def begun(story: Story, matter: Matter, findings: Findings) -> Scrutiny:
    return open_scrutiny(matter_id=matter.public_id, findings=findings, by=story.cast.li,
                         now=story.now)  # fmt: skip


def sent(story: Story, matter: Matter, unit: Unit) -> Scrutiny:
    scrutiny = begun(story, matter, found_at(unit))
    return send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)


def sees(account: Account, now: datetime) -> bool:
    return scrutinies_received(viewer=viewer_of(account, now=now)).exists()


def test_the_units_chief_and_supervisors_read_the_findings_and_nothing_of_the_matter(
    story: Story, unit: Unit
) -> None:
    matter = story.handling()
    scrutiny = begun(story, matter, found_at(unit))
    assert not any(sees(who, story.now) for who in unit.people().values())
    send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
    seen = {name for name, who in unit.people().items() if sees(who, story.now)}
    assert seen == {"chief", "deputy", "inspector"}
    for who in unit.people().values():
        viewer = viewer_of(who, now=story.now)
        assert not visible(viewer=viewer).filter(pk=matter.pk).exists()
        assert not scrutinies_sent(viewer=viewer).exists()


ACCUSED = ("chief", "deputy", "inspector", "handler", "unit")
EVERY_WALL = list(chain.from_iterable(combinations(ACCUSED, n) for n in range(len(ACCUSED) + 1)))


@pytest.mark.parametrize("accused", EVERY_WALL, ids="+".join)
def test_whoever_the_petition_complains_of_the_walled_never_see_the_findings(
    story: Story, unit: Unit, accused: tuple[str, ...]
) -> None:
    """Every set of persons complained of, the unit itself among them, against everybody in it."""
    subjects = [
        SubjectEntry(SubjectRole.ACCUSED, name=unit.people()[one].get_short_name(),
                     person_id=unit.people()[one].person_id)
        if one != "unit"
        else SubjectEntry(SubjectRole.ACCUSED, unit_name=unit.organ.name, organ_id=unit.organ.pk)
        for one in accused
    ]  # fmt: skip
    matter = story.handling(subjects=tuple(subjects))
    scrutiny = sent(story, matter, unit)
    everybody = [*unit.people().values(), story.cast.zhou]
    for who in everybody:
        viewer = viewer_of(who, now=story.now)
        walls = Wall.objects.filter(petition__belonging__matter=matter)
        walled = any(
            wall.person_id == who.person_id or wall.organ_id in viewer.above_and_own_organ_ids
            for wall in walls
        )
        assert sees(who, story.now) is (
            not walled and bool(viewer.roles & RECEIVERS) and scrutiny.receiver == unit.organ
        )
    assert scrutiny.receiver is not None
    whole = {"chief", "deputy", "unit"} & set(accused)
    assert (scrutiny.receiver == unit.organ) is not bool(whole)
    assert unit.organ.path.startswith(scrutiny.receiver.path)


def test_a_wall_that_comes_later_shuts_the_findings_too(story: Story, unit: Unit) -> None:
    matter = story.handling()
    scrutiny = sent(story, matter, unit)
    petition = matter.belongings.get().petition
    Wall.objects.create(petition=petition, person=unit.inspector.person, reason="complained of")
    assert not sees(unit.inspector, story.now)
    assert sees(unit.chief, story.now)
    with pytest.raises(NotVisible):
        read_scrutiny(scrutiny_id=scrutiny.public_id, by=unit.inspector, now=story.now)
    with pytest.raises(NotVisible):
        take_scrutiny(scrutiny_id=scrutiny.public_id, form="pdf", by=unit.inspector, now=story.now)
    with pytest.raises(NotVisible):
        answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="已复查", mended="无", by=unit.inspector,
                        now=story.now)  # fmt: skip


def test_where_nobody_is_left_to_read_it_is_not_sent(story: Story, unit: Unit) -> None:
    matter = story.handling()
    petition = matter.belongings.get().petition
    top = Organ.objects.get(parent__isnull=True)
    Wall.objects.create(petition=petition, organ=unit.organ, reason="complained of")
    for who in (story.cast.zhao_spp, story.cast.qin_spp, story.cast.sun_spp):
        Wall.objects.create(petition=petition, person=who.person, reason="complained of")
    scrutiny = begun(story, matter, found_at(unit))
    assert unit.organ.path.startswith(top.path)
    with pytest.raises(Refused, match="Nobody may read"):
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
    assert Scrutiny.objects.get().sent_at is None


@pytest.mark.parametrize(
    ("part", "text", "found"),
    [
        ("findings", "申诉人吴秀兰住院的病历没有调取", "吴秀兰"),
        ("advice", "请与吴 秀兰联系，补充病历", "吴秀兰"),
        ("findings", "可拨打138 0013 8000核实", "13800138000"),
        ("findings", "当事人住杭州市西湖区文新街道", "杭州市西湖区文新街道"),
    ],
)
def test_a_text_that_tells_who_petitioned_is_not_sent(
    story: Story, unit: Unit, part: str, text: str, found: str
) -> None:
    matter = story.handling()
    scrutiny = begun(story, matter, found_at(unit, **{part: text}))
    with pytest.raises(Refused) as refused:
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
    assert refused.value.message.params["found"] == found
    mended = write_scrutiny(scrutiny_id=scrutiny.public_id, findings=found_at(unit),
                            by=story.cast.li, now=story.now)  # fmt: skip
    assert send_scrutiny(scrutiny_id=mended.public_id, by=story.cast.he, now=story.now).number


def test_everybody_on_any_petition_of_the_matter_is_looked_for(story: Story, unit: Unit) -> None:
    matter = story.handling()
    story.opened(matter_id=matter.public_id, relation=Relation.REPEAT,
                 parties=(replace(WIFE, name="尤国强", phone="13900139000"),))  # fmt: skip
    scrutiny = begun(story, matter, found_at(unit, advice="请尤国强补充材料"))
    with pytest.raises(Refused, match="尤国强"):
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)


def test_who_sends_is_the_head_and_what_was_sent_stays(story: Story, unit: Unit) -> None:
    matter = story.handling()
    scrutiny = begun(story, matter, found_at(unit))
    for who in (story.cast.li, story.cast.sun):
        with pytest.raises(NotPermitted):
            send_scrutiny(scrutiny_id=scrutiny.public_id, by=who, now=story.now)
    done = send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.zhao, now=story.now)
    assert done.number.endswith("控申审〔2026〕1号")
    with pytest.raises(Conflict):
        write_scrutiny(scrutiny_id=scrutiny.public_id, findings=found_at(unit), by=story.cast.li,
                       now=story.now)  # fmt: skip
    with pytest.raises(Conflict):
        send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)


def test_the_unit_answers_once_and_the_sender_sees_it(story: Story, unit: Unit) -> None:
    matter = story.handling()
    scrutiny = sent(story, matter, unit)
    with pytest.raises(NotVisible):
        answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="已复查", mended="补充调取病历",
                        by=story.cast.he, now=story.now)  # fmt: skip
    with pytest.raises(NotVisible):
        answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="已复查", mended="补充调取病历",
                        by=unit.handler, now=story.now)  # fmt: skip
    with pytest.raises(Refused):
        answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="已复查", mended=" ", by=unit.chief,
                        now=story.now)  # fmt: skip
    answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="已复查", mended="补充调取病历",
                    by=unit.inspector, now=story.now)  # fmt: skip
    with pytest.raises(Conflict):
        answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="已复查", mended="补充调取病历",
                        by=unit.chief, now=story.now)  # fmt: skip
    shown = scrutinies_sent(viewer=story.cast.viewer(story.cast.li)).get()
    assert (shown.mended, shown.answered_by) == ("补充调取病历", unit.inspector)
    act = Act.objects.get(verb="answer_scrutiny")
    assert (act.matter, act.organ, act.by) == (matter, unit.organ, unit.inspector)


def test_of_a_body_outside_the_office_itself_enters_the_answer(story: Story) -> None:
    matter = story.handling()
    scrutiny = begun(story, matter, FOUND)
    done = send_scrutiny(scrutiny_id=scrutiny.public_id, by=story.cast.he, now=story.now)
    assert done.receiver is None
    with pytest.raises(NotPermitted):
        answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="来函答复", mended="已补查",
                        by=story.cast.wang, now=story.now)  # fmt: skip
    answer_scrutiny(scrutiny_id=scrutiny.public_id, answer="来函答复", mended="已补查",
                    by=story.cast.li, now=story.now)  # fmt: skip
    assert Scrutiny.objects.get().mended == "已补查"


def test_every_reading_and_taking_leaves_a_row_without_personal_data(
    story: Story, unit: Unit
) -> None:
    scrutiny = sent(story, story.handling(), unit)
    read_scrutiny(scrutiny_id=scrutiny.public_id, by=unit.chief, now=story.now)
    take_scrutiny(scrutiny_id=scrutiny.public_id, form="pdf", by=unit.chief, now=story.now)
    rows = Entry.objects.order_by("-number")[:2]
    assert [row.verb for row in rows] == ["matter.take_scrutiny", "matter.read_scrutiny"]
    said = "".join(str(row.detail) for row in Entry.objects.filter(verb__contains="scrutiny"))
    assert FOUND.findings not in said
    assert "吴秀兰" not in said


def test_the_paper_is_not_written_by_hand_past_the_check(story: Story) -> None:
    matter = story.handling()
    with pytest.raises(Refused, match="no such kind"):
        draft_paper(matter_id=matter.public_id, kind="scrutiny_opinion",
                    words=Words("某院", ["吴秀兰"]), by=story.cast.li, now=story.now)  # fmt: skip


def test_causes_are_several_append_only_and_taken_back_by_another_row(story: Story) -> None:
    matter = story.handling()

    def say(code: str, *, applies: bool = True, by: Account | None = None) -> Cause:
        return name_cause(matter_id=matter.public_id, code=code, reason="阅卷所见", applies=applies,
                          by=by or story.cast.li, now=story.now)  # fmt: skip

    say("R04")
    say("R05", by=story.cast.sun)
    say("R04", applies=False)
    assert standing_causes(matter) == ["R05"]
    assert Cause.objects.count() == 3
    assert matters_by_cause(Matter.objects.all()) == {"R05": {matter.pk}}
    for who in (story.cast.wang, story.cast.he_city, story.cast.qian):
        with pytest.raises(NotPermitted):
            say("R01", by=who)
    say("R01", by=story.cast.sun_city)
    assert Cause._meta.model.append_only
