"""The page of one matter: who sees it, what it says, and that buttons and rules agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.actions.ledger import roles_at
from touyan.matters.models import Matter, Note
from touyan.matters.rules.lifecycle import Stage, possible

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]
TABS = ["overview", "timeline", "petitions", "papers", "notes", "files", "log"]
STAGES = ["opened", "triaged", "accepted", "handling", "decided", "answered", "closed"]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Requests happen when the story does."""
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def url(matter: Matter, tab: str = "") -> str:
    return reverse("matter", args=[matter.public_id]) + (f"?tab={tab}" if tab else "")


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_a_stranger_is_sent_to_sign_in(story: Story) -> None:
    response = Client().get(url(story.opened()))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign-in"))


def test_absent_and_hidden_matters_look_the_same(story: Story, client_of: Signed) -> None:
    matter = story.opened()
    outsider = client_of(story.cast.zhou)
    absent = url(matter).replace(str(matter.public_id), "00000000-0000-4000-8000-000000000000")
    assert outsider.get(url(matter)).status_code == outsider.get(absent).status_code == 404


def test_an_administrator_sees_no_case(story: Story, client_of: Signed) -> None:
    assert client_of(story.cast.xitong).get(url(story.opened())).status_code == 403


def test_opening_the_page_leaves_exactly_one_row(story: Story, client_of: Signed) -> None:
    matter = story.opened()
    client = client_of(story.cast.li)
    before = Entry.objects.count()
    assert client.get(url(matter)).status_code == 200
    assert list(Entry.objects.filter(number__gt=before).values_list("verb", "actor_name")) == [
        ("matter.read", "李建国")
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_in_both_languages(
    story: Story, client_of: Signed, tab: str, language: str
) -> None:
    matter = story.closed()
    response = client_of(story.cast.he, language=language).get(url(matter, tab))
    assert response.status_code == 200
    assert "吴秀兰" in text_of(response)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", ["wang", "li", "he", "zhao", "sun", "zhao_city"])
def test_the_buttons_are_the_moves_the_rules_allow(
    story: Story, client_of: Signed, who: str, stage: str
) -> None:
    matter = getattr(story, stage)()
    account = getattr(story.cast, who)
    page = text_of(client_of(account).get(url(matter)))
    shown = set(re.findall(rf"/matters/{matter.public_id}/do/(\w+)/", page))
    roles = roles_at(matter, story.cast.viewer(account))
    allowed = {m.verb for m in possible(stage=Stage(matter.stage), roles=roles, level=4)}
    assert shown == allowed - ({"close"} if stage == "decided" else set())


def test_a_decided_matter_is_not_closed_before_its_answer_is_served(
    story: Story, client_of: Signed
) -> None:
    matter = story.decided()
    page = text_of(client_of(story.cast.he).get(url(matter)))
    assert "The answer has not been served yet" in page
    dialog = client_of(story.cast.he).get(reverse("matter-move", args=[matter.public_id, "close"]))
    assert "The answer has not been served yet" in text_of(dialog)


def test_a_move_someone_else_must_make_is_shown_with_the_reason(
    story: Story, client_of: Signed
) -> None:
    page = text_of(client_of(story.cast.li).get(url(story.handling())))
    assert "“Decide” takes one of these roles in the handling office: Chief procurator" in page


def test_papers_are_asked_for_only_once(story: Story, client_of: Signed) -> None:
    from touyan.matters.actions import procedure

    matter = story.triaged()
    call = {"matter_id": matter.public_id, "by": story.cast.wang, "now": story.now}
    procedure.request_supplement(missing=["判决书"], **call)
    procedure.complete_supplement(**call)
    page = text_of(client_of(story.cast.wang).get(url(matter)))
    assert "/do/request_supplement/" not in page
    assert "may be asked for once only" in page


def test_closed_terminated_and_resolved_are_told_apart(story: Story, client_of: Signed) -> None:
    page = text_of(client_of(story.cast.he).get(url(story.closed())))
    assert "三项诉求均已答复。" in page
    assert "No: remedies remain open." in page
    assert "Not verified as resolved." in page


def test_a_reopened_matter_keeps_the_memory_of_its_closing(story: Story, client_of: Signed) -> None:
    matter = story.closed()
    endings.reopen(matter_id=matter.public_id, reason="新证据", by=story.cast.he, now=story.now)
    page = text_of(client_of(story.cast.he).get(url(matter)))
    assert "The procedure goes on." in page
    assert "Closed on 2026-11-23, reopened on 2026-11-23" in page


def test_each_demand_says_where_it_is_answered(story: Story, client_of: Signed) -> None:
    assert text_of(client_of(story.cast.he).get(url(story.closed()))).count("答复函第三部分") == 3
    assert "not answered yet" in text_of(client_of(story.cast.he).get(url(story.answered())))


def test_the_time_limit_explains_its_last_day(story: Story, client_of: Signed) -> None:
    page = text_of(client_of(story.cast.li).get(url(story.opened())))
    assert "Why this date?" in page
    assert "on 2026-11-20. That day is not counted" in page


def test_the_day_something_happened_stays_beside_the_day_it_was_typed(
    story: Story, client_of: Signed
) -> None:
    assert "happened on 2026-11-20" in text_of(
        client_of(story.cast.li).get(url(story.opened(), "timeline"))
    )


def test_the_timeline_shows_key_steps_or_everything(story: Story, client_of: Signed) -> None:
    client, matter = client_of(story.cast.li), story.answered()
    assert "Paper signed" not in text_of(client.get(url(matter, "timeline")))
    assert "Paper signed" in text_of(client.get(url(matter, "timeline&show=all")))


def test_repeated_petitions_lead_to_the_earlier_ones(story: Story, client_of: Signed) -> None:
    matter = story.handling()
    story.opened(
        relation=Relation.REPEAT,
        matter_id=matter.public_id,
        text="至今没有答复，再次要求抓紧办理。",
    )
    client = client_of(story.cast.li)
    assert "Petitioned repeatedly" in text_of(client.get(url(matter)))
    page = text_of(client.get(url(matter, "petitions")))
    assert "Not the first in this office" in page
    assert "First in this office" in page


@pytest.mark.parametrize(
    ("who", "status"),
    [("he", 200), ("zhao", 200), ("sun", 200), ("sun_city", 200), ("li", 403), ("wang", 403)],
)
def test_the_log_is_for_heads_leaders_and_inspectors(
    story: Story, client_of: Signed, who: str, status: int
) -> None:
    client, matter = client_of(getattr(story.cast, who)), story.opened()
    assert client.get(url(matter, "log")).status_code == status
    assert ("?tab=log" in text_of(client.get(url(matter)))) == (status == 200)


def test_a_note_is_kept_and_an_empty_one_refused(story: Story, client_of: Signed) -> None:
    client, matter = client_of(story.cast.li), story.opened()
    address = reverse("matter-note", args=[matter.public_id])
    assert client.post(address, {"text": "已电话联系信访人"}).status_code == 302
    assert Note.objects.get(matter=matter).by == story.cast.li
    assert "已电话联系信访人" in text_of(client.get(url(matter, "notes")))
    assert client.post(address, {"text": " "}).status_code == 422


def test_a_file_is_kept_handed_out_and_noted(story: Story, client_of: Signed) -> None:
    client, matter = client_of(story.cast.li), story.opened()
    upload = SimpleUploadedFile("证据.txt", "第一次住院病历".encode())
    assert (
        client.post(reverse("matter-file", args=[matter.public_id]), {"file": upload}).status_code
        == 302
    )
    page = text_of(client.get(url(matter, "files")))
    link = re.search(rf"/matters/{matter.public_id}/file/[0-9a-f-]+/", page)
    assert link is not None
    answer = client.get(link.group())
    assert b"".join(answer.streaming_content).decode() == "第一次住院病历"
    assert Entry.objects.latest("number").verb == "file_opened"


def test_a_file_of_a_forbidden_kind_is_refused_with_the_cure(
    story: Story, client_of: Signed
) -> None:
    client, matter = client_of(story.cast.li), story.opened()
    upload = SimpleUploadedFile("病历.pdf", b"MZ\x90\x00 not a pdf at all")
    response = client.post(reverse("matter-file", args=[matter.public_id]), {"file": upload})
    assert response.status_code == 422
    assert "note-error" in text_of(response)
    assert client.post(reverse("matter-file", args=[matter.public_id])).status_code == 422


def test_the_page_asks_the_database_a_bounded_number_of_times(
    story: Story, client_of: Signed, django_assert_max_num_queries: Any
) -> None:
    matter, client = story.handling(), client_of(story.cast.li)
    for month in range(4):
        story.later(days=month).opened(
            relation=Relation.REPEAT, matter_id=matter.public_id, text=f"第{month}次催办"
        )
        story.served(matter, "progress")
    for tab in TABS[:-1]:
        with django_assert_max_num_queries(36):
            assert client.get(url(matter, tab)).status_code == 200
