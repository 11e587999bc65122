"""Default deny: every route says whom it lets in, and every answer carries its headers."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from tests.screens.trust.register import Register
from tests.screens.trust.routes import METHODS, Browser, Route, abouts, address, routes

from touyan.config import urls as real
from touyan.kernel.gate import signed_in

CASE_WORK = ("petitions/", "matters/", "papers/", "import/")
SAFE = {"sign-in", "set-language"}


def unguarded(urlconf: str | None = None) -> list[str]:
    """Routes nobody has said anything about."""
    return [route.pattern for route in routes(urlconf) if route.access is None or not route.name]


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError


def lost(*args: object, **kwargs: object) -> HttpResponse:
    raise OperationalError


planted = ModuleType("planted_urls")
planted.urlpatterns = [  # type: ignore[attr-defined]
    path("forgotten/", forgotten, name="forgotten"),
    path("broken/", signed_in(broken), name="broken"),
    path("away/", signed_in(away), name="away"),
    path("", include(real)),
]
planted.handler400 = real.handler400  # type: ignore[attr-defined]
planted.handler404, planted.handler500 = real.handler404, real.handler500  # type: ignore[attr-defined]


@pytest.fixture
def planted_routes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Routes that went wrong, beside the real ones."""
    monkeypatch.setitem(sys.modules, "planted_urls", planted)
    with override_settings(ROOT_URLCONF="planted_urls"):
        yield


def everywhere(register: Register) -> Iterator[tuple[Route, str, str]]:
    """Every route on the viewer's own things, by both methods."""
    for route in routes():
        for method in METHODS:
            yield route, method, address(route, abouts(route.name)[0], register)


def faults(answer: Any) -> list[str]:
    """The headers an answer lacks."""
    headers = answer.headers
    wanted = {
        "no-store": "no-store" in headers.get("Cache-Control", ""),
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "frame deny": headers.get("X-Frame-Options") == "DENY",
        "policy": re.search(
            "default-src '(self|none)'", headers.get("Content-Security-Policy", "")
        ),
        "no inline script": "unsafe-inline" not in headers.get("Content-Security-Policy", ""),
        "vary": "HX-Request" in headers.get("Vary", ""),
        "referrer": headers.get("Referrer-Policy") == "same-origin",
    }
    return [name for name, held in wanted.items() if not held]


def test_every_route_has_a_name_and_says_whom_it_lets_in() -> None:
    assert len(routes()) > 60
    assert not unguarded()


def test_a_route_that_says_nothing_is_found_and_stays_closed(
    planted_routes: None, register: Register
) -> None:
    assert unguarded("planted_urls") == ["forgotten/"]
    for who in (None, *register.people.values()):
        answer = Browser(who).ask("GET", "/forgotten/")
        assert answer.status_code == 404
        assert b"secret" not in answer.body


def test_a_stranger_is_sent_to_sign_in_from_everywhere(register: Register) -> None:
    browser = Browser(None)
    for route, method, url in everywhere(register):
        if route.access and not route.access.public:
            answer = browser.ask(method, url)
            assert answer.status_code == 302, (method, url)
            assert answer["Location"].startswith("/sign-in/?next="), (method, url)
            assert not answer.body


def test_a_stranger_behind_htmx_moves_the_whole_page(register: Register) -> None:
    answer = Browser(None).ask("GET", "/matters/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/sign-in/")


@pytest.mark.parametrize("who", ["xitong", "anquan", "shenji", "xitong_city", "shenji_city"])
def test_administrators_do_no_case_work_and_read_none(register: Register, who: str) -> None:
    """Three powers kept apart, and none of them opens a case (GB/T 22239-2019 8.1.5)."""
    roles = {"xitong_city": "system_admin", "shenji_city": "audit_admin"}
    account = register.people[roles[who]] if who in roles else getattr(register.cast, who)
    browser = Browser(account)
    words = [word.encode() for case in register.cases.values() for word in case.words
             if not word.startswith(("信", "事", "密"))]  # fmt: skip
    for route, method, url in everywhere(register):
        answer = browser.ask(method, url)
        if route.pattern.startswith(CASE_WORK):
            assert answer.status_code == 403, (method, url)
        assert not [word for word in words if word in answer.body], (method, url)


