"""The product itself, started as its users start it, and a real browser before it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from tests.bootstrap import ROOT

from touyan.demonstration.rules.cast import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
expect.set_options(timeout=60_000)  # a slow machine is no fault of the product


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class Product:
    """A running touyan with the demonstration of one office."""

    url: str
    data: Path
    owner_url: str


@pytest.fixture(scope="session")
def product(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Product]:
    """Web server and worker on a fresh database with the office demonstration."""
    from tests import databases

    data = tmp_path_factory.mktemp("product")
    shutil.copy(databases.DATA / "keys.env", data / "keys.env")
    with django_db_blocker.unblock(), databases.one_at_a_time("setup"):
        databases.forget_old()
        databases.copy(name := f"{databases.own_name()}_journeys", of=demonstration())
    port = _free_port()
    environment = {
        **os.environ,
        "TOUYAN_DATA": str(data),
        "DATABASE_URL": databases.server().url(role="app", database=name),
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("TOUYAN_EMBEDDED", None)
    run = [sys.executable, "-m", "touyan"]
    subprocess.run([*run, "collectstatic", "--noinput", "-v", "0"], env=environment, check=True)
    with (data / "product.log").open("w") as log:
        processes = [
            subprocess.Popen([*run, *words], env=environment, stdout=log, stderr=log)
            for words in (["web", "--port", str(port)], ["worker"])
        ]
    try:
        _wait_for(f"http://127.0.0.1:{port}/sign-in/", data / "product.log")
        owner = databases.server().url(role="owner", database=name)
        yield Product(f"http://127.0.0.1:{port}", data, owner)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)
        databases.drop(name)
        databases.leave()


def demonstration() -> str:
    """A template database with the office demonstration, made once per version of the sources."""
    from tests import databases

    return databases.demonstration("journeys", fill=_fill)


def _fill() -> None:
    from touyan.demonstration.loading import load

    load(size="office", seed=20221223, say=lambda text: None)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, log: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"touyan did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    assert path, "Chromium is missing: run tools/browser.sh"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


SignedIn = Callable[..., Page]
Sessions = dict[str, list[Any]]


@pytest.fixture(scope="session")
def sessions() -> Sessions:
    """The session of each member of the cast, begun once for all tests."""
    return {}


@pytest.fixture
def signed_in(product: Product, browser: Browser, sessions: Sessions) -> Iterator[SignedIn]:
    """A page on which a member of the cast has signed in; faults in the console fail the test."""
    contexts = []
    faults: list[str] = []

    def enter(username: str, *, language: str = "zh-CN", size: dict[str, int] = DESK,
              javascript: bool = True) -> Page:  # fmt: skip
        context = browser.new_context(
            locale=language, timezone_id="Asia/Shanghai", viewport=size,  # type: ignore[arg-type]
            base_url=product.url, java_script_enabled=javascript,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(90_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said.text) else None)
        page.on(
            "request",
            lambda asked: (
                faults.append(asked.url)
                if not asked.url.startswith((product.url, "data:", "blob:"))
                else None
            ),
        )
        context.add_cookies(sessions.get(username, []))
        page.goto("/")
        if "/sign-in/" in page.url:
            _sign_in(page, username)
            kept = context.cookies()
            sessions[username] = [one for one in kept if one.get("name") in _SESSION]
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not faults, faults


_SESSION = (settings.SESSION_COOKIE_NAME,)


def _sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("form.form button")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def _is_fault(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text
