"""A question is put together, answered as table and picture, kept, and taken away."""

from __future__ import annotations

import html
import io
import itertools
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.cast import Cast
from tests.database.leadership.covered import crowd
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.rules.words import Channel, Kind
from touyan.organs.queries import organs_directly_under
from touyan.statistics.actions.following import follow
from touyan.statistics.models import OwnMeasure, SavedQuery
from touyan.statistics.queries.counted import Slice, counts, facts_in
from touyan.statistics.queries.crossed import crossed
from touyan.statistics.rules.crossing import Dimension, summed
from touyan.statistics.rules.measures import elements
from touyan.statistics.rules.months import Months

pytestmark = pytest.mark.django_db
URL = "/figures/query/"
ALL = frozenset(elements())
PAIRS = [
    pair
    for pair in itertools.permutations(Dimension, 2)
    if set(pair) != {Dimension.OFFICE, Dimension.LEVEL}
]


@pytest.fixture
def story(cast: Cast, now) -> Story:
    made = Story(cast, now)
    crowd(cast, now, under=cast.organ_of(cast.wang_city), number=20)
    made.closed()
    made.opened(title="另一件申诉", kind=Kind.CIVIL_PETITION, channel=Channel.PHONE)
    made.petition(title="尚未归入案件的来信", channel=Channel.VISIT)
    follow(now=now)
    return made


def whole(story: Story, who: str) -> Slice:
    first = story.now.date().replace(month=1, day=1)
    organ = story.cast.organ_of(getattr(story.cast, who))
    return Slice(organ, Months(first, first.replace(month=12)))


@pytest.mark.parametrize("who", ["zhao_spp", "he_province", "he_city", "he"])
def test_every_crossing_adds_up_to_the_figure_and_is_the_same_from_facts(who, story) -> None:
    """From totals kept, and from the facts of this very moment."""
    part = whole(story, who)
    then = part.of(moment=story.now + timedelta(seconds=1))
    beneath = list(organs_directly_under(part.organ))
    for dimensions in [*((one,) for one in Dimension), *PAIRS]:
        found = crossed(ALL, part, dimensions, beneath)
        assert summed(found.values()) == {k: n for k, n in counts(ALL, part).items() if n}
        assert found == crossed(ALL, then, dimensions, beneath), dimensions


def test_the_office_itself_stands_apart_from_those_beneath_it(story) -> None:
    part = whole(story, "he_city")
    beneath = list(organs_directly_under(part.organ))
    found = crossed(["received"], part, [Dimension.OFFICE], beneath)
    county = story.cast.organ_of(story.cast.he)
    assert found[str(county.pk),]["received"] == 3
    own = facts_in(["received"], part).filter(organ=part.organ).count()
    assert found.get((str(part.organ.pk),), {}).get("received", 0) == own


@pytest.mark.parametrize(
    "query",
    ["rows=month", "rows=kind&columns=channel", "rows=office", "rows=level", "rows=channel"],
)
def test_every_number_opens_the_list_it_counts(query, story, client_of) -> None:
    client = client_of(story.cast.he_city)
    text = client.get(f"{URL}?measure=received&{query}").content.decode()
    table = text[text.index("figures-table") :]
    cells = re.findall(r'<a href="(/figures/received/list/[^"]+)">(\d+)</a>', table)
    assert cells
    for url, number in cells:
        listed = client.get(html.unescape(url)).context["listed"]
        assert listed.page.paginator.count == int(number), url


def test_measures_stand_side_by_side_with_their_picture(story, client_of) -> None:
    client = client_of(story.cast.he)
    answer = client.get(f"{URL}?measure=received&second=about_offices&rows=month&period=twelve")
    assert len(answer.context["answer"].rows) == 12
    assert answer.context["picture"] is not None
    units = client.get(f"{URL}?measure=received&second=closed&rows=month").context["picture"]
    assert units.unit == "petitions, matters"
    mixed = client.get(f"{URL}?measure=received&second=first_share&rows=month")
    assert mixed.context["picture"] is None
    share = client.get(f"{URL}?measure=first_share&rows=kind")
    assert "100.0%" in share.content.decode()


def test_a_question_that_makes_no_table_is_told_at_its_field(story, client_of) -> None:
    client = client_of(story.cast.he)
    for query in ("rows=kind&columns=kind", "rows=nonsense", "measure=days_to_answer"):
        assert client.get(f"{URL}?{query}").status_code == 422


def test_a_query_is_kept_for_oneself_or_shared_with_the_office(story, client_of) -> None:
    qian, he = client_of(story.cast.qian), client_of(story.cast.he)
    address = f"{URL}save/?measure=closed&rows=kind"
    assert qian.post(address, {"name": "每类办结"}).status_code == 302
    assert [one.name for one in qian.get(URL).context["saved"]] == ["每类办结"]
    assert not he.get(URL).context["saved"]
    qian.post(address, {"name": "每类办结", "shared": "1"})
    [kept] = he.get(URL).context["saved"]
    assert he.get(f"{URL}?{kept.address}").context["answer"].query.rows is Dimension.KIND
    assert not client_of(story.cast.he_city).get(URL).context["saved"]
    assert he.post(f"{URL}{kept.public_id}/drop/").status_code == 404
    assert qian.post(f"{URL}{kept.public_id}/drop/").status_code == 302
    assert not SavedQuery.objects.exists()
    verbs = Entry.objects.filter(subject_type="query").order_by("number")
    assert [one.verb for one in verbs] == ["query.save", "query.save", "query.drop"]


def test_a_name_is_given_and_kept_once(story, client_of) -> None:
    client = client_of(story.cast.qian)
    answer = client.post(f"{URL}save/?measure=closed", {"name": "  "}, follow=True)
    assert "Give the query a name" in answer.content.decode()
    client.post(f"{URL}save/?measure=closed", {"name": "办结"})
    kept = SavedQuery.objects.get()
    twin = SavedQuery(account=kept.account, organ=kept.organ, name=kept.name, saved_at=story.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_spreadsheet_holds_numbers_and_no_name_becomes_a_formula(story, client_of) -> None:
    he = story.cast.he
    OwnMeasure.objects.create(
        code="own-x", version=1, organ=story.cast.organ_of(he), name_zh="=1+1", name_en="=1+1",
        counts=["received"], valid_from=story.now.date(), composed_by=story.cast.qian,
        composed_at=story.now, status="approved", approved_by=he, approved_at=story.now,
    )  # fmt: skip
    answer = client_of(he).post(f"{URL}export/?measure=own-x&second=first_share&rows=month")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    heads, *rows = list(sheet.values)
    assert heads[1:] == ("'=1+1", "Share of first petitions, %", "Numerator", "Denominator")
    assert rows[-1] == ("All together", 3, 100, 2, 2)
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert Entry.objects.filter(verb="statistics.export_query").count() == 1


def test_another_office_is_as_if_it_were_not(story, client_of) -> None:
    city = story.cast.organ_of(story.cast.he_city)
    client = client_of(story.cast.he)
    assert client.get(f"{URL}?organ={city.code}").status_code == 404
    assert client.post(f"{URL}save/?organ={city.code}", {"name": "他院"}).status_code == 404
    assert client_of(story.cast.wang).get(URL).status_code == 403


@pytest.mark.parametrize("query", ["rows=office&columns=kind", "rows=month&columns=channel"])
def test_an_answer_asks_no_more_for_many(query, story, client_of) -> None:
    client = client_of(story.cast.he_province)
    address = f"{URL}?measure=received&{query}"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= 12, [one["sql"][:120] for one in asked.captured_queries]
