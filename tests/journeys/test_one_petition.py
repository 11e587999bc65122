"""One petition from the counter to a served answer, by the people who do it, in a browser."""

from __future__ import annotations

import re
from datetime import date, datetime

from playwright.sync_api import Locator, Page, expect
from tests.conftest import BEIJING
from tests.journeys.conftest import PHONE, SignedIn

TEXT = (
    "我不服杭州市西湖区人民法院（2025）浙0106刑初3999号判决。事发路口的监控没有调取，"
    "证人前后说法不一，二审没有开庭。请求检察院复查此案。"
)


def today() -> date:
    """The day in Beijing, which is the office's, whatever the clock of the machine says."""
    return datetime.now(BEIJING).date()


def register(page: Page, *, name: str = "陈桂英") -> None:
    """Wang types a letter and registers it; the receipt appears."""
    fill_in(page, name=name)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile("/receipt/"))


def fill_in(page: Page, *, name: str) -> None:
    """The registration form, filled."""
    page.goto("/petitions/new/")
    page.select_option("[name=channel]", "letter")
    page.select_option("[name=kind]", "criminal_petition")
    page.fill("[name=received_on]", today().isoformat().replace("-", ""))
    page.fill("[name=parties-0-name]", name)
    page.select_option("[name=parties-0-identity_type]", "resident_id_18")
    page.fill("[name=parties-0-identity_number]", "11010519491231002X")
    page.fill("[name=parties-0-phone]", "13800000001")
    page.fill("[name=parties-0-address]", "杭州市西湖区文一路1号")
    page.fill("[name=text]", TEXT)
    page.fill("[name=claims]", "复查（2025）浙0106刑初3999号判决\n调取路口监控")


def decide_first(wang: Page) -> str:
    """The newest petition becomes a matter of its own; the matter's address."""
    wang.goto("/petitions/?state=undecided")
    wang.get_by_role("link", name=re.compile(r"^信330106")).first.click()
    wang.goto(wang.url + "decide/")
    wang.check("[name=choice][value=first]")
    wang.fill("[name=reason]", "首次反映")
    wang.locator("#decide button.btn-primary").click()
    wang.wait_for_url(re.compile("/matters/[0-9a-f-]{36}/"))
    return re.sub("^https?://[^/]+", "", wang.url)


def move(page: Page, matter: str, verb: str, **fields: str) -> None:
    """One step on the matter's page."""
    page.goto(f"{matter}do/{verb}/")
    for name, value in fields.items():
        box = page.locator(f"main [name={name}]").first
        if box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    page.locator("main button.btn-primary").first.click()
    page.wait_for_url(re.compile(re.escape(matter) + "(\\?.*)?$"))


def move_in_dialog(page: Page, verb: str) -> Locator:
    """The dialog of a move, opened with its button on the matter's page."""
    page.locator(f".page-head a[href*='/do/{verb}/']").press("Enter")
    dialog = page.locator("dialog.move-dialog")
    expect(dialog).to_be_visible()
    return dialog


def paper(writer: Page, signer: Page, matter: str, kind: str) -> str:
    """A paper written, its blanks filled, submitted and signed; its address."""
    writer.goto(f"/papers/new/{matter.split('/')[2]}/{kind}/")
    words = writer.input_value("main [name=text]")
    writer.fill(
        "main [name=text]", re.sub("【待填：[^】]*】", "经审查，现场监控应当补充调取", words)
    )
    writer.locator("main .form-foot .btn-primary").click()
    writer.wait_for_url(re.compile("/papers/[0-9a-f-]{36}/$"))
    address = re.sub("^https?://[^/]+", "", writer.url)
    writer.locator("main button.btn-primary").first.click()
    writer.wait_for_load_state()
    signer.goto(address)
    if signer.locator("main [name=opinion]").count():
        signer.locator("main [name=opinion]").first.fill("同意")
    signer.check("main [name=confirmed]")
    signer.locator(".sign-btns .btn-primary").first.click()
    signer.wait_for_load_state()
    return address


