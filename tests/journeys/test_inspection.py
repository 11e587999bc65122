"""An inspection from its plan over the frozen list to the share-out."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect
from tests.journeys.conftest import PHONE, Product, SignedIn
from tests.journeys.test_one_petition import today


def plan(sun: Page, name: str, **choices: str) -> str:
    """By an inspector of the city, with a scope counted as it is put together; its address."""
    sun.goto("/")
    sun.locator("nav.side a", has_text="专项督查").click()
    sun.locator("a[href='/inspections/new/']").first.click()
    sun.fill("[name=name]", name)
    sun.fill("[name=basis]", "市院年度督查方案")
    sun.fill("[name=starts_on]", today().isoformat())
    sun.fill("[name=ends_on]", f"{today().year + 1}1231")
    expect(sun.locator(".plan-side .rule-total b")).to_be_visible()
    before = counted(sun)
    sun.locator("[name=ended]").select_option("closed")
    expect(sun.locator(".plan-side .rule-group li")).to_have_count(1)
    assert 0 < counted(sun) < before
    for field, value in choices.items():
        box = sun.locator(f"[name={field}][value='{value}']")
        box.check() if box.count() else sun.fill(f"[name={field}]", value)
    if choices:
        expect(sun.locator(".plan-side .inspection-size")).to_contain_text("百分点")
    sun.locator("main form.plan .form-foot .btn-primary").click()
    sun.wait_for_url(re.compile("/inspections/[0-9a-f-]{36}/$"))
    return re.sub("^https?://[^/]+", "", sun.url)


def counted(page: Page) -> int:
    return int(page.locator(".plan-side .rule-total b").inner_text().replace(",", ""))


def freeze(zhao: Page, inspection: str) -> None:
    """By the chief, behind a page that says what cannot be undone; then the digest holds."""
    zhao.goto(inspection)
    zhao.locator(f"a[href='{inspection}freeze/']").click()
    expect(zhao.locator("main .move-says")).to_contain_text("不可撤销")
    zhao.locator("main form.move-form .btn-warn").click()
    zhao.wait_for_url(re.compile(re.escape(inspection) + "$"))
    zhao.locator("a[href='?check=1']").click()
    expect(zhao.locator("main .note-success")).to_contain_text("没有增加、减少或者改动")
    expect(zhao.locator(f"a[href='{inspection}change/']")).to_have_count(0)


def take_all(zhao: Page, inspection: str) -> None:
    zhao.goto(f"{inspection}draw/")
    zhao.locator("main form.move-form .btn-primary").click()
    zhao.wait_for_url(re.compile(re.escape(inspection) + "$"))
    expect(zhao.locator(".campaign-figure").first).to_be_visible()


def man(sun: Page, inspection: str) -> None:
    """The people of the city office found by its name, named together, given the matters."""
    sun.goto(f"{inspection}members/")
    sun.fill("[name=q]", "杭州市人民检察院")
    sun.locator(".inspection-search button").click()
    sun.locator("main [name=all_matching]").check()
    sun.locator("main .bulk .btn-primary").click()
    expect(sun.locator("main tbody[data-list] tr").nth(2)).to_be_visible()
    sun.locator(f"a[href='{inspection}assign/']").click()
    sun.locator("main form.move-form .btn-primary").click()
    sun.wait_for_url(re.compile("/members/$"))
    expect(sun.locator("main td a[href*='reviewer=']").first).to_be_visible()


def test_from_the_plan_to_the_share_out(product: Product, signed_in: SignedIn) -> None:
    sun, zhao = signed_in("sun.city"), signed_in("zhao.city")
    inspection = plan(sun, f"{today().year}年首次信访领导包案专项督查")
    freeze(zhao, inspection)
    take_all(zhao, inspection)
    man(sun, inspection)
    sun.goto(f"{inspection}progress/")
    office = sun.locator("tbody tr").first
    held = office.locator("td.num").first.inner_text()
    office.locator("th a").click()
    expect(sun.locator("main .filters")).to_be_visible()
    assert int(held) > 0
    expect(sun.locator("main .tabs .count").first).to_contain_text(re.compile(r"\d"))
    county = signed_in("he")
    county.goto(f"{inspection}matters/")
    expect(county.locator("tbody tr").first).to_be_visible()
    expect(county.locator("tbody")).not_to_contain_text("孙志强")


def test_a_sample_on_a_phone_and_without_script(product: Product, signed_in: SignedIn) -> None:
    """The public number is named beforehand; the page stays within 390 px; forms do everything."""
    sun = signed_in("sun.city")
    tomorrow = (today() + timedelta(days=1)).isoformat()
    inspection = plan(sun, "抽样督查", mode="simple", margin="10", number_source="上证指数收盘点位",
                      number_on=tomorrow)  # fmt: skip
    plain = signed_in("zhao.city", javascript=False)
    freeze(plain, inspection)
    plain.goto(f"{inspection}draw/")
    plain.fill("main [name=number]", "3391.76")
    plain.locator("main form.move-form .btn-primary").click()
    expect(plain.locator("main #refused")).to_contain_text(tomorrow)
    phone = signed_in("sun.city", size=PHONE)
    for page in ("", "again/", "matters/", "members/"):
        phone.goto(f"{inspection}{page}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page
