"""The register as a list."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.screens.petitions.forms import letter, rows, today, yesterday

from touyan.audit.models import Entry
from touyan.intake.models import Petition, Undecided

URL = "/petitions/"
NEW = "/petitions/new/"


def numbers(answer) -> list[str]:
    return [row["label"] for row in answer.context["rows"]]


@pytest.fixture
def two(cast, client_of) -> tuple[Petition, Petition]:
    """A letter of yesterday and a visit of today."""
    client = client_of(cast.wang)
    client.post(NEW, letter())
    people = rows("parties", {"role": "petitioner", "name": "欧阳建国"})
    client.post(
        NEW,
        letter(
            channel="visit",
            kind="suggestion",
            received_on=today().isoformat(),
            text="建议增设无障碍通道。",
            **people,
        ),
    )
    first, second = Petition.objects.order_by("pk")
    return first, second


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert reverse("sign-in") in client.get(URL)["Location"]


def test_administrators_are_refused(cast, client_of):
    assert client_of(cast.shenji).get(URL).status_code == 403


def test_the_latest_received_stands_first_and_names_are_masked(cast, client_of, two):
    answer = client_of(cast.sun).get(URL)
    assert numbers(answer) == [two[1].number, two[0].number]
    page = answer.content.decode()
    assert "刘某" in page
    assert "欧阳某" in page
    assert "刘玉兰" not in page
    assert "Not yet decided" in page


def test_an_office_elsewhere_sees_nothing(cast, client_of, two):
    answer = client_of(cast.zhou).get(URL)
    assert numbers(answer) == []
    assert "No petition has been registered yet" in answer.content.decode()


@pytest.mark.parametrize("who", ["wang_city", "wang_province", "wang_spp"])
def test_the_offices_above_see_them(cast, client_of, two, who):
    assert len(numbers(client_of(getattr(cast, who)).get(URL))) == 2


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ({"channel": "visit"}, [1]),
        ({"kind": "criminal_petition"}, [0]),
        ({"state": "undecided"}, [1, 0]),
        ({"since": lambda: today().strftime("%Y%m%d")}, [1]),
        ({"until": lambda: yesterday().isoformat()}, [0]),
        ({"q": "无障碍"}, [1]),
        ({"q": "刘玉兰"}, [0]),
        ({"q": "criminal petition Xihu"}, [0]),
        ({"q": "刑事申诉"}, [0]),
        ({"q": "visit"}, [1]),
        ({"q": "来访 无障碍"}, [1]),
        ({"q": "criminal petition visit"}, []),
        ({"q": "accepted"}, []),
        ({"q": "无此内容"}, []),
        ({"channel": "nonsense"}, [1, 0]),
        ({"page": "99"}, [1, 0]),
    ],
)
def test_filters_in_the_address_narrow_the_list(cast, client_of, two, query, left):
    # Days are asked for when the test runs: a run may begin before midnight and end after it.
    asked = {name: said() if callable(said) else said for name, said in query.items()}
    assert numbers(client_of(cast.wang).get(URL, asked)) == [two[place].number for place in left]


def test_a_decided_petition_leaves_the_undecided(cast, client_of, two):
    Undecided.objects.filter(petition=two[0]).delete()
    assert numbers(client_of(cast.wang).get(URL, {"state": "undecided"})) == [two[1].number]


def test_the_office_filter_takes_a_code_and_says_when_there_is_none(cast, client_of, two):
    client = client_of(cast.wang_province)
    assert len(numbers(client.get(URL, {"organ": "330100"}))) == 2
    assert numbers(client.get(URL, {"organ": "330200"})) == []
    assert "No single office" in client.get(URL, {"organ": "Atlantis"}).content.decode()


def test_every_filter_is_a_chip_that_can_be_lifted(cast, client_of, two):
    page = client_of(cast.wang).get(URL, {"channel": "visit", "q": "无障碍"}).content.decode()
    assert "Lift this filter" in page
    assert "?channel=visit" in page


def test_a_search_is_noted_without_its_words(cast, client_of, two):
    client = client_of(cast.wang)
    client.get(URL)
    client.get(URL, {"q": "刘玉兰", "channel": "letter"})
    entry = Entry.objects.get(verb="petition.search")
    assert entry.detail["filters"] == ["channel"]
    assert "刘玉兰" not in str(entry.detail)


def test_htmx_gets_the_results_only(cast, client_of, two):
    answer = client_of(cast.wang).get(URL, headers={"HX-Request": "true", "X-Part": "results"})
    page = answer.content.decode()
    assert two[0].number in page
    assert "<html" not in page


def test_a_walled_petition_is_not_listed_counted_or_found(cast, client_of, two):
    chief = cast.zhao.person
    accused = rows("subjects", {"role": "accused", "name": chief.name, "person": chief.pk})
    client_of(cast.zhou).get(URL)
    client_of(cast.wang).post(NEW, letter(text="举报检察长收受财物。", **accused))
    hidden = Petition.objects.latest("pk")
    for who in (cast.zhao, cast.wang, cast.he, cast.sun):
        client = client_of(who)
        answer = client.get(URL)
        assert hidden.number not in answer.content.decode()
        assert answer.context["total"] == "2"
        assert numbers(client.get(URL, {"q": "收受财物"})) == []
    assert hidden.number in numbers(client_of(cast.wang_city).get(URL))


@pytest.mark.parametrize("count", [10, 1000])
def test_the_list_takes_at_most_twelve_queries(
    cast, client_of, two, count, django_assert_max_num_queries
):
    model = two[0]
    copies = [
        Petition(**{**fields_of(model), "number": f"信330106-2026-{n:05d}"})
        for n in range(10, 10 + count)
    ]
    Petition.objects.bulk_create(copies)
    client = client_of(cast.wang_province)
    client.get(URL)
    with django_assert_max_num_queries(12):
        answer = client.get(URL, {"channel": "letter", "organ": "330000"})
    assert len(numbers(answer)) == min(50, count + 1)


def fields_of(petition: Petition) -> dict[str, object]:
    kept = [
        "organ",
        "handling_organ",
        "channel",
        "kind",
        "title",
        "text",
        "received_on",
        "registered_at",
        "registered_by",
        "petitioner_names",
    ]
    return {name: getattr(petition, name) for name in kept}
