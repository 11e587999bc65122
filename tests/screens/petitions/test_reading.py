"""One petition: reading it, its identifiers and its files, each with a trace."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse
from tests.screens.petitions.forms import letter, rows, scan

from touyan.attachments.models import StoredFile
from touyan.audit.models import Entry
from touyan.intake.models import Petition
from touyan.organs.models import Post, RoleGrant
from touyan.organs.rules.roles import Role

NEW = "/petitions/new/"
IDENTITY = "11010519491231002X"


@pytest.fixture
def kept(cast, client_of) -> Petition:
    people = rows(
        "parties",
        {
            "role": "petitioner",
            "name": "刘玉兰",
            "phone": "13800138000",
            "identity_type": "resident_id_18",
            "identity_number": IDENTITY,
            "address": "文三路90号",
        },
    )
    client_of(cast.wang).post(NEW, letter(attachments=[scan()], **people))
    return Petition.objects.get()


def page_of(petition: Petition) -> str:
    return reverse("petition", args=[petition.public_id])


def test_a_stranger_is_sent_to_sign_in(client, kept):
    assert reverse("sign-in") in client.get(page_of(kept))["Location"]


@pytest.mark.parametrize(
    "who", ["wang", "li", "he", "zhao", "sun", "qian", "wang_city", "zhao_spp"]
)
def test_those_in_scope_read_it_with_the_name_in_full_and_no_identifier(cast, client_of, kept, who):
    page = client_of(getattr(cast, who)).get(page_of(kept)).content.decode()
    assert "刘玉兰" in page
    assert "On file, closed" in page
    for secret in (IDENTITY, "110105", "13800138000", "文三路"):
        assert secret not in page


def test_each_reading_leaves_one_audit_row(cast, client_of, kept):
    client = client_of(cast.li)
    client.get(page_of(kept))
    client.get(page_of(kept))
    rows = Entry.objects.filter(verb="petition.read", subject_id=str(kept.public_id))
    assert [row.actor_id for row in rows] == [cast.li.pk, cast.li.pk]


def test_an_office_elsewhere_cannot_tell_it_from_one_that_does_not_exist(cast, client_of, kept):
    client = client_of(cast.zhou)
    hidden = client.get(page_of(kept))
    absent = client.get(reverse("petition", args=[uuid.uuid4()]))
    assert hidden.status_code == absent.status_code == 404
    assert not Entry.objects.filter(verb="petition.read").exists()


def test_administrators_are_refused(cast, client_of, kept):
    assert client_of(cast.anquan).get(page_of(kept)).status_code == 403


def test_the_leader_complained_of_does_not_see_it(cast, client_of):
    chief = cast.zhao.person
    accused = rows("subjects", {"role": "accused", "name": chief.name, "person": chief.pk})
    client_of(cast.wang).post(NEW, letter(**accused))
    hidden = Petition.objects.get()
    assert client_of(cast.zhao).get(page_of(hidden)).status_code == 404
    assert client_of(cast.li).get(page_of(hidden)).status_code == 404
    assert client_of(cast.li_city).get(page_of(hidden)).status_code == 200


def test_identifiers_open_with_a_reason_once_and_leave_a_row(cast, client_of, kept):
    client = client_of(cast.li)
    url = reverse("petition-disclose", args=[kept.public_id])
    page = client.post(url, {"reason": "电话通知补充材料"}).content.decode()
    for opened in (IDENTITY, "13800138000", "文三路90号"):
        assert opened in page
    entry = Entry.objects.get(verb="petition.disclose")
    assert entry.detail["reason"] == "电话通知补充材料"
    assert IDENTITY not in str(entry.detail)
    assert client.get(url)["Location"] == page_of(kept)
    assert IDENTITY not in client.get(page_of(kept)).content.decode()


@pytest.mark.parametrize("reason", ["", "  ", "x"])
def test_without_a_reason_nothing_opens(cast, client_of, kept, reason):
    url = reverse("petition-disclose", args=[kept.public_id])
    answer = client_of(cast.li).post(url, {"reason": reason})
    assert answer.status_code == 422
    assert IDENTITY not in answer.content.decode()
    assert not Entry.objects.filter(verb="petition.disclose").exists()


def editor_of(account, now):
    """The same person with the role of an editor and no other."""
    RoleGrant.objects.filter(person=account.person).update(revoked_at=now)
    post = account.person.posts.get()
    RoleGrant.objects.create(post=post, person=account.person, role=Role.EDITOR, asked_at=now,
                             approved_at=now, shipped=True)  # fmt: skip
    return account


@pytest.mark.parametrize("who", ["statistician", "editor"])
def test_who_counts_or_publishes_opens_no_identifier(cast, client_of, kept, now, who):
    reader = cast.qian if who == "statistician" else editor_of(cast.li, now)
    client = client_of(reader)
    page = client.get(page_of(kept)).content.decode()
    url = reverse("petition-disclose", args=[kept.public_id])
    assert url not in page
    assert "do not open identifiers" in page
    answer = client.post(url, {"reason": "统计需要核对身份"})
    assert answer.status_code == 403
    assert IDENTITY not in answer.content.decode()
    assert not Entry.objects.filter(verb="petition.disclose").exists()


@pytest.mark.parametrize("name", ["wang", "li", "he", "zhao", "sun", "wang_city"])
def test_whoever_may_have_to_reach_the_petitioner_may(cast, client_of, kept, name):
    client = client_of(getattr(cast, name))
    url = reverse("petition-disclose", args=[kept.public_id])
    assert url in client.get(page_of(kept)).content.decode()
    assert IDENTITY in client.post(url, {"reason": "电话核实"}).content.decode()


def test_another_role_beneath_opens_nothing_of_an_office_one_only_counts_for(
    cast, client_of, kept, now
):
    clerk_elsewhere = cast.zhou.person.posts.get().organ
    post = Post.objects.create(person=cast.qian_city.person, organ=clerk_elsewhere, title="接访员",
                               from_on=now.date())  # fmt: skip
    RoleGrant.objects.create(post=post, person=cast.qian_city.person, role=Role.CLERK,
                             asked_at=now, approved_at=now, shipped=True)  # fmt: skip
    url = reverse("petition-disclose", args=[kept.public_id])
    assert client_of(cast.qian_city).post(url, {"reason": "电话核实"}).status_code == 403


def test_an_office_elsewhere_opens_no_identifier(cast, client_of, kept):
    url = reverse("petition-disclose", args=[kept.public_id])
    assert client_of(cast.zhou).post(url, {"reason": "想看看是谁"}).status_code == 404
    assert not Entry.objects.filter(verb="petition.disclose").exists()


def test_a_file_is_handed_out_for_saving_only_and_noted(cast, client_of, kept):
    file = StoredFile.objects.get()
    answer = client_of(cast.li).get(reverse("attachment", args=[kept.public_id, file.public_id]))
    assert b"".join(answer.streaming_content) == "原信扫描件文字稿".encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Entry.objects.filter(verb="file_opened", actor_id=cast.li.pk).count() == 1


def test_a_file_is_closed_to_those_who_do_not_see_its_petition(cast, client_of, kept):
    file = StoredFile.objects.get()
    url = reverse("attachment", args=[kept.public_id, file.public_id])
    assert client_of(cast.zhou).get(url).status_code == 404
    assert client_of(cast.xitong).get(url).status_code == 403


def test_a_file_of_another_petition_is_not_reached_through_this_one(cast, client_of, kept):
    client_of(cast.zhou).post(NEW, letter(attachments=[scan("别处.txt", b"elsewhere")]))
    foreign = StoredFile.objects.get(name="别处.txt")
    url = reverse("attachment", args=[kept.public_id, foreign.public_id])
    assert client_of(cast.wang).get(url).status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"), [("wang", True), ("he", True), ("sun", False), ("zhao", False)]
)
def test_the_button_to_decide_stands_where_it_may_be_used(cast, client_of, kept, who, sees):
    page = client_of(getattr(cast, who)).get(page_of(kept)).content.decode()
    assert (reverse("decide-petition", args=[kept.public_id]) in page) is sees


def test_the_page_takes_few_queries_however_many_signatories(
    cast, client_of, django_assert_max_num_queries
):
    names = "\n".join(f"签名人{n}" for n in range(300))
    client_of(cast.wang).post(NEW, letter(collective="on", signatories=names))
    client = client_of(cast.li)
    client.get(page_of(Petition.objects.get()))
    with django_assert_max_num_queries(28):
        answer = client.get(page_of(Petition.objects.get()))
    assert "Other signatories: 300" in answer.content.decode()
