"""Making a move on the screen: asked, made, refused with the typed words kept, conflicts shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.matters.stories import Story, fresh

from touyan.desk.matters.forms import DIALOGS
from touyan.intake.rules.entry import ChallengedEntry, SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.matters.actions import procedure
from touyan.matters.actions.endings import claims_of
from touyan.matters.models import Closing, Matter
from touyan.matters.rules.lifecycle import MOVES

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: now)


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


def do(client: Client, matter: Matter, verb: str, **fields: Any) -> Any:
    return client.post(
        reverse("matter-move", args=[matter.public_id, verb]), {"version": matter.version, **fields}
    )


def ask(client: Client, matter: Matter, verb: str) -> Any:
    return client.get(reverse("matter-move", args=[matter.public_id, verb]))


def body(response: Any) -> str:
    return str(response.content.decode())


ROAD: list[tuple[str, str, dict[str, Any], str]] = [
    ("wang", "triage", {"kind": "criminal_petition", "urgent": "on"}, "triaged"),
    ("wang", "request_supplement", {"missing": "判决书\n身份证明"}, "supplement"),
    ("wang", "complete_supplement", {}, "triaged"),
    ("he", "accept", {}, "accepted"),
    ("he", "assign", {"handler": "li", "reason": "熟悉案情"}, "assigned"),
    ("li", "start_handling", {}, "handling"),
    ("he", "pause", {"ground": "appraisal", "reason": "委托鉴定"}, "paused"),
    ("li", "resume", {}, "handling"),
    ("zhao", "decide", {"reason": "维持原判决"}, "decided"),
]


def test_a_matter_goes_from_registration_to_decision_by_its_dialogs(
    story: Story, client_of: Signed
) -> None:
    matter = story.opened()
    for who, verb, fields, stage in ROAD:
        client = client_of(getattr(story.cast, who))
        assert ask(client, matter, verb).status_code == 200
        if "handler" in fields:
            fields = {**fields, "handler": story.cast.li.pk}
        assert do(client, matter, verb, **fields).status_code == 302, verb
        matter = fresh(matter)
        assert matter.stage == stage
    assert matter.urgent
    assert matter.handler == story.cast.li


def test_litigation_ticked_as_ordinary_is_refused_at_the_tick(
    story: Story, client_of: Signed
) -> None:
    matter = story.opened()
    client = client_of(story.cast.wang)
    assert "Open to: Judicial assistance" in body(ask(client, matter, "triage"))
    refused = do(client, matter, "triage", kind="civil_petition", ordinary_procedure="on")
    assert refused.status_code == 422
    assert "concerns litigation" in body(refused)
    assert fresh(matter).stage == "registered"
    assert (
        do(client, matter, "triage", kind="suggestion", ordinary_procedure="on").status_code == 302
    )
    assert fresh(matter).ordinary_procedure


REFUSED_TO_PROSECUTE = (ChallengedEntry("西检刑不诉〔2024〕9号", "杭州市西湖区人民检察院", None),)


def ticked(page: str) -> bool:
    [box] = re.findall(r'<input[^>]*name="non_prosecution"[^>]*>', page)
    return "checked" in box


def test_the_review_of_a_non_prosecution_is_proposed_and_a_person_decides(
    story: Story, client_of: Signed
) -> None:
    matter = story.opened(challenged=REFUSED_TO_PROSECUTE)
    client = client_of(story.cast.wang)
    page = body(ask(client, matter, "triage"))
    assert ticked(page)
    assert "names a non-prosecution: 西检刑不诉〔2024〕9号" in page
    assert do(client, matter, "triage", kind="criminal_petition").status_code == 302
    assert not fresh(matter).non_prosecution


def test_a_judgment_proposes_no_review_of_a_non_prosecution(
    story: Story, client_of: Signed
) -> None:
    page = body(ask(client_of(story.cast.wang), story.opened(), "triage"))
    assert not ticked(page)
    assert "Proposed:" not in page


@pytest.mark.parametrize("verb", ["transfer", "inform_elsewhere"])
def test_another_body_is_named_with_the_reason(story: Story, client_of: Signed, verb: str) -> None:
    matter = story.triaged()
    client = client_of(story.cast.wang)
    missing = do(client, matter, verb, to="杭州市公安局", reason="")
    assert missing.status_code == 422
    assert "杭州市公安局" in body(missing)
    assert do(client, matter, verb, to="杭州市公安局", reason="属其管辖").status_code == 302
    assert "Write: " in body(client.get(reverse("matter", args=[matter.public_id])))


def test_a_refusal_stands_at_the_button_and_keeps_what_was_typed(
    story: Story, client_of: Signed
) -> None:
    matter = story.triaged()
    response = do(client_of(story.cast.wang), matter, "decline", reason="不属于检察机关管辖")
    assert response.status_code == 422
    assert "takes one of these roles" in body(response)
    assert "不属于检察机关管辖" in body(response)
    assert fresh(matter).stage == "triaged"


def test_a_dialog_for_an_impossible_move_says_so_before_one_types(
    story: Story, client_of: Signed
) -> None:
    page = body(ask(client_of(story.cast.li), story.opened(), "decide"))
    assert "is not possible while the matter is “Registered”" in page
    assert "disabled" in page


def test_a_conflict_shows_what_happened_and_lets_one_send_again(
    story: Story, client_of: Signed
) -> None:
    matter = story.triaged()
    procedure.request_supplement(
        matter_id=matter.public_id, missing=["判决书原件"], by=story.cast.wang, now=story.now
    )
    client = client_of(story.cast.he)
    response = do(client, matter, "decline", reason="我的理由写了很久")
    assert response.status_code == 409
    page = body(response)
    assert "判决书原件" in page
    assert "我的理由写了很久" in page
    assert f'name="version" value="{matter.version + 1}"' in page
    assert do(client, fresh(matter), "decline", reason="我的理由写了很久").status_code == 302


def test_the_same_form_sent_twice_moves_once(story: Story, client_of: Signed) -> None:
    matter = story.triaged()
    client = client_of(story.cast.he)
    assert do(client, matter, "accept").status_code == 302
    assert do(client, matter, "accept").status_code == 409


def test_closing_lists_each_demand_and_names_those_left_open(
    story: Story, client_of: Signed
) -> None:
    matter = story.answered()
    client, keys = client_of(story.cast.he), list(claims_of(matter))
    paper = matter.documents.get()
    page = body(ask(client, matter, "close"))
    assert paper.number in page
    assert all(f"claim-{key}" in page for key in keys)
    where = {f"paper-{keys[0]}": f"{paper.title} {paper.number}"}
    refused = do(client, matter, "close", report="办结", **where)
    assert refused.status_code == 422
    assert body(refused).count("Not yet answered") == 2 * 2  # at the field and in the summary
    where |= {f"claim-{key}": "第三部分" for key in keys}
    assert do(client, matter, "close", report="办结", **where).status_code == 302
    assert (
        Closing.objects.get(matter=matter).answers[0]["where"]
        == f"{paper.title} {paper.number} 第三部分"
    )


def test_someone_complained_of_is_not_among_the_handlers(story: Story, client_of: Signed) -> None:
    li = story.cast.li
    subject = SubjectEntry(SubjectRole.ACCUSED, name="李建国", person_id=li.person_id)
    matter = story.accepted(subjects=(subject,))
    client = client_of(story.cast.he)
    assert f'value="{li.pk}"' not in body(ask(client, matter, "assign"))
    assert do(client, matter, "assign", handler=li.pk).status_code == 422


def test_only_time_limits_that_may_grow_are_offered_for_extension(
    story: Story, client_of: Signed
) -> None:
    page = body(ask(client_of(story.cast.zhao), story.handling(), "extend"))
    assert "No running time limit of this matter may be extended." in page or 'type="radio"' in page


@pytest.mark.parametrize("verb", ["register", "serve_answer", "nonsense"])
def test_a_verb_without_a_dialog_is_not_found(story: Story, client_of: Signed, verb: str) -> None:
    assert ask(client_of(story.cast.he), story.opened(), verb).status_code == 404


def test_strangers_and_outsiders_reach_no_dialog(story: Story, client_of: Signed) -> None:
    matter = story.opened()
    assert ask(Client(), matter, "triage").status_code == 302
    assert ask(client_of(story.cast.zhou), matter, "triage").status_code == 404
    assert ask(client_of(story.cast.shenji), matter, "triage").status_code == 403


def test_every_move_made_on_a_screen_has_its_dialog() -> None:
    assert {move.verb for move in MOVES if move.by_screen} == set(DIALOGS)


PART = {"HX-Request": "true", "X-Part": "dialog"}


def test_a_move_asked_for_in_a_dialog_is_the_same_form_without_the_page(
    story: Story, client_of: Signed
) -> None:
    matter = story.opened()
    address = reverse("matter-move", args=[matter.public_id, "triage"])
    client = client_of(story.cast.wang)
    page, part = body(client.get(address)), body(client.get(address, headers=PART))
    assert "<html" in page
    assert "<html" not in part
    for name in ("kind", "urgent", "version", "csrfmiddlewaretoken"):
        assert f'name="{name}"' in page
        assert f'name="{name}"' in part
    for demand in claims_of(matter).values():
        assert demand in part


def test_what_is_wrong_stays_in_the_dialog_with_what_was_typed(
    story: Story, client_of: Signed
) -> None:
    matter = story.opened()
    client = client_of(story.cast.wang)
    address = reverse("matter-move", args=[matter.public_id, "triage"])
    refused = client.post(
        address,
        {"version": matter.version, "kind": "civil_petition", "ordinary_procedure": "on"},
        headers=PART,
    )
    assert refused.status_code == 422
    assert "<html" not in body(refused)
    assert "concerns litigation" in body(refused)


def test_a_move_made_in_a_dialog_leads_to_the_matter_and_says_so(
    story: Story, client_of: Signed
) -> None:
    matter = story.opened()
    client = client_of(story.cast.wang)
    address = reverse("matter-move", args=[matter.public_id, "triage"])
    form = {"version": matter.version, "kind": "criminal_petition"}
    done = client.post(address, form, headers=PART)
    assert done["HX-Redirect"] == reverse("matter", args=[matter.public_id])
    assert fresh(matter).stage == "triaged"
    assert "Done:" in body(client.get(done["HX-Redirect"]))


def test_a_conflict_is_shown_in_the_dialog(story: Story, client_of: Signed) -> None:
    matter = story.opened()
    client = client_of(story.cast.wang)
    do(client, matter, "triage", kind="criminal_petition")
    address = reverse("matter-move", args=[matter.public_id, "triage"])
    form = {"version": matter.version, "kind": "civil_petition"}
    late = client.post(address, form, headers=PART)
    assert late.status_code == 409
    assert "<html" not in body(late)
    assert "Somebody was quicker" in body(late)
