"""The list of matters: who sees what in it, how it is narrowed, what it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.screens.matters.lists import findable, matters

from touyan.audit.models import Entry
from touyan.intake.rules.words import Channel
from touyan.matters.models import Act, Closing, SavedView, Termination
from touyan.matters.rules.lifecycle import Stage

URL = "/matters/"
PART = {"X-Part": "results", "HX-Request": "true"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    monkeypatch.setattr("touyan.config.middleware.timezone", SimpleNamespace(now=lambda: now))


@pytest.fixture
def office(cast):
    return cast.organ_of(cast.wang)


def numbers(answer) -> list[str]:
    return [row["label"] for row in answer.context["rows"]]


def listed(client, **query) -> set[str]:
    return set(numbers(client.get(URL, query)))


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert reverse("sign-in") in client.get(URL)["Location"]


def test_administrators_are_refused(cast, client_of):
    for account in (cast.xitong, cast.anquan, cast.shenji):
        assert client_of(account).get(URL).status_code == 403


def test_the_latest_changed_stands_first_with_its_facts(cast, client_of, office, now):
    made = matters(
        office, 2, now=now, handler=cast.li, repeated=True, next_due_on=now.date(), next_clock="C1"
    )
    answer = client_of(cast.sun).get(URL)
    assert numbers(answer) == [made[1].number, made[0].number]
    page = answer.content.decode()
    assert "吴某" in page
    assert "李建国" in page
    assert "Criminal petition" in page
    assert "Due today" in page
    assert f"{made[0].public_id}/?tab=petitions" in page


def test_it_reads_in_chinese(cast, client_of, office, now):
    matters(office, 1, now=now)
    page = client_of(cast.sun, language="zh-hans").get(URL).content.decode()
    assert "刑事申诉" in page
    assert "权限内全部" in page


def test_offices_above_see_it_and_offices_elsewhere_do_not(cast, client_of, office, now):
    matters(office, 1, now=now)
    for account in (cast.wang_city, cast.wang_province, cast.wang_spp):
        assert len(numbers(client_of(account).get(URL))) == 1
    answer = client_of(cast.zhou).get(URL)
    assert numbers(answer) == []
    assert "No matter has been opened yet" in answer.content.decode()


def test_the_figures_of_the_worklist_open_the_lists_they_count(cast, client_of, office, now):
    day, client = now.date(), client_of(cast.he)
    late, soon, later, free = (
        matters(office, 1, now=now, **changes)[0].number
        for changes in (
            {"next_due_on": day - timedelta(days=1), "next_clock": "C1", "handler": cast.he},
            {"next_due_on": day + timedelta(days=3), "next_clock": "C1"},
            {"next_due_on": day + timedelta(days=4), "next_clock": "C3"},
            {"stage": Stage.ACCEPTED},
        )
    )
    above = matters(
        cast.organ_of(cast.wang_city),
        1,
        now=now,
        first_organ=office,
        next_due_on=day - timedelta(days=9),
        next_clock="C1",
    )[0].number
    assert listed(client, due="overdue", own="1") == {late}
    assert listed(client, due="soon", own="1") == {soon}
    assert listed(client, due="week") == {soon, later}
    assert listed(client, due="none") == {free}
    assert listed(client, mine="1") == {late}
    assert listed(client, stage="accepted", own="1") == {free}
    assert numbers(client.get(URL, {"due": "overdue"})) == [above, late]


def test_what_one_acted_on_stays_to_be_found(cast, client_of, office, now):
    acted, _other = matters(office, 2, now=now)
    Act.objects.create(
        matter=acted, verb="triage", at=now, happened_on=now.date(), by=cast.wang, organ=office
    )
    assert listed(client_of(cast.wang), acted="1") == {acted.number}


def test_kinds_and_stages_may_be_several(cast, client_of, office, now):
    client = client_of(cast.sun)
    one = matters(office, 1, now=now, kind="report", stage="triaged")[0].number
    two = matters(office, 1, now=now, kind="accusation", stage="paused")[0].number
    matters(office, 1, now=now)
    assert listed(client, kind=["report", "accusation"]) == {one, two}
    assert listed(client, stage=["triaged", "paused"], kind="report") == {one}
    answer = client.get(URL, {"stage": ["triaged", "paused"]})
    assert [chip["value"] for chip in answer.context["chips"]] == ["Triaged", "Paused"]


def test_the_marks_and_the_days_of_receipt_narrow(cast, client_of, office, now):
    client = client_of(cast.sun)
    for mark in ("repeated", "urgent", "hardship"):
        number = matters(office, 1, now=now, **{mark: True})[0].number
        assert listed(client, **{mark: "1"}) == {number}
    old = matters(office, 1, now=now, received_on=now.date().replace(month=3))[0].number
    assert listed(client, received_to="2026年3月31日") == {old}
    assert old not in listed(client, received_from="20260401")


def test_the_channel_is_that_of_the_first_petition(cast, client_of, office, now):
    number = matters(office, 1, now=now)[0].number
    client = client_of(cast.sun)
    assert listed(client, channel=Channel.LETTER) == {number}
    assert listed(client, channel=Channel.VISIT) == set()
    assert "Letter" in client.get(URL, {"cols": ["channel"]}).content.decode().split("<tbody")[1]


def test_closed_terminated_and_resolved_are_three_facts(cast, client_of, office, now):
    closed, reopened, ended = matters(office, 3, now=now, stage=Stage.HANDLING)
    for matter, until in ((closed, None), (reopened, now), (ended, None)):
        Closing.objects.create(matter=matter, on=now.date(), at=now, report="x", reopened_at=until)
    Termination.objects.create(matter=ended, on=now.date(), at=now, organ=office, grounds="x")
    client = client_of(cast.sun)
    assert listed(client, closed="yes") == {closed.number, ended.number}
    assert listed(client, closed="no") == {reopened.number}
    assert listed(client, closed="yes", terminated="no") == {closed.number}
    assert listed(client, terminated="yes", resolved="no") == {ended.number}
    assert listed(client, resolved="yes") == set()


def test_the_handler_is_chosen_among_those_of_the_office(cast, client_of, office, now):
    mine = matters(office, 1, now=now, handler=cast.li)[0].number
    free = matters(office, 1, now=now)[0].number
    client = client_of(cast.sun)
    assert listed(client, handler=cast.li.pk) == {mine}
    assert listed(client, handler="none") == {free}
    answer = client.get(URL, {"handler": cast.li_spp.pk})
    assert answer.status_code == 422


def test_an_office_is_named_by_code_or_name_and_brings_those_beneath_it(
    cast, client_of, office, now
):
    city = cast.organ_of(cast.wang_city)
    beneath, there = matters(office, 1, now=now)[0].number, matters(city, 1, now=now)[0].number
    for account in (cast.sun_province, cast.sun_spp):
        client = client_of(account)
        assert listed(client, organ=city.code) == {beneath, there}
        assert listed(client, organ=office.name) == {beneath}
        assert "Several offices fit" in client.get(URL, {"organ": "杭州市"}).content.decode()


def test_an_office_outside_the_scope_reads_like_one_that_does_not_exist(cast, client_of):
    client = client_of(cast.sun_city)
    answers = [client.get(URL, {"organ": code}) for code in ("510104", "999999")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("No office in your scope" in answer.content.decode() for answer in answers)


def test_search_finds_chinese_english_and_whole_numbers(cast, client_of, office, now):
    first, second = matters(office, 2, now=now)
    findable(first, "不服强制拆迁补偿决定", first.number)
    findable(second, "Appeal of John Smith", second.number)
    client = client_of(cast.sun)
    assert listed(client, q="拆迁补偿") == {first.number}
    assert listed(client, q="john SMITH") == {second.number}
    assert listed(client, q=second.number) == {second.number}
    assert listed(client, q="没有的话") == set()


def test_a_search_leaves_one_row_that_does_not_tell_the_words(cast, client_of, office, now):
    findable(matters(office, 1, now=now)[0], "吴秀兰")
    client = client_of(cast.sun)
    client.get(URL)
    assert not Entry.objects.filter(verb="matter.search").exists()
    client.get(URL, {"q": "吴秀兰", "stage": "handling"})
    entry = Entry.objects.get(verb="matter.search")
    assert entry.detail["count"] == 1
    assert entry.detail["filters"] == "stage=handling"
    assert re.fullmatch(r"[0-9a-f]{32}", entry.detail["index"])
    assert "秀兰" not in str(entry.detail)
    client.get(URL, {"q": "吴秀兰"})
    again = Entry.objects.filter(verb="matter.search").latest("number")
    assert again.detail["index"] == entry.detail["index"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"received_from": "20261301"}, "Enter a real date"),
        ({"received_from": "20261102", "received_to": "20261101"}, "before the first"),
        ({"stage": "nowhere"}, "nowhere"),
        ({"q": "；。"}, "Type letters"),
    ],
)
def test_a_filter_that_makes_no_sense_is_said_and_kept(cast, client_of, office, now, query, said):
    matters(office, 1, now=now)
    answer = client_of(cast.sun).get(URL, query)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "<tbody" not in page
    if "q" in query:
        assert query["q"] in page


def test_odd_pages_and_orders_do_no_harm(cast, client_of, office, now):
    made = matters(office, 60, now=now)
    client = client_of(cast.sun)
    assert len(numbers(client.get(URL, {"page": "999"}))) == 10
    assert len(numbers(client.get(URL, {"page": "x", "sort": "petitioner"}))) == 50
    assert numbers(client.get(URL, {"sort": "number"}))[0] == made[0].number
    assert numbers(client.get(URL, {"sort": "-number"}))[0] == made[-1].number


def test_in_order_of_time_limits_only_matters_that_have_one(cast, client_of, office, now):
    matters(office, 1, now=now)
    due = matters(office, 1, now=now, next_due_on=now.date(), next_clock="C1")[0].number
    answer = client_of(cast.sun).get(URL, {"sort": "due"})
    assert numbers(answer) == [due]
    assert "only matters with a running time limit" in answer.content.decode()


def test_an_address_is_tidied_so_that_equal_lists_have_equal_addresses(cast, client_of):
    answer = client_of(cast.sun).get(f"{URL}?q=&stage=&due=overdue&page=")
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}?due=overdue")


def test_htmx_gets_the_results_alone_and_pushes_the_tidy_address(cast, client_of, office, now):
    matters(office, 1, now=now)
    answer = client_of(cast.sun).get(f"{URL}?q=&stage=handling", headers=PART)
    page = answer.content.decode()
    assert answer.headers["HX-Push-Url"] == f"{URL}?stage=handling"
    assert 'id="results"' in page
    assert "<html" not in page
    assert 'id="id_stage-chosen" hx-swap-oob="true"' in page


def test_the_last_filters_of_a_view_are_offered_again_without_the_words(cast, client_of):
    client = client_of(cast.li)
    client.get(URL, {"mine": "1", "kind": "report", "q": "吴秀兰"})
    page = client.get(URL, {"mine": "1"}).content.decode()
    assert "?mine=1&amp;kind=report" in page
    assert "秀兰" not in page
    assert "Last filters" not in client.get(URL).content.decode()


def test_a_view_can_be_kept_opened_and_dropped(cast, client_of):
    client = client_of(cast.sun)
    kept = client.post(
        reverse("save-view"), {"name": "我的刑申", "query": "q=吴&kind=report&own=1&x=1"}
    )
    assert kept["Location"] == f"{URL}?own=1&kind=report"
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("我的刑申", "own=1&kind=report")
    page = client.get(kept["Location"]).content.decode()
    assert "The view “我的刑申” is kept." in page
    assert '<a href="?own=1&amp;kind=report" aria-current="page">我的刑申</a>' in page
    assert "我的刑申" not in client_of(cast.li).get(URL).content.decode()
    client_of(cast.li).post(reverse("drop-view", args=[view.pk]))
    assert SavedView.objects.exists()
    client.post(reverse("drop-view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_leads_nowhere_else(cast, client_of):
    client = client_of(cast.sun)
    answer = client.post(
        reverse("save-view"), {"name": " ", "query": "https://elsewhere.example/?a=1"}
    )
    assert answer["Location"] == URL
    assert "Give the view a name." in client.get(URL).content.decode()


def test_columns_and_row_height_are_remembered(cast, client_of, office, now):
    matters(office, 1, now=now)
    client = client_of(cast.sun)
    client.get(URL, {"cols": ["title", "received"], "density": "48"})
    page = client.get(URL).content.decode()
    heads = page.split("<thead>")[1].split("</thead>")[0]
    assert "Received on" in heads
    assert "Stage" not in heads
    assert "density-48" in page


def _statements(client, url: str) -> list[str]:
    """What a page asks the database, without the marks of transactions."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    marks = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in asked if not query["sql"].startswith(marks)]


