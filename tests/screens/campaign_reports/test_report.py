"""One report: figures that open their lists, the digest computed again, the comparison."""

from __future__ import annotations

import re

from django.urls import reverse

from touyan.campaigns.models import CampaignReport
from touyan.campaigns.rules.reported import GROUP_NAMES
from touyan.intake.models import Wall


def url(report, name: str = "campaign-report", *more: str) -> str:
    return reverse(name, args=[report.public_id, *more])


def figure(page: str, report, code: str) -> int:
    """The number that opens the list of a figure."""
    address = re.escape(url(report, "report-matters", code))
    return int(re.search(rf'href="{address}">(\d+)<', page)[1])


def walled(matter, account) -> None:
    Wall.objects.create(petition=matter.belongings.get().petition, person=account.person,
                        reason="被反映")  # fmt: skip


def test_a_stranger_is_sent_to_sign_in(client, november):
    assert client.get(url(november.report())).status_code == 302


def test_whoever_is_elsewhere_finds_nothing(november, cast, elsewhere, client_of):
    client, report = client_of(elsewhere), november.report()
    for address in (url(report), url(report, "report-matters", "gross"),
                    url(report, "report-changes"), url(report, "report-file", "pdf")):  # fmt: skip
        assert client.get(address).status_code == 404


def test_a_draft_says_that_it_is_one_and_what_it_counts(november, cast, body):
    report = november.report()
    page = body(cast.he, url(report))
    assert "A draft from the register as it stood at 2026-11-30 23:59" in page
    assert (figure(page, report, "gross"), figure(page, report, "closed")) == (3, 1)
    assert "no earlier confirmed report" in page


def test_every_figure_opens_a_list_of_just_as_many(december, cast, body):
    for report in CampaignReport.objects.all():
        page = body(cast.he_province, url(report))
        for code in GROUP_NAMES:
            rows = body(cast.he_province, url(report, "report-matters", code))
            assert rows.count("data-open") == figure(page, report, code), code


def test_the_change_is_told_matter_by_matter_with_the_acts_behind_it(december, cast, body):
    page = body(cast.he, url(december.report(month=12)))
    _still, closed, gone = december.matters
    told = page[page.index('id="changes-head"') :]
    assert closed.number in told
    assert "Matter closed" in told
    assert gone.number in told
    assert "Left a batch of a campaign" in told
    assert _still.number not in told
    assert "2 matters changed" in told


def test_a_frozen_report_proves_itself_and_shows_an_alteration(december, cast, body):
    report = december.report()
    assert "the report is what was confirmed" in body(cast.he, url(report))
    CampaignReport.objects.filter(pk=report.pk).update(remarks="后来加的")
    assert "something in it was altered" in body(cast.he, url(report))


def test_a_frozen_report_keeps_its_figures_and_points_to_the_next(december, cast, body):
    report = december.report()
    december.report(month=12)
    december.confirmed(month=12)
    page = body(cast.he, url(report))
    assert (figure(page, report, "gross"), figure(page, report, "closed")) == (3, 1)
    assert "told by the next report" in page


def test_a_walled_reader_counts_what_they_may_see_and_reads_no_frozen_total(december, cast, body):
    walled(december.matters[0], cast.he_province)
    report = december.report(month=12)
    page = body(cast.he_province, url(report))
    assert figure(page, report, "gross") == 2
    assert figure(page, report, "closed") == 1
    assert december.matters[0].number not in page
    assert 'data-label="2026-11"><a' in page
    assert figure(page, december.report(), "gross") == 2, "the earlier one is recounted as well"


def test_a_walled_member_of_the_office_acts_like_anyone_and_others_read_that_they_were_kept_from_it(
    november, cast, body, client_of
):
    walled(november.matters[0], cast.he)
    report = november.report()
    page, client = body(cast.he, url(report)), client_of(cast.he)
    assert url(report, "report-remarks") in page
    assert url(report, "report-confirm") in page
    form = client.get(url(report, "report-confirm")).content.decode()
    seen = re.search(r'name="version" value="(\d+)"', form)[1]
    sent = {"version": seen, "confirm": "1"}
    assert client.post(url(report, "report-confirm"), sent).status_code == 302
    assert "may not know of" not in body(cast.he, url(report))
    assert "may not know of 1 of these matters" in body(cast.zhao, url(report))


def test_the_salt_is_shown_to_nobody(december, cast, body):
    report = december.report()
    assert report.salt
    for account in (cast.he, cast.he_province):
        assert report.salt not in body(account, url(report))


def test_it_speaks_chinese(december, cast, body):
    page = body(cast.he, url(december.report(month=12)), language="zh-hans")
    for words in ("逐件变化说明", "经决定退出", "办结（含实质性化解）", "对数字的影响"):
        assert words in page
