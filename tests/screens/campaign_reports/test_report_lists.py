"""The list behind a figure, and the list of all that changed."""

from __future__ import annotations

from django.urls import reverse


def counted(report, code: str) -> str:
    return reverse("report-matters", args=[report.public_id, code])


def changed(report) -> str:
    return reverse("report-changes", args=[report.public_id])


def test_a_stranger_is_sent_to_sign_in(client, december):
    report = december.report(month=12)
    assert client.get(counted(report, "gross")).status_code == 302
    assert client.get(changed(report)).status_code == 302


def test_a_list_names_the_matters_as_they_stood(december, cast, body):
    closed, then_open, gone = december.matters
    page = body(cast.he, counted(december.report(), "closed"))
    assert closed.number in page
    assert then_open.number not in page
    page = body(cast.he, counted(december.report(month=12), "left"))
    assert gone.number in page
    assert "Left by decision" in page


def test_what_is_no_figure_is_not_found(december, cast, client_of):
    assert client_of(cast.he).get(counted(december.report(), "salt")).status_code == 404


def test_an_empty_list_says_so(december, cast, body):
    assert "No matter here" in body(cast.he, counted(december.report(), "r3"))


def test_all_changes_are_listed(december, cast, body):
    page = body(cast.he, changed(december.report(month=12)))
    assert page.count("data-open") == 2
    assert "Closed, resolved or not +1" in page


def test_without_an_earlier_report_there_is_no_list_of_changes(december, cast, client_of):
    assert client_of(cast.he).get(changed(december.report())).status_code == 404


def test_they_speak_chinese(december, cast, body):
    report = december.report(month=12)
    assert "所处步骤" in body(cast.he, counted(report, "gross"), language="zh-hans")
    assert "对数字的影响" in body(cast.he, changed(report), language="zh-hans")
