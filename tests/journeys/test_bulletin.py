"""From a figure of a bulletin down to a matter it counts; and a number typed by hand, bound."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.journeys.conftest import PHONE, Product, SignedIn


def serious(page: Page) -> list[str]:
    """What axe calls serious, in its own words."""
    found = Axe().run(page).response["violations"]
    return [one["help"] for one in found if one["impact"] in ("serious", "critical")]


def test_a_figure_leads_to_a_matter_it_counts(product: Product, signed_in: SignedIn) -> None:
    he = signed_in("he")
    he.goto("/figures/bulletins/")
    he.locator("tbody a[data-open]", has_text="信访积案").click()
    figure = he.locator(".bulletin-figure > a").first
    number = int(figure.inner_text())
    expect(he.locator(".bulletin-figure .tip").first).to_be_hidden()
    assert not serious(he)
    figure.focus()
    expect(he.locator(".bulletin-figure .tip").first).to_contain_text("清单")
    figure.click()
    he.wait_for_url(re.compile("/figures/batch_closed/"))
    he.locator(".figures-pieces a", has_text=re.compile(f"^{number}$")).first.click()
    expect(he.locator("main tbody tr")).to_have_count(number)
    matter = he.locator("main tbody a[data-open]").first
    code = matter.inner_text()
    matter.click()
    he.wait_for_url(re.compile("/matters/[0-9a-f-]{36}/"))
    expect(he.locator("main")).to_contain_text(code)


def test_a_number_typed_on_a_phone_is_pointed_out_and_bound(
    product: Product, signed_in: SignedIn
) -> None:
    he = signed_in("he", size=PHONE, language="en")
    he.goto("/figures/bulletins/")
    he.locator("tbody a[data-open]", has_text="Clearing").click()
    received = he.locator(".bulletin-figure", has_text=re.compile("Petitions received"))
    number = received.locator("> a").first.inner_text()
    he.locator("a", has_text=re.compile("^Write$")).click()
    assert not serious(he)
    text = he.locator("[name=text]")
    text.fill(text.input_value() + f"\nIn short: {number} letters.")
    he.locator("button[value=keep]").click()
    found = he.locator(".bulletin-number", has_text=f"{number} could be bound to")
    found.locator("li", has_text="Petitions received").locator("button").first.click()
    expect(he.locator(".bulletin-number", has_text=f"{number} letters")).to_have_count(0)
    expect(he.locator(".bulletin-text")).to_contain_text(f"In short: {number}")
    assert he.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
