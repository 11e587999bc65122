"""What is wrong in the register is listed with whoever mends it, and leaves the list when mended."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.demonstration.fault_rows import plant_faults
from touyan.intake.models import Wall
from touyan.intake.rules.words import Kind
from touyan.matters.actions import endings
from touyan.matters.models import Act, Closing, Matter
from touyan.statistics.actions.following import drift, follow
from touyan.statistics.models import Fact
from touyan.statistics.queries.quality import faults, faulty
from touyan.statistics.rules.quality import Defect

pytestmark = pytest.mark.django_db
URL = "/quality/"


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


def act(matter: Matter, verb: str, day: date, at) -> None:
    """An act as a repair by hand or an old program left it."""
    Act.objects.create(matter=matter, verb=verb, at=at, happened_on=day, organ=matter.organ)


def wrong(story: Story) -> Matter:
    """Closed before it was accepted, decided after closing, never answered."""
    matter = story.handling(title="日期颠倒的申诉")
    day = story.now.date()
    act(matter, "close", day - timedelta(days=2), story.now)
    Closing.objects.create(matter=matter, on=day - timedelta(days=2), at=story.now, report="已办结")
    act(matter, "decide", day - timedelta(days=1), story.now)
    return matter


def listed(client, query: str = "") -> set[tuple[str, str]]:
    lines = client.get(f"{URL}?{query}").context["lines"]
    return {((one.petition or one.matter).title, one.defect.value) for one, _name in lines}


def test_a_matter_that_went_its_way_is_not_listed(story, client_of) -> None:
    story.closed()
    follow(now=story.now)
    assert listed(client_of(story.cast.he)) == set()
    assert "Nothing is wrong here" in client_of(story.cast.he).get(URL).content.decode()


def test_the_list_names_the_fault_its_reason_and_the_handler(story, client_of) -> None:
    wrong(story)
    story.petition(title="没有写明不服什么", kind=Kind.CIVIL_PETITION, challenged=())
    story.petition(title="迟了的登记", received_on=date(2026, 11, 2))
    follow(now=story.now)
    assert listed(client_of(story.cast.he)) == {
        ("日期颠倒的申诉", "q_order"),
        ("日期颠倒的申诉", "q_closed_early"),
        ("日期颠倒的申诉", "q_after_closing"),
        ("日期颠倒的申诉", "q_no_answer"),
        ("没有写明不服什么", "q_no_ground"),
        ("迟了的登记", "registered_late"),
    }
    text = client_of(story.cast.he).get(URL).content.decode()
    assert "before it was accepted on 2026-11-23" in text
    assert story.cast.li.person.name in text
    assert "The office" in text
    assert drift(now=story.now) == {}


def test_the_query_and_the_rule_find_the_same(story) -> None:
    """Two computations that share no line: no fault that is counted lacks its reason."""
    wrong(story)
    story.petition(kind=Kind.OTHER, challenged=(), received_on=date(2026, 11, 2))
    follow(now=story.now)
    viewer = story.cast.viewer(story.cast.he)
    facts = faulty(story.cast.organ_of(story.cast.he), list(Defect), viewer=viewer)
    found = faults(facts, viewer=viewer)
    assert len(found) == 6
    assert all(one.why for one in found)


def test_what_is_mended_leaves_the_list_and_stays_known(story, client_of) -> None:
    matter = wrong(story)
    Matter.objects.filter(pk=matter.pk).update(stage="closed")
    follow(now=story.now)
    story.later(days=1)
    endings.reopen(matter_id=matter.public_id, reason="办结日期登记有误，重新办理。",
                   by=story.cast.he, now=story.now)  # fmt: skip
    follow(now=story.now)
    assert listed(client_of(story.cast.he)) == set()
    assert Fact.objects.filter(element="q_no_answer").exclude(until=None).count() == 1


def test_the_list_is_narrowed_by_kind_of_fault_and_by_office(story, client_of) -> None:
    wrong(story)
    follow(now=story.now)
    client = client_of(story.cast.he_city)
    assert {defect for _title, defect in listed(client, "defect=q_no_answer")} == {"q_no_answer"}
    county = story.cast.organ_of(story.cast.he)
    city = story.cast.organ_of(story.cast.he_city)
    assert len(listed(client, f"organ={county.code}")) == len(listed(client)) == 4
    assert client_of(story.cast.he).get(f"{URL}?organ={city.code}").status_code == 404


def test_another_office_and_the_walled_find_nothing(story, client_of) -> None:
    matter = wrong(story)
    Wall.objects.create(petition=matter.belongings.get().petition, person=story.cast.he.person)
    follow(now=story.now)
    assert listed(client_of(story.cast.he)) == set()
    assert client_of(story.cast.he).post(f"{URL}export/").status_code == 200
    assert len(listed(client_of(story.cast.sun_city))) == 4


def test_a_handler_finds_what_to_mend_from_the_worklist(story, client_of) -> None:
    wrong(story)
    story.petition(title="没有写明不服什么", kind=Kind.CIVIL_PETITION, challenged=())
    follow(now=story.now)
    li, wang = client_of(story.cast.li), client_of(story.cast.wang)
    assert "/quality/?mine=1" in li.get("/").content.decode()
    assert "/quality/?mine=1" not in wang.get("/").content.decode()
    assert {title for title, _defect in listed(li, "mine=1")} == {"日期颠倒的申诉"}
    assert len(listed(wang)) == 5
    assert listed(wang, "mine=1") == set()


def test_the_spreadsheet_holds_the_same_lines_and_is_on_record(story, client_of) -> None:
    wrong(story)
    follow(now=story.now)
    answer = client_of(story.cast.he).post(f"{URL}export/?defect=q_order")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.values)
    assert len(rows) == 2
    assert rows[1][3] == story.cast.li.person.name
    assert "吴秀兰" not in str(rows)
    entry = Entry.objects.filter(verb="statistics.export_quality").latest("number")
    assert entry.detail["rows"] == 1


def test_the_list_asks_no_more_for_many(story, client_of) -> None:
    wrong(story)
    for ordinal in range(12):
        story.petition(title=f"第 {ordinal} 封", kind=Kind.OTHER)
    follow(now=story.now)
    client = client_of(story.cast.he)
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        assert len(client.get(URL).context["lines"]) == 16
    assert len(asked) <= 12, [query["sql"][:120] for query in asked.captured_queries]


def test_the_demonstration_plants_one_of_each_fault_of_a_matter(story) -> None:
    for place in range(3):
        story.closed(title=f"已办结的申诉{place}")
    story.handling(title="办理中的申诉")
    organ = story.cast.organ_of(story.cast.wang)
    plant_faults([organ.pk], now=story.now)
    follow(now=story.now)
    found = faults(
        faulty(organ, list(Defect), viewer=story.cast.viewer(story.cast.he)),
        viewer=story.cast.viewer(story.cast.he),
    )
    kinds = {Defect.ORDER, Defect.CLOSED_EARLY, Defect.NO_DECISION, Defect.NO_ANSWER}
    assert kinds <= {one.defect for one in found}
    assert all(one.why for one in found)
    assert not drift(now=story.now)


def test_the_comparison_tells_what_differs_to_readers_and_to_whoever_runs_the_system(
    story, client_of
) -> None:
    story.closed()
    follow(now=story.now)
    reader, runner = client_of(story.cast.he), client_of(story.cast.xitong)
    page = f"{URL}comparison/"
    assert "not compared with the register yet" in reader.get(page).content.decode()
    drift(now=story.now)
    assert "The figures agreed" in runner.get(page).content.decode()
    Fact.objects.filter(element="closed").delete()
    drift(now=story.now)
    text = runner.get(page).content.decode()
    assert "touyan figures rebuild" in text
    assert "Closed" in text
    assert 'href="/quality/comparison/"' in runner.get("/").content.decode()
    assert client_of(story.cast.li).get(page).status_code == 403
