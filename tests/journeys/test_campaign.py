"""A campaign from its entry rule over the frozen batch to the board."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Page, expect
from tests.journeys.conftest import PHONE, Product, SignedIn
from tests.journeys.test_one_petition import today


def draw_up(he: Page, name: str) -> str:
    """By the head, with a rule that is counted while it is put together; the campaign's address."""
    he.goto("/")
    he.locator("nav.side a", has_text="积案攻坚").click()
    he.locator("a[href='/campaigns/new/']").first.click()
    he.fill("[name=name]", name)
    he.fill("[name=basis]", "《关于开展信访积案清理专项工作的通知》第三条")
    he.fill("[name=starts_on]", today().isoformat())
    he.fill("[name=ends_on]", f"{today().year + 1}1231")
    he.locator("[name=groups-0-received_before]").fill(today().isoformat())
    expect(he.locator(".plan-side .rule-steps li")).to_have_count(1)
    before = int(he.locator(".plan-side .rule-total b").inner_text().replace(",", ""))
    he.locator("[name=groups-0-closed]").check()
    expect(he.locator(".plan-side .rule-steps li")).to_have_count(2)
    after = int(he.locator(".plan-side .rule-total b").inner_text().replace(",", ""))
    assert 0 < after < before
    he.locator("[name=acts][value=meet]").check()
    he.locator("main form.plan .form-foot .btn-primary").click()
    he.wait_for_url(re.compile("/campaigns/[0-9a-f-]{36}/$"))
    return re.sub("^https?://[^/]+", "", he.url)


def open_it(zhao: Page, campaign: str) -> None:
    """By the chief, behind a page that shows what it rests on."""
    zhao.goto(campaign)
    zhao.locator(f"a[href='{campaign}open/']").click()
    expect(zhao.locator("main .move-says")).to_contain_text("不再变更")
    zhao.locator("main form.move-form .btn-primary").click()
    zhao.wait_for_url(re.compile(re.escape(campaign) + "$"))


def accept_candidates(he: Page, campaign: str, number: int) -> None:
    """The first ones the rule takes; one is refused."""
    he.goto(f"{campaign}candidates/rule/")
    for row in range(number):
        he.locator("tbody .pick input").nth(row).check()
    he.fill("main [name=reason]", "符合专项范围，多年未解决")
    he.locator("button[name=verb][value=accept]").click()
    expect(he.locator(".toasts, .notes").first).to_contain_text(str(number))
    he.locator("tbody .pick input").first.check()
    he.fill("main [name=reason]", "正在其他专项办理")
    he.locator("button[name=verb][value=refuse]").click()
    he.goto(f"{campaign}candidates/refused/")
    expect(he.locator("tbody tr")).to_have_count(1)
    expect(he.locator("tbody tr")).to_contain_text("正在其他专项办理")


def prepare(he: Page, campaign: str, number: int) -> str:
    """A batch with a quota and every accepted matter on it; its address."""
    he.goto(campaign)
    he.fill("main [name=due_on]", f"{today().year + 1}0630")
    he.locator("main form.campaign-inline button").click()
    he.wait_for_url(re.compile("/campaigns/batches/"))
    batch = re.sub("^https?://[^/]+", "", he.url)
    he.locator(".campaign-quotas summary").click()
    he.locator(".campaign-quotas input[type=number]").first.fill(str(number))
    he.locator(".campaign-quotas button").click()
    he.wait_for_load_state()
    he.locator("main [name=all_matching]").check()
    he.locator("button[name=verb][value=add]").click()
    he.wait_for_load_state()
    he.goto(f"{batch}?show=chosen")
    expect(he.locator("tbody[data-list] tr")).to_have_count(number)
    return batch


def freeze(zhao: Page, batch: str, number: int) -> None:
    """Behind a confirmation; then the digest is computed again, and the matters enter."""
    zhao.goto(batch)
    zhao.locator(f"a[href='{batch}freeze/']").click()
    expect(zhao.locator("main .move-says")).to_contain_text("不可撤销")
    zhao.locator("main form.move-form .btn-warn").click()
    zhao.wait_for_url(re.compile(re.escape(batch) + "$"))
    zhao.locator("a[href='?check=1']").click()
    expect(zhao.locator("main .note-success")).to_contain_text("没有增加、减少或者调换")
    deadline = time.monotonic() + 60
    while "已进入专项" in zhao.locator("main").inner_text() and time.monotonic() < deadline:
        zhao.wait_for_timeout(500)
        zhao.reload()
    expect(zhao.locator("main dl.facts")).to_contain_text(str(number))
    assert "陆续进入" not in zhao.locator("main").inner_text()


def total(page: Page) -> str:
    return page.locator(".campaign-figure b").first.inner_text()


