"""Survey, proposal and leaving: on a card, and for several matters with a result for each."""

from __future__ import annotations

import uuid
from html import unescape

import pytest
from django.urls import reverse

from touyan.campaigns.models import EntryMark


@pytest.fixture
def listed(drive, story):
    """A frozen batch with two matters; the first is being worked on."""
    first, second = story.closed(), story.closed(title="第二件")
    campaign = drive.opened()
    batch = drive.frozen(campaign, first, second)
    drive.worked(first)
    story.later(minutes=1)
    return campaign, drive.entry(batch, first), drive.entry(batch, second)


def url(entry, code: str) -> str:
    return reverse("entry-mark", args=[entry.batch.public_id, entry.matter.public_id, code])


def test_a_stranger_is_sent_to_sign_in(client, listed):
    assert client.get(url(listed[1], "survey")).status_code == 302


def test_an_administrator_is_refused_and_the_absent_is_not_found(listed, cast, client_of):
    assert client_of(cast.xitong).get(url(listed[1], "survey")).status_code == 403
    handler = client_of(cast.li)
    assert (
        handler.get(
            url(listed[1], "survey").replace(str(listed[1].matter.public_id), str(uuid.uuid4()))
        ).status_code
        == 404
    )
    assert handler.get(url(listed[1], "resolved")).status_code == 404


def test_the_survey_is_put_on_record_and_shows_on_the_board(listed, cast, client_of):
    campaign, _first, second = listed
    handler = client_of(cast.li)
    assert "What is in dispute" in handler.get(url(second, "survey")).content.decode()
    assert handler.post(url(second, "survey"), {"findings": " "}).status_code == 422
    answer = handler.post(url(second, "survey"), {"findings": "争议在于鉴定意见"})
    board = reverse("campaign-board", args=[campaign.public_id])
    assert (answer.status_code, answer.url) == (302, board)
    assert EntryMark.objects.get().reason == "争议在于鉴定意见"
    assert "Surveyed" in handler.get(board).content.decode()


def test_a_refusal_is_told_with_its_sentence_and_keeps_what_was_typed(listed, cast, client_of):
    _campaign, _first, second = listed
    answer = client_of(cast.li).post(url(second, "propose"), {"reason": "已经谈妥"})
    assert answer.status_code == 422
    text = unescape(answer.content.decode())
    assert "what is being worked on can be proposed" in text
    assert "已经谈妥" in text


def test_what_is_proposed_can_be_taken_back(listed, cast, client_of):
    _campaign, first, _second = listed
    handler = client_of(cast.li)
    assert handler.post(url(first, "propose"), {"reason": "诉求均已答复"}).status_code == 302
    assert handler.post(url(first, "withdraw"), {"reason": "补充调查"}).status_code == 302
    assert list(EntryMark.objects.values_list("mark", flat=True)) == ["propose", "withdraw"]


def test_a_matter_leaves_only_by_decision_of_the_organisers_leader(listed, cast, client_of):
    campaign, first, _second = listed
    answer = client_of(cast.li).post(url(first, "leave"), {"reason": "重复"})
    assert answer.status_code == 422
    assert "leader of the organising office" in unescape(answer.content.decode())
    chief = client_of(cast.zhao)
    assert chief.post(url(first, "leave"), {"reason": "与另一件重复"}).status_code == 302
    board = reverse("campaign-board", args=[campaign.public_id])
    text = unescape(chief.get(board).content.decode())
    assert '<span class="label">On the lists</span><b>2</b>' in text
    assert '<span class="label">Left by decision</span><b>1</b>' in text


def test_in_a_dialog_only_the_form_is_sent_and_the_page_is_told_where_to_go(
    listed, cast, client_of
):
    _campaign, _first, second = listed
    handler = client_of(cast.li)
    dialog = {"HX-Request": "true", "X-Part": "dialog"}
    text = handler.get(url(second, "survey"), headers=dialog).content.decode()
    assert "<html" not in text
    assert "dialog-head" in text
    came = {**dialog, "HX-Current-URL": "http://testserver/campaigns/?x=1"}
    answer = handler.post(url(second, "survey"), {"findings": "已摸排"}, headers=came)
    assert answer.headers["HX-Redirect"] == "http://testserver/campaigns/?x=1"


def test_a_page_elsewhere_is_not_gone_back_to(listed, cast, client_of):
    _campaign, _first, second = listed
    sent = {"findings": "已摸排", "next": "https://example.org/"}
    answer = client_of(cast.li).post(url(second, "survey"), sent)
    assert answer.url.startswith("/campaigns/")


class TestSeveralAtOnce:
    def sent(self, listed, verb: str, **more: object) -> dict[str, object]:
        _campaign, first, second = listed
        return {"verb": verb, "entry": [str(first.pk), str(second.pk)], **more}

    def test_the_form_is_shown_first_with_the_matters_it_is_for(self, listed, cast, client_of):
        address = reverse("campaign-bulk", args=[listed[0].public_id])
        text = client_of(cast.li).post(address, self.sent(listed, "propose")).content.decode()
        assert listed[1].matter.number in text
        assert "Why it can be closed" in text
        assert not EntryMark.objects.exists()

    def test_each_matter_is_done_or_refused_by_itself_and_says_so(self, listed, cast, client_of):
        address = reverse("campaign-bulk", args=[listed[0].public_id])
        sent = self.sent(listed, "propose", reason="诉求均已答复")
        text = unescape(client_of(cast.li).post(address, sent).content.decode())
        assert "Done: 1 matter" in text
        assert "Not done: 1 matter" in text
        assert "what is being worked on can be proposed for closing" in text
        assert EntryMark.objects.get().entry_id == listed[1].pk

    def test_without_a_text_nothing_is_done(self, listed, cast, client_of):
        address = reverse("campaign-bulk", args=[listed[0].public_id])
        sent = self.sent(listed, "survey", findings=" ")
        assert client_of(cast.li).post(address, sent).status_code == 422
        assert not EntryMark.objects.exists()

    def test_with_nothing_ticked_it_says_so(self, listed, cast, client_of):
        address = reverse("campaign-bulk", args=[listed[0].public_id])
        text = client_of(cast.li).post(address, {"verb": "survey"}).content.decode()
        assert "Nothing is selected" in text

    def test_leaving_is_never_done_in_bulk(self, listed, cast, client_of):
        address = reverse("campaign-bulk", args=[listed[0].public_id])
        assert client_of(cast.zhao).post(address, self.sent(listed, "leave")).status_code == 404
