"""What stands between a text and its approval, on one page; remarks, versions and their comparison."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.telling import Told
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_

from touyan.exemplars.models import Comment, Exemplar, Replacement, Version
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.writing import questions_of
from touyan.workflows.write_exemplar import words_in

pytestmark = pytest.mark.django_db
RARE = "2019年11月25日，某县沙河镇一名教师因车祸死亡。"


@pytest.fixture
def told(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: told.story.now)
    return told


def url(exemplar: Exemplar, name: str = "exemplar-checks", *more: object) -> str:
    return reverse(name, args=[exemplar.public_id, *more])


def test_a_word_is_replaced_with_its_reason_shown_and_put_back(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    told.wrote(exemplar, facts="申诉人吴秀兰不服。")
    page = writer.get(url(exemplar)).content.decode()
    assert "吴某甲" in page
    assert "Somebody in the matter is called so." in page
    (word,) = words_in(exemplar, newest_version(exemplar))
    writer.post(url(exemplar, "exemplar-replace"), {"base": 1, "word": word.key})
    version = Version.objects.get(number=2)
    assert version.content["facts"][0]["text"] == "申诉人吴某甲不服。"
    after = writer.get(url(exemplar)).content.decode()
    assert "吴秀兰" not in after
    assert "sealed" in after
    row = Replacement.objects.get()
    said = writer.post(url(exemplar, "exemplar-undo", row.public_id), follow=True)
    assert "stands again at 1 place" in said.content.decode()
    assert Version.objects.get(number=3).content["facts"][0]["text"] == "申诉人吴秀兰不服。"


def test_what_the_gate_refuses_is_shown_in_place(told: Told) -> None:
    exemplar, writer = told.selected(), as_(told.cast.li)
    told.wrote(exemplar, facts="申诉人吴 秀 蘭不服。")
    answer = writer.post(url(exemplar, "exemplar-put-forward"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "1 words by which somebody could be found" in page
    assert "Neither the petitioner" in page
    assert "<mark>吴 秀 蘭</mark>" in page
    exemplar.refresh_from_db()
    assert exemplar.state == "selected"


def test_a_clean_text_goes_before_its_approvers(told: Told) -> None:
    exemplar = told.selected()
    told.wrote(exemplar)
    told.consented(exemplar)
    assert as_(told.cast.li).post(url(exemplar, "exemplar-put-forward")).status_code == 302
    exemplar.refresh_from_db()
    assert exemplar.state == "submitted"


def test_a_rare_combination_is_named_and_kept_with_a_reason(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    told.wrote(exemplar, facts=RARE)
    asked = questions_of(exemplar, newest_version(exemplar))
    page = writer.get(url(exemplar)).content.decode()
    assert "车祸" in page
    for one in asked:
        writer.post(
            url(exemplar, "exemplar-keep"), {"digest": one.digest, "reason": "同类事件很多。"}
        )
    assert writer.get(url(exemplar)).content.decode().count("同类事件很多。") == len(asked)


def test_a_remark_stands_at_its_paragraph_and_is_settled(told: Told) -> None:
    exemplar = told.nominated()
    place = told.wrote(exemplar).content["facts"][0]["id"]
    reader = as_(told.cast.zhao_city)
    reader.post(url(exemplar, "exemplar-comment"), {"paragraph": place, "text": "时间不清楚"})
    editor = url(exemplar, "exemplar-write")
    page = as_(told.cast.li).get(editor).content.decode()
    assert page.index(f'id="p-{place}"') < page.index("时间不清楚")
    as_(told.cast.li).post(url(exemplar, "exemplar-settle", Comment.objects.get().public_id))
    assert "settled by" in as_(told.cast.li).get(editor).content.decode()


def test_two_versions_are_compared_and_an_earlier_one_is_made_the_newest(told: Told) -> None:
    exemplar, writer = told.nominated(), as_(told.cast.li)
    first = told.wrote(exemplar, facts="申诉人不服生效判决。")
    content = {**first.content, "title": "某乙申诉案"}
    Version.objects.create(exemplar=exemplar, number=2, base=1, content=content, digest="ab",
                           by=told.cast.he, at=told.story.now)  # fmt: skip
    page = writer.get(url(exemplar, "exemplar-versions")).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    odd = {"before": "999999999999", "after": "x"}
    assert writer.get(url(exemplar, "exemplar-versions"), odd).status_code == 200
    assert writer.post(url(exemplar, "exemplar-restore"), {"number": 1}).status_code == 302
    assert Version.objects.get(number=3).content == first.content


def test_whoever_only_reads_changes_nothing(told: Told) -> None:
    exemplar, reader = told.nominated(), as_(told.cast.zhao_city)
    told.wrote(exemplar)
    for name in ("exemplar-replace", "exemplar-keep", "exemplar-put-forward", "exemplar-restore"):
        assert reader.post(url(exemplar, name)).status_code == 404
