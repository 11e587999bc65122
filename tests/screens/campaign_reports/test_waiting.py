"""What waits: on the worklist of the office and of the organiser, and as a list."""

from __future__ import annotations

from django.urls import reverse

WAITING = "/campaigns/reports/"


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(WAITING).status_code == 302


def test_a_draft_is_a_line_on_the_worklist_until_it_is_confirmed(november, cast, body):
    page = body(cast.he, reverse("home"))
    assert "Campaign reports to confirm" in page
    assert WAITING in page
    november.confirmed()
    assert "Campaign reports to confirm" not in body(cast.he, reverse("home"))


def test_a_late_one_is_a_line_for_the_organiser_from_the_day_after(november, cast, body):
    november.at(f"{november.report().due_on}")
    assert "Campaign reports late" not in body(cast.he_province, reverse("home"))
    november.at("2026-12-08")
    assert "Campaign reports late" in body(cast.he_province, reverse("home"))
    page = body(cast.he_province, WAITING)
    assert "1 days late" in page
    assert cast.organ_of(cast.he).local_name in page


def test_the_office_reads_how_late_it_is(november, cast, body):
    november.at("2026-12-10")
    assert "3 days late" in body(cast.he, WAITING)


def test_nothing_waits_and_that_is_said(cast, body):
    page = body(cast.he, WAITING)
    assert "No report waits for your office." in page
    assert "No report is late." in page


def test_it_speaks_chinese(november, cast, body):
    november.at("2026-12-10")
    assert "逾期3日" in body(cast.he, WAITING, language="zh-hans")
