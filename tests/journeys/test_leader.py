"""A leader who does what a charge asks, and one who only signs: the matrix tells them apart."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.journeys.conftest import PHONE, SignedIn
from tests.journeys.test_one_petition import decide_first, move, register

DEEDS: dict[str, dict[str, str]] = {
    "read": {
        "pages": "卷一第12—47页，鉴定意见书",
        "issues": "首次住院病历没有调取，伤情鉴定的依据不全。",
        "minutes": "95",
    },
    "meet": {
        "where": "reception",
        "present": "赵敏、李建国、陈桂英",
        "minutes": "40",
        "said": "陈桂英说监控一直没有人去调，要求当面听到答复。",
        "confirmed": "signed",
    },
    "plan": {"plan": "十日内由李建国向交警部门调取事发路口监控，再送补充鉴定，结果出来后当面说明。"},
    "explain": {
        "where": "petitioner",
        "present": "赵敏、陈桂英及其女儿",
        "questions": "问：为什么不抗诉？答：监控补充后仍不足以改变认定，并说明下一步救济途径。",
        "minutes": "55",
    },
    "follow_up": {"how": "telephone", "spoke_with": "陈桂英", "heard": "说已经看懂答复，还想再考虑。"},
}  # fmt: skip


def led_matter(wang: Page, he: Page, *, name: str) -> str:
    """A due matter, accepted; its address."""
    register(wang, name=name)
    matter = decide_first(wang)
    move(wang, matter, "triage", kind="criminal_petition")
    move(he, matter, "accept")
    return matter


def name_zhao(zhao: Page, matter: str) -> None:
    """The chief opens the form on the leader's desk, notes, and names herself."""
    zhao.goto("/lead/")
    identifier = matter.split("/")[2]
    zhao.locator(f"#to-note a[href*='{identifier}']").click()
    zhao.wait_for_url(re.compile(f"/lead/{identifier}/"))
    zhao.locator("main .charge-btns a[href*='/do/name/']").click()
    dialog = zhao.locator("dialog.move-dialog")
    expect(dialog).to_be_visible()
    option = dialog.locator("[name=leader] option", has_text="赵敏").get_attribute("value")
    dialog.locator("[name=leader]").select_option(option)
    dialog.locator("[name=note]").fill("监控未调取是关键，由我包案，先约见当事人。")
    dialog.locator("button.btn-primary").click()
    expect(zhao.locator("main .matrix")).to_be_visible()


def record(page: Page, matter: str, act: str) -> None:
    """One act with its evidence, on its own page."""
    page.goto(f"/lead/{matter.split('/')[2]}/do/{act}/")
    for field, value in DEEDS[act].items():
        box = page.locator(f"main [name={field}]")
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    page.locator("main form.move-form button.btn-primary").click()
    page.wait_for_url(re.compile("tab=charge"))


def handled(he: Page, li: Page, matter: str) -> None:
    """Assigned to Li, who starts."""
    he.goto(f"{matter}do/assign/")
    li_option = he.locator("main [name=handler] option", has_text="李建国").first
    he.select_option("main [name=handler]", li_option.get_attribute("value"))
    he.locator("main button.btn-primary").first.click()
    he.wait_for_url(re.compile(re.escape(matter)))
    move(li, matter, "start_handling")


def states(page: Page, matter: str) -> dict[str, int]:
    """How many acts stand in each state, as the page shows them."""
    page.goto(f"{matter}?tab=charge")
    names = ("evidenced", "missing", "doubtful", "not_required")
    return {name: page.locator(f".matrix .cell-{name}").count() for name in names}


def test_a_leader_who_leads_and_one_who_only_signs(signed_in: SignedIn) -> None:
    wang, li, he, zhao = (signed_in(name) for name in ("wang", "li", "he", "zhao"))
    led = led_matter(wang, he, name="陈桂英")
    name_zhao(zhao, led)
    handled(he, li, led)
    for act in ("read", "meet", "plan"):
        record(zhao, led, act)
    move(zhao, led, "decide", reason="监控补充调取后，原判认定的事实仍有证据支持，不予抗诉。")
    for act in ("explain", "follow_up"):
        record(zhao, led, act)

    signed = led_matter(wang, he, name="马德福")
    name_zhao(zhao, signed)
    handled(he, li, signed)
    move(zhao, signed, "decide", reason="同意承办人意见，不予抗诉，依法答复。")

    real, nominal = states(zhao, led), states(zhao, signed)
    # Deciding twice within a minute raises a question of its own; how fast this runs decides that.
    assert real["evidenced"] + real["doubtful"] == 6
    assert real["evidenced"] >= 5
    assert real["missing"] == 0
    assert nominal["missing"] == 5


def test_the_leaders_desk_works_on_a_phone_and_without_script(signed_in: SignedIn) -> None:
    zhao = signed_in("zhao", size=PHONE, javascript=False)
    zhao.goto("/lead/")
    expect(zhao.locator("h1")).to_have_text("领导台")
    wide = zhao.locator("html").evaluate("e => e.scrollWidth")
    assert wide <= PHONE["width"]