def serve(page: Page, address: str) -> None:
    page.goto(address)
    page.select_option("main [name=how]", "in_person")
    page.fill("main [name=on]", today().isoformat())
    page.fill("main [name=proof]", "送达回证，陈桂英签收")
    page.locator("main form:has([name=how]) button.btn-primary").click()
    expect(page.locator("main")).to_contain_text("已送达")


def test_a_petition_goes_from_the_counter_to_a_served_answer(signed_in: SignedIn) -> None:
    wang, li, he, zhao = (signed_in(name) for name in ("wang", "li", "he", "zhao"))
    register(wang)
    receipt = wang.locator("main").inner_text()
    assert re.search(r"信330106-\d{4}-\d{5}", receipt)
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", receipt)

    matter = decide_first(wang)
    move(wang, matter, "triage", kind="criminal_petition")
    move(he, matter, "accept")
    reply = paper(wang, he, matter, "procedural_reply")
    serve(wang, reply)
    he.goto(f"{matter}do/assign/")
    li_option = he.locator("main [name=handler] option", has_text="李建国").first
    he.select_option("main [name=handler]", li_option.get_attribute("value"))
    he.locator("main button.btn-primary").first.click()
    he.wait_for_url(re.compile(re.escape(matter)))
    move(li, matter, "start_handling")
    move(zhao, matter, "decide", reason="原判决认定的事实有证据支持，但应当补充调取监控。")
    answer = paper(li, zhao, matter, "answer")
    serve(li, answer)

    he.goto(f"{matter}do/close/")
    he.locator("main [name=report]").fill("答复已送达，两项诉求均已答复。")
    for box in he.locator("main [name^=claim-]").all():
        box.fill("答复函第二段")
    he.locator("main button.btn-primary").first.click()
    he.wait_for_url(re.compile(re.escape(matter) + "(\\?.*)?$"))
    page = he.locator("main").inner_text()
    assert "已办结" in page

    he.goto(f"{matter}?tab=timeline&all=1")
    told = he.locator("main").inner_text()
    for name in ("王芳", "李建国", "何文静", "赵敏"):
        assert name in told


def test_the_same_letter_again_is_shown_beside_the_form(signed_in: SignedIn) -> None:
    wang = signed_in("wang")
    register(wang, name="陈桂香")
    wang.goto("/petitions/new/")
    wang.fill("[name=parties-0-name]", "陈桂香")
    wang.fill("[name=text]", TEXT)
    wang.fill("[name=claims]", "复查判决")
    wang.locator("aside").get_by_text(re.compile("信330106-")).first.wait_for()


def test_a_draft_survives_the_tab_being_closed(signed_in: SignedIn) -> None:
    wang = signed_in("wang")
    wang.goto("/petitions/new/")
    wang.fill("[name=text]", "写到一半的信访内容，不能丢失。")
    wang.locator("[name=claims]").focus()
    wang.locator("[name=text]").focus()
    expect(wang.locator("ty-autosave")).to_contain_text(re.compile(r"\d\d:\d\d"))
    wang.goto("/petitions/new/")
    wang.locator("main details summary", has_text="草稿").click()
    wang.locator("main a[href*='draft=']").first.click()
    assert wang.input_value("[name=text]") == "写到一半的信访内容，不能丢失。"


def test_a_lost_connection_loses_nothing_typed(signed_in: SignedIn) -> None:
    wang = signed_in("wang")
    fill_in(wang, name="陈桂兰")
    wang.context.set_offline(True)
    wang.keyboard.press("Control+Enter")
    expect(wang.locator(".toasts")).to_contain_text("网络未连接")
    assert wang.input_value("[name=text]") == TEXT
    wang.context.set_offline(False)
    wang.keyboard.press("Control+Enter")
    wang.wait_for_url(re.compile("/receipt/"))


