"""A report as Word, PDF and spreadsheet."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from django.urls import reverse

from touyan.audit.models import Entry
from touyan.intake.models import Wall


def url(report, form: str) -> str:
    return reverse("report-file", args=[report.public_id, form])


def words(client, report) -> str:
    answer = client.get(url(report, "docx"))
    assert answer.status_code == 200
    return "\n".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_a_stranger_is_sent_to_sign_in(client, november, form):
    assert client.get(url(november.report(), form)).status_code == 302


def test_the_word_file_tells_figures_changes_and_digest(december, cast, client_of):
    client = client_of(cast.zhao)
    first = words(client, december.report())
    assert "在册总数3件" in first
    assert "尚未评定等级：1件；R0：0件；R1：0件；R2：0件；R3：0件" in first
    assert "本期为首次报告" in first
    assert december.report().digest in first.replace("\n", "")
    second = words(client, december.report(month=12))
    assert "（草稿）" in second
    assert "有2件发生变化" in second
    for matter in december.matters[1:]:
        assert matter.number in second


def test_the_pdf_is_one_and_a_row_says_who_took_it(december, cast, client_of):
    answer = client_of(cast.zhao).get(url(december.report(), "pdf"))
    assert answer.content.startswith(b"%PDF")
    row = Entry.objects.latest("number")
    assert (row.verb, row.detail["paper"]) == ("campaign.take_report", "pdf")


def test_the_spreadsheet_lists_the_matters_the_figures_count(december, cast, client_of):
    answer = client_of(cast.zhao).get(url(december.report(), "xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    matters, figures = book.worksheets
    assert matters.max_row == 4
    assert {row[1].value for row in matters.iter_rows(min_row=2)} == {
        matter.number for matter in december.matters
    }
    told = {row[0].value: row[1].value for row in figures.iter_rows()}
    assert told["On the list, gross"].startswith("3 ")


def test_a_walled_reader_takes_the_part_they_may_see(december, cast, client_of):
    Wall.objects.create(petition=december.matters[0].belongings.get().petition,
                        person=cast.he_province.person, reason="被反映")  # fmt: skip
    text = words(client_of(cast.he_province), december.report())
    assert "在册总数2件" in text
    assert december.matters[0].number not in text


def test_another_form_is_not_found(december, cast, client_of):
    assert client_of(cast.zhao).get(url(december.report(), "csv")).status_code == 404
