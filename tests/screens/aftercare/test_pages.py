"""The pages of what follows a closing, as their readers meet them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast
from tests.database.campaigns.stories import closed_in_batch, talk
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.actions.learning import name_cause
from touyan.campaigns.models import Cause, Revisit
from touyan.campaigns.rules.revisits import Result
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.leadership.actions.promises import make_promise
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.workflows.make_revisit import record_revisit

Browse = Callable[..., Client]
QUESTIONS = {f"answer_VQ{n}": "没有问题" for n in range(1, 6)}


@pytest.fixture
def now() -> datetime:
    """The pages ask the real clock."""
    return timezone.localtime()


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def outcome(matter: Matter) -> str:
    return f"{reverse('matter', args=[matter.public_id])}?tab=outcome"


def due(matter: Matter) -> Revisit:
    """The first revisit of a matter, due today."""
    revisit = Revisit.objects.filter(matter=matter).order_by("due_on")[0]
    revisit.due_on = legal_day(timezone.now())
    revisit.save(update_fields=["due_on"])
    return revisit


def filled(**changes: str) -> dict[str, str]:
    usual = {
        "done_on": legal_day(timezone.now()).isoformat(), "way": "telephone", "who": "李建国",
        "with_whom": "本人", "result": "settled", "findings": "", **QUESTIONS,
    }  # fmt: skip
    return {**usual, **changes}


class TestRevisits:
    def test_the_worklist_and_the_list_lead_to_the_form(
        self, story: Story, client_of: Browse
    ) -> None:
        matter = closed_in_batch(story)
        revisit = due(matter)
        for who in (story.cast.li, story.cast.wang):
            client = client_of(who)
            home = client.get("/").content.decode()
            assert "Revisits to make" in home
            listed = client.get(reverse("revisits")).content.decode()
            assert matter.number in listed
            assert reverse("revisit", args=[revisit.public_id]) in listed

    def test_a_revisit_with_gaps_names_them_and_keeps_what_was_typed(
        self, story: Story, client_of: Browse
    ) -> None:
        revisit = due(closed_in_batch(story))
        url = reverse("revisit", args=[revisit.public_id])
        answer = client_of(story.cast.li).post(
            url, filled(answer_VQ3="", who="", findings="还在看")
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Write what was answered." in page
        assert "Say who of the office spoke." in page
        assert "还在看" in page

    def test_a_revisit_is_recorded_with_what_was_promised(
        self, story: Story, client_of: Browse
    ) -> None:
        matter = closed_in_batch(story)
        promise = make_promise(
            matter_id=matter.public_id, text="协调落实护理费", owner=story.cast.li,
            due_on=legal_day(story.now), by=story.cast.he, now=story.now,
        )  # fmt: skip
        revisit = due(matter)
        url, client = reverse("revisit", args=[revisit.public_id]), client_of(story.cast.li)
        assert "协调落实护理费" in client.get(url).content.decode()
        said = {f"promise_{promise.public_id}": "no", f"said_{promise.public_id}": "还没有收到"}
        client.post(url, filled(result="disagrees", findings="护理费没有到位", **said))
        page = client.get(url).content.decode()
        assert "The petitioner disagrees" in page
        assert "还没有收到" in page
        assert Revisit.objects.get(pk=revisit.pk).promised[0]["done"] is False

    def test_beside_a_revisit_stand_the_closing_and_the_other_revisits(
        self, story: Story, client_of: Browse
    ) -> None:
        one = due(closed_in_batch(story))
        page = client_of(story.cast.li).get(reverse("revisit", args=[one.public_id]))
        shown = page.content.decode()
        assert one.closing.report in shown
        others = Revisit.objects.filter(matter=one.matter).exclude(pk=one.pk)
        assert others.count() == 3
        assert all(reverse("revisit", args=[other.public_id]) in shown for other in others)

    def test_a_stop_promise_is_refused_on_the_page(self, story: Story, client_of: Browse) -> None:
        revisit = due(closed_in_batch(story))
        url = reverse("revisit", args=[revisit.public_id])
        answer = client_of(story.cast.li).post(url, filled(findings="本人承诺今后不再上访"))
        assert answer.status_code == 422
        assert "neither asks for nor keeps one" in answer.content.decode()

    def test_the_head_returns_it_at_once_and_the_handler_asks(
        self, story: Story, client_of: Browse
    ) -> None:
        matter = closed_in_batch(story)
        url = reverse("revisit", args=[due(matter).public_id])
        handler, head = client_of(story.cast.li), client_of(story.cast.he)
        assert 'value="returned"' not in handler.get(url).content.decode()
        assert 'value="returned"' in head.get(url).content.decode()
        handler.post(url, filled(result="asked", findings="出示了新病历"))
        assert fresh(matter).stage == Stage.CLOSED
        assert "Asked to take up again" in head.get("/").content.decode()
        answer = f"{url}answer/"
        assert handler.post(answer, {"take_up": "yes", "reason": "同意"}).status_code == 403
        assert head.post(answer, {"take_up": "yes", "reason": ""}).status_code == 422
        head.post(answer, {"take_up": "yes", "reason": "新病历影响伤情"})
        assert fresh(matter).stage == Stage.REOPENED
        assert head.post(answer, {"take_up": "no", "reason": "再看"}).status_code == 409

    def test_the_unreached_are_entered_with_their_attempts(
        self, story: Story, client_of: Browse
    ) -> None:
        matter = closed_in_batch(story)
        url = reverse("revisit", args=[due(matter).public_id])
        tried = {"tried_on_0": legal_day(story.now).isoformat(), "tried_way_0": "telephone"}
        data = {"done_on": tried["tried_on_0"], "result": "unreached", **tried}
        answer = client_of(story.cast.li).post(url, data)
        assert "Give day, way and outcome of the attempt." in answer.content.decode()
        answer = client_of(story.cast.li).post(url, {**data, "tried_what_0": "无人接听"})
        assert "two attempts on different days" in answer.content.decode()

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_the_list_keeps_within_its_queries(
        self, story: Story, client_of: Browse, language: str, django_assert_max_num_queries: Any
    ) -> None:
        for _n in range(3):
            closed_in_batch(story)
        Revisit.objects.update(due_on=legal_day(story.now))
        client = client_of(story.cast.he, language=language)
        client.get("/")
        with django_assert_max_num_queries(12):
            page = client.get(f"{reverse('revisits')}?whose=own&state=now").content.decode()
        assert page.count("data-open") == 12
        for state in ("overdue", "later", "asked", "done", "dropped", "nonsense"):
            assert client.get(f"{reverse('revisits')}?state={state}&months=x").status_code == 200

    def test_filters_narrow_the_list(self, story: Story, client_of: Browse) -> None:
        matter = closed_in_batch(story)
        Revisit.objects.update(due_on=legal_day(story.now))
        client, url = client_of(story.cast.li), reverse("revisits")

        def rows(query: str) -> int:
            return client.get(f"{url}?state=now&{query}").content.decode().count("data-open")

        assert (rows(""), rows("months=3"), rows("whose=mine"), rows("result=settled")) == (
            4, 1, 4, 0,
        )  # fmt: skip
        assert (rows(f"q={matter.number}"), rows("q=不存在的人")) == (4, 0)

    def test_a_matter_without_revisits_says_why(self, story: Story, client_of: Browse) -> None:
        matter = story.closed()
        page = client_of(story.cast.li).get(outcome(matter))
        assert "led by a leader" in page.content.decode()


class TestCauses:
    def test_a_cause_is_named_shown_and_taken_back(self, story: Story, client_of: Browse) -> None:
        matter = story.handling()
        client, url = client_of(story.cast.li), reverse("name-cause", args=[matter.public_id])
        assert "What shows it" in client.get(url).content.decode()
        assert client.post(url, {"code": "R04", "reason": ""}).status_code == 422
        client.post(url, {"code": "R04", "reason": "第三项诉求没有答复"})
        shown = outcome(matter)
        assert "第三项诉求没有答复" in client.get(shown).content.decode()
        back = reverse("take-back-cause", args=[matter.public_id, "R04"])
        assert client.get(back).status_code == 200
        client.post(back, {"reason": "附件中已有答复"})
        page = client.get(shown).content.decode()
        assert "No cause of recurrence is named." in page
        assert "附件中已有答复" in page
        assert client.get(back).status_code == 404
        assert Cause.objects.count() == 2

    def test_a_clerk_names_none(self, story: Story, client_of: Browse) -> None:
        matter = story.handling()
        client = client_of(story.cast.wang)
        url = reverse("name-cause", args=[matter.public_id])
        assert client.get(url).status_code == 403
        assert client.post(url, {"code": "R04", "reason": "有"}).status_code == 403
        shown = client.get(outcome(matter))
        assert url not in shown.content.decode()


def test_the_timeline_names_what_followed_the_closing(story: Story, client_of: Browse) -> None:
    matter = closed_in_batch(story)
    today = legal_day(story.now)
    record_revisit(revisit_id=due(matter).public_id, contact=talk(done_on=today), by=story.cast.li,
                   now=story.now)  # fmt: skip
    name_cause(
        matter_id=matter.public_id, code="R04", reason="漏答", by=story.cast.li, now=story.now
    )
    url = f"{reverse('matter', args=[matter.public_id])}?tab=timeline"
    page = client_of(story.cast.li).get(url).content.decode()
    assert "Revisited after closing" in page
    assert "Settled" in page
    assert "Cause of recurrence named" in page
    assert Revisit.objects.get(matter=matter, done_at__isnull=False).result == Result.SETTLED
