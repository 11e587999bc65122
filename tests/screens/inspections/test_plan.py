"""Planning: the scope counted and explained as it is typed, the size of a sample in words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.database.inspections.inspecting import walled

from touyan.inspections.models import Checklist, Inspection
from touyan.matters.models import Matter

NEW, SCOPE, LIST = "/inspections/new/", "/inspections/scope/", "/inspections/"


def fields(look, **changes: object) -> dict[str, object]:
    look.plan()  # enters the shipped checklist
    checklist = Checklist.objects.get(organ=None)
    usual = {
        "organ": look.organ.code, "name": "首次信访领导包案督查", "basis": "市院督查方案",
        "starts_on": "20261101", "ends_on": "2027-10-31", "levels": ["4"], "led": "", "ended": "",
        "checklist": str(checklist.public_id), "seats": "2", "mode": "full", "confidence": "95",
    }  # fmt: skip
    return {**usual, **changes}


SAMPLE = {"mode": "stratified", "strata": ["level", "kind"], "margin": "5", "confidence": "95",
          "number_source": "上证指数", "number_on": "20261224"}  # fmt: skip


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(LIST).status_code == 302
    assert client.get(NEW).status_code == 302


@pytest.mark.parametrize("who", ["wang", "xitong", "shenji"])
def test_whoever_takes_no_part_is_refused(cast, client_of, who):
    assert client_of(getattr(cast, who)).get(LIST).status_code == 403


@pytest.mark.parametrize("who", ["li_city", "qian_city"])
def test_readers_read_and_do_not_plan(look, cast, client_of, who):
    client = client_of(getattr(cast, who))
    assert NEW not in client.get(LIST).content.decode()
    assert client.get(NEW).status_code == 403
    assert client.post(SCOPE).status_code == 403


def test_an_inspector_has_it_in_the_menu_and_a_leader_beside_campaigns(look, cast, client_of):
    text = client_of(cast.sun_city).get(LIST).content.decode()
    assert 'href="/inspections/" aria-current="page" data-go="v"' in text
    text = client_of(cast.zhao_city).get(LIST).content.decode()
    assert 'href="/campaigns/" aria-current="page" data-go="b"' in text
    assert 'href="/inspections/"' in client_of(cast.zhao_city).get("/campaigns/").content.decode()


def test_an_inspector_plans_a_stratified_sample(look, cast, client_of):
    client = client_of(cast.sun_city)
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, fields(look, **SAMPLE))
    assert answer.status_code == 302, answer.context["form"].errors
    made = Inspection.objects.get()
    assert (made.mode, made.strata, made.scope) == (
        "stratified",
        ["level", "kind"],
        {"levels": [4]},
    )
    text = client.get(answer.url).content.decode()
    assert "the scope takes today:</p>" in text or "the scope takes today: <b>3</b>" in text
    assert "3 of the 3 matters are drawn" in text
    assert "Level of the office, Kind of matter" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"name": ""}, "required"), ({"ends_on": "20261001"}, "ends before it starts"),
     ({**SAMPLE, "strata": []}, "by what the list is divided"),
     ({**SAMPLE, "margin": "40"}, "half a point and 20"),
     ({**SAMPLE, "number_source": ""}, "Name the public number"),
     ({"accepted_from": "20261201", "accepted_until": "20261101"}, "ends before it begins"),
     ({"organ": "330106"}, "valid choice")],
)  # fmt: skip
def test_what_is_wrong_is_told_and_what_was_typed_stays(look, cast, client_of, changes, words):
    answer = client_of(cast.sun_city).post(NEW, fields(look, **changes))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert "市院督查方案" in text
    assert not Inspection.objects.exists()


def test_the_scope_is_counted_and_told_as_typed(look, story, cast, client_of):
    story.closed(title="办结的")
    client = client_of(cast.sun_city)
    sent = {"organ": look.organ.code, "levels": ["4"], "ended": "open", "mode": "simple",
            "margin": "20", "confidence": "95"}  # fmt: skip
    text = client.post(SCOPE, sent).content.decode()
    assert "<b>3</b>" in text
    assert "The matter is not closed" in text
    assert "20 percentage points" in text
    assert "<b>4</b>" in client.post(SCOPE, {**sent, "ended": ""}).content.decode()
    for margin in ("", "x", "NaN", "1e9"):  # still being typed
        assert client.post(SCOPE, {**sent, "margin": margin}).status_code == 200
    assert client.post(SCOPE, {**sent, "looks_at": "x"}).status_code == 404
    assert client.post(SCOPE, {**sent, "organ": "330106"}).status_code == 404


def test_only_matters_one_may_see_are_counted(look, cast, client_of):
    walled(Matter.objects.earliest("pk"), person=cast.sun_city.person)
    sent = {"organ": look.organ.code, "levels": ["4"], "mode": "full"}
    assert "<b>2</b>" in client_of(cast.sun_city).post(SCOPE, sent).content.decode()


def test_a_plan_is_changed_until_its_list_is_frozen(look, story, cast, client_of):
    inspection = look.planned()
    client, url = client_of(cast.he_city), reverse("inspection-change", args=[inspection.public_id])
    assert inspection.name in client.get(url).content.decode()
    sent = fields(look, name="改过的", version="0")
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 409
    frozen = look.frozen(name="另一项")
    url = reverse("inspection-change", args=[frozen.public_id])
    answer = client.post(url, fields(look, name="偷偷改", version=str(frozen.version)))
    assert answer.status_code == 422
    assert "no longer changes" in answer.content.decode()
    assert client_of(cast.sun).get(url).status_code == 404, "another office's plan is not theirs"


def test_the_next_round_takes_over_the_plan_for_the_period_that_follows(look, cast, client_of):
    first = look.drawn(look.sampled())
    client = client_of(cast.he_city)
    page = client.get(f"{NEW}?after={first.public_id}")
    initial = page.context["form"].initial
    assert (initial["mode"], initial["basis"]) == ("simple", first.basis)
    assert first.ends_on < initial["starts_on"] < initial["ends_on"]
    assert "number_source" not in initial
    answer = client.post(NEW, fields(look, name="第二轮", previous=str(first.public_id)))
    assert answer.status_code == 302, answer.context["form"].errors
    second = Inspection.objects.get(name="第二轮")
    assert second.previous == first
    assert "第二轮" in client.get(f"/inspections/{first.public_id}/").content.decode()
    assert client.get(f"{NEW}?after=x").status_code == 404


def test_from_an_inspection_beneath_one_leads_to_how_it_was_done(look, cast, client_of):
    lower = look.drawn()
    link = f"{NEW}?beneath={lower.public_id}"
    seen = {
        who: link
        in client_of(getattr(cast, who)).get(f"/inspections/{lower.public_id}/").content.decode()
        for who in ("sun_province", "sun_city", "qian_province", "he")
    }
    assert seen == {"sun_province": True, "sun_city": False, "qian_province": False, "he": False}
    form = client_of(cast.sun_province).get(link).context["form"]
    assert form["looks_at"].initial == str(lower.public_id)


def test_an_office_above_looks_at_the_matters_reviewed_beneath(look, cast, client_of):
    lower = look.drawn()
    client = client_of(cast.he_province)
    form = client.get(NEW).context["form"]
    assert str(lower.public_id) in dict(form.fields["looks_at"].choices)
    sent = fields(look, organ="330000", levels=[], looks_at=str(lower.public_id))
    answer = client.post(NEW, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert Inspection.objects.get(organ__code="330000").looks_at == lower
    assert lower.name in client.get(answer.url).content.decode()


def test_the_page_speaks_chinese(look, cast, client_of):
    text = client_of(cast.sun_city, language="zh-hans").get(NEW).content.decode()
    assert "拟定督查方案" in text
    assert "每件评查人数" in text
