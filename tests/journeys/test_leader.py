"""A leader who does what a charge asks, and one who only signs: the matrix tells them apart."""

from __future__ import annotations

import re
from datetime import timedelta

import psycopg
from playwright.sync_api import Page, expect
from tests.journeys.conftest import PHONE, Product, SignedIn
from tests.journeys.test_one_petition import decide_first, move, paper, register, serve, today

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


STEPS = ("opening", "introduce", "petitioner", "questions", "deliberate", "last_words", "closing")


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
    dialog.locator("[name=no_part]").check()
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


def offer(page: Page, hearing: str, verb: str, **fields: str) -> None:
    """One step on the hearing's own page."""
    page.goto(hearing)
    form = page.locator(f"form[action$='/{verb}/']")
    form.evaluate("e => { e.closest('details').open = true }")
    for field, value in fields.items():
        box = form.locator(f"[name={field}]").first
        kind = box.evaluate("e => e.type")
        if kind == "radio":
            form.locator(f"[name={field}][value={value}]").check()
        elif kind == "checkbox":
            box.check()
        elif kind == "select-one":
            box.select_option(value)
        else:
            box.fill(value)
    form.locator("button").last.click()
    page.wait_for_load_state()


def days_pass(product: Product) -> None:
    """The day of the hearing has come: the only thing here that no one does in a browser."""
    with psycopg.connect(product.owner_url) as owner:
        owner.execute(
            "UPDATE leadership_hearing SET noticed_on = CURRENT_DATE - 6, at = now(),"
            " \"on\" = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE state = 'noticed'"
            " AND set_at > now() - interval '1 hour'"
        )


def hearing(zhao: Page, li: Page, matter: str, product: Product) -> None:
    """Set by the chief, a panel drawn, notice given, presided over step by step, weighed."""
    ahead = (today() + timedelta(days=6)).isoformat()
    zhao.goto(f"/hearings/matters/{matter.split('/')[2]}/set/")
    zhao.check("main [name=form][value=open]")
    zhao.fill("main [name=question]", "监控是否应当调取，鉴定是否应当重新进行")
    zhao.fill("main [name=day]", ahead)
    zhao.fill("main [name=place]", "本院听证室")
    option = zhao.locator("main [name=chair] option", has_text="赵敏").get_attribute("value")
    zhao.select_option("main [name=chair]", option)
    zhao.locator("main form button.btn-primary").first.click()
    zhao.wait_for_url(re.compile("/hearings/[0-9a-f-]{36}/$"))
    address = re.sub("^https?://[^/]+", "", zhao.url)
    offer(li, address, "draw_panel", size="3")
    offer(li, address, "give_hearing_notice", how="书面送达各参加人，送达回证附卷")
    days_pass(product)
    for step in STEPS:
        offer(li, address, "hearing_step", step=step, text="依次进行，各方发表意见，如实记录。",
              recorder="书记员周宁")  # fmt: skip
    for _seat in range(3):
        offer(li, address, "hearing_opinion", stance="supports", text="应当补充调取监控。")
    offer(zhao, address, "hold_hearing", record="卷二第3—18页", present="陈桂英、李建国、三名听证员",
          read_back="yes")  # fmt: skip
    offer(zhao, address, "weigh_hearing", weight="followed", reason="意见一致，予以采纳")


def states(page: Page, matter: str) -> dict[str, int]:
    """How many acts stand in each state, as the page shows them."""
    page.goto(f"{matter}?tab=charge")
    names = ("evidenced", "missing", "doubtful", "not_required")
    return {name: page.locator(f".matrix .cell-{name}").count() for name in names}


def test_a_leader_who_leads_and_one_who_only_signs(signed_in: SignedIn, product: Product) -> None:
    wang, li, he, zhao = (signed_in(name) for name in ("wang", "li", "he", "zhao"))
    led = led_matter(wang, he, name="陈桂英")
    name_zhao(zhao, led)
    handled(he, li, led)
    for act in ("read", "meet", "plan"):
        record(zhao, led, act)
    hearing(zhao, li, led, product)
    move(zhao, led, "decide", reason="监控补充调取后，原判认定的事实仍有证据支持，不予抗诉。")
    record(zhao, led, "explain")
    serve(li, paper(li, zhao, led, "answer"))
    record(zhao, led, "follow_up")

    signed = led_matter(wang, he, name="马德福")
    name_zhao(zhao, signed)
    handled(he, li, signed)
    move(zhao, signed, "decide", reason="同意承办人意见，不予抗诉，依法答复。")

    real, nominal = states(zhao, led), states(zhao, signed)
    # Deciding twice within a minute raises a question of its own; how fast this runs decides that.
    assert real["evidenced"] + real["doubtful"] == 7
    assert real["evidenced"] >= 6
    assert real["missing"] == 0
    assert nominal["missing"] == 5


def test_the_leaders_desk_works_on_a_phone_and_without_script(signed_in: SignedIn) -> None:
    zhao = signed_in("zhao", size=PHONE, javascript=False)
    zhao.goto("/lead/")
    expect(zhao.locator("h1")).to_have_text("领导台")
    wide = zhao.locator("html").evaluate("e => e.scrollWidth")
    assert wide <= PHONE["width"]
