"""The text of a case at the desk: typed, saved, brought together, told from the acts."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.telling import Told, written
from tests.database.inspections.inspecting import walled
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_

from touyan.exemplars.models import Draft, Exemplar, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: told.story.now)
    return told


def url(exemplar: Exemplar, name: str = "exemplar-write") -> str:
    return reverse(name, args=[exemplar.public_id])


def boxes(content: dict[str, Any], base: int, **changes: Any) -> dict[str, Any]:
    """The form as the editor draws it."""
    data = {"base": base, "title": content["title"], "keywords": "、".join(content["keywords"])}
    for section in ("gist", "facts", "handling", "significance"):
        for each in content[section]:
            data[f"p.{section}.{each['id']}"] = each["text"]
    return {**data, **changes}


def test_a_text_is_typed_and_saved_as_a_version(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    assert writer.get(url(exemplar)).status_code == 200
    new = {"base": 0, "title": "甲申诉案", "keywords": "包案，听证", "p.facts.": "一段。\n\n又一段。",
           "note": "初稿"}  # fmt: skip
    assert writer.post(url(exemplar), new).status_code == 302
    version = Version.objects.get()
    assert (version.number, version.note) == (1, "初稿")
    assert [each["text"] for each in version.content["facts"]] == ["一段。", "又一段。"]
    page = writer.get(url(exemplar)).content.decode()
    assert "又一段。" in page
    assert "包案、听证" in page


def test_the_acts_are_told_with_a_link_back_to_each(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    assert writer.post(url(exemplar, "exemplar-tell")).status_code == 302
    page = writer.get(url(exemplar)).content.decode()
    matter = reverse("matter", args=[exemplar.matter.public_id])
    link = re.search(rf'"({matter}[^"]*)#(act-\d+)">Matter accepted', page)
    assert link
    timeline = writer.get(link[1].replace("&amp;", "&")).content.decode()
    entry = timeline[timeline.index(f'id="{link[2]}"') :]
    assert "Matter accepted" in entry[: entry.index("</li>")]
    content = Version.objects.get().content
    writer.post(url(exemplar), boxes(content, 1, title="甲申诉案"))
    assert Version.objects.get(number=2).content["handling"] == content["handling"]


def test_a_first_text_that_says_nothing_makes_no_version(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    answer = writer.post(url(exemplar), {"base": 0, "title": " ", "p.facts.": " \n"})
    assert answer.status_code == 422
    assert "Nothing is written yet" in answer.content.decode()
    assert not Version.objects.exists()
    writer.post(url(exemplar), {"base": 0, "title": "甲申诉案"})
    assert writer.post(url(exemplar), {"base": 1}).status_code == 302
    assert Version.objects.count() == 2


def test_a_true_word_is_shown_where_it_stands(told: Told) -> None:
    exemplar = told.nominated()
    version = told.wrote(exemplar, facts="申诉人吴 秀 蘭不服。")
    place = version.content["facts"][0]["id"]
    page = as_(told.cast.li).get(url(exemplar)).content.decode()
    box = page[page.index(f'id="p-{place}"') :]
    assert "<mark>吴 秀 蘭</mark>" in box
    assert "finds 1 word" in page


def test_both_texts_of_a_clash_are_shown_and_nothing_is_lost(told: Told) -> None:
    exemplar, content = told.nominated(), written()
    as_(told.cast.li).post(url(exemplar), boxes(content, 0))
    name = f"p.facts.{content['facts'][0]['id']}"
    as_(told.cast.li).post(url(exemplar), boxes(content, 1, **{name: "李的稿子。"}))
    other = as_(told.cast.he)
    answer = other.post(url(exemplar), boxes(content, 1, **{name: "何的稿子。"}))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "李的稿子。" in page
    assert "何的稿子。" in page
    assert Version.objects.count() == 2
    assert "何的稿子。" in other.get(url(exemplar)).content.decode()
    clash = f"c.{content['facts'][0]['id']}"
    chosen = boxes(content, 1, **{name: "何的稿子。", "against": 2, clash: "两人的稿子。"})
    assert other.post(url(exemplar), chosen).status_code == 302
    assert Version.objects.get(number=3).content["facts"][0]["text"] == "两人的稿子。"
    assert not Draft.objects.exists()


def test_what_is_typed_is_kept_while_one_types_and_can_be_thrown_away(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    draft = url(exemplar, "exemplar-draft")
    assert writer.post(draft, {"base": 0, "title": "半句"}).status_code == 200
    assert "半句" in writer.get(url(exemplar)).content.decode()
    other = as_(told.cast.he).get(url(exemplar)).content.decode()
    assert "半句" not in other
    assert "is writing too" in other
    assert writer.post(draft, {"discard": "1"}).status_code == 302
    assert "半句" not in writer.get(url(exemplar)).content.decode()


def test_what_is_too_long_is_refused_with_what_was_typed(told: Told) -> None:
    exemplar = told.nominated()
    answer = as_(told.cast.li).post(url(exemplar), {"base": 0, "title": "题" * 201})
    assert answer.status_code == 422
    assert "at most 200" in answer.content.decode()
    assert "题" * 201 in answer.content.decode()


def test_whoever_does_not_write_reads_only_and_a_wall_hides_the_page(told: Told) -> None:
    exemplar = told.nominated()
    told.wrote(exemplar)
    reader = as_(told.cast.zhao_city)
    assert "Save the text" not in reader.get(url(exemplar)).content.decode()
    assert reader.post(url(exemplar), {"base": 1, "title": "x"}).status_code == 404
    for name in ("exemplar-draft", "exemplar-tell"):
        assert reader.post(url(exemplar, name)).status_code == 404
    walled(exemplar.matter, person=told.cast.he.person)
    assert as_(told.cast.he).get(url(exemplar)).status_code == 404


def test_hostile_words_are_shown_as_words(told: Told) -> None:
    exemplar = told.nominated()
    told.wrote(exemplar, title="<script>甲</script>", facts="</textarea><b>乙</b>")
    page = as_(told.cast.li).get(url(exemplar)).content.decode()
    assert "<script>甲" not in page
    assert "</textarea><b>乙" not in page


def test_the_editor_asks_no_more_for_a_longer_text(told: Told) -> None:
    exemplar = told.nominated()
    told.wrote(exemplar)
    asked = []
    for facts in ("一段。", "两段。"):
        told.wrote(exemplar, facts=facts)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            as_(told.cast.li).get(url(exemplar))
        asked.append(len(queries))
    assert asked[0] == asked[1]
