"""The tab Outcome and its forms: what each person sees, may do, and is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.campaigns.resolutions import proposed, signed_statement, verified
from tests.database.campaigns.resolutions import reverse as reverse_it
from tests.database.campaigns.test_terminating import terminated
from tests.database.matters.stories import Story, fresh

from touyan.campaigns.rules.resolution import ENDED_NAMES
from touyan.desk.matters.page_acts import act_lines
from touyan.linkage.rules.words import Relation
from touyan.matters.actions import endings
from touyan.matters.models import Act, Matter, Resolution
from touyan.matters.rules.signing import SERVICE_WAYS

pytestmark = pytest.mark.django_db
Signed = Callable[..., Client]


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: story.now)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def tab(client: Client, matter: Matter) -> str:
    return text_of(client.get(f"{reverse('matter', args=[matter.public_id])}?tab=outcome"))


def step(resolution: Resolution, name: str) -> str:
    return reverse("resolution-step", args=[resolution.public_id, name])


def contact(**changes: str) -> dict[str, str]:
    return {"way": "telephone", "on": "2026-11-23", "whom": "吴秀兰", "words": "钱收到了，没有意见。",
            "view": "confirms", "free": "on", "note": "", **changes}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(story: Story, client_of: Signed, language: str) -> None:
    client = client_of(story.cast.wang, language=language)
    matter = terminated(story)
    resolution = proposed(story, matter)
    assert client.get(reverse("outcomes")).status_code == 200
    assert client.get(reverse("propose-resolution", args=[matter.public_id])).status_code == 200
    assert client.get(reverse("revoke-termination", args=[matter.public_id])).status_code == 200
    assert tab(client, matter)
    for name in ("verify", "return", "confirm", "reverse", "end"):
        assert client.get(step(resolution, name)).status_code == 200
    assert client.get(step(resolution, "nonsense")).status_code == 404


def test_the_handler_proposes_with_what_lies_in_the_matter(story: Story, client_of: Signed) -> None:
    client, matter = client_of(story.cast.li), story.closed()
    url = reverse("propose-resolution", args=[matter.public_id])
    signed_statement(story, matter)
    form = client.get(url).context["form"]
    proof = next(key for key, _name in form.fields["proof-explained"].choices if "act:" in key)
    paper = next(key for key, _name in form.fields["proof-statement"].choices if "file:" in key)
    sent = {
        "grade": "2", "proof-explained": proof, "text-explained": "逐项释明。",
        "proof-statement": paper, "text-statement": "认可处理结果。",
        "heard_by-statement": str(story.cast.wang.pk), "version": matter.version,
    }  # fmt: skip
    assert client.post(url, {**sent, "heard_by-statement": ""}).status_code == 422
    missing = client.post(url, {**sent, "proof-explained": ""})
    assert "Choose what proves it." in text_of(missing)
    assert client.post(url, sent).status_code == 302
    page = tab(client, matter)
    assert "Proposed, to be verified" in page
    assert "Whoever proposed it does not verify it." in page
    assert step(Resolution.objects.get(), "verify") not in page


def test_the_handler_is_not_offered_as_a_hearer(story: Story, client_of: Signed) -> None:
    client, matter = client_of(story.cast.he), story.closed()
    form = client.get(reverse("propose-resolution", args=[matter.public_id])).context["form"]
    offered = dict(form.fields["heard_by-statement"].choices)
    cast = story.cast
    assert {str(cast.wang.pk), str(cast.wang_city.pk)} <= set(offered)
    assert not {str(cast.li.pk), str(cast.he.pk), str(cast.qian.pk)} & set(offered)
    assert "Hangzhou" in offered[str(cast.wang_city.pk)]


def test_another_person_verifies_after_a_call(story: Story, client_of: Signed) -> None:
    resolution, client = proposed(story), client_of(story.cast.wang)
    assert "Outcomes to verify" in text_of(client.get(reverse("home")))
    assert resolution.matter.number in text_of(client.get(reverse("outcomes")))
    refused = client.post(step(resolution, "verify"), contact(words="我保证今后不再上访"))
    assert refused.status_code == 422
    assert "not a view of the outcome" in text_of(refused)
    assert client.post(step(resolution, "verify"), contact()).status_code == 302
    page = tab(client, resolution.matter)
    assert "Observed until 2027-05-23" in page
    assert "given freely" in page
    assert "Outcomes to verify" not in text_of(client.get(reverse("home")))


def test_the_window_that_passed_waits_on_the_worklist(story: Story, client_of: Signed) -> None:
    resolution, client = verified(story), client_of(story.cast.wang)
    assert "Windows passed" not in text_of(client.get(reverse("home")))
    story.later(days=200)
    client = client_of(story.cast.wang)
    assert "Windows passed" in text_of(client.get(reverse("home")))
    done = client.post(step(resolution, "confirm"), {"performed": "误工费已付清。"})
    assert done.status_code == 302
    assert "R3" in tab(client, resolution.matter)


def test_reversing_for_a_petitioner_has_no_field_for_a_reason(
    story: Story, client_of: Signed
) -> None:
    resolution, client = verified(story), client_of(story.cast.wang)
    page = text_of(client.get(step(resolution, "reverse")))
    assert "<textarea" not in page
    sent = {"how": "by_telephone", "on": "2026-11-23"}
    assert client.post(step(resolution, "reverse"), sent).status_code == 302
    page = tab(client, resolution.matter)
    assert "by the petitioner by telephone" in page
    assert client.post(step(resolution, "reverse"), sent).status_code == 409


def test_the_page_says_that_a_new_petition_ended_it(story: Story, client_of: Signed) -> None:
    resolution = verified(story)
    story.later(days=30)
    story.opened(relation=Relation.REPEAT, matter_id=resolution.matter.public_id,
                 received_on=story.now.date())  # fmt: skip
    page = tab(client_of(story.cast.wang), resolution.matter)
    assert "by a new petition on the matter" in page
    assert "信330106-2026-00002" in page


@pytest.mark.parametrize("how", ["by_telephone", "new_petition"])
def test_a_reversal_waits_for_the_handler_until_a_grade_is_proposed_again(
    story: Story, client_of: Signed, how: str
) -> None:
    resolution = verified(story)
    matter, handler = resolution.matter, client_of(story.cast.li)
    assert "Outcomes reversed" not in text_of(handler.get(reverse("home")))
    if how == "new_petition":
        story.opened(relation=Relation.REPEAT, matter_id=matter.public_id,
                     received_on=story.now.date())  # fmt: skip
    else:
        reverse_it(story, resolution)
    listed = f"{reverse('outcomes')}?show=reversed"
    assert "Outcomes reversed" in text_of(handler.get(reverse("home")))
    assert matter.number in text_of(handler.get(listed))
    assert matter.number in text_of(client_of(story.cast.he).get(listed))
    assert matter.number not in text_of(client_of(story.cast.wang).get(listed))
    proposed(story, fresh(matter), 0)
    assert matter.number not in text_of(handler.get(listed))
    assert "Outcomes reversed" not in text_of(handler.get(reverse("home")))


def test_what_the_office_ended_itself_waits_for_nobody(story: Story, client_of: Signed) -> None:
    resolution = verified(story)
    sent = {"reason": "协议没有履行。"}
    assert client_of(story.cast.he).post(step(resolution, "end"), sent).status_code == 302
    page = client_of(story.cast.li).get(f"{reverse('outcomes')}?show=reversed")
    assert resolution.matter.number not in text_of(page)


def test_a_served_paper_and_a_reversal_share_a_way_and_not_its_words(
    story: Story, client_of: Signed
) -> None:
    """Both are done in person; only one of them is told as served, the other as reversed."""
    resolution = verified(story)
    reverse_it(story, resolution, "in_person")
    acts = list(Act.objects.filter(matter=resolution.matter))
    for act in acts:
        if act.verb == "serve_answer":
            act.detail = {"paper": "answer", "how": "in_person"}
    lines = act_lines(acts, key_only=False)
    said = {str(line.title): [str(fact) for _label, fact in line.facts] for line in lines}
    ended = [words for words in said.values() if ENDED_NAMES["in_person"] in words]
    served = [words for words in said.values() if SERVICE_WAYS["in_person"] in words]
    assert (len(ended), len(served)) == (1, 1)
    assert ended != served


def test_whoever_verifies_may_return_it_from_there(story: Story, client_of: Signed) -> None:
    resolution = proposed(story)
    page = client_of(story.cast.wang).get(step(resolution, "verify"))
    assert step(resolution, "return") in text_of(page)
    assert step(resolution, "return") not in text_of(
        client_of(story.cast.li).get(step(resolution, "verify"))
    )


def test_reopening_says_that_the_termination_is_revoked_first(
    story: Story, client_of: Signed
) -> None:
    matter = terminated(story)
    move = reverse("matter-move", args=[matter.public_id, "reopen"])
    client = client_of(story.cast.he)
    assert "The matter stands terminated" in text_of(client.get(move))
    assert (
        client.post(move, {"reason": "重新核查", "version": fresh(matter).version}).status_code
        == 422
    )
    assert fresh(matter).stage == "terminated"
    endings.return_to_work(matter_id=matter.public_id, reason="补偿没有到位",
                           by=story.cast.he, now=story.now)  # fmt: skip
    assert "Taken up again while the termination stands" in tab(client, matter)
    timeline = client.get(f"{reverse('matter', args=[matter.public_id])}?tab=timeline")
    assert "stands until it is revoked" in text_of(timeline)


def test_an_honest_r0_is_shown_as_a_result(story: Story, client_of: Signed) -> None:
    resolution = verified(story, grade=0)
    page = tab(client_of(story.cast.wang), resolution.matter)
    assert "an honest result and no fault" in page


def test_terminating_names_each_remedy_and_revoking_its_evidence(
    story: Story, client_of: Signed
) -> None:
    matter, client = story.closed(), client_of(story.cast.zhao_province)
    url = reverse("matter-move", args=[matter.public_id, "terminate"])
    row = {"remedy-1": "申请再审", "decided_by-1": "浙江省高级人民法院", "decided_on-1": "20250620",
           "number-1": "（2025）浙刑申88号"}  # fmt: skip
    sent = {"grounds": "救济途径已经穷尽。", "version": matter.version}
    assert client.post(url, sent).status_code == 422
    poor = client.post(url, {**sent, **row, "number-1": ""})
    assert "Give the number of the decision." in text_of(poor)
    assert client.post(url, {**sent, **row}).status_code == 302
    assert "（2025）浙刑申88号" in tab(client, matter)
    assert "Revoke on new evidence" not in tab(client_of(story.cast.he), matter)
    done = client.post(reverse("revoke-termination", args=[matter.public_id]),
                       {"reason": "可能影响原处理", "evidence": "首次住院病历",
                        "version": fresh(matter).version})  # fmt: skip
    assert done.status_code == 302
    assert "首次住院病历" in tab(client, matter)


def test_the_closing_form_shows_what_it_rests_on(story: Story, client_of: Signed) -> None:
    matter = story.answered()
    page = text_of(
        client_of(story.cast.he).get(reverse("matter-move", args=[matter.public_id, "close"]))
    )
    assert "Procedure ended" in page
    assert "Answer served" in page


def test_the_tab_and_the_list_ask_a_bounded_number_of_times(
    story: Story, client_of: Signed, django_assert_max_num_queries: Any
) -> None:
    client = client_of(story.cast.wang)
    for _ in range(4):
        resolution = proposed(story)
    with django_assert_max_num_queries(16):
        client.get(reverse("outcomes"))
    for grade in (0, 2):
        reverse_it(story, resolution)
        resolution = verified(story, fresh(resolution.matter), grade)
    with django_assert_max_num_queries(52):
        tab(client, resolution.matter)
