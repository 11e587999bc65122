"""Guessing is limited for an address, for a code and for everybody; being right is not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.screens.portal.petitions import TAIL, arrive

from touyan.intake.models import Throttle
from touyan.intake.throttling import Limit, TooMany, give_back, take
from touyan.portal import limits
from touyan.portal.limits import TRIES, address

pytestmark = pytest.mark.django_db
LETTERS = "ABCDEFGHJKMN"


def guess(place: int = 0, *, where: str = "198.51.100.7", code: str = "", **headers: str):
    wrong = code or LETTERS[place % 12] * 11 + "2"
    client = Client(headers={"accept-language": "en", **headers}, REMOTE_ADDR=where)
    return client.post(reverse("portal-progress"), {"code": wrong, "tail": "0000"})


def test_the_eleventh_wrong_try_is_turned_away() -> None:
    assert [guess(place).status_code for place in range(TRIES)] == [422] * TRIES
    refused = guess(TRIES)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "12309" in refused.content.decode()


def test_another_address_goes_on() -> None:
    for place in range(TRIES + 1):
        guess(place)
    assert guess(0, where="198.51.100.8").status_code == 422


def test_a_right_code_is_turned_away_too_once_there_were_too_many(cast, now) -> None:
    _petition, code = arrive(cast, now)
    for place in range(TRIES):
        guess(place)
    client = Client(REMOTE_ADDR="198.51.100.7")
    answer = client.post(reverse("portal-progress"), {"code": code, "tail": TAIL})
    assert answer.status_code == 429


def test_right_codes_use_nothing_up(cast, now) -> None:
    _petition, code = arrive(cast, now)
    client = Client(REMOTE_ADDR="198.51.100.7")
    for _again in range(TRIES + 2):
        answer = client.post(reverse("portal-progress"), {"code": code, "tail": TAIL})
        assert answer.status_code == 200


def test_the_digits_of_one_code_cannot_be_tried_from_many_addresses(cast, now) -> None:
    _petition, code = arrive(cast, now)
    answers = [guess(where=f"198.51.100.{place}", code=code) for place in range(1, 12)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_everybody_together_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRIES_OF_ALL", 3)
    answers = [guess(place, where=f"198.51.100.{place + 1}") for place in range(4)]
    assert [answer.status_code for answer in answers] == [422, 422, 422, 429]


def test_a_claimed_address_is_not_believed() -> None:
    for place in range(TRIES):
        guess(place, **{"x-forwarded-for": f"203.0.113.{place}"})
    assert guess(11, **{"x-forwarded-for": "203.0.113.99"}).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "203.0.113.5", "10.0.0.9"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (2, "6.6.6.6, 203.0.113.5, 10.0.0.8", "203.0.113.5"),
        (2, "203.0.113.5", "10.0.0.9"),
        (1, "", ""),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "not an address", "not an address"),
    ],
)
def test_only_what_our_own_proxies_appended_counts(
    proxies: int, header: str, expected: str, settings
) -> None:
    settings.TOUYAN_PROXIES = proxies
    request = RequestFactory().get("/", headers={"x-forwarded-for": header}, REMOTE_ADDR="10.0.0.9")
    assert address(request) == expected


def test_neither_address_nor_code_is_kept_readable() -> None:
    guess(1)
    rows = b"".join(bytes(key) for key in Throttle.objects.values_list("key", flat=True))
    assert Throttle.objects.count() == 3
    assert b"198.51" not in rows
    assert b"BBBB" not in rows


HOUR = Limit("sample", 4, timedelta(hours=1))


def test_a_token_comes_back_with_time(now: datetime) -> None:
    for _try in range(4):
        take([HOUR], now=now)
    with pytest.raises(TooMany):
        take([HOUR], now=now + timedelta(minutes=14, seconds=59))
    take([HOUR], now=now + timedelta(minutes=15))
    with pytest.raises(TooMany):
        take([HOUR], now=now + timedelta(minutes=15))


def test_an_empty_bucket_takes_nothing_from_the_others(now: datetime) -> None:
    other = Limit("other", 4, timedelta(hours=1))
    for _try in range(4):
        take([HOUR], now=now)
    for _try in range(9):
        with pytest.raises(TooMany):
            take([HOUR, other], now=now)
    for _try in range(4):
        take([other], now=now)


def test_a_token_given_back_can_be_taken_again(now: datetime) -> None:
    for _try in range(9):
        take([HOUR], now=now)
        give_back([HOUR])


def test_a_bucket_full_again_is_forgotten(now: datetime) -> None:
    take([HOUR], now=now)
    take([Limit("other", 4, timedelta(hours=1))], now=now + timedelta(hours=2))
    assert Throttle.objects.count() == 1
