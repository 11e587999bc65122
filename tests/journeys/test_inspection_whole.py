"""One inspection from its plan over two reviewers, a finding contested and mended, to the circular."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import Product, SignedIn
from tests.journeys.test_circular import move
from tests.journeys.test_inspection import freeze, take_all
from tests.journeys.test_one_petition import today
from tests.journeys.test_review import APART, CREW, man, press, told

NAME = "首次信访领导包案小范围督查"
MOST = 3
ANSWER = """apart => document.querySelectorAll('[data-ask]').forEach(ask => {
  const bad = ask.querySelector('legend .code').innerText === apart;
  const choice = ask.querySelector(`input[value='${bad ? 'not_met' : 'met'}']`);
  const note = ask.querySelector('textarea');
  if (choice) choice.click();
  note.value = bad ? '答复没有写明依据的法条' : '与卷内材料一致';
  if (bad) ask.querySelector('input[type=text]').value = '答复书第2页';
  note.dispatchEvent(new Event('input', {bubbles: true}));
})"""


def plan_small(sun: Page) -> str:
    """First petitions of the counties that a leader led, of the kind of which there are few."""
    sun.goto("/inspections/new/")
    for name, text in (("name", NAME), ("basis", "市院年度督查方案"), ("starts_on", f"{today()}"),
                       ("ends_on", f"{today().year + 1}1231")):  # fmt: skip
        sun.fill(f"[name={name}]", text)
    for name, value in (("first", "in_unit"), ("led", "led"), ("ended", "closed")):
        sun.locator(f"[name={name}]").select_option(value)
    sun.locator("[name=levels][value='4']").check()
    for kind in sun.locator("[name=kinds]").all():
        with sun.expect_response("**/inspections/scope/"):
            kind.check()
        expect(sun.locator(".plan-side .rule-group li")).to_have_count(5)
        total = int(sun.locator(".plan-side .rule-total b").inner_text())
        if 0 < total <= MOST:
            break
        kind.uncheck()
    sun.locator("main form.plan .form-foot .btn-primary").click()
    sun.wait_for_url(re.compile("/inspections/[0-9a-f-]{36}/$"))
    return re.sub("^https?://[^/]+", "", sun.url)


def review_all(page: Page, *, by_keys: bool = False) -> int:
    """Every matter of the inspection that waits for this reviewer; by keys the fault is told with
    them, and the page loaded again before it is finished."""
    done = 0
    while True:
        page.goto("/reviews/?page=99")
        rows = page.locator("tbody tr", has_text=NAME)
        if not rows.count():
            return done
        rows.first.locator("a[data-open]").click()
        page.wait_for_url(re.compile("/reviews/[0-9a-f-]{36}/$"))
        page.evaluate(ANSWER, "" if by_keys else APART)
        if by_keys:
            tell_by_keys(page)
        press(page, "Control+Enter")
        told(page, "评查完成")
        done, by_keys = done + 1, False


def tell_by_keys(page: Page) -> None:
    ask = page.locator("[data-ask]", has=page.locator("legend .code", has_text=APART))
    ask.focus()
    press(page, "2", "e", "Control+A")
    page.keyboard.insert_text("答复没有写明依据的法条")
    press(page, "Tab")
    page.keyboard.insert_text("答复书第2页")
    press(page, "Escape")
    page.reload()


def test_from_the_plan_to_the_circular(product: Product, signed_in: SignedIn) -> None:
    sun, zhao = signed_in("sun.city"), signed_in("zhao.city")
    inspection = plan_small(sun)
    freeze(zhao, inspection)
    take_all(zhao, inspection)
    man(sun, inspection)
    reviews = review_all(sun, by_keys=True)
    reviews += sum(review_all(signed_in(who)) for who in list(CREW)[1:])
    move(zhao, f"{inspection}findings/", "tell")
    he = signed_in("he")
    he.goto(f"{inspection}findings/")
    links = he.locator("tbody tr a[data-open]")
    found = [link.get_attribute("href") or "" for link in links.all()]
    assert len(found) * 2 == reviews > 0, "what two found alike is one finding"
    contested, *others = found
    move(he, contested, "contest", text="第三段引用了法条", evidence="答复书第3页")
    move(zhao, contested, "uphold", text="引用的法条与本件无关")
    for one in others:
        move(he, one, "accept")
    move(he, contested, "plan", text="补充说明法律依据并送达")
    move(he, contested, "claim", text="已补充送达", evidence="送达回证")
    move(sun, contested, "pass", text="已核对送达回证")
    expect(sun.locator("main .chips")).to_contain_text("已销号")
    move(zhao, inspection, "end")
    sun.goto(f"{inspection}circular/write/")
    for name in ("problems", "practice", "mended"):
        sun.fill(f"main [name={name}]", "答复写明依据的，信访人容易接受。")
    sun.locator("main form.move-form .btn[name=confirm]").click()
    sun.wait_for_url(re.compile("/circular/$"))
    zhao.goto(f"{inspection}circular/issue/")
    zhao.locator("main form.move-form .btn[name=confirm]").click()
    zhao.wait_for_url(re.compile("/circular/$"))
    he.goto(f"{inspection}circular/")
    expect(he.locator("main .note-success")).to_be_visible()
    expect(he.locator("main")).to_contain_text("答复写明依据的，信访人容易接受。")
