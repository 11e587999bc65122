"""The directory of procuratorates as a page."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.organs.models import Organ

URL = "/office/"


def codes(answer) -> list[str]:
    return [row["organ"].code for row in answer.context["rows"]]


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL)["Location"].startswith("/sign-in/")


def test_the_first_page_shows_the_supreme_and_the_provincial_offices(cast, client_of):
    answer = client_of(cast.wang).get(URL)
    assert codes(answer)[0] == "100000"
    assert len(codes(answer)) == 34
    assert {"110000", "660000", "100000M01"} <= set(codes(answer))


def test_the_map_counts_the_offices_of_each_province_itself_included(cast, client_of):
    provinces = client_of(cast.wang).get(URL).context["provinces"]
    zhejiang = Organ.objects.filter(province_code="330000", valid_to__isnull=True).count()
    assert provinces["33"] == {"value": zhejiang, "url": "?under=330000"}
    assert provinces["military"]["value"] == 7


def test_a_step_down_the_tree_lists_the_offices_directly_beneath(cast, client_of):
    answer = client_of(cast.wang).get(URL, {"under": "330000"})
    children = Organ.objects.filter(parent__code="330000", valid_to__isnull=True)
    assert set(codes(answer)) == set(children.values_list("code", flat=True))
    assert [organ.code for organ in answer.context["above"]] == ["100000"]
    hangzhou = next(row for row in answer.context["rows"] if row["organ"].code == "330100")
    assert (
        hangzhou["beneath"]
        == Organ.objects.filter(
            path__contains=f"/{hangzhou['organ'].pk}/", valid_to__isnull=True
        ).count()
        - 1
    )


@pytest.mark.parametrize("text", ["西湖区", "Xihu District, Hangzhou", "330106"])
def test_an_office_is_found_by_name_in_both_languages_and_by_code(cast, client_of, text):
    assert "330106" in codes(client_of(cast.wang).get(URL, {"q": text}))


def test_a_short_name_several_offices_share_is_shown_with_the_parents_place(cast, client_of):
    answer = client_of(cast.wang).get(URL, {"q": "鼓楼检"})
    places = [row["place"] for row in answer.context["rows"]]
    assert len(places) >= 4
    assert "Nanjing City, Jiangsu Province" in places
    chinese = client_of(cast.wang, language="zh-hans").get(URL, {"q": "鼓楼检"})
    assert "南京市" in [row["place"] for row in chinese.context["rows"]]


def test_a_short_name_of_one_office_only_stands_alone(cast, client_of):
    rows = client_of(cast.wang).get(URL, {"q": "310000"}).context["rows"]
    assert [row["place"] for row in rows if row["organ"].code == "310000"] == [""]


def test_level_kind_and_place_in_the_tree_narrow_together(cast, client_of):
    answer = client_of(cast.wang).get(URL, {"under": "310000", "kind": "railway", "level": "4"})
    assert codes(answer)
    for row in answer.context["rows"]:
        assert (row["organ"].kind, row["organ"].level) == ("railway", 4)
        assert row["organ"].code.startswith("31")


def test_ended_offices_are_hidden_until_asked_for(cast, client_of):
    client = client_of(cast.wang)
    assert codes(client.get(URL, {"q": "闸北区"})) == []
    ended = client.get(URL, {"q": "闸北区", "state": "ended"})
    assert [row["ended"] for row in ended.context["rows"]] == [True]
    assert codes(client.get(URL, {"q": "闸北区", "state": "all"})) == codes(ended)


def test_an_office_not_begun_yet_is_not_in_force(cast, client_of, db):
    Organ.objects.filter(code="330106").update(valid_from=date(2999, 1, 1))
    client = client_of(cast.wang)
    assert "330106" not in codes(client.get(URL, {"q": "西湖区"}))
    assert "330106" in codes(client.get(URL, {"q": "西湖区", "state": "ended"}))


def test_nothing_found_says_what_to_do_next(cast, client_of):
    page = client_of(cast.wang).get(URL, {"q": "没有这个院"}).content.decode()
    assert "No office matches" in page
    assert "Show the whole directory" in page


def test_a_filter_that_cannot_be_read_narrows_nothing(cast, client_of):
    answer = client_of(cast.wang).get(URL, {"level": "nine", "kind": "castle", "state": "moved"})
    assert answer.status_code == 200
    assert len(codes(answer)) == 34


def test_an_unknown_place_in_the_tree_is_not_found(cast, client_of):
    assert client_of(cast.wang).get(URL, {"under": "999999"}).status_code == 404


def test_only_a_system_administrator_is_offered_the_import(cast, client_of):
    assert "Import offices" in client_of(cast.xitong).get(URL).content.decode()
    assert "Import offices" not in client_of(cast.wang).get(URL).content.decode()
    assert client_of(cast.wang).get(URL).context["requests"] is None


@pytest.mark.parametrize(
    "query", [{}, {"under": "330000"}, {"q": "区"}, {"state": "all", "q": "检察院", "page": "3"}]
)
def test_the_page_takes_at_most_twelve_queries(
    cast, client_of, query, django_assert_max_num_queries
):
    client = client_of(cast.xitong)
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert client.get(URL, query).status_code == 200
