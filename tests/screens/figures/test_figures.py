"""Figures on the screen: who sees which, and every number opens what it counts."""

from __future__ import annotations

import html
import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.database.leadership.covered import crowd
from tests.database.matters.stories import Story
from tests.screens.trust.routes import steady

from touyan.audit.models import Entry
from touyan.desk.figures.publishing import published
from touyan.intake.models import Wall
from touyan.statistics.actions.following import follow
from touyan.statistics.rules.measures import shipped_measures
from touyan.statistics.rules.months import Months

pytestmark = pytest.mark.django_db
URL = "/figures/"


@pytest.fixture
def story(cast, now) -> Story:
    return Story(cast, now)


@pytest.fixture
def city(story):
    """A city's register with some of everything, counted."""
    organ = story.cast.organ_of(story.cast.wang_city)
    crowd(story.cast, story.now, under=organ, number=84)
    story.closed()
    story.petition(title="尚未归入案件的来信")
    follow(now=story.now)
    return organ


def page(client, address: str = URL) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links(text: str) -> dict[str, int]:
    found = re.findall(r'<a href="(/figures/[^"]+/list/[^"]+)">([\d,]+)</a>', text)
    return {html.unescape(url): int(number.replace(",", "")) for url, number in found}


def test_a_stranger_is_sent_to_sign_in() -> None:
    assert Client().get(URL).status_code == 302


@pytest.mark.parametrize("who", ["wang", "li", "xitong", "anquan", "shenji"])
@pytest.mark.parametrize("address", [URL, f"{URL}closed/", f"{URL}closed/list/"])
def test_whoever_neither_leads_nor_oversees_is_refused(who, address, cast, client_of) -> None:
    assert client_of(getattr(cast, who)).get(address).status_code == 403


@pytest.mark.parametrize("who", ["he", "zhao", "sun", "qian", "he_city", "zhao_spp"])
def test_leaders_and_overseers_see_their_own_office(who, cast, client_of) -> None:
    account = getattr(cast, who)
    assert client_of(account).get(URL).context["asked"].organ == cast.organ_of(account)


@pytest.mark.parametrize("address", [URL, f"{URL}closed/", f"{URL}closed/list/"])
def test_another_office_is_as_if_it_were_not(address, cast, client_of) -> None:
    client = client_of(cast.he)
    assert client.get(address, {"organ": "510104"}).status_code == 404
    assert client.get(address, {"organ": "999999"}).status_code == 404


def test_what_is_no_measure_is_not_there(cast, client_of) -> None:
    client = client_of(cast.he)
    assert client.get(f"{URL}best-office/").status_code == 404
    assert client.get(f"{URL}closed/list/", {"part": "received"}).status_code == 404


