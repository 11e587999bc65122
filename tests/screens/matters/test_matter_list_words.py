"""Searching the list of matters by the names of kinds, stages, channels, offices, in two languages;
by people's names in pinyin."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.database.matters.stories import Story
from tests.screens.matters.lists import findable, matters

from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import Channel, PartyRole
from touyan.matters.models import Matter

URL = "/matters/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    monkeypatch.setattr("touyan.config.middleware.timezone", SimpleNamespace(now=lambda: now))


@pytest.fixture
def three(cast, now) -> dict[str, Matter]:
    """A criminal petition and a report in Xihu, a criminal petition at the city's office."""
    xihu, city = cast.organ_of(cast.wang), cast.organ_of(cast.wang_city)
    made = {
        "criminal": matters(xihu, 1, now=now, stage="accepted")[0],
        "report": matters(xihu, 1, now=now, kind="report", channel=Channel.VISIT)[0],
        "city": matters(city, 1, now=now, stage="accepted")[0],
    }
    for name, matter in made.items():
        findable(matter, matter.number, "工资" if name == "criminal" else "土地")
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("criminal petition Xihu", {"criminal"}),
        ("Criminal petition, accepted", {"criminal", "city"}),
        ("刑事申诉 西湖区", {"criminal"}),
        ("刑事申诉 已受理", {"criminal", "city"}),
        ("刑事申诉 工资", {"criminal"}),
        ("criminal petition 土地", {"city"}),
        ("report of crime visit", {"report"}),
        ("举报 来访", {"report"}),
        ("Xihu District procuratorate", {"criminal", "report"}),
        ("Hangzhou Xihu", {"criminal", "report"}),
        ("杭州市", {"criminal", "report", "city"}),
        ("state compensation", set()),
        ('"criminal petition"', set()),
    ],
)
@pytest.mark.parametrize("who", ["wang_city", "wang_spp"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_names_of_kinds_stages_channels_and_offices_narrow_in_both_languages(
    cast, client_of, three, typed, found, who, language
):
    answer = client_of(getattr(cast, who), language=language).get(URL, {"q": typed})
    listed = {row["label"] for row in answer.context["rows"]}
    assert listed == {three[name].number for name in found}


def test_the_page_says_how_the_search_was_read_and_offers_the_plain_words(cast, client_of, three):
    client = client_of(cast.wang_city)
    answer = client.get(URL, {"q": "criminal petition Xihu 工资"})
    page = answer.content.decode()
    assert "<b>Kind</b> = Criminal petition" in page
    assert "<b>Office</b> = People&#x27;s Procuratorate of Xihu District" in page
    assert "<b>Words</b> = 工资" in page
    assert answer.context["read"].quoted == '"criminal petition Xihu 工资"'
    assert client.get(URL, {"q": "工资"}).content.decode().count("The search was read as") == 0


def test_in_an_office_alone_the_place_stays_a_word_of_the_texts(cast, client_of, three):
    findable(three["criminal"], "不服西湖区人民法院判决")
    client = client_of(cast.wang)
    for typed, found in (("西湖", ["criminal"]), ("Xihu", ["report", "criminal"])):
        listed = [row["label"] for row in client.get(URL, {"q": typed}).context["rows"]]
        assert listed == [three[name].number for name in found]


def test_an_office_outside_the_scope_is_a_word_like_any_other(cast, client_of, three):
    answer = client_of(cast.wang_city).get(URL, {"q": "criminal petition Nanchang"})
    assert answer.context["read"].text == "Nanchang"
    assert not answer.context["read"].offices


@pytest.mark.parametrize("who", ["wang", "wang_city", "wang_spp"])
def test_reading_names_costs_few_queries(cast, client_of, three, who):
    client = client_of(getattr(cast, who))
    client.get(URL)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL, {"q": "criminal petition Xihu accepted letter"})
    reads = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(reads) <= 12 + 2, "twelve, and the two of the audit row"


@pytest.mark.parametrize("typed", ["wuxiulan", "Wu Xiulan", "wu xiu lan", "wxl", "xiulan 刑初"])
def test_a_petitioner_is_found_in_pinyin(cast, client_of, now, typed):
    story = Story(cast, now)
    matter = story.opened()
    story.opened(parties=(PartyEntry(role=PartyRole.PETITIONER, name="吴兰", phone="13900139000"),))
    client = client_of(cast.wang)
    assert [r["label"] for r in client.get(URL, {"q": typed}).context["rows"]] == [matter.number]
    assert len(client.get("/petitions/", {"q": typed}).context["rows"]) == 1
