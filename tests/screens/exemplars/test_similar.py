"""Published cases beside an open matter, and citing one."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.issuing import Press
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_editions import as_

from touyan.audit.models import Entry
from touyan.exemplars.models import Citation, EditionCase
from touyan.matters.models import Matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: press.story.now)
    return press


@pytest.fixture
def matter(press: Press) -> Matter:
    """Open, while a case of the same kind is published."""
    press.issued()
    return press.story.accepted()


def like(matter: Matter) -> str:
    return reverse("matter-cases", args=[matter.public_id])


def cite_url(matter: Matter) -> str:
    return reverse("cite-case", args=[matter.public_id, EditionCase.objects.get().public_id])


def test_a_case_of_the_same_kind_is_shown_with_what_it_shares(press: Press, matter: Matter) -> None:
    assert Client().get(like(matter)).status_code == 302
    page = as_(press.cast.li).get(like(matter)).content.decode()
    assert "吴某申诉案" in page
    assert "The same kind of petition" in page
    chinese = Client(headers={"accept-language": "zh-hans"})
    chinese.force_login(press.cast.li, backend="django.contrib.auth.backends.ModelBackend")
    assert "信访类型相同：刑事申诉" in chinese.get(like(matter)).content.decode()
    EditionCase.objects.update(kind="other", causes=[])
    assert "吴某申诉案" not in as_(press.cast.li).get(like(matter)).content.decode()


def test_facts_told_in_the_same_words_are_named(press: Press, matter: Matter) -> None:
    open_one = press.story.accepted(text="我是申诉人，不服生效判决，请求复查。")
    page = as_(press.cast.li).get(like(open_one)).content.decode()
    assert "The same words in the facts: 不服生效判决" in page
    assert "The same words" not in as_(press.cast.li).get(like(matter)).content.decode()


def test_a_matter_is_not_shown_its_own_case(press: Press, matter: Matter) -> None:
    own = EditionCase.objects.get().exemplar.matter
    assert "吴某申诉案" not in as_(press.cast.li).get(like(own)).content.decode()


def test_a_matter_out_of_sight_has_no_such_page(press: Press, matter: Matter) -> None:
    assert as_(press.cast.zhou).get(like(matter)).status_code in (403, 404)


def test_a_case_is_cited_with_a_reason_and_taken_back(press: Press, matter: Matter) -> None:
    li = as_(press.cast.li)
    assert li.post(cite_url(matter), {"why": " "}).status_code == 422
    assert li.post(cite_url(matter), {"why": "同样宜公开听证"}).status_code == 302
    assert "同样宜公开听证" in li.get(like(matter)).content.decode()
    assert li.post(cite_url(matter), {"why": "再引"}).status_code == 422
    citation = Citation.objects.get()
    li.post(reverse("cite-no-more", args=[matter.public_id, citation.public_id]))
    citation.refresh_from_db()
    assert citation.removed_by == press.cast.li
    said = Entry.objects.filter(verb__in=("edition.cite", "edition.uncite")).order_by("number")
    assert [one.verb for one in said] == ["edition.cite", "edition.uncite"]


def test_a_withdrawn_case_is_not_cited(press: Press, matter: Matter) -> None:
    url = cite_url(matter)
    EditionCase.objects.update(withdrawn_at=press.story.now)
    assert as_(press.cast.li).post(url, {"why": "参考"}).status_code == 404
    assert not Citation.objects.exists()
