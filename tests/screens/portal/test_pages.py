"""The petitioner's pages: open to anyone, kept nowhere, drawn as the reader asked."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import touyan.portal
import touyan.ui
from touyan.deadlines.queries import rules_as_of

pytestmark = pytest.mark.django_db
PAGES = ["portal", "portal-guide", "portal-limits", "portal-progress"]
STATIC = Path(touyan.portal.__file__).parent / "static" / "portal"
UI_STATIC = Path(touyan.ui.__file__).parent / "static" / "ui"


def body(page: str, **options: object) -> str:
    return Client().get(reverse(page), **options).content.decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_without_an_account_and_leaves_no_session(page: str) -> None:
    client = Client()
    answer = client.get(reverse(page))
    assert answer.status_code == 200
    assert "session" not in client.cookies


@pytest.mark.parametrize("page", PAGES)
def test_no_cache_may_keep_a_page(page: str) -> None:
    answer = Client().get(reverse(page))
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_no_script(page: str) -> None:
    text = body(page)
    assert text.count("<script") == 1
    assert " style=" not in text
    assert "onclick" not in text


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_the_telephone(page: str) -> None:
    assert 'href="tel:12309"' in body(page)


def test_the_staff_see_the_same_portal(cast, client_of) -> None:
    assert client_of(cast.wang).get(reverse("portal")).status_code == 200


@pytest.mark.parametrize(
    ("query", "cookie", "mark"),
    [("size=large", "portal_size", "large"), ("contrast=high", "portal_contrast", "contrast")],
)
def test_the_look_asked_for_is_kept(query: str, cookie: str, mark: str) -> None:
    client, url = Client(), reverse("portal")
    first = client.get(f"{url}?{query}")
    assert f'class="{mark}"' in first.content.decode().replace(' class=" ', ' class="')
    assert client.cookies[cookie]["httponly"]
    assert mark in client.get(url).content.decode().split(">")[1]


def test_a_look_nobody_offers_is_not_kept() -> None:
    client = Client()
    client.get(reverse("portal") + "?size=huge")
    assert "portal_size" not in client.cookies


def test_the_language_is_switched_by_a_link() -> None:
    client, url = Client(headers={"accept-language": "zh-cn"}), reverse("portal")
    assert 'lang="zh-Hans"' in client.get(url).content.decode()
    assert '<html lang="en"' in client.get(url + "?language=en").content.decode()
    assert '<html lang="en"' in client.get(url).content.decode()


def test_the_limits_are_those_of_the_rules_table() -> None:
    text = body("portal-limits", headers={"accept-language": "en"})
    assert "7 calendar days" in text
    assert "Criminal Procedure Rules" in text


def test_a_limit_not_yet_certain_is_promised_to_nobody() -> None:
    rules = [rule for rule in rules_as_of(timezone.localdate()) if not rule.scope]
    doubtful = [rule for rule in rules if rule.certainty != "confirmed"]
    text = body("portal-limits", headers={"accept-language": "zh-cn"})
    assert text.count('class="length"') == len(rules) - len(doubtful) < len(rules)
    assert "待核" not in text


def test_finishing_clears_the_machine() -> None:
    answer = Client().post(reverse("portal-done"))
    assert answer.status_code == 200
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_a_link_elsewhere_cannot_clear_anybodys_machine() -> None:
    answer = Client().get(reverse("portal-done"))
    assert answer["Location"] == reverse("portal")
    assert "Clear-Site-Data" not in answer
    assert Client(enforce_csrf_checks=True).post(reverse("portal-done")).status_code == 403


def test_what_a_page_loads_is_small() -> None:
    styles = [STATIC / "portal.css", UI_STATIC / "tokens.css"]
    assert sum(len(gzip.compress(path.read_bytes())) for path in styles) < 15_000
    assert sum(path.stat().st_size for path in STATIC.glob("*.js")) < 10_000
