"""A matter reviewed twice by keyboard alone, answered apart, settled by a third, found."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from tests.journeys.conftest import PHONE, Product, SignedIn
from tests.journeys.test_inspection import freeze, plan, take_all

CREW = {"sun.city": "孙志强", "he.city": "何文静", "qin.city": "秦岚"}
APART = "Q17"
"""Whether the answer states facts, legal basis and reasons: the register does not say."""


def man(sun: Page, inspection: str) -> None:
    """The three of the city office, named together, given the matters."""
    sun.goto(f"{inspection}members/?q=杭州市人民检察院")
    for name in CREW.values():
        row = sun.locator("#name tbody tr", has_text=name).filter(has_text="杭州检")
        row.locator("input[type=checkbox]").check()
    sun.locator("main .bulk .btn-primary").click()
    expect(sun.locator("main tbody[data-list] tr")).to_have_count(len(CREW))
    sun.locator(f"a[href='{inspection}assign/']").click()
    sun.locator("main form.move-form .btn-primary").click()
    sun.wait_for_url(re.compile("/members/$"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def ask_at(page: Page) -> Locator:
    return page.locator("[data-ask].is-cursor")


def answer_all(page: Page, *, apart: str, note: str) -> None:
    """Every question by keyboard: what the register says is confirmed, the rest is met."""
    asked = page.locator("[data-ask]").count()
    press(page, *["k"] * asked)
    for place in range(asked):
        ask = ask_at(page)
        expect(ask).to_have_count(1)
        if ask.locator("legend .code").inner_text() == APART:
            press(page, apart, "e")
            page.keyboard.type(note)
            press(page, "Tab")
            page.keyboard.type("答复书第2页" if apart == "2" else "")
            press(page, "Escape")
        elif ask.locator("[data-said]").count():
            press(page, "c")
        elif ask.locator("input[type=radio]").count():
            press(page, "1")
        else:
            press(page, "e")
            page.keyboard.type("信访人表示愿意接受答复")
            press(page, "Escape")
        if place < asked - 1:
            press(page, "n")
    expect(page.locator("[data-answered]")).to_have_text(str(asked))


def number_of(page: Page) -> str:
    return page.locator(".identity .number").inner_text()


def open_first(page: Page, inspection: str) -> str:
    """From the end of what waits, where the newest inspection stands, by keys; the matter's
    number."""
    page.goto("/reviews/?page=99")
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text=inspection).first).to_be_visible()
    press(page, "j")
    for _row in range(rows.count()):
        if inspection in page.locator("tr.is-cursor").inner_text():
            break
        press(page, "j")
    press(page, "Enter")
    page.wait_for_url(re.compile("/reviews/[0-9a-f-]{36}/$"))
    return number_of(page)


def find(
    signed_in: SignedIn, inspection: str, number: str, *, but: set[str], chip: str
) -> tuple[str, Page]:
    """Whoever else is given this matter, on its review."""
    for who in (one for one in CREW if one not in but):
        page = signed_in(who)
        page.goto("/reviews/")
        while not page.locator("tbody tr", has_text=number).filter(has_text=inspection).count():
            following = page.locator(".pages a[rel=next]")
            if not following.count():
                break
            following.first.click()
            page.wait_for_load_state()
        row = page.locator("tbody tr", has_text=number).filter(has_text=inspection)
        row = row.filter(has_text=chip)
        if row.count():
            row.locator("a[data-open]").focus()
            press(page, "Enter")
            page.wait_for_url(re.compile("/reviews/[0-9a-f-]{36}/$"))
            return who, page
    raise AssertionError(f"nobody else reviews {number}")


def told(page: Page, words: str) -> None:
    expect(page.locator(".toasts, .notes").first).to_contain_text(re.compile(words), timeout=90_000)


def test_a_review_by_keys_alone_contradicted_settled_and_found(
    product: Product, signed_in: SignedIn
) -> None:
    sun, zhao = signed_in("sun.city"), signed_in("zhao.city")
    inspection = plan(sun, name := "首次信访领导包案双人评查")
    freeze(zhao, inspection)
    take_all(zhao, inspection)
    man(sun, inspection)
    number = open_first(sun, name)
    sun.keyboard.press("f")
    expect(sun.locator(".reviewing-file .is-shown")).to_have_count(1)
    answer_all(sun, apart="2", note="答复没有写明依据的法条")
    press(sun, "Control+Enter")
    told(sun, "另一名评查人尚未完成")
    assert number_of(sun) != number, "the next matter is one key away"
    second, other = find(signed_in, name, number, but={"sun.city"}, chip="未开始")
    expect(other.locator("body")).not_to_contain_text("答复没有写明依据的法条")
    answer_all(other, apart="1", note="答复第三段引用了法条")
    press(other, "Control+Enter")
    told(other, "由第三人认定")
    _who, third = find(signed_in, name, number, but={"sun.city", second}, chip="待认定")
    expect(third.locator("[data-ask]")).to_have_count(1)
    expect(third.locator("[data-ask]")).to_contain_text("答复没有写明依据的法条")
    expect(third.locator("[data-ask]")).to_contain_text("答复第三段引用了法条")
    press(third, "2", "e")
    third.keyboard.type("引用的法条与本件无关")
    press(third, "Tab")
    third.keyboard.type("答复书第2页")
    press(third, "Control+Enter")
    told(third, "列入问题清单")
    zhao.goto(f"{inspection}findings/")
    found = zhao.locator("tbody tr", has_text=number).filter(has_text="答复写明事实、依据和理由")
    expect(found).to_have_count(1)
    zhao.goto(f"/reviews/agreement/{inspection.split('/')[2]}/")
    expect(zhao.locator("main")).to_contain_text("κ")


def test_a_draft_is_kept_and_all_is_done_without_script_on_a_phone(
    product: Product, signed_in: SignedIn
) -> None:
    sun, zhao = signed_in("sun.city"), signed_in("zhao.city")
    inspection = plan(sun, name := "首次信访领导包案暂存评查")
    freeze(zhao, inspection)
    take_all(zhao, inspection)
    man(sun, inspection)
    open_first(sun, name)
    here = sun.url
    press(sun, "1", "]")
    sun.wait_for_url(lambda url: url != here)
    press(sun, "[")
    sun.wait_for_url(here)
    expect(sun.locator("[data-answered]")).to_have_text("1")
    plain = signed_in("sun.city", javascript=False, size=PHONE)
    plain.goto(here)
    assert plain.locator("input[type=radio]:checked").count() == 1
    plain.locator("#ask-4 input[value=met]").check()
    plain.locator("button[value=save]").click()
    assert plain.locator("input[type=radio]:checked").count() == 2
    phone = signed_in("sun.city", size=PHONE)
    for page in ("/reviews/", here):
        phone.goto(page)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page
