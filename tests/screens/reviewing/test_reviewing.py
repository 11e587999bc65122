"""Reviewing on screen: what is asked, what is shown beside it, who sees what of whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast
from tests.database.inspections.reviewing import NOTE, Reviewed, answers, inspected
from tests.database.matters.stories import Story

from touyan.inspections.models import Finding, Review
from touyan.inspections.rules.words import Seat
from touyan.matters.models import Act, Matter
from touyan.organs.models import Account

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def matter(story: Story) -> Matter:
    return story.answered()


@pytest.fixture
def reviewed(story: Story, matter: Matter) -> Reviewed:
    found = inspected(story)
    found.seat(matter)
    return found


def of(who: Account) -> Review:
    return Review.objects.get(reviewer=who)


def typed(version: int, do: str, **changes: str) -> dict[str, str]:
    """The form as a browser sends it."""
    sent = {"version": str(version), "do": do}
    for code, given in answers(**changes).items():
        for part, text in given.items():
            sent[f"ask-{int(code[1:])}-{part}"] = text
    return sent


def finish(client: Client, review: Review, **changes: str) -> str:
    url = reverse("review", args=[review.public_id])
    client.get(url)
    answer = client.post(url, typed(Review.objects.get(pk=review.pk).version, "finish", **changes),
                         follow=True)  # fmt: skip
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_page_shows_the_questions_beside_the_papers(
    reviewed: Reviewed, client_of: Browser
) -> None:
    client = client_of(reviewed.first)
    html = client.get(reverse("review", args=[of(reviewed.first).public_id])).content.decode()
    assert "A leader accepted the charge of the matter" in html
    assert "No leader accepted the charge." in html, "what the register says, with its reason"
    assert "鉴定时没有调取第一次住院的病历" in html, "the petition's own words"
    assert "你反映的问题，现答复如下。" in html, "the answer that was served"
    assert "申诉人吴秀兰" in html


def test_a_reviewer_from_elsewhere_opens_the_papers_and_changes_nothing(
    reviewed: Reviewed, matter: Matter, client_of: Browser
) -> None:
    client = client_of(reviewed.first)
    paper = matter.documents.first()
    petition = matter.belongings.get().petition
    for name, key in (("matter", matter), ("paper", paper), ("paper-pdf", paper),
                      ("petition", petition), ("matter-hearings", matter)):  # fmt: skip
        assert client.get(reverse(name, args=[key.public_id])).status_code == 200, name
    assert (
        client.post(reverse("matter-note", args=[matter.public_id]), {"text": "x"}).status_code
        == 404
    )
    assert client.post(reverse("matter-file", args=[matter.public_id])).status_code == 404
    for tab in ("timeline", "petitions", "charge", "papers", "notes", "files"):
        assert (
            client.get(reverse("matter", args=[matter.public_id]) + f"?tab={tab}").status_code
            == 200
        )


def test_nobody_else_opens_the_review_not_even_the_other_reviewer(
    reviewed: Reviewed, client_of: Browser
) -> None:
    url = reverse("review", args=[of(reviewed.first).public_id])
    cast = reviewed.cast
    for who in (reviewed.second, cast.sun_province, cast.zhao, cast.zhao_spp):
        assert client_of(who).get(url).status_code == 404


def test_what_is_open_is_named_and_what_was_typed_stays(
    reviewed: Reviewed, client_of: Browser
) -> None:
    client, review = client_of(reviewed.first), of(reviewed.first)
    url = reverse("review", args=[review.public_id])
    client.get(url)
    answer = client.post(url, {"version": "0", "do": "finish", "ask-1-answer": "not_met"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "24 questions are still open" in html
    assert "Say what is missing, and where you looked." in html
    assert 'value="not_met" checked' in html
    assert of(reviewed.first).done_at is None


def test_papers_and_acts_on_file_are_offered_as_evidence(
    reviewed: Reviewed, client_of: Browser
) -> None:
    url = reverse("review", args=[of(reviewed.first).public_id])
    html = client_of(reviewed.first).get(url).content.decode()
    day = Act.objects.filter(verb="accept").latest("pk").happened_on
    assert f'<option value="Matter accepted {day}">' in html


def test_a_draft_is_kept_while_one_types_and_an_older_page_says_so(
    reviewed: Reviewed, client_of: Browser
) -> None:
    client, review = client_of(reviewed.first), of(reviewed.first)
    url = reverse("review-draft", args=[review.public_id])
    kept = client.post(url, {"version": "0", "ask-5-answer": "cannot_tell", "ask-5-note": "缺页"})
    assert kept.json()["fields"]["version"] == "1"
    contrary = client.post(url, {"version": "0", "ask-5-answer": "met"})
    assert contrary.status_code == 409
    assert client.post(url, {"version": "0", "ask-6-answer": "met"}).json() == {"again": True}
    html = client.get(reverse("review", args=[review.public_id])).content.decode()
    assert "缺页" in html
    listed = client.get(reverse("reviews")).content.decode()
    assert "Begun" in listed
    assert "2 / 24" in listed


def test_two_agree_and_a_finding_goes_to_the_problem_list(
    reviewed: Reviewed, client_of: Browser
) -> None:
    first = finish(client_of(reviewed.first), of(reviewed.first), Q05="not_met")
    assert "The other reviewer is still at work." in first
    second = finish(client_of(reviewed.second), of(reviewed.second), Q05="not_met")
    assert "1 finding goes to the problem list." in second
    assert Finding.objects.get().question == "Q05"


def test_the_third_sees_both_answers_and_only_what_differs(
    reviewed: Reviewed, matter: Matter, client_of: Browser
) -> None:
    finish(client_of(reviewed.first), of(reviewed.first), Q05="not_met")
    told = finish(client_of(reviewed.second), of(reviewed.second))
    assert "a third settles it" in told
    client, third = client_of(reviewed.third), Review.objects.get(seat=Seat.THIRD)
    html = client.get(reverse("review", args=[third.public_id])).content.decode()
    assert NOTE in html
    assert "与卷内材料一致" in html
    assert 'id="ask-5"' in html
    assert 'id="ask-6"' not in html
    finish(client, third, Q05="not_met")
    assert Finding.objects.count() == 1
    shown = client.get(reverse("review-answers", args=[reviewed.pick(matter).public_id]))
    assert "What stands" in shown.content.decode()
    place = reverse("matter", args=[matter.public_id]) + "?tab=charge#act-read"
    assert f'href="{place}"' in shown.content.decode(), "each question leads to what is on file"
    assert client.get(place).status_code == 200


def test_answers_are_read_when_both_are_done_and_never_by_the_inspected_office(
    reviewed: Reviewed, matter: Matter, client_of: Browser
) -> None:
    url = reverse("review-answers", args=[reviewed.pick(matter).public_id])
    cast = reviewed.cast
    finish(client_of(reviewed.first), of(reviewed.first))
    for who in (reviewed.second, cast.sun_province, cast.zhao_province):
        assert client_of(who).get(url).status_code == 404, "the other is still at work"
    finish(client_of(reviewed.second), of(reviewed.second))
    assert client_of(cast.zhao_province).get(url).status_code == 200
    for who in (cast.zhao, cast.he, cast.sun, cast.zhao_city):
        assert client_of(who).get(url).status_code == 404


def test_the_agreement_is_told_in_words(reviewed: Reviewed, client_of: Browser) -> None:
    url = reverse("review-agreement", args=[reviewed.inspection.public_id])
    client = client_of(reviewed.cast.sun_province)
    assert "No matter was reviewed twice yet." in client.get(url).content.decode()
    finish(client_of(reviewed.first), of(reviewed.first), Q05="not_met")
    finish(client_of(reviewed.second), of(reviewed.second), Q05="not_met")
    html = client.get(url).content.decode()
    assert "Of 23 pairs of answers 23 are the same." in html
    assert "Too few pairs of answers" in html, "one matter says nothing of how far two agree"


def test_what_waits_stands_on_the_worklist_and_leads_to_the_next(
    reviewed: Reviewed, client_of: Browser
) -> None:
    client = client_of(reviewed.first)
    assert "Matters to review" in client.get(reverse("home")).content.decode()
    answer = client.get(reverse("review-next"))
    assert answer["Location"] == reverse("review", args=[of(reviewed.first).public_id])
    finish(client, of(reviewed.first))
    assert "Matters to review" not in client.get(reverse("home")).content.decode()
    assert client.get(reverse("review-next"))["Location"] == reverse("reviews")


def test_the_list_asks_no_more_however_long_it_is(story: Story, client_of: Browser) -> None:
    matters = [story.accepted() for _n in range(6)]
    reviewed = inspected(story)
    client = client_of(reviewed.first)
    numbers = []
    for some in (matters[:1], matters[1:]):
        for matter in some:
            reviewed.seat(matter)
        client.get(reverse("reviews"))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("reviews")).status_code == 200
        numbers.append(len(caught))
    assert numbers[0] == numbers[1]
    assert numbers[1] <= 12


def test_the_inspected_office_is_not_told_how_far_reviewers_agree(
    reviewed: Reviewed, client_of: Browser
) -> None:
    cast, address = reviewed.cast, [reviewed.inspection.public_id]
    for who in (cast.zhao, cast.he, cast.zhao_city):
        client = client_of(who)
        assert client.get(reverse("review-agreement", args=address)).status_code == 404
        assert client.post(reverse("review-thirds", args=address)).status_code == 404


def test_what_is_lent_stays_out_of_lists_and_figures(
    reviewed: Reviewed, matter: Matter, client_of: Browser
) -> None:
    client = client_of(reviewed.first)
    assert client.get(reverse("matter", args=[matter.public_id])).status_code == 200
    for page in ("matters", "home", "coverage"):
        assert matter.number not in client.get(reverse(page)).content.decode()
    assert matter.number in client.get(reverse("reviews")).content.decode()