@pytest.mark.parametrize("who", ["he", "sun_province", "zhao_spp"])
def test_a_page_costs_the_same_for_ten_matters_and_a_thousand(cast, client_of, office, now, who):
    client = client_of(getattr(cast, who))
    url = f"{URL}?stage=handling&closed=no&cols=channel&cols=organ&cols=handler"
    matters(office, 10, now=now, handler=cast.li, next_due_on=now.date(), next_clock="C1")
    client.get(url)
    few = _statements(client, url)
    matters(office, 990, now=now, handler=cast.li, next_due_on=now.date(), next_clock="C1")
    many = _statements(client, url)
    assert len(many) == len(few) <= 12, "\n".join(many)


def test_a_search_costs_no_more_than_its_row_in_the_log(cast, client_of, office, now):
    client = client_of(cast.he)
    matters(office, 3, now=now)
    client.get(f"{URL}?q=判决")
    asked = _statements(client, f"{URL}?q=判决")
    log = [sql for sql in asked if "audit_entry" in sql or "advisory" in sql]
    assert len(asked) - len(log) <= 12
    assert len(log) == 3


def test_text_of_others_never_becomes_a_tag(cast, client_of, office, now):
    matters(office, 1, now=now, title="<script>alert(1)</script>", petitioner_names="<b>吴某</b>")
    page = client_of(cast.sun).get(URL).content.decode()
    assert "<script>alert" not in page
    assert "<b>吴某" not in page


def test_the_search_index_is_never_carried_to_the_page(cast, client_of, office, now):
    matters(office, 1, now=now)
    with CaptureQueriesContext(connection) as asked:
        client_of(cast.sun).get(URL)
    assert not any('"matters_matter"."search"' in query["sql"] for query in asked)
