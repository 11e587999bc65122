"""Guessing passwords: a bucket nobody can change by claiming to be elsewhere."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests.cast import PASSWORD, Cast

WRONG, LOCKED = 422, 429


def guess(password: str, **more: Any) -> int:
    client = Client(headers={"accept-language": "en"})
    form = {"username": "wang", "password": password}
    return client.post("/sign-in/", form, **more).status_code


def claimed(number: int) -> str:
    return f"198.51.100.{number}"


def test_claiming_another_address_each_time_does_not_help(cast: Cast) -> None:
    answers = [guess("wrong", headers={"x-forwarded-for": claimed(n)}) for n in range(7)]
    assert answers[:4] == [WRONG] * 4
    assert answers[-2:] == [LOCKED] * 2


def test_behind_a_proxy_the_claims_before_its_own_word_do_not_count(
    cast: Cast, settings: Any
) -> None:
    settings.TOUYAN_PROXIES = 1
    answers = [guess("wrong", headers={"x-forwarded-for": f"{claimed(n)}, 203.0.113.9"})
               for n in range(7)]  # fmt: skip
    assert answers[-2:] == [LOCKED] * 2


def test_whoever_is_guessed_at_signs_in_from_elsewhere_all_the_same(
    cast: Cast, settings: Any
) -> None:
    settings.TOUYAN_PROXIES = 1
    for _each in range(7):
        guess("wrong", headers={"x-forwarded-for": "203.0.113.9"})
    assert guess(PASSWORD, headers={"x-forwarded-for": "203.0.113.9"}) == LOCKED
    assert guess(PASSWORD, headers={"x-forwarded-for": "2001:db8::7"}) == 302


def test_a_name_nobody_has_is_answered_like_a_wrong_password(cast: Cast) -> None:
    client = Client(headers={"accept-language": "en"})
    pages = []
    for name in ("wang", "nobody"):
        answer = client.post("/sign-in/", {"username": name, "password": "wrong"})
        pages.append((answer.status_code, answer.content.decode().replace(name, "NAME")))
    assert pages[0][0] == pages[1][0] == WRONG
    assert "The log-in name or the password is not right." in pages[0][1]
    assert "The log-in name or the password is not right." in pages[1][1]
