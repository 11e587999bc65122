"""Writing the remarks and confirming: two people, one page that tells what it means."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from touyan.campaigns.models import CampaignReport
from touyan.intake.models import Wall
from touyan.organs.models import RoleGrant


def url(report, name: str) -> str:
    return reverse(name, args=[report.public_id])


@pytest.fixture
def report(november) -> CampaignReport:
    return november.report()


def version(client, address: str) -> str:
    return re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())[1]


def sent(client, report, name: str, **data: str):
    address = url(report, name)
    return client.post(address, {"version": version(client, address), "confirm": "1", **data})


def test_a_stranger_is_sent_to_sign_in(client, report):
    assert client.get(url(report, "report-confirm")).status_code == 302


def test_a_handler_writes_the_remarks_and_does_not_confirm(report, cast, client_of):
    client = client_of(cast.li)
    assert sent(client, report, "report-remarks", remarks="两件难度较大。").status_code == 302
    report.refresh_from_db()
    assert (report.remarks, report.drafted_by) == ("两件难度较大。", cast.li)
    assert client.get(url(report, "report-confirm")).status_code == 403


def test_remarks_that_name_a_matter_or_a_party_are_refused_as_everyone_reads_them(
    november, report, cast, client_of
):
    matter = november.matters[0]
    party = matter.belongings.get().petition.parties.first()
    for word in (matter.number, matter.title, party.name):
        answer = sent(client_of(cast.li), report, "report-remarks", remarks=f"其中{word}较难。")
        assert answer.status_code == 422
        assert word in answer.content.decode()
    report.refresh_from_db()
    assert report.remarks == ""


def test_whom_a_wall_keeps_from_a_matter_learns_nothing_from_what_is_refused(
    november, report, cast, client_of
):
    hidden = november.matters[0]
    Wall.objects.create(petition=hidden.belongings.get().petition, person=cast.he.person,
                        reason="被反映")  # fmt: skip
    words = {"remarks": f"{hidden.number}较难。"}
    assert sent(client_of(cast.he), report, "report-remarks", **words).status_code == 302
    assert sent(client_of(cast.li), report, "report-remarks", **words).status_code == 422


def test_another_than_the_writer_confirms_it_and_it_is_frozen(report, cast, client_of):
    head, chief = client_of(cast.he), client_of(cast.zhao)
    sent(head, report, "report-remarks", remarks="两件难度较大。")
    refused = sent(head, report, "report-confirm")
    assert refused.status_code in (403, 422)
    assert sent(chief, report, "report-confirm").status_code == 302
    report.refresh_from_db()
    assert report.confirmed_by == cast.zhao
    again = chief.post(url(report, "report-remarks"), {"remarks": "x"})
    assert again.status_code == 422
    assert "no longer changes" in again.content.decode()


def test_in_an_office_with_nobody_else_the_writer_confirms(report, cast, client_of):
    RoleGrant.objects.filter(
        post__organ=report.organ, role__in=["chief", "deputy_chief", "committee_member",
                                            "department_head"],
    ).exclude(person=cast.he.person).delete()  # fmt: skip
    head = client_of(cast.he)
    sent(head, report, "report-remarks", remarks="本院仅一名负责人。")
    assert sent(head, report, "report-confirm").status_code == 302


def test_what_somebody_wrote_meanwhile_is_read_before_it_is_confirmed(report, cast, client_of):
    chief = client_of(cast.zhao)
    stale = version(chief, url(report, "report-confirm"))
    sent(client_of(cast.li), report, "report-remarks", remarks="补充一句")
    answer = chief.post(url(report, "report-confirm"), {"version": stale, "confirm": "1"})
    assert answer.status_code == 409
    assert "meanwhile" in answer.content.decode()
    report.refresh_from_db()
    assert report.confirmed_at is None


@pytest.mark.parametrize("who", ["he_city", "he_province"])
def test_the_offices_above_neither_write_nor_confirm(report, cast, client_of, who):
    client = client_of(getattr(cast, who))
    for name in ("report-remarks", "report-confirm"):
        assert client.post(url(report, name), {"remarks": "x"}).status_code == 403


def test_a_version_nobody_sent_is_no_error(report, cast, client_of):
    answer = client_of(cast.zhao).post(url(report, "report-confirm"), {"version": "9" * 40})
    assert answer.status_code == 409


def test_it_speaks_chinese(report, cast, body):
    assert "一经确认即冻结" in body(cast.zhao, url(report, "report-confirm"), language="zh-hans")
    assert "数字取自登记信息" in body(cast.li, url(report, "report-remarks"), language="zh-hans")
