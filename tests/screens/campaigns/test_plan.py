"""Drawing up a campaign: the entry rule as groups of conditions, counted and explained live."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.database.matters.stories import entry  # noqa: F401 - shows where petitions come from

from touyan.campaigns.models import Campaign

NEW, RULE = "/campaigns/new/", "/campaigns/rule/"


def groups(*each: dict[str, object]) -> dict[str, object]:
    """A formset as the page sends it."""
    sent: dict[str, object] = {"groups-TOTAL_FORMS": len(each), "groups-INITIAL_FORMS": 0}
    for at, group in enumerate(each):
        sent |= {f"groups-{at}-{name}": value for name, value in group.items()}
    return sent


def campaign_fields(cast, **changes: object) -> dict[str, object]:
    usual = {
        "organ": cast.organ_of(cast.he).code, "name": "2026年信访积案清理",
        "basis": "最高检积案清理通知第三条", "starts_on": "20261101", "ends_on": "2027-10-31",
        "charge": "on", "acts": ["meet", "explain"], "resolved_from": "2", "rhythm": "monthly",
        "grace_days": "5",
    }  # fmt: skip
    return {**usual, **changes}


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(NEW).status_code == 302
    assert client.post(RULE).status_code == 302


@pytest.mark.parametrize("who", ["wang", "li", "sun_city", "qian_city", "xitong"])
def test_only_heads_and_leaders_draw_up(cast, client_of, who):
    assert client_of(getattr(cast, who)).get(NEW).status_code == 403
    assert client_of(getattr(cast, who)).post(RULE).status_code == 403


def test_a_head_draws_up_a_campaign_with_two_groups(story, cast, client_of):
    head = client_of(cast.he)
    assert head.get(NEW).status_code == 200
    rule = groups(
        {"terminated": "on", "petitioned_since_termination": "on"},
        {"open_years": "3", "kinds": ["criminal_petition"], "levels": ["4"]},
    )
    answer = head.post(NEW, {**campaign_fields(cast), **rule})
    assert answer.status_code == 302, answer.context["form"].errors
    made = Campaign.objects.get()
    assert made.entry_rule == {
        "groups": [
            [{"code": "terminated"}, {"code": "petitioned_since_termination"}],
            [{"code": "open_years", "value": 3}, {"code": "kinds", "value": ["criminal_petition"]},
             {"code": "levels", "value": [4]}],
        ]
    }  # fmt: skip
    assert made.terms == {"charge": True, "acts": ["meet", "explain"], "resolved_from": 2}
    assert made.state == "draft"
    page = head.get(answer.url).content.decode()
    assert "Petitioned again since it was terminated" in page
    assert "Open for more than 3 years" in page


def test_a_rule_that_takes_everything_is_refused_and_what_was_typed_stays(story, cast, client_of):
    answer = client_of(cast.he).post(NEW, {**campaign_fields(cast), **groups({})})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "An empty rule would take every matter" in text
    assert "2026年信访积案清理" in text
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"name": ""}, "required"), ({"basis": ""}, "required"), ({"ends_on": "20261001"}, "ends"),
     ({"resolved_from": "1"}, "valid choice"), ({"organ": "330000"}, "valid choice")],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(story, cast, client_of, changes, words):
    sent = {**campaign_fields(cast, **changes), **groups({"closed": "on"})}
    answer = client_of(cast.he).post(NEW, sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_draft_is_changed_and_an_open_campaign_is_not(drive, story, cast, client_of):
    campaign = drive.drafted()
    head, url = client_of(cast.he), reverse("campaign-change", args=[campaign.public_id])
    assert campaign.name in head.get(url).content.decode()
    sent = {**campaign_fields(cast, name="改过的名称"), **groups({"closed": "on"}), "version": "0"}
    assert head.post(url, sent).status_code == 302
    campaign.refresh_from_db()
    assert campaign.name == "改过的名称"
    assert head.post(url, sent).status_code == 409  # drawn from version 0, which is gone
    opened = drive.opened(name="另一个专项")
    sent["name"] = "悄悄改名"
    sent["version"] = str(opened.version)
    answer = head.post(reverse("campaign-change", args=[opened.public_id]), sent)
    assert answer.status_code == 422
    assert "no longer changes" in answer.content.decode()


def test_the_rule_is_counted_and_explained_as_typed(story, cast, client_of):
    story.closed()
    story.closed(title="另一件", hardship=True)
    story.opened(title="未办结")
    sent = {"organ": cast.organ_of(cast.he).code, **groups({"closed": "on", "hardship": "on"})}
    text = client_of(cast.he).post(RULE, sent).content.decode()
    assert "The matter is closed</span> <b>2</b>" in text
    assert "Hardship is recorded</span> <b>1</b>" in text
    assert "takes today:</p>" in text or "takes today: <b>1</b>" in text


def test_an_empty_rule_is_told_as_such_and_not_counted(story, cast, client_of):
    sent = {"organ": cast.organ_of(cast.he).code, **groups({})}
    text = client_of(cast.he).post(RULE, sent).content.decode()
    assert "An empty rule" in text
    assert "<b>" not in text


def test_another_office_is_not_counted_for(story, cast, client_of):
    sent = {"organ": cast.organ_of(cast.zhou).code, **groups({"closed": "on"})}
    assert client_of(cast.he).post(RULE, sent).status_code == 404


def test_the_page_speaks_chinese(story, cast, client_of):
    text = client_of(cast.he, language="zh-hans").get(NEW).content.decode()
    assert "拟定专项" in text
    assert "满足任意一组即可列入" in text
