"""Coverage on the screen: figures that open their lists, for those who may see them."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.database.leadership.covered import crowd

from touyan.audit.models import Entry
from touyan.leadership.models import Charge

pytestmark = pytest.mark.django_db
URL = "/coverage/"


@pytest.fixture
def city(cast, now):
    organ = cast.organ_of(cast.wang_city)
    crowd(cast, now, under=organ, number=300)
    return organ


def page(client, address: str = URL) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["wang", "li", "xitong", "anquan", "shenji"])
def test_whoever_neither_leads_nor_oversees_is_refused(who: str, cast, client_of) -> None:
    assert client_of(getattr(cast, who)).get(URL).status_code == 403


@pytest.mark.parametrize("who", ["he", "zhao", "he_city", "zhao_spp"])
def test_leaders_and_department_heads_see_their_own_subtree(who: str, cast, client_of) -> None:
    account = getattr(cast, who)
    assert client_of(account).get(URL).context["asked"].organ == cast.organ_of(account)


def test_another_office_is_as_if_it_were_not(cast, client_of) -> None:
    client = client_of(cast.he)
    assert client.get(URL, {"organ": "510104"}).status_code == 404
    assert client.get(URL, {"organ": "999999"}).status_code == 404
    assert client.get(reverse("coverage-list"), {"organ": "510104"}).status_code == 404


def test_every_figure_opens_a_list_of_as_many_matters(cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    text = page(client)
    cells = re.findall(r'<a href="(/coverage/list/[^"]+)">(?:<b>)?(\d+)', text)
    assert len(cells) > 40
    for address, number in cells:
        listed = page(client, address.replace("&amp;", "&"))
        assert f"<b>{number}</b> matter" in listed, address


def test_figures_follow_the_period_in_the_address(cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    assert client.get(URL).context["report"].total.cells[0].value > 200
    old = client.get(URL, {"period": "days", "first": "20250601", "last": "2025-06-01"})
    assert old.context["report"].total.cells[0].value == 21
    address = old.context["report"].total.cells[0].url
    assert parse_qs(urlsplit(address).query)["first"] == ["20250601"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "days"},
        {"period": "days", "first": "20260501", "last": "20260401"},
        {"period": "days", "first": "20261341", "last": "20261401"},
        {"period": "century"},
    ],
)
def test_days_that_make_no_sense_are_said(wrong: dict[str, str], cast, client_of) -> None:
    answer = client_of(cast.he_city).get(URL, wrong)
    assert answer.status_code == 422
    assert "Coverage by office" not in answer.content.decode()
    assert "error-summary" in answer.content.decode()


def test_offices_stand_in_the_order_of_their_codes_whatever_their_figures(
    cast, client_of, city
) -> None:
    report = client_of(cast.he_city).get(URL).context["report"]
    codes = [row.code for row in report.rows[1:]]
    assert codes == sorted(codes)
    assert len(codes) > 3


def test_offices_with_nothing_to_count_are_named_in_one_line(cast, client_of, city) -> None:
    report = client_of(cast.he_province).get(URL).context["report"]
    assert [row.code for row in report.rows[1:]] == [city.code]
    assert len(report.empty) > 5
    assert city.code not in {row.code for row in report.empty}


def test_no_person_is_named_in_any_figure(cast, client_of, city) -> None:
    text = page(client_of(cast.zhao_spp))
    body = text[text.index('<main id="main"') : text.index("</main>")]
    for account in cast.accounts.values():
        assert account.person.name not in body


def test_gross_and_net_stand_side_by_side(cast, client_of, city) -> None:
    report = client_of(cast.he_city).get(URL).context["report"]
    cells = {cell.label: cell for cell in report.total.cells}
    net, gross = cells["Led of those due, net"], cells["Led of those due, gross"]
    assert net.note.split("/")[0] == gross.note.split("/")[0]
    assert int(net.note.split("/")[1]) < int(gross.note.split("/")[1])
    assert sum(reason.value for reason in report.reasons) == cells["Left out, by reason"].value


def test_a_leader_sees_their_own_number_and_nobody_else_does(cast, client_of) -> None:
    assert "You lead 0 this year; the quota is 1." in page(client_of(cast.zhao_spp))
    assert "You lead" not in page(client_of(cast.he_spp))


def test_the_figures_of_a_quota_open_their_lists(cast, now, client_of) -> None:
    spp = cast.organ_of(cast.zhao_spp)
    matters = crowd(cast, now, under=spp, number=60)
    mine = matters[:2]
    Charge.objects.filter(matter__in=mine).delete()
    for one in mine:
        Charge.objects.create(matter=one, organ=spp, leader=cast.zhao_spp, leader_title="副检察长",
                              named_by=cast.zhao_spp, named_at=now, state="accepted",
                              answered_at=now)  # fmt: skip
    client = client_of(cast.zhao_spp)
    text = page(client)
    lists = re.findall(r'<a href="([^"]+group=led_here[^"]*)">(\d+)</a>', text)
    [own] = re.findall(r'<a href="([^"]+group=led_own[^"]*)">Your matters', text)
    assert "2" in [number for _address, number in lists]
    for address, number in lists:
        assert f"<b>{number}</b> matter" in page(client, address.replace("&amp;", "&"))
    listed = page(client, own.replace("&amp;", "&"))
    assert "<b>2</b> matters" in listed
    assert all(one.number in listed for one in mine)
    other = page(client_of(cast.he_spp))
    assert "led_own" not in other


@pytest.mark.parametrize("number", [20, 400])
def test_the_page_takes_as_many_queries_whatever_the_rows(number, cast, now, client_of) -> None:
    crowd(cast, now, under=cast.organ_of(cast.he_province), number=number)
    client = client_of(cast.zhao_spp)
    for address in (URL, "/coverage/list/?group=gross"):
        page(client, address)
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        assert len(asked) <= 12, [query["sql"][:120] for query in asked]


def test_the_spreadsheet_holds_numbers_their_definition_and_no_formula(
    cast, client_of, city
) -> None:
    client = client_of(cast.he_city)
    report = client.get(URL).context["report"]
    answer = client.post(reverse("coverage-export", args=["xlsx"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet, definition = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == len(report.rows) + 2
    assert rows[-1][2] == report.total.cells[0].value
    assert all(cell.data_type != "f" for each in book for line in each.iter_rows() for cell in line)
    assert any("Net leaves out" in str(line[1]) for line in definition.iter_rows(values_only=True))
    entry = Entry.objects.filter(verb="leadership.export_coverage").latest("pk")
    assert entry.detail["rows"] == len(report.rows)


def test_the_plain_file_reads_in_a_spreadsheet_program(cast, client_of, city) -> None:
    client = client_of(cast.he_city, language="zh-hans")
    answer = client.post(reverse("coverage-export", args=["csv"]))
    text = answer.content.decode("utf-8-sig")
    assert answer.content.startswith("\ufeff".encode())
    assert "应包案" in text.splitlines()[0]
    assert client.post(reverse("coverage-export", args=["doc"])).status_code == 404
