"""From a finding told to the office over its measures to the circular and its figures."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import PHONE, Product, SignedIn

TOLD, FINAL, MENDING = "已通知被督查院", "已确定，尚未制定整改措施", "整改中"


def move(page: Page, finding: str, verb: str, **words: str) -> None:
    """One move of a finding, on its own page."""
    page.goto(f"{finding}{verb}/")
    for name, text in words.items():
        page.fill(f"main [name={name}]", text)
    owner = page.locator("main [name=owner]")
    if owner.count():
        owner.select_option(index=1)
    page.locator("main form.move-form .btn[name=confirm]").click()
    page.wait_for_url(re.compile(re.escape(finding) + "$"))


def test_the_office_answers_and_the_inspection_looks_again(
    product: Product, signed_in: SignedIn
) -> None:
    he = signed_in("he")
    he.goto("/inspections/findings/")
    he.locator("tbody tr", has_text=TOLD).locator("a[data-open]").first.click()
    he.wait_for_url(re.compile("/inspections/findings/[0-9a-f-]{36}/$"))
    finding = re.sub("^https?://[^/]+", "", he.url)
    move(he, finding, "accept")
    expect(he.locator("main .chips")).to_contain_text(FINAL)
    move(he, finding, "plan", text="由包案领导当面说明，并补入卷宗")
    expect(he.locator("main .chips")).to_contain_text(MENDING)
    expect(he.locator("main .finding-steps")).to_contain_text("由包案领导当面说明")
    province = signed_in("sun.province")
    province.goto(finding)
    expect(province.locator("main .finding-steps")).to_contain_text("由包案领导当面说明")


def test_the_circular_is_what_was_issued_and_its_figures_open(
    product: Product, signed_in: SignedIn
) -> None:
    zhao = signed_in("zhao.city")
    zhao.goto("/inspections/")
    zhao.locator("tbody tr", has_text="已结束").locator("a").first.click()
    zhao.wait_for_url(re.compile("/inspections/[0-9a-f-]{36}/$"))
    inspection = re.sub("^https?://[^/]+", "", zhao.url)
    zhao.goto(f"{inspection}circular/")
    expect(zhao.locator("main .note-success")).to_be_visible()
    figure = zhao.locator("main td.num a").first
    number = int(figure.inner_text())
    figure.click()
    expect(zhao.locator("main tbody tr")).to_have_count(min(number, 50))
    county = signed_in("zhao", size=PHONE)
    county.goto(f"{inspection}circular/")
    expect(county.locator("main .note-success")).to_be_visible()
    assert county.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