def board(li: Page, campaign: str, number: int) -> None:
    """Keys go between cards; the menu opens the survey in a dialog; the card then says so."""
    li.goto(f"{campaign}board/")
    assert total(li) == str(number)
    surveyed = li.locator("[data-column=surveyed]")
    expect(li.locator("[data-card]")).to_have_count(number)
    surveyed.locator("[data-card]").first.focus()
    li.keyboard.press("ArrowDown")
    second = surveyed.locator("[data-card]").nth(1)
    expect(second).to_be_focused()
    li.keyboard.press("m")
    expect(second.locator(".board-moves li a").first).to_be_focused()
    li.keyboard.press("Enter")
    dialog = li.locator("dialog.move-dialog")
    expect(dialog).to_be_visible()
    dialog.locator("[name=findings]").fill("争议在于鉴定意见，当事人愿意听取说明。")
    dialog.locator("button.btn-primary").click()
    expect(li.locator("[data-column=surveyed] .chip", has_text="已摸排")).to_have_count(1)


def drag(li: Page, campaign: str) -> None:
    """A card dropped on “being worked on” says what counts as work and leads to the matter: nothing
    is set by dragging. Dropped where none of its moves leads, it stays, and the page says why."""
    li.goto(f"{campaign}board/")
    card = li.locator("[data-column=surveyed] [data-card]").first
    number = card.locator("[data-open]").inner_text()
    card.drag_to(li.locator("[data-column=resolved] .board-head"))
    expect(li.locator(".toasts")).to_contain_text("卡片未移动")
    card.drag_to(li.locator("[data-column=working] .board-head"))
    dialog = li.locator("dialog.move-dialog")
    expect(dialog).to_contain_text("有了办理记录，卡片自动移动")
    dialog.locator("a", has_text="打开事项").click()
    li.wait_for_url(re.compile("/matters/"))
    expect(li.locator("main")).to_contain_text(number)
    li.go_back()
    expect(li.locator("[data-column=working] [data-card]")).to_have_count(0)


def bulk(li: Page, campaign: str, number: int) -> None:
    """The matters of the table surveyed at once; the one that was already has no box."""
    li.goto(f"{campaign}board/?view=table&sort=number")
    boxes = li.locator("tbody .pick input")
    expect(boxes).to_have_count(number - 1)
    for place in range(number - 1):
        boxes.nth(place).check()
    li.locator("button[name=verb][value=survey]").click()
    li.fill("main [name=findings]", "阅卷后摸排，争议明确。")
    li.locator("main form.move-form .btn-primary").click()
    expect(li.locator("main")).to_contain_text(f"已完成：{number - 1}件")


def leave(zhao: Page, campaign: str, number: int) -> None:
    """One matter leaves by decision; it stays in the gross total."""
    zhao.goto(f"{campaign}board/")
    card = zhao.locator("[data-card]").first
    card.locator(".board-moves summary").click()
    card.locator("a", has_text="退出批次").click()
    dialog = zhao.locator("dialog.move-dialog")
    dialog.locator("[name=reason]").fill("与另一件系同一事项，并案办理。")
    dialog.locator("button.btn-warn").click()
    expect(zhao.locator(".campaign-figure", has_text="经决定退出").locator("b")).to_have_text("1")
    assert total(zhao) == str(number)
    expect(zhao.locator("[data-card]")).to_have_count(number - 1)


def test_from_the_entry_rule_to_the_board(product: Product, signed_in: SignedIn) -> None:
    number = 16  # enough that some are not led yet, whatever the day
    he, zhao, li = signed_in("he"), signed_in("zhao"), signed_in("li")
    campaign = draw_up(he, f"{today().year}年信访积案清理")
    open_it(zhao, campaign)
    accept_candidates(he, campaign, number)
    batch = prepare(he, campaign, number)
    freeze(zhao, batch, number)
    board(li, campaign, number)
    drag(li, campaign)
    bulk(li, campaign, number)
    leave(zhao, campaign, number)


def test_on_a_phone_and_without_script(product: Product, signed_in: SignedIn) -> None:
    """Columns stand one at a time; menus and forms do everything."""
    phone = signed_in("li", size=PHONE)
    phone.goto("/campaigns/")
    phone.locator("tbody a").first.click()
    phone.goto(phone.url + "board/")
    width = phone.locator("[data-column]").first.bounding_box()
    assert width
    assert 300 < width["width"] < 390
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    plain = signed_in("zhao", javascript=False)
    plain.goto(re.sub("^https?://[^/]+", "", phone.url))
    card = plain.locator("[data-card]").first
    card.locator(".board-moves summary").click()
    card.locator("a", has_text="退出批次").click()
    plain.fill("main [name=reason]", "经研究退出。")
    plain.locator("main form.move-form .btn-warn").click()
    plain.wait_for_url(re.compile("/board/"))
    expect(plain.locator(".campaign-figure", has_text="经决定退出").locator("b")).to_have_text("2")