def test_a_chosen_file_is_kept_at_once_and_survives_an_error(signed_in: SignedIn) -> None:
    wang = signed_in("wang")
    fill_in(wang, name="陈桂芳")
    letter = {"name": "来信.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    wang.set_input_files("[name=attachments]", files=[letter])
    expect(wang.locator(".kept-files")).to_contain_text("来信.txt")
    wang.fill("[name=claims]", "")
    wang.keyboard.press("Control+Enter")
    expect(wang.locator(".error-summary")).to_be_focused()
    expect(wang.locator(".kept-files")).to_contain_text("来信.txt")
    wang.fill("[name=claims]", "复查判决")
    wang.keyboard.press("Control+Enter")
    wang.wait_for_url(re.compile("/receipt/"))
    wang.goto(wang.url.replace("receipt/", ""))
    expect(wang.locator("main")).to_contain_text("来信.txt")


def test_moves_are_made_in_a_dialog_by_keyboard(signed_in: SignedIn) -> None:
    wang = signed_in("wang")
    register(wang, name="陈桂莲")
    matter = decide_first(wang)
    button = wang.locator(".page-head a[href*='/do/triage/']")

    dialog = move_in_dialog(wang, "triage")
    expect(dialog.locator("[name=kind]")).to_be_focused()
    wang.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()

    move_in_dialog(wang, "triage").locator(".form-foot [data-close]").click()
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    assert wang.url.endswith(matter)

    move_in_dialog(wang, "triage").locator("[name=kind]").select_option("civil_petition")
    dialog.locator("[name=ordinary_procedure]").check()
    wang.keyboard.press("Control+Enter")
    expect(dialog.locator(".error-summary")).to_be_focused()
    expect(dialog.locator("[name=ordinary_procedure]")).to_be_checked()

    wang.context.set_offline(True)
    wang.keyboard.press("Tab")
    dialog.locator("[name=ordinary_procedure]").uncheck()
    wang.keyboard.press("Control+Enter")
    expect(dialog.locator(".toasts")).to_contain_text("网络未连接")
    wang.context.set_offline(False)
    wang.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(wang.locator("main .notes")).to_contain_text("已完成")
    expect(wang.locator(".identity-road [aria-current]")).to_contain_text("已分流")
    assert wang.url.endswith(matter)


def test_a_late_move_shows_in_its_dialog_what_happened_meanwhile(signed_in: SignedIn) -> None:
    wang, he = signed_in("wang"), signed_in("he", size=PHONE)
    register(wang, name="陈桂荣")
    matter = decide_first(wang)
    move(wang, matter, "triage", kind="criminal_petition")
    he.goto(matter)
    dialog = move_in_dialog(he, "accept")
    assert dialog.bounding_box() == {"x": 0, "y": 0, **PHONE}
    move(wang, matter, "request_supplement", missing="判决书")
    dialog.locator(".btn-primary").click()
    expect(dialog.locator(".changed")).to_be_focused()
    expect(dialog.locator(".changed")).to_contain_text("王芳")


def test_moves_are_pages_without_script(signed_in: SignedIn) -> None:
    wang = signed_in("wang")
    register(wang, name="陈桂珍")
    matter = decide_first(wang)
    plain = signed_in("wang", javascript=False)
    plain.goto(matter)
    plain.locator(".page-head a[href*='/do/triage/']").click()
    plain.wait_for_url(re.compile("/do/triage/$"))
    plain.locator("main button.btn-primary").click()
    plain.wait_for_url(re.compile(re.escape(matter) + "$"))
    expect(plain.locator("main .notes")).to_contain_text("已完成")


def test_a_paper_being_written_survives_the_tab_and_a_lost_connection(
    signed_in: SignedIn,
) -> None:
    wang = signed_in("wang")
    register(wang, name="陈桂英")
    matter = decide_first(wang)
    wang.goto(f"/papers/new/{matter.split('/')[2]}/procedural_reply/")
    saved, text = wang.locator("ty-autosave"), wang.locator("main [name=text]")
    text.fill("写到一半的告知书。")
    wang.context.set_offline(True)
    wang.locator("main [name=addressee]").focus()
    expect(saved).to_contain_text("网络未连接")
    wang.context.set_offline(False)
    expect(saved).to_contain_text(re.compile(r"草稿已保存 \d\d:\d\d"))
    wang.goto(matter)
    wang.goto(f"/papers/new/{matter.split('/')[2]}/procedural_reply/")
    assert text.input_value() == "写到一半的告知书。"
