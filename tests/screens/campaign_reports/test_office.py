"""The page of an office: what it owes, and drafting before the night does."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.database.campaigns.reporting import CITY, COUNTY

from touyan.campaigns.models import Campaign, CampaignReport


def url(name: str = "office-reports", code: str = COUNTY) -> str:
    return reverse(name, args=[Campaign.objects.get().public_id, code])


@pytest.fixture
def ended(province):
    """November has ended, and the night did not come yet."""
    province.begun()
    return province.at("2026-12-01")


def test_a_stranger_is_sent_to_sign_in(client, ended):
    assert client.get(url()).status_code == 302


def test_the_office_reads_what_it_owes_and_when(ended, cast, body):
    page = body(cast.he, url())
    assert "2026-11" in page
    assert "Owed" in page
    assert "2026-12-07" in page, "the fifth is a Saturday"
    assert "Draft now" in page


def test_a_person_drafts_before_the_night_does(ended, cast, client_of):
    answer = client_of(cast.li).post(url("report-draft"), {"first": "2026-11-01"})
    made = CampaignReport.objects.get()
    assert answer.url == reverse("campaign-report", args=[made.public_id])
    assert made.drafted_by == cast.li


def test_the_running_period_is_refused_and_one_that_is_not_owed_not_found(ended, cast, client_of):
    client = client_of(cast.li)
    answer = client.post(url("report-draft"), {"first": "2026-12-01"}, follow=True)
    assert "a report is drafted from the day after" in answer.content.decode()
    for first in ("2026-10-01", "x", ""):
        assert client.post(url("report-draft"), {"first": first}).status_code == 404
    assert not CampaignReport.objects.exists()


def test_the_organiser_reads_it_and_drafts_nothing_for_it(ended, cast, body, client_of):
    assert "Draft now" not in body(cast.he_province, url())
    client = client_of(cast.he_province)
    assert client.post(url("report-draft"), {"first": "2026-11-01"}).status_code == 403


def test_the_office_above_is_hidden_from_the_one_beneath(ended, cast, elsewhere, client_of):
    assert client_of(cast.he).get(url(code=CITY)).status_code == 404
    assert client_of(elsewhere).get(url()).status_code == 404


def test_a_due_day_in_a_year_without_calendar_says_so(ended, cast, body):
    ended.at("2027-01-02")
    page = body(cast.he, url())
    assert "2027-01-05 (days off of that year not entered yet)" in page


def test_a_confirmed_one_names_who_stood_for_it(december, cast, body):
    page = body(cast.he, url())
    assert cast.he.get_short_name() in page
    assert "Confirmed" in page


def test_it_speaks_chinese(ended, cast, body):
    page = body(cast.he, url(), language="zh-hans")
    assert "待报送" in page
    assert "现在起草" in page
