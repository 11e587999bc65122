"""A measure composed by one person and approved by another stands among the figures."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.database.matters.stories import Story

from touyan.audit.models import Entry
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import NotPermitted
from touyan.statistics.actions.following import follow
from touyan.statistics.actions.own import approve_measure
from touyan.statistics.models import FrozenFigure, OwnMeasure

pytestmark = pytest.mark.django_db
URL = "/figures/own/"
ENTERED = {
    "name_zh": "本院首次信访占比", "name_en": "Share first in this office", "valid_from": "2026-01-01",
    "counts": ["first_in_unit"], "of": ["received"], "left_out": ["undecided"],
}  # fmt: skip


@pytest.fixture
def story(cast, now) -> Story:
    made = Story(cast, now)
    made.closed()
    made.petition(title="尚未归入案件的来信")
    follow(now=now)
    return made


def composed(client, **changes: object) -> str:
    """The address of the measure proposed."""
    answer = client.post(f"{URL}compose/", {**ENTERED, **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer["Location"]


def row() -> OwnMeasure:
    return OwnMeasure.objects.latest("pk")


def test_a_proposal_shows_nowhere_until_a_second_person_approves_it(story, client_of) -> None:
    qian, he = client_of(story.cast.qian), client_of(story.cast.he)
    address = composed(qian)
    assert "Share first in this office" not in he.get("/figures/").content.decode()
    assert he.get(f"/figures/{row().code}/").status_code == 404
    assert he.post(f"{address}approve/").status_code == 302
    board = he.get("/figures/").content.decode()
    assert "Share first in this office" in board
    assert "50.0%" in he.get(f"/figures/{row().code}/").content.decode()
    assert list(
        Entry.objects.filter(subject_type="measure").order_by("number").values_list("verb", flat=True)
    ) == ["measure.compose", "measure.approve"]  # fmt: skip


def test_its_numbers_open_their_lists_and_it_is_frozen_like_any_other(story, client_of) -> None:
    he = client_of(story.cast.he)
    he.post(f"{composed(client_of(story.cast.qian))}approve/")
    code = row().code
    listed = he.get(f"/figures/{code}/list/?part=counts").context["listed"]
    assert listed.page.paginator.count == 1
    answer = he.post(f"/figures/frozen/of/{code}/?period=twelve")
    assert answer.status_code == 302
    text = he.get(answer["Location"]).content.decode()
    assert "the number and the list are the same" in text
    assert "Share first in this office" in text
    assert FrozenFigure.objects.get().definition["counts"] == ["first_in_unit"]


def test_a_share_narrowed_to_a_kind_is_counted_listed_crossed_and_proven(story, client_of) -> None:
    """Two ways to the same number: by the measure, and by the whole narrowed on its page."""
    story.petition(title="举报来信", kind=Kind.REPORT)
    follow(now=story.now + timedelta(minutes=1))
    changes = {"counts": ["received"], "left_out": [], "kind": "report", "of_all": "on"}
    he = client_of(story.cast.he)
    he.post(f"{composed(client_of(story.cast.qian), **changes)}approve/")
    code, period = row().code, "period=twelve"
    assert row().counts == ["received@report."]
    assert row().of == ["received"]
    page = he.get(f"/figures/{code}/?{period}").content.decode()
    assert "33.3%" in page
    assert "Petitions received (Report of crime)" in page
    for part, number in (("counts", 1), ("of", 3)):
        listed = he.get(f"/figures/{code}/list/?part={part}&{period}").context["listed"]
        assert listed.page.paginator.count == number
    whole = he.get(f"/figures/received/?{period}&kind=report").context
    assert whole["figure"] == "1"
    crossed = he.get(f"/figures/query/?measure={code}&rows=kind&{period}").context["answer"]
    assert crossed.whole.cells[0].note == "1 / 3"
    assert [one.cells[0].note for one in crossed.rows if one.name == "Report of crime"] == ["1 / 1"]
    answer = he.post(f"/figures/frozen/of/{code}/?{period}")
    assert "the number and the list are the same" in he.get(answer["Location"]).content.decode()
    assert FrozenFigure.objects.get().numerator == 1
    again = he.get(f"{URL}{row().public_id}/compose/").context["form"]
    assert again["kind"].value() == "report"
    assert again["of_all"].value()


def test_what_is_counted_of_everything_is_narrowed_itself(story, client_of) -> None:
    answer = client_of(story.cast.qian).post(f"{URL}compose/", {**ENTERED, "of_all": "on"})
    assert answer.status_code == 422
    assert "narrowed to a kind or a channel" in answer.content.decode()


def test_nobody_approves_what_they_composed(story, client_of) -> None:
    he = client_of(story.cast.he)
    address = composed(he)
    assert he.post(f"{address}approve/").status_code == 403
    assert "a second person approves it" in he.get(address).content.decode()
    with pytest.raises(NotPermitted):
        approve_measure(public_id=row().public_id, by=story.cast.he, now=story.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnMeasure.objects.update(
            status="approved", approved_by=story.cast.he, approved_at=story.now
        )
    assert client_of(story.cast.zhao).post(f"{address}approve/").status_code == 302
    assert row().status == "approved"


def test_what_was_composed_stays_as_it_was_whoever_writes(story, client_of) -> None:
    composed(client_of(story.cast.qian))
    for change in ({"counts": ["received"]}, {"name_zh": "另一个名字"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnMeasure.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnMeasure.objects.all().delete()


def test_a_new_version_takes_the_place_of_the_old_one_and_gives_it_back(story, client_of) -> None:
    qian, he = client_of(story.cast.qian), client_of(story.cast.he)
    first = composed(qian)
    he.post(f"{first}approve/")
    answer = qian.post(f"{first}compose/", {**ENTERED, "name_en": "Second edition"})
    second = answer["Location"]
    assert row().version == 2
    assert row().code == OwnMeasure.objects.earliest("pk").code
    assert "Second edition" not in he.get("/figures/").content.decode()
    he.post(f"{second}approve/")
    assert "Second edition" in he.get("/figures/").content.decode()
    he.post(f"{second}withdraw/", {"reason": "口径有误"})
    board = he.get("/figures/").content.decode()
    assert "Share first in this office" in board
    assert "Second edition" not in board


def test_what_makes_no_figure_is_told_on_the_form(story, client_of) -> None:
    answer = client_of(story.cast.qian).post(f"{URL}compose/", {**ENTERED, "of": ["closed"]})
    assert answer.status_code == 422
    assert "by the same day, goes together" in answer.content.decode()
    assert not OwnMeasure.objects.exists()


def test_offices_beneath_show_it_those_above_and_beside_do_not(story, client_of) -> None:
    client_of(story.cast.he_city).post(f"{composed(client_of(story.cast.qian_city))}approve/")
    name = "Share first in this office"
    assert name in client_of(story.cast.he).get("/figures/").content.decode()
    assert name not in client_of(story.cast.he_province).get("/figures/").content.decode()
    assert name in client_of(story.cast.he).get(URL).content.decode()
    zhou = client_of(story.cast.zhou)
    assert zhou.get(f"{URL}{row().public_id}/").status_code in {403, 404}


def test_only_heads_and_statisticians_compose(story, client_of) -> None:
    for who in (story.cast.zhao, story.cast.sun, story.cast.li):
        assert client_of(who).get(f"{URL}compose/").status_code == 403
    assert client_of(story.cast.he).get(f"{URL}{uuid.uuid4()}/").status_code == 404


def test_the_list_asks_no_more_for_many(story, client_of) -> None:
    qian = client_of(story.cast.qian)
    for number in range(8):
        composed(qian, name_zh=f"口径{number}")
    with CaptureQueriesContext(connection) as asked:
        assert len(qian.get(URL).context["lines"]) == 8
    assert len(asked) <= 12, [query["sql"][:120] for query in asked.captured_queries]
