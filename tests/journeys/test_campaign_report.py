"""What an office reports upward: from a frozen batch over the draft to the confirmed report."""

from __future__ import annotations

import re
from datetime import timedelta

import psycopg
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Product, SignedIn
from tests.journeys.test_campaign import accept_candidates, draw_up, freeze, open_it, prepare
from tests.journeys.test_one_petition import today

NUMBER = 3
COUNTY = "330106"


def as_if_frozen_last_month(product: Product, campaign: str) -> None:
    """A report is owed only once its period has ended."""
    day = today().replace(day=1) - timedelta(days=10)
    with psycopg.connect(product.owner_url) as owner:
        for table, column, where in (
            ("campaigns_campaign", "opened_at", "public_id = %(id)s"),
            ("campaigns_batch", "frozen_at", "campaign_id = (SELECT id FROM campaigns_campaign"
             " WHERE public_id = %(id)s)"),
        ):  # fmt: skip
            owner.execute(
                f"UPDATE {table} SET {column} = %(day)s WHERE {where}",
                {"day": day, "id": campaign.split("/")[2]},
            )


def draft(li: Page, campaign: str) -> str:
    """The handler drafts it from the register and writes what figures do not say."""
    li.goto(f"{campaign}reports/{COUNTY}/")
    li.locator("form button", has_text="起草").first.click()
    li.wait_for_url(re.compile("/campaigns/reports/[0-9a-f-]{36}/$"))
    report = re.sub("^https?://[^/]+", "", li.url)
    li.locator(f"a[href='{report}remarks/']").click()
    li.locator("[name=remarks]").fill("本月以约见为主，下月集中答复。")
    li.locator("main form .btn-primary, dialog form .btn-primary").last.click()
    expect(li.locator("main")).to_contain_text("本月以约见为主")
    return report


def confirm(zhao: Page, report: str) -> None:
    """The chief stands for it; from then on it is frozen, and every figure opens its list."""
    zhao.goto(report)
    zhao.locator(f"a[href='{report}confirm/']").click()
    zhao.locator("main form .btn-primary, dialog form .btn-primary").last.click()
    expect(zhao.locator("main .note-success").last).to_contain_text("报告与确认时一致")
    figure = zhao.locator(f"a[href='{report}figures/gross/']")
    expect(figure).to_have_text(str(NUMBER))
    figure.click()
    expect(zhao.locator("[data-open]")).to_have_count(NUMBER)


def test_from_a_frozen_batch_to_the_confirmed_report(product: Product, signed_in: SignedIn) -> None:
    above, chief_above = signed_in("he.city"), signed_in("zhao.city")
    campaign = draw_up(above, f"{today().year}年市院信访积案清理")
    open_it(chief_above, campaign)
    accept_candidates(above, campaign, NUMBER)
    freeze(chief_above, prepare(above, campaign, NUMBER), NUMBER)
    as_if_frozen_last_month(product, campaign)
    report = draft(signed_in("li"), campaign)
    confirm(signed_in("zhao"), report)
    above.goto(f"{campaign}reports/")
    expect(above.locator("main")).to_contain_text("西湖")
    above.goto(report)
    expect(above.locator("main .note-success").last).to_be_visible()
    with above.expect_download() as got:
        above.locator(f"a[href='{report}report.docx']").click()
    assert got.value.suggested_filename.endswith(".docx")
