"""The page of one procuratorate."""

from __future__ import annotations

from datetime import date

from touyan.organs.models import Department, Organ, Post

URL = "/office/330106/"


def names(rows) -> set[str]:
    return {row["post"].person.name for row in rows}


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(URL)["Location"].startswith("/sign-in/")


def test_facts_way_up_staff_and_departments_are_shown(cast, client_of):
    answer = client_of(cast.zhou).get(URL)
    assert [organ.code for organ in answer.context["above"]] == ["100000", "330000", "330100"]
    assert names(answer.context["staff"]) == {
        "王芳",
        "李建国",
        "何文静",
        "赵敏",
        "秦岚",
        "孙志强",
        "钱丽",
    }
    page = answer.content.decode()
    assert "西湖检" in page
    assert "Petition department" in page
    assert "Handling prosecutor" in page


def test_offices_beneath_are_listed(cast, client_of):
    rows = client_of(cast.wang).get("/office/330100/").context["rows"]
    assert "330106" in [row["organ"].code for row in rows]


def test_log_in_names_and_links_to_people_are_for_administrators_only(cast, client_of):
    link = f"/office/staff/{cast.wang.pk}/"
    assert link not in client_of(cast.zhou).get(URL).content.decode()
    assert link not in client_of(cast.shenji).get(URL).content.decode()
    assert link in client_of(cast.xitong).get(URL).content.decode()


def test_ended_posts_are_for_administrators_only(cast, client_of):
    Post.objects.filter(person=cast.sun.person).update(until_on=date(2021, 1, 1))
    assert "孙志强" not in client_of(cast.zhou).get(URL).content.decode()
    answer = client_of(cast.anquan).get(URL)
    assert names(answer.context["former"]) == {"孙志强"}


def test_an_ended_office_offers_no_appointments(cast, client_of):
    ended = Organ.objects.filter(valid_to__isnull=False).first()
    page = client_of(cast.xitong).get(f"/office/{ended.code}/").content.decode()
    assert "Ended" in page
    assert "Appoint someone" not in page


def test_an_unknown_code_is_not_found(cast, client_of):
    assert client_of(cast.wang).get("/office/987654/").status_code == 404


def test_the_page_takes_few_queries_however_many_serve(
    cast, client_of, django_assert_max_num_queries
):
    client = client_of(cast.xitong)
    client.get("/office/100000/")
    with django_assert_max_num_queries(15):
        client.get("/office/100000/")


class TestDepartments:
    def test_one_is_added_and_shown(self, cast, client_of):
        given = {"name": "第一检察部", "name_en": "First department", "handles_petitions": "on"}
        client_of(cast.xitong).post(f"{URL}departments/", given)
        added = Department.objects.get(name="第一检察部")
        assert added.organ.code == "330106"
        assert added.handles_petitions

    def test_a_second_of_the_same_name_is_refused_and_keeps_what_was_typed(self, cast, client_of):
        answer = client_of(cast.xitong).post(f"{URL}departments/", {"name": "控告申诉检察部"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "The office already has a department of this name." in page
        assert 'value="控告申诉检察部"' in page

    def test_one_in_which_people_serve_stays_open(self, cast, client_of):
        department = Department.objects.get(organ__code="330106")
        client_of(cast.xitong).post(f"/office/departments/{department.pk}/close/")
        department.refresh_from_db()
        assert department.closed_on is None

    def test_an_empty_one_closes_and_opens_again_under_its_name(self, cast, client_of):
        client = client_of(cast.xitong)
        client.post(f"{URL}departments/", {"name": "第二检察部"})
        department = Department.objects.get(name="第二检察部")
        client.post(f"/office/departments/{department.pk}/close/")
        department.refresh_from_db()
        assert department.closed_on
        client.post(f"{URL}departments/", {"name": "第二检察部"})
        department.refresh_from_db()
        assert department.closed_on is None

    def test_a_clerk_may_do_neither(self, cast, client_of):
        client = client_of(cast.wang)
        department = Department.objects.get(organ__code="330106")
        assert client.post(f"{URL}departments/", {"name": "第三检察部"}).status_code == 403
        assert client.post(f"/office/departments/{department.pk}/close/").status_code == 403
