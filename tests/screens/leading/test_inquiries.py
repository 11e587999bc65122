"""Inquiries of a month: read by those who answer for them, and every look is noted."""

from __future__ import annotations

from datetime import date

import pytest
from tests.database.leadership.test_charges import accepted
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.models import Wall
from touyan.leadership.actions.deeds import note_inquiry
from touyan.leadership.queries.inquiries import Month, month_of

pytestmark = pytest.mark.django_db
URL = "/inquiries/"


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


def asked(story: Story, *, on: date = date(2026, 11, 20), who: str = "某局干部", **changes):
    matter = accepted(story, **changes)
    note_inquiry(matter_id=matter.public_id, who=who, unit="某市某局", how="电话", on=on,
                 what="询问何时能有结果", answered="", by=story.cast.li, now=story.now)  # fmt: skip
    return matter


@pytest.mark.parametrize("who", ["wang", "li", "xitong", "anquan", "shenji"])
def test_whoever_does_not_answer_for_them_is_refused(who: str, cast, client_of) -> None:
    assert client_of(getattr(cast, who)).get(URL).status_code == 403


@pytest.mark.parametrize("who", ["he", "zhao"])
def test_heads_and_leaders_of_the_office_read_them(who: str, story, client_of) -> None:
    matter = asked(story)
    text = client_of(getattr(story.cast, who)).get(URL).content.decode()
    assert matter.number in text
    assert "某局干部" in text
    assert "Inquiries: <b>1</b>" in text


@pytest.mark.parametrize("who", ["he_city", "zhao_spp", "zhou"])
def test_other_offices_do_not_even_those_above(who: str, story, client_of) -> None:
    asked(story)
    account = getattr(story.cast, who)
    answer = client_of(account).get(URL)
    assert "某局干部" not in answer.content.decode()


def test_a_month_holds_its_own_days_alone(story, client_of) -> None:
    asked(story, on=date(2026, 10, 31), who="十月来人")
    asked(story, on=date(2026, 11, 1), who="十一月来人")
    client = client_of(story.cast.he)
    november, october = client.get(URL), client.get(URL, {"month": "2026-10"})
    assert [each.who for each in november.context["listed"]] == ["十一月来人"]
    assert [each.who for each in october.context["listed"]] == ["十月来人"]


def test_a_wall_hides_the_inquiries_of_its_matter(story, client_of) -> None:
    cast = story.cast
    matter = asked(story, who="墙外来人")
    petition = matter.belongings.get().petition
    Wall.objects.create(petition=petition, person=cast.he.person, reason="被控告人")
    assert "墙外来人" not in client_of(cast.he).get(URL).content.decode()
    assert "墙外来人" in client_of(cast.zhao).get(URL).content.decode()


def test_each_look_leaves_a_row_without_names(story, client_of) -> None:
    asked(story)
    client_of(story.cast.he).get(URL)
    entry = Entry.objects.filter(verb="leadership.read_inquiries").latest("pk")
    assert entry.detail == {"since": "2026-11-01", "until": "2026-11-30", "rows": 1}


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2026-13", date(2026, 11, 1), date(2026, 11, 30)),
        ("", date(2026, 11, 1), date(2026, 11, 30)),
        ("gestern", date(2026, 11, 1), date(2026, 11, 30)),
        ("1900-01", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_a_month_typed_wrong_is_this_month(typed: str, first: date, last: date) -> None:
    month = month_of(typed, today=date(2026, 11, 25))
    assert (month.first, month.last) == (first, last)
    assert month.former.following == month
    assert month == Month(first)
