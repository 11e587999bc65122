"""A matter becomes a case that everybody reads: nominated, selected, written, refused by the gate and
mended, approved by both offices, put into an edition and issued."""

from __future__ import annotations

import re
from datetime import datetime

from playwright.sync_api import Page, expect
from tests.conftest import BEIJING
from tests.journeys.conftest import PHONE, SignedIn

TITLE = "申诉人甲当面听取意见化解案"
EDITION = "首次信访典型案例第一辑"
PARTS = {
    "gist": "院领导应当尽早当面听取意见。",
    "facts": "申诉人甲不服处理决定，认为理由没有说清。",
    "handling": "院领导包案后阅卷，当面逐项说明。",
    "significance": "把话说清，首次办理即告化解。",
}


def path_of(page: Page) -> str:
    return re.sub("^https?://[^/]+|[?#].*$", "", page.url)


def said(page: Page, address: str, text: str = "同意") -> None:
    """One step on a page of its own, told in words where it asks for them."""
    page.goto(address)
    box = page.locator("main textarea[name=opinion]")
    if box.count():
        box.fill(text)
    page.locator("main form button.btn[name=confirm], main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: address not in url)


def nominated(li: Page) -> str:
    """A closed matter of Li's, put forward from its own page; the address of the case."""
    li.goto("/matters/?mine=1&stage=closed")
    li.locator("tbody tr a[data-open]").nth(7).click()
    li.wait_for_url(re.compile("/matters/[0-9a-f-]{36}/"))
    li.locator("main a[href$='/typical-cases/nominate/']").click()
    li.fill("main [name=reason]", "当面听取意见，一次化解。")
    li.locator("main form button.btn-primary").click()
    li.wait_for_url(re.compile("/typical-cases/[0-9a-f-]{36}/"))
    return path_of(li)


def written(li: Page, case: str) -> None:
    """The text typed part by part, with a number of the matter in it that must go."""
    li.goto(f"{case}write/")
    li.fill("[name=title]", TITLE)
    li.fill("[name=keywords]", "领导包案、当面答复")
    number = li.locator("nav.crumbs a").last.inner_text()
    for part, text in PARTS.items():
        li.fill(f"[name='p.{part}.']", f"{text}案号{number}。" if part == "facts" else text)
    li.locator(".exw-foot button.btn-primary").click()
    li.wait_for_load_state()
    expect(li.locator(".exw-leak mark", has_text=number[1:7])).not_to_have_count(0, timeout=15_000)


def mended(li: Page, case: str) -> None:
    """The gate refuses the text, then its word is replaced, and consent is entered."""
    li.goto(f"{case}write/checks/")
    li.locator("form[action$='/put-forward/'] button").click()
    expect(li.locator("main [role=alert] li")).to_have_count(2)
    li.locator("form[action$='/replace/'] button.btn-primary").click()
    expect(li.locator("main .exw-leak")).to_have_count(0)
    consented(li, case)
    li.goto(f"{case}write/checks/")
    li.locator("form[action$='/put-forward/'] button").click()
    li.wait_for_url(re.compile("/write/$"))


def consented(li: Page, case: str) -> None:
    """Consent of everybody who petitions in the matter."""
    li.goto(f"{case}ground/consent/")
    everybody = li.locator("[name=who]").count()
    for place in range(everybody or 1):
        if place:
            li.goto(f"{case}ground/consent/")
        if everybody:
            li.locator("[name=who]").nth(place).check()
        li.fill("main [name=text]", "书面同意隐名后公开，附卷。")
        li.fill("main [name=signed_on]", f"{datetime.now(BEIJING):%Y%m%d}")
        li.locator("main form button.btn-primary").click()
        li.wait_for_url(re.compile(re.escape(case) + "$"))


def issued(maker: Page, head: Page, leader: Page) -> str:
    """An edition begun, put together, approved twice and issued."""
    maker.goto("/editions/new/")
    maker.fill("main [name=title]", EDITION)
    maker.locator("main form button.btn-primary").click()
    maker.wait_for_url(re.compile("/editions/[0-9a-f-]{36}/$"))
    edition = path_of(maker)
    maker.goto(f"{edition}compose/")
    maker.fill("main [name=number]", "杭检发〔2026〕79号")
    maker.fill("main [name=foreword]", "现将典型案例印发，供学习参考。")
    maker.locator("li", has_text=TITLE).locator("[name=added]").last.check()
    maker.locator("main form button.btn-primary").click()
    maker.wait_for_url(re.compile(re.escape(edition) + "$"))
    said(maker, f"{edition}submit/")
    said(head, f"{edition}approve/")
    said(leader, f"{edition}approve/", "同意印发")
    said(head, f"{edition}issue/")
    return edition


def test_a_matter_becomes_a_case_everybody_reads(signed_in: SignedIn) -> None:
    li, zhao, city = signed_in("li"), signed_in("zhao"), signed_in("zhao.city")
    case = nominated(li)
    said(zhao, f"{case}do/forward/")
    said(city, f"{case}do/select/", "入选")
    written(li, case)
    mended(li, case)
    said(zhao, f"{case}do/approve/")
    said(city, f"{case}do/approve/")
    edition = issued(signed_in("li.city"), signed_in("he.city"), city)
    li.set_viewport_size(PHONE)
    li.goto(f"/cases{edition}")
    expect(li.locator("main")).to_contain_text(TITLE)
    li.goto("/cases/")
    li.get_by_role("link", name=TITLE).click()
    expect(li.locator("main")).to_contain_text(PARTS["facts"])
    assert li.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