def test_a_form_without_its_token_is_refused_everywhere(register: Register) -> None:
    for account in (register.people["clerk"], register.people["system_admin"]):
        browser = Browser(account, enforce_csrf_checks=True)
        for route, method, url in everywhere(register):
            if method == "POST":
                answer = browser.ask(method, url)
                assert answer.status_code == 403, url
                assert not faults(answer), (route.name, faults(answer))


def test_the_sign_in_form_wants_its_token_too(register: Register) -> None:
    answer = Browser(None, enforce_csrf_checks=True).ask("POST", "/sign-in/", {"username": "wang"})
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["stranger", "clerk", "audit_admin"])
def test_every_answer_carries_the_headers(register: Register, who: str) -> None:
    browser = Browser(register.people.get(who))
    for route, method, url in everywhere(register):
        answer = browser.ask(method, url)
        assert not faults(answer), (route.name, method, answer.status_code, faults(answer))


@pytest.mark.parametrize(
    ("url", "status"),
    [("/no/such/page/", 404), ("/broken/", 500), ("/away/", 503), ("/forgotten/", 404)],
)
def test_pages_for_what_went_wrong_carry_them_too(
    register: Register, planted_routes: None, url: str, status: int
) -> None:
    answer = Browser(register.people["clerk"]).ask("GET", url)
    assert answer.status_code == status
    assert not faults(answer)


@pytest.mark.parametrize("where", ["touyan.config.middleware.viewer_of",
                                   "django.contrib.sessions.backends.db.SessionStore.load",
                                   "touyan.desk.shell.current_posts",
                                   "django.contrib.sessions.backends.db.SessionStore.save",
                                   "django.contrib.sessions.models.Session.save"])  # fmt: skip
@pytest.mark.parametrize("method", METHODS)
def test_wherever_the_database_is_lost_the_page_says_to_try_again(
    register: Register, monkeypatch: pytest.MonkeyPatch, where: str, method: str
) -> None:
    browser = Browser(register.people["clerk"])
    monkeypatch.setattr(where, lost)
    answer = browser.ask(method, "/petitions/new/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "3"
    assert (b'http-equiv="refresh"' in answer.body) is (method == "GET")
    assert not faults(answer)


def test_a_request_that_cannot_be_read_is_said_to_be_so(register: Register) -> None:
    answer = Browser(register.people["clerk"]).ask("GET", "/", HTTP_HOST="elsewhere.example")
    assert answer.status_code == 400
    assert "cannot be read" in answer.body.decode()


def test_a_session_ended_meanwhile_leads_to_sign_in(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(register.people["clerk"])

    def gone(*args: object, **kwargs: object) -> None:
        raise UpdateError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", gone)
    answer = browser.ask("GET", "/matters/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")


def test_a_part_no_page_has_is_answered_with_the_page(register: Register) -> None:
    browser = Browser(register.people["clerk"])
    for route, method, url in everywhere(register):
        if method == "GET":
            answer = browser.ask(method, url, headers={"HX-Request": "true", "X-Part": "n<o>ne#x"})
            assert answer.status_code < 500, route.name


def test_a_session_ends_with_signing_out_and_its_cookie_opens_nothing(register: Register) -> None:
    from django.db import transaction

    client = Client()
    with transaction.atomic():
        client.force_login(
            register.people["clerk"], backend="django.contrib.auth.backends.ModelBackend"
        )
        old = client.cookies["session"].value
        answer = client.post("/sign-out/")
        assert "cache" in answer["Clear-Site-Data"]
        client.cookies["session"] = old
        assert client.get("/matters/").status_code == 302
        transaction.set_rollback(True)
