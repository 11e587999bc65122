"""Results and the circular on screen and as files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.urls import reverse
from tests.database.inspections.found import Looked
from tests.database.inspections.test_circular import WORDS, drafted, issued, reviewed

from touyan.inspections.actions.plans import end_inspection
from touyan.inspections.models import Circular
from touyan.inspections.rules.words import Mode, Seat
from touyan.intake.models import Petition, Wall

Body = Callable[..., str]


def at(looked: Looked, route: str, *more: str) -> str:
    return reverse(route, args=[looked.inspection.public_id, *more])


def test_results_are_told_in_words_and_every_figure_opens_its_matters(
    looked: Looked, body: Body
) -> None:
    reviewed(looked)
    text = body(looked.cast.he_province, at(looked, "inspection-results"))
    assert "1 of the 3 matters it applies to were not met: 33.3%." in text
    address = at(looked, "inspection-counted") + "?figure=answer%3AQ05%3Anot_met"
    assert address in text
    opened = body(looked.cast.he_province, address)
    assert looked.matters[0].number in opened
    assert looked.matters[2].number not in opened


def test_every_figure_on_the_page_opens_as_many_matters_as_it_says(
    looked: Looked, body: Body, client_of: Any
) -> None:
    issued(reviewed(looked))
    text = body(looked.cast.he_province, at(looked, "inspection-circular"))
    figures = set(re.findall(r'href="([^"]+figure=[^"]+)">(\d+)</a>', text))
    assert {name for address, _said in figures for name in ("withdrawn", "not_met", "population")
            if name in address} == {"withdrawn", "not_met", "population"}  # fmt: skip
    client = client_of(looked.cast.he_province, language="en")
    for address, said in figures:
        opened = client.get(address).content.decode()
        assert opened.count("data-open>") == int(said), address


def test_a_sample_not_reviewed_whole_says_what_nobody_knows(looked: Looked, body: Body) -> None:
    looked.drawn(3, public="3381.42", mode=Mode.SIMPLE, margin=Decimal("20.0"),
                 number_source="上证指数收盘", number_on=date(2026, 11, 24))  # fmt: skip
    page = at(looked, "inspection-results")
    looked.answered(0, Seat.FIRST)
    looked.answered(1, Seat.FIRST)
    unsure = "1 of the 3 matters drawn are not reviewed to the end"
    assert unsure in body(looked.cast.he_province, page)
    looked.answered(2, Seat.FIRST)
    assert unsure not in body(looked.cast.he_province, page)


@pytest.mark.parametrize("figure", ["", "x", "answer:Q05", "stage:x", "answer:Q05:x"])
def test_no_other_figure_is_opened(looked: Looked, client_of: Any, figure: str) -> None:
    reviewed(looked)
    client = client_of(looked.cast.he_province, language="en")
    assert client.get(at(looked, "inspection-counted"), {"figure": figure}).status_code == 404


def test_while_it_runs_the_inspected_office_reads_no_results(
    looked: Looked, client_of: Any
) -> None:
    drafted(reviewed(looked))
    client = client_of(looked.cast.he, language="en")
    for route in ("inspection-results", "inspection-counted", "inspection-rounds",
                  "inspection-circular", "circular-write", "circular-issue"):  # fmt: skip
        assert client.get(at(looked, route)).status_code == 404, route


def test_it_is_written_issued_and_then_read_by_the_inspected_office(
    looked: Looked, client_of: Any, body: Body
) -> None:
    reviewed(looked)
    page = at(looked, "inspection-circular")
    writer = client_of(looked.cast.sun_province, language="en")
    assert at(looked, "circular-write") in body(looked.cast.sun_province, page)
    named = writer.post(at(looked, "circular-write"), {**WORDS, "problems": "如吴秀兰一件"})
    assert named.status_code == 422
    assert "Leave “吴秀兰” out" in named.content.decode()
    assert writer.post(at(looked, "circular-write"), WORDS).status_code == 302
    assert at(looked, "circular-issue") not in body(looked.cast.zhao_province, page)
    end_inspection(inspection_id=looked.inspection.public_id, by=looked.cast.he_province,
                   now=looked.now)  # fmt: skip
    assert at(looked, "circular-issue") in body(looked.cast.zhao_province, page)
    issuer = client_of(looked.cast.zhao_province, language="en")
    assert issuer.get(at(looked, "circular-issue")).status_code == 200
    assert issuer.post(at(looked, "circular-issue"), {"confirm": "1"}).status_code == 302
    text = body(looked.cast.he, page)
    assert WORDS["problems"] in text
    assert "the circular is what was issued" in text
    assert at(looked, "circular-counted") in text
    assert at(looked, "circular-write") not in text
    assert looked.matters[0].number in body(
        looked.cast.he, at(looked, "circular-counted") + "?figure=answer:Q05:not_met"
    )


def test_an_altered_circular_says_so(looked: Looked, body: Body, monkeypatch: Any) -> None:
    issued(reviewed(looked))
    monkeypatch.setattr(
        "touyan.inspections.queries.results.PARTS", ("problems", "practice")
    )  # as if something were missing from what was issued
    assert "is not what was issued" in body(
        looked.cast.he_province, at(looked, "inspection-circular")
    )


class TestFiles:
    def test_word_names_method_results_and_digest_and_no_person(
        self, looked: Looked, client_of: Any
    ) -> None:
        circular = issued(reviewed(looked))
        answer = client_of(looked.cast.he, language="en").get(at(looked, "circular-file", "docx"))
        xml = ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        for words in (
            "情况的通报",
            "名单冻结时共3件",
            WORDS["problems"],
            "33.3%",
            circular.digest[:8],
            "下列22项在所查适用事项中全部符合",
        ):
            assert words in xml
        for name in ("吴秀兰", "孙志强", "李建国"):
            assert name not in xml

    def test_pdf_and_spreadsheet_are_made_and_taking_them_leaves_rows(
        self, looked: Looked, client_of: Any
    ) -> None:
        issued(reviewed(looked))
        client = client_of(looked.cast.he, language="zh-hans")
        pdf = client.get(at(looked, "circular-file", "pdf"))
        assert pdf.content.startswith(b"%PDF")
        sheet = client.get(at(looked, "circular-file", "xlsx"))
        book = openpyxl.load_workbook(io.BytesIO(sheet.content))
        rows = list(book.worksheets[0].iter_rows(values_only=True))
        read = next(row for row in rows if row[1] == "Q05")
        assert "33.3%" in read
        assert client.get(at(looked, "circular-file", "txt")).status_code == 404

    def test_what_a_wall_hides_is_in_no_file(self, looked: Looked, client_of: Any) -> None:
        issued(reviewed(looked))
        petition = Petition.objects.get(belonging__matter=looked.matters[0])
        Wall.objects.create(petition=petition, reason="被反映", person=looked.cast.he.person)
        answer = client_of(looked.cast.he, language="en").get(at(looked, "circular-file", "docx"))
        xml = ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
        assert "名单冻结时共2件" in xml
        assert "33.3%" not in xml

    def test_before_it_is_issued_there_is_no_file(self, looked: Looked, client_of: Any) -> None:
        drafted(reviewed(looked))
        client = client_of(looked.cast.he_province, language="en")
        assert client.get(at(looked, "circular-file", "docx")).status_code == 404
        assert not Circular.objects.get().digest


def test_rounds_stand_side_by_side(looked: Looked, body: Body) -> None:
    reviewed(looked)
    again = Looked(looked.story.later(days=400), "第二轮", looked.inspection, looked.matters)
    again.drawn(0)
    for place in range(3):
        again.answered(place, Seat.FIRST)
    text = body(looked.cast.he_province, at(again, "inspection-rounds"))
    row = text[text.rindex("<tr", 0, text.index("33.3%")) : text.index("33.3%") + 600]
    assert row.index("1/3") < row.index("0.0%") < row.index("0/3"), "the oldest round first"
