"""The leader's desk and one matter on it: anonymous, allowed, forbidden; quick whatever waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.leadership.hearing_stories import county_deputy
from tests.database.leadership.test_charges import accepted, named
from tests.database.matters.stories import Story

from touyan.leadership.actions import charges
from touyan.leadership.models import Charge, ChargeForm
from touyan.matters.models import Matter
from touyan.organs.models import Post, RoleGrant
from touyan.workflows.charge_facts import charge_facts

ClientOf = Callable[..., Client]


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def do(client: Client, matter: Matter, code: str, **fields: object) -> object:
    matter.refresh_from_db(fields=["version"])
    url = reverse("lead-do", args=[matter.public_id, code])
    return client.post(url, {"version": matter.version, **fields})


def test_an_anonymous_visitor_is_sent_to_sign_in(db: None) -> None:
    assert Client().get("/lead/").status_code == 302


def test_a_handler_has_no_leaders_desk(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.li).get("/lead/").status_code == 403


def test_the_chief_finds_the_form_reads_it_and_names(story: Story, client_of: ClientOf) -> None:
    matter = accepted(story)
    zhao = client_of(story.cast.zhao)
    assert matter.title in zhao.get("/lead/").content.decode()
    page = zhao.get(reverse("lead-matter", args=[matter.public_id])).content.decode()
    assert "A leader must take charge" in page
    assert ChargeForm.objects.get(matter=matter).read_at
    do(
        zhao,
        matter,
        "name",
        leader=story.cast.zhao.pk,
        no_part="on",
        note="监控未调取是关键，由我包案。",
    )
    assert Charge.objects.get(matter=matter).leader == story.cast.zhao


def test_evidence_that_says_nothing_is_sent_back_with_what_was_typed(
    story: Story, client_of: ClientOf
) -> None:
    matter = named(story)
    answer = do(client_of(story.cast.zhao), matter, "read", happened_on="2026-11-23",
                issues="看过", minutes="30", pages="卷一")  # fmt: skip
    assert answer.status_code == 422  # type: ignore[attr-defined]
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "says too little" in page
    assert "卷一" in page


def test_a_leader_of_another_office_sees_nothing_there(story: Story, client_of: ClientOf) -> None:
    matter = named(story)
    zhou = client_of(story.cast.zhou)
    assert zhou.get(reverse("lead-do", args=[matter.public_id, "take"])).status_code == 404


def test_the_desk_asks_as_much_for_ten_charges_as_for_one(
    story: Story, client_of: ClientOf
) -> None:
    named(story)
    zhao = client_of(story.cast.zhao)
    zhao.get("/lead/")
    one = asked(zhao)
    for _ in range(9):
        named(story)
        accepted(story)
    assert len(asked(zhao)) == len(one)
    assert len(one) <= 12


def asked(client: Client) -> list[str]:
    """What the page asks of the database; the session, kept anew each minute, left aside."""
    with CaptureQueriesContext(connection) as queries:
        client.get("/lead/")
    kept = ("django_session", "SAVEPOINT")
    return [one["sql"] for one in queries if not any(word in one["sql"] for word in kept)]


def test_the_tab_of_a_matter_shows_the_matrix_to_whoever_may_read_it(
    story: Story, client_of: ClientOf
) -> None:
    matter = named(story)
    page = client_of(story.cast.li).get(f"/matters/{matter.public_id}/?tab=charge").content.decode()
    assert "Read the case file" in page
    assert "Not done yet." in page


@pytest.mark.parametrize(("days", "word"), [(2, "in time"), (9, "late")])
def test_a_form_returned_stays_told_with_its_days_and_whether_in_time(
    story: Story, client_of: ClientOf, days: int, word: str
) -> None:
    matter, later = accepted(story), story.now + timedelta(days=days)
    charges.return_form(matter_id=matter.public_id, note="材料不齐，补充后再报",
                        by=story.cast.zhao, now=later)  # fmt: skip
    page = client_of(story.cast.zhao).get(reverse("lead-matter", args=[matter.public_id]))
    told = page.content.decode()
    assert "Laid before the chief on 2026-11-23" in told
    assert f"{later:%Y-%m-%d} returned by the chief" in told
    assert "材料不齐，补充后再报" in told
    assert "The chief had until 2026-11-26." in told
    [row] = page.context["earlier"]
    assert row["earlier"].late is (word == "late")
    assert word in told


def test_a_form_whose_leader_declined_stays_told(story: Story, client_of: ClientOf) -> None:
    matter = accepted(story)
    this: dict[str, Any] = {"matter_id": matter.public_id, "now": story.now}
    li = story.cast.li
    RoleGrant.objects.create(post=Post.objects.get(person=li.person), person=li.person,
                             role="deputy_chief", asked_at=story.now, approved_at=story.now,
                             shipped=True)  # fmt: skip
    charges.name_leader(
        leader=li, note="由李副检察长包案，重点查监控。", by=story.cast.zhao, **this
    )
    charges.decline_charge(ground="recusal", reason="曾参与原案办理", by=li, **this)
    page = client_of(story.cast.zhao).get(reverse("lead-matter", args=[matter.public_id]))
    assert "the leader named declined" in page.content.decode()
    assert [row["form"].outcome for row in page.context["earlier"]] == ["named"]
    assert page.context["open_form"] is not None


def test_an_inquiry_can_be_noted_from_the_leaders_page(story: Story, client_of: ClientOf) -> None:
    matter = accepted(story)
    client = client_of(story.cast.zhao)
    here = reverse("lead-matter", args=[matter.public_id])
    note = f"{reverse('lead-do', args=[matter.public_id, 'inquiry'])}?next={here}"
    assert note in client.get(here).content.decode()
    matter.refresh_from_db(fields=["version"])
    answer = client.post(note, {"version": matter.version, "who": "某局干部", "unit": "某市某局",
                                "how": "电话", "on": "20261123", "what": "询问何时能有结果"})  # fmt: skip
    assert answer["Location"] == here
    assert "某局干部" in client.get(here).content.decode()


def test_an_act_is_refused_when_its_form_is_opened_by_somebody_else(
    story: Story, client_of: ClientOf
) -> None:
    matter = named(story)
    url = reverse("lead-do", args=[matter.public_id, "read"])
    assert (
        "This act is for the leader in charge" in client_of(story.cast.li).get(url).content.decode()
    )
    assert "This act is for" not in client_of(story.cast.zhao).get(url).content.decode()


def test_the_form_for_an_answer_shows_the_question_and_no_empty_label(
    story: Story, client_of: ClientOf
) -> None:
    matter, zhao = named(story), client_of(story.cast.zhao)
    do(zhao, matter, "read", happened_on="2026-11-23", minutes="30",
       issues="伤情鉴定未调取首次住院病历，需要补充。")  # fmt: skip
    url = reverse("lead-do", args=[matter.public_id, "answer-sign"])
    page = zhao.get(url, {"sign": "S6"}).content.decode()
    assert "The reading note names no pages. What was read?" in page
    assert 'for="id_sign"' not in page
    do(zhao, matter, "answer-sign", sign="S6", text="阅看的是全部电子卷宗。")
    assert (
        "answered on" in zhao.get(reverse("lead-matter", args=[matter.public_id])).content.decode()
    )


def test_after_a_decline_nobody_is_in_charge_and_nothing_is_missing(
    story: Story, client_of: ClientOf
) -> None:
    matter, deng = accepted(story), county_deputy(story)
    charges.name_leader(matter_id=matter.public_id, leader=deng, note="请邓伟同志包案并约见。",
                        by=story.cast.zhao, now=story.now)  # fmt: skip
    charges.decline_charge(matter_id=matter.public_id, ground="recusal", reason="曾参与原案讨论",
                           by=deng, now=story.now)  # fmt: skip
    url = reverse("lead-matter", args=[matter.public_id])
    page = client_of(story.cast.zhao).get(url).content.decode()
    assert "Nobody is in charge yet" in page
    assert "Not done yet." not in page
    assert ChargeForm.objects.get(matter=matter, outcome="").submitted_by is None
    said = charge_facts("charge_form", matter)["summary"]
    assert "邓伟" in said
    assert "曾参与原案讨论" in said


def test_handing_over_does_not_offer_the_leader_in_charge(
    story: Story, client_of: ClientOf
) -> None:
    matter = named(story)
    url = reverse("lead-do", args=[matter.public_id, "hand-over"])
    page = client_of(story.cast.zhao).get(url).content.decode()
    assert f'<option value="{story.cast.zhao.pk}"' not in page