@pytest.mark.parametrize(
    "code", ["received", "leader_coverage", "first_share", "closed", "days_to_answer"]
)
def test_every_number_of_a_figure_opens_a_list_as_long(code, cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    found = links(page(client, f"{URL}{code}/?period=twelve"))
    assert found
    for address, number in found.items():
        listed = client.get(address).context["listed"]
        assert listed.page.paginator.count == number, address


def test_the_table_of_offices_stands_in_the_order_of_codes(cast, client_of, city) -> None:
    table = client_of(cast.he_city).get(URL).context["drawn"]["table"]
    codes = [re.search(r"organ=(\d+)", line.url)[1] for line in table["lines"]]
    assert codes == sorted(codes)
    assert len(codes) > 3


def test_a_share_stands_beside_its_two_numbers_and_its_gross_rate(cast, client_of, city) -> None:
    text = page(client_of(cast.he_city), f"{URL}first_share/")
    assert "Net share" in text
    assert "Gross share" in text
    assert "Left out: First or repeat not yet decided" in text


def test_as_known_on_a_past_day_nothing_is_told_that_came_later(story, client_of, city) -> None:
    client = client_of(story.cast.he_city)
    before = client.get(f"{URL}received/", {"as_of": "2026-11-01"}).context["figure"]
    assert before == "0"
    assert client.get(f"{URL}received/").context["figure"] == "2"


@pytest.mark.parametrize(
    "wrong", [{"period": "given"}, {"period": "century"}, {"as_of": "2030-01-01"}]
)
@pytest.mark.parametrize("address", [URL, f"{URL}closed/", f"{URL}closed/list/"])
def test_days_that_make_no_sense_are_said(wrong, address, cast, client_of) -> None:
    answer = client_of(cast.he_city).get(address, wrong)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_who_is_kept_from_a_matter_is_told_of_it_by_no_figure(story, client_of) -> None:
    """Nor is anybody else of the office, so that nobody's figures differ from a colleague's."""
    petition = story.opened().belongings.get().petition
    Wall.objects.create(petition=petition, person=story.cast.zhao.person, reason="被反映人")
    follow(now=story.now)
    for who in ("zhao", "he"):
        client = client_of(getattr(story.cast, who))
        assert client.get(f"{URL}received/").context["figure"] == "0"
        assert not client.get(f"{URL}received/list/").context["listed"].facts
    above = client_of(story.cast.he_city)
    assert above.get(f"{URL}received/").context["figure"] == "1"
    assert len(above.get(f"{URL}received/list/").context["listed"].facts) == 1


def test_no_person_is_named_in_any_figure(cast, client_of, city) -> None:
    for address in (URL, f"{URL}leader_coverage/"):
        text = page(client_of(cast.zhao_spp), address)
        body = text[text.index('<main id="main"') : text.index("</main>")]
        for account in cast.accounts.values():
            assert account.person.name not in body


@pytest.mark.parametrize("number", [10, 1000])
@pytest.mark.parametrize("address", [URL, f"{URL}leader_coverage/list/"])
def test_a_page_takes_as_many_queries_whatever_the_register(
    address, number, cast, now, client_of
) -> None:
    crowd(cast, now, under=cast.organ_of(cast.wang_city), number=number)
    follow(now=now)
    client = client_of(cast.he_city)
    page(client, address)
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    assert len(asked) <= 12, [query["sql"][:120] for query in asked.captured_queries]


@pytest.mark.parametrize("name", ["months", "kinds", "channels"])
def test_a_picture_comes_as_a_file(name, cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    drawn = client.get(f"{URL}closed/picture/{name}.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert b"Matters closed" in drawn.content
    raster = client.get(f"{URL}closed/picture/{name}.png")
    assert raster.content.startswith(b"\x89PNG")


def test_a_picture_that_is_none_is_not_there(cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    assert client.get(f"{URL}closed/picture/pie.svg").status_code == 404
    assert client.get(f"{URL}closed/picture/months.exe").status_code == 404


def test_a_mark_of_a_picture_opens_the_list_it_stands_for(cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    text = page(client, f"{URL}leader_coverage/")
    marks = {html.unescape(url) for url in re.findall(r'href="(/figures/[^"]+/list/[^"]+)"', text)}
    monthly = [url for url in marks if "first=2026" in url]
    assert monthly
    assert all(client.get(url).status_code == 200 for url in monthly)


def test_the_spreadsheet_holds_numbers_with_their_definitions(cast, client_of, city) -> None:
    answer = client_of(cast.he_city).post(f"{URL}export/?period=twelve")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    heads, *rows = book.worksheets[0].iter_rows(values_only=True)
    found = {row[1]: dict(zip(heads, row, strict=True)) for row in rows}
    coverage = found["Leader's coverage"]
    assert coverage["Net share, %"] == round(
        100 * coverage["Numerator"] / coverage["Denominator"], 1
    )
    assert found["Petitions received"]["Numerator"] == 2
    assert coverage["Of"] == "Led by a leader + Not led"
    assert not [cell for row in rows for cell in row if str(cell).startswith("=")]
    entry = Entry.objects.filter(verb="statistics.export_figures").latest("number")
    assert entry.detail["since"] < entry.detail["until"]


def test_whoever_may_not_see_figures_exports_none(cast, client_of) -> None:
    assert client_of(cast.wang).post(f"{URL}export/").status_code == 403


def test_a_table_for_publication_withholds_small_numbers_and_what_would_tell_them(
    cast, city
) -> None:
    month = Months(date(2026, 11, 1), date(2026, 11, 1))
    one_kind = published(shipped_measures()["led_voluntarily"], city, month)
    *offices, whole = one_kind.rows
    assert {cell for _name, line in offices for cell in line} == {"＊"}, "totals of one are small"
    assert whole[1] == ["6", "6"]
    opened = published(shipped_measures()["opened"], city, month)
    assert opened.hidden >= 4
    cells = [cell for _name, line in opened.rows for cell in line]
    assert not any(cell in "1234" for cell in cells)


def test_only_a_count_has_a_table_for_publication(cast, client_of, city) -> None:
    client = client_of(cast.he_city)
    assert client.get(f"{URL}leader_coverage/table/").status_code == 404
    assert "Table for publication" in page(client, f"{URL}closed/")
    assert "Table for publication" not in page(client, f"{URL}leader_coverage/")
    assert client_of(cast.wang).get(f"{URL}closed/table/").status_code == 403


def test_a_table_for_publication_is_of_a_settled_time_and_never_narrowed(cast, client_of) -> None:
    client = client_of(cast.he)
    url = "/figures/received/table/"
    months = client.get(url).context["part"].months
    assert (months.first, months.last) == (date(2025, 1, 1), date(2025, 12, 1))
    assert client.get(f"{url}?kind=report&as_of=20260101").context["part"].kind == ""
    assert client.get(f"{url}?span=2026-01_12").status_code == 422, "not over yet"
    assert "2026-01-16 00:00" in page(client, f"{url}?span=2025-01_12")


@pytest.mark.usefixtures("kept")
def test_what_was_drawn_is_shown_again_until_more_is_counted(client_of, story, city) -> None:
    client = client_of(story.cast.zhao_city)
    page(client)  # signs in
    first = main(page(client))
    again, fewest = queries(client)
    assert again == first
    story.closed()
    follow(now=story.now + timedelta(minutes=1))
    counted, asked = queries(client)
    assert asked > fewest
    assert links(counted) != links(first)


@pytest.mark.usefixtures("kept")
def test_another_question_or_language_is_drawn_for_itself(client_of, story, city) -> None:
    client = client_of(story.cast.zhao_city)
    whole = main(page(client))
    assert main(page(client, f"{URL}?period=month")) != whole
    client.cookies["django_language"] = "zh-hans"
    assert main(page(client)) != whole


@pytest.fixture
def kept(settings):
    """As the product runs; other tests draw every page."""
    settings.CACHES = {
        **settings.CACHES,
        "figures": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }
    caches["figures"].clear()
    yield
    caches["figures"].clear()


def main(text: str) -> str:
    return steady(text.partition("<main")[2].encode()).decode()


def queries(client: Client) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked:
        text = main(page(client))
    return text, len(asked)
