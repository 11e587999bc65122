"""Every page of every role: no fault, nothing wider than the screen, nothing axe calls serious."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.journeys.conftest import DESK, PHONE, SignedIn

PAGES = {
    "wang": [
        "/",
        "/petitions/",
        "/petitions/new/",
        "/matters/",
        "/import/",
        "/rules/",
        "/office/",
        "/reception/",
        "/reception/new/",
        "/reception/promises/",
        "/reception/half-days/",
        "/portal/reception/",
    ],
    "li": ["/", "/matters/", "/matters/?mine=1", "/reception/promises/"],
    "he": ["/", "/papers/to-sign/"],
    "zhao": ["/", "/papers/to-sign/", "/matters/"],
    "sun": ["/", "/matters/"],
    "shenji": ["/", "/audit/"],
    "xitong": ["/", "/office/"],
}


@pytest.mark.parametrize("username", sorted(PAGES))
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_pages_are_accessible_and_fit_the_screen(
    signed_in: SignedIn, username: str, language: str
) -> None:
    page = signed_in(username, language=language, size=DESK)
    for url in PAGES[username]:
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        found = Axe().run(page)
        serious = [
            v for v in found.response["violations"] if v["impact"] in ("serious", "critical")
        ]
        assert not serious, (url, [(v["id"], v["nodes"][0]["html"]) for v in serious])
        for size in (PHONE, {"width": 320, "height": 700}):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], (url, size["width"], width)
        page.set_viewport_size(DESK)  # type: ignore[arg-type]


def test_a_reader_without_scripts_sees_the_worklist_and_the_list(signed_in: SignedIn) -> None:
    page = signed_in("wang", javascript=False)
    assert page.locator("h1").inner_text() == "工作台"
    page.goto("/matters/")
    page.locator("table a").first.click()
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("url", ["/matters/", "/petitions/"])
def test_a_phone_shows_at_least_five_rows_with_the_filters_folded(
    signed_in: SignedIn, url: str
) -> None:
    page = signed_in("he", language="en", size=PHONE)
    page.goto(url)
    assert not page.locator("select[name=kind], details.pick-many").first.is_visible()
    boxes = [row.bounding_box() for row in page.locator("tbody tr").all()[:8]]
    whole = [box for box in boxes if box and box["y"] + box["height"] <= PHONE["height"]]
    assert len(whole) >= 5
    page.locator("label[for=unfold-filters]").click()
    assert page.locator("select[name=kind], details.pick-many").first.is_visible()
