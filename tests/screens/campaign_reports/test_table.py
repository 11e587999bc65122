"""The organiser's table: offices by period, with what is owed, drafted, confirmed and late."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from tests.database.campaigns.reporting import CITY

from touyan.intake.models import Wall
from touyan.matters.models import Matter


def url(province, query: str = "") -> str:
    return reverse("campaign-reports", args=[province.report().campaign.public_id]) + query


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def test_a_stranger_is_sent_to_sign_in(client, november):
    assert client.get(url(november)).status_code == 302


def test_administrators_are_refused(november, cast, client_of):
    assert client_of(cast.xitong).get(url(november)).status_code == 403


def test_a_city_without_matters_on_the_lists_reads_of_no_office(november, elsewhere, body):
    assert "Nobody owes a report yet" in text_of(body(elsewhere, url(november)))


def test_the_offices_directly_beneath_come_first_and_open_those_beneath_them(november, cast, body):
    city, county = cast.organ_of(cast.he_city), cast.organ_of(cast.he)
    page = body(cast.he_province, url(november))
    assert city.local_name in text_of(page)
    assert county.local_name not in text_of(page)
    assert "2026-11" in page
    assert "2026-12" in page
    beneath = body(cast.he_province, url(november, f"?under={CITY}"))
    assert county.local_name in text_of(beneath)


def test_each_state_is_told_and_a_late_one_counts_for_the_office_above_it(november, cast, body):
    page = text_of(body(cast.he_province, url(november)))
    assert "Drafted, not confirmed" in page
    assert "The period has not ended" in page
    assert "late" not in page.replace("Late, with those beneath", "")
    november.at("2026-12-20")
    assert "2 reports are late" in text_of(body(cast.he_province, url(november)))
    november.confirmed()
    november.confirmed(CITY)
    told = text_of(body(cast.he_province, url(november)))
    assert "Confirmed" in told
    assert "reports are late" not in told
    assert "Late · due" in told, "confirmed after its last day, it stays late for the reader"


def test_the_late_ones_are_a_list_of_their_own(november, cast, body):
    november.at("2026-12-20")
    page = text_of(body(cast.he_province, url(november, "?late=1")))
    for account in (cast.he, cast.he_city):
        assert cast.organ_of(account).local_name in page
    assert "days late" in page


def test_an_office_sees_its_own_row_and_nothing_above_it(november, cast, body):
    page = text_of(body(cast.he, url(november)))
    assert cast.organ_of(cast.he).local_name in page
    assert cast.organ_of(cast.he_city).local_name + " " not in page


def test_an_office_elsewhere_is_not_told_from_one_that_does_not_exist(november, cast, client_of):
    client = client_of(cast.he)
    for code in (CITY, "999999", "510104"):
        assert client.get(url(november, f"?under={code}")).status_code == 404


def test_whom_a_wall_keeps_from_every_matter_learns_of_no_report(november, cast, body):
    for matter in november.matters:
        Wall.objects.create(petition=matter.belongings.get().petition, person=cast.he.person,
                            reason="被反映")  # fmt: skip
    page = text_of(body(cast.he, url(november)))
    assert "Nobody owes a report yet" in page


def test_older_periods_are_one_step_away(november, cast, body):
    november.at("2027-07-05")
    page = body(cast.he_province, url(november))
    assert "2027-07" in page
    assert "2026-11" not in text_of(page)
    older = text_of(body(cast.he_province, url(november, "?from=2027-01-01")))
    assert "2026-11" in older


def test_it_costs_the_same_however_many_periods_were_reported(november, cast, body):
    for month in range(1, 8):
        november.night(f"2027-{month:02d}-01")
    assert body(cast.he_province, url(november))


def test_a_county_is_found_from_the_campaign_page(november, cast, body):
    campaign = november.report().campaign
    assert url(november) in body(cast.he_province, reverse("campaign", args=[campaign.public_id]))


@pytest.mark.parametrize("address", ["", "?late=1", f"?under={CITY}"])
def test_it_speaks_chinese(november, cast, body, address):
    november.at("2026-12-20")
    page = body(cast.he_province, url(november, address), language="zh-hans")
    assert "逐级报告" in page
    assert "逾期" in page


def test_the_organisers_own_matters_have_a_line_that_opens_them(province, cast, body):
    own, beneath = province.story.closed(), province.story.closed()
    organ = cast.organ_of(cast.he_province)
    Matter.objects.filter(pk=own.pk).update(organ=organ)
    campaign = province.opened()
    province.frozen(campaign, own, beneath)
    address = reverse("campaign-reports", args=[campaign.public_id])
    page = body(cast.he_province, address)
    assert "1 matter of its own is counted" in text_of(page)
    found = re.search(r'href="([^"]+view=table[^"]+)"', page)
    assert found
    listed = body(cast.he_province, found[1].replace("&amp;", "&"))
    assert "1 in all" in listed
    assert own.number in listed
    assert "of its own is counted" not in text_of(body(cast.he_city, address))
