"""A petitioner reads how the matter ended and says that it is not so, without a reason or script."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.screens.portal.petitions import TAIL, arrive, decided

from touyan.audit.models import Entry
from touyan.matters.models import Act, Resolution

pytestmark = pytest.mark.django_db
CONTACT = {"way": "telephone", "on": "2026-11-23", "whom": "刘玉兰", "words": "密谈内容",
           "view": "confirms", "free": True}  # fmt: skip


def settled(cast: Cast, now: datetime, **changes: Any) -> tuple[Resolution, str]:
    """A resolution in force and the code of its petition."""
    petition, code = arrive(cast, now)
    usual: dict[str, Any] = {
        "grade": 2, "state": "verified", "proposed_by": cast.li, "proposed_at": now,
        "verified_by": cast.wang, "verified_at": now, "on": now.date(), "contact": CONTACT,
        "window_until": now.date() + timedelta(days=181),
    }  # fmt: skip
    matter = decided(petition, cast, now)
    return Resolution.objects.create(matter=matter, **{**usual, **changes}), code


def post(name: str, client: Client | None = None, **data: str) -> Any:
    client = client or Client(headers={"accept-language": "en"})
    return client.post(reverse(name), data)


def test_progress_says_how_it_is_recorded_and_names_nobody(cast: Cast, now: datetime) -> None:
    _resolution, code = settled(cast, now)
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "confirmed that it is resolved" in text
    assert "observed until 2027-05-23" in text
    assert "I do not agree: it is not resolved" in text
    for word in ("密谈内容", cast.li.get_short_name(), cast.wang.get_short_name()):
        assert word not in text


def test_two_buttons_later_it_does_not_count_any_more(cast: Cast, now: datetime) -> None:
    resolution, code = settled(cast, now)
    asked = post("portal-disagree", code=code, tail=TAIL).content.decode()
    assert "Nobody asks you why" in asked
    assert "<textarea" not in asked
    resolution.refresh_from_db()
    assert resolution.state == "verified"
    done = post("portal-disagree", code=code, tail=TAIL, sure="1")
    assert done.status_code == 200
    assert "It took effect at once" in done.content.decode()
    resolution.refresh_from_db()
    assert (resolution.state, resolution.ended_how, resolution.ended_by) == (
        "ended",
        "online",
        None,
    )
    act = Act.objects.latest("pk")
    assert (act.verb, act.reason, act.by) == ("end_resolution", "", None)
    assert Entry.objects.filter(verb="matter.end_resolution").count() == 1
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "no longer holds: it does not count as resolved" in text
    assert "I do not agree" not in text


def test_sending_it_twice_changes_nothing_more(cast: Cast, now: datetime) -> None:
    _resolution, code = settled(cast, now)
    post("portal-disagree", code=code, tail=TAIL, sure="1")
    again = post("portal-disagree", code=code, tail=TAIL, sure="1")
    assert "Nothing is recorded as resolved" in again.content.decode()
    assert Act.objects.filter(verb="end_resolution").count() == 1


@pytest.mark.parametrize(("code", "tail"), [("", "0000"), ("ZZZZ-ZZZZ-ZZZZ", TAIL)])
def test_without_the_code_and_digits_nothing_happens(
    code: str, tail: str, cast: Cast, now: datetime
) -> None:
    resolution, real = settled(cast, now)
    answer = post("portal-disagree", code=code or real, tail=tail, sure="1")
    assert answer.status_code == 302
    resolution.refresh_from_db()
    assert resolution.state == "verified"


def test_guessing_is_slowed_here_as_well(cast: Cast, now: datetime) -> None:
    settled(cast, now)
    answers = [post("portal-disagree", code="ZZZZ-ZZZZ-ZZZZ", tail="1234", sure="1")
               for _ in range(12)]  # fmt: skip
    assert answers[-1].status_code == 429


def test_larger_type_and_the_other_language_keep_the_page(cast: Cast, now: datetime) -> None:
    _resolution, code = settled(cast, now)
    client = Client(headers={"accept-language": "zh-hans"})
    page = post("portal-disagree", client, code=code, tail=TAIL, size="large").content.decode()
    assert 'class="large"' in page
    assert "是的，我不同意" in page
    assert re.search(r'<button form="again" name="size" value="normal">', page)
    english = post("portal-disagree", client, code=code, tail=TAIL, language="en")
    assert "Yes, I do not agree" in english.content.decode()


def test_an_honest_r0_is_told_and_needs_no_button(cast: Cast, now: datetime) -> None:
    _resolution, code = settled(cast, now, grade=0)
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "you do not agree. You keep every right" in text
    assert "I do not agree: it is not resolved" not in text


def test_a_returned_proposal_is_not_told(cast: Cast, now: datetime) -> None:
    _resolution, code = settled(cast, now, state="returned", returned_at=now, note="尚未支付",
                                verified_at=None, on=None, window_until=None, contact={})  # fmt: skip
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "How the end of the matter is recorded" not in text


def test_where_nobody_called_it_resolved_the_button_does_not_say_so(
    cast: Cast, now: datetime
) -> None:
    _resolution, code = settled(cast, now, grade=1)
    text = post("portal-progress", code=code, tail=TAIL).content.decode()
    assert "I do not agree with the result" in text
    assert "it is not resolved" not in text
    client = Client(headers={"accept-language": "zh-hans"})
    assert (
        "我不同意处理结果" in post("portal-progress", client, code=code, tail=TAIL).content.decode()
    )
