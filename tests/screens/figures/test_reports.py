"""Statistical reports on screen: drawn up, opened to the list, confirmed, received, as files."""

from __future__ import annotations

import html
import io
import re

import docx
import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.database.leadership.covered import crowd
from tests.database.matters.stories import Story

from touyan.statistics.actions.following import follow
from touyan.statistics.actions.reports import draft_due

pytestmark = pytest.mark.django_db
URL = "/figures/reports/"


@pytest.fixture
def story(cast, now) -> Story:
    """What April saw; counted in November."""
    crowd(cast, now, under=cast.organ_of(cast.wang), number=60)
    follow(now=now)
    return Story(cast, now)


def drawn_up(client: Client) -> str:
    answer = client.post(f"{URL}new/", {"form": "monthly", "day": "2026-04-09"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer["Location"]


def test_nobody_comes_without_signing_in(client) -> None:
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("who", ["wang", "li"])
def test_who_counts_nothing_is_kept_out(who, cast, client_of) -> None:
    assert client_of(getattr(cast, who)).get(URL).status_code == 403


def test_a_statistician_draws_a_report_up_and_every_number_opens_its_list(story, client_of):
    client = client_of(story.cast.qian)
    address = drawn_up(client)
    text = client.get(address).content.decode()
    assert address in client.get(URL).content.decode()
    links = re.findall(rf'<a href="({address}list/[^"]+)">([\d,]+)</a>', text)
    assert links
    for url, number in links[:6]:
        shown = client.get(html.unescape(url)).context["listed"].page.paginator.count
        assert shown == int(number.replace(",", ""))


def test_the_head_confirms_and_the_report_proves_itself(story, client_of):
    address = drawn_up(client_of(story.cast.qian))
    assert "/confirm/" not in client_of(story.cast.qian).get(address).content.decode()
    client = client_of(story.cast.he)
    assert f"{address}confirm/" in client.get(address).content.decode()
    done = client.post(f"{address}confirm/")
    assert done.status_code == 302, done.content.decode()
    text = client.get(f"{address}?prove").content.decode()
    assert "every number and the list are the same" in text
    assert f"{address}confirm/" not in text


def test_the_office_above_asks_receives_and_sees_who_is_late(story, client_of, now):
    above, own = client_of(story.cast.he_city), client_of(story.cast.he)
    asked = above.post(f"{URL}plans/new/", {"form": "monthly", "since": "2026-10-01", "days": "5"})
    assert asked.status_code == 302
    assert draft_due(now=now)
    text = above.get(asked["Location"]).content.decode()
    office = story.cast.organ_of(story.cast.he)
    row = next(one for one in text.split("<tr>") if office.local_name in html.unescape(one))
    assert "Drafted, not confirmed" in row
    assert "Late" in row
    [address] = re.findall(rf'href="({URL}[0-9a-f-]{{36}}/)"', row)
    own.post(f"{address}confirm/")
    assert "Sent up, not yet received" in own.get(address).content.decode()
    assert address in above.get(f"{URL}?show=waiting").content.decode()
    above.post(f"{address}receive/")
    assert "Received above" in own.get(address).content.decode()
    assert address not in above.get(f"{URL}?show=waiting").content.decode()


def test_a_spreadsheet_holds_numbers_and_no_formula(story, client_of):
    client = client_of(story.cast.qian)
    address = drawn_up(client)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}report.xlsx").content))
    assert len(book.sheetnames) == 4
    sheet = book.worksheets[0]
    opened = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert opened["Matters opened"] >= 1
    assert not [c for one in book.worksheets for row in one for c in row if c.data_type == "f"]


def test_paper_holds_the_same_numbers(story, client_of):
    client = client_of(story.cast.qian)
    address = drawn_up(client)
    assert client.get(f"{address}report.pdf").content.startswith(b"%PDF")
    paper = docx.Document(io.BytesIO(client.get(f"{address}report.docx").content))
    rows = {row.cells[0].text: row.cells[1].text for row in paper.tables[0].rows}
    figures = client.get(address).context["tables"][0].rows
    assert rows["信访事项"] == next(
        row.cells[0].value for row in figures if row.name == "Matters opened"
    )
    assert len(paper.tables) == 3


def test_another_office_finds_nothing(story, client_of) -> None:
    above = client_of(story.cast.he_city)
    answer = above.post(f"{URL}new/", {"form": "monthly", "day": "2026-04-09"})
    client = client_of(story.cast.he)
    address = answer["Location"]
    for each in ("", "list/", "report.pdf", "restate/"):
        assert client.get(f"{address}{each}").status_code == 404
    assert not client.get(URL).context["lines"]


def test_the_list_asks_as_little_of_ten_reports_as_of_a_hundred(story, client_of, now) -> None:
    client = client_of(story.cast.he_city)
    client.post(f"{URL}plans/new/", {"form": "monthly", "since": "2026-10-01", "days": "5"})
    draft_due(now=now)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    client.post(f"{URL}plans/new/", {"form": "yearly", "since": "2020-01-01", "days": "5"})
    draft_due(now=now)
    client.get(URL)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few) <= 12
