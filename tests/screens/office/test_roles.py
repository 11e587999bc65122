"""Roles: asked for by one administrator, decided by another."""

from __future__ import annotations

from tests.screens.office.people import admin_of

from touyan.audit.models import Entry
from touyan.organs.models import Account, RoleGrant
from touyan.organs.rules.roles import Role

REQUESTS = "/office/requests/"


def ask(client, account: Account, role: str):
    post = account.person.posts.first()
    return client.post(f"/office/posts/{post.pk}/role/", {"role": role}, follow=True)


def test_a_stranger_is_sent_to_sign_in(client, db):
    assert client.get(REQUESTS)["Location"].startswith("/sign-in/")


def test_a_clerk_sees_no_requests(cast, client_of):
    assert client_of(cast.wang).get(REQUESTS).status_code == 403
    assert client_of(cast.shenji).get(REQUESTS).status_code == 403


def test_a_role_is_in_force_only_after_a_second_person_approves(cast, client_of):
    ask(client_of(cast.xitong), cast.wang, "inspector")
    assert Role.INSPECTOR not in cast.viewer(cast.wang).roles
    security = client_of(cast.anquan)
    row = security.get(REQUESTS).context["rows"][0]
    assert row["may_decide"]
    security.post(f"/office/roles/{row['grant'].pk}/approve/")
    assert Role.INSPECTOR in cast.viewer(cast.wang).roles
    assert security.get(REQUESTS).context["rows"] == []
    verbs = (
        Entry.objects.filter(verb__startswith="staff.")
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["staff.ask_role", "staff.approve_role"]


def test_whoever_asks_cannot_decide(cast, client_of):
    client = client_of(cast.xitong)
    ask(client, cast.wang, "inspector")
    grant = RoleGrant.objects.get(approved_at__isnull=True)
    assert not client.get(REQUESTS).context["rows"][0]["may_decide"]
    assert client.post(f"/office/roles/{grant.pk}/approve/").status_code == 403


def test_a_security_administrator_cannot_ask(cast, client_of):
    post = cast.wang.person.posts.get()
    answer = client_of(cast.anquan).post(f"/office/posts/{post.pk}/role/", {"role": "clerk"})
    assert answer.status_code == 403


def test_nobody_approves_a_role_for_oneself(cast, client_of):
    ask(client_of(cast.xitong), cast.anquan, "editor")
    grant = RoleGrant.objects.get(approved_at__isnull=True)
    page = client_of(cast.anquan).post(f"/office/roles/{grant.pk}/approve/", follow=True)
    assert "never for oneself" in page.content.decode()
    assert Role.EDITOR not in cast.viewer(cast.anquan).roles


def test_the_three_powers_never_meet_in_one_person(cast, client_of):
    for account, role in ((cast.shenji, "security_admin"), (cast.anquan, "system_admin")):
        page = ask(client_of(cast.xitong), account, role).content.decode()
        assert "three powers kept apart" in page
    assert not RoleGrant.objects.filter(approved_at__isnull=True).exists()


def test_asking_twice_is_refused_with_a_sentence(cast, client_of):
    client = client_of(cast.xitong)
    ask(client, cast.wang, "inspector")
    page = ask(client, cast.wang, "inspector").content.decode()
    assert "already holds this role" in page
    assert RoleGrant.objects.filter(role="inspector", person=cast.wang.person).count() == 1


def test_a_request_can_be_refused_and_a_role_withdrawn(cast, client_of):
    ask(client_of(cast.xitong), cast.wang, "inspector")
    security = client_of(cast.anquan)
    wanted = RoleGrant.objects.get(approved_at__isnull=True)
    security.post(f"/office/roles/{wanted.pk}/revoke/")
    held = RoleGrant.objects.get(role="clerk", person=cast.wang.person)
    answer = security.post(f"/office/roles/{held.pk}/revoke/", {"back": "member"})
    assert answer["Location"] == f"/office/staff/{cast.wang.pk}/"
    assert cast.viewer(cast.wang).roles == frozenset()


def test_deciding_twice_is_said_and_done_once(cast, client_of):
    ask(client_of(cast.xitong), cast.wang, "inspector")
    grant = RoleGrant.objects.get(approved_at__isnull=True)
    security = client_of(cast.anquan)
    security.post(f"/office/roles/{grant.pk}/approve/")
    page = security.post(f"/office/roles/{grant.pk}/approve/", follow=True).content.decode()
    assert "already been decided" in page
    assert Entry.objects.filter(verb="staff.approve_role").count() == 1


def test_requests_outside_ones_offices_are_neither_seen_nor_decided(cast, client_of, now):
    ask(client_of(cast.xitong), cast.wang, "inspector")
    grant = RoleGrant.objects.get(approved_at__isnull=True)
    elsewhere = client_of(admin_of("510104", now=now, role="security_admin"))
    assert elsewhere.get(REQUESTS).context["rows"] == []
    elsewhere.post(f"/office/roles/{grant.pk}/approve/")
    grant.refresh_from_db()
    assert grant.approved_at is None


def test_an_unknown_request_is_not_found(cast, client_of):
    assert client_of(cast.anquan).post("/office/roles/999999/approve/").status_code == 404


def test_the_list_takes_few_queries(cast, client_of, django_assert_max_num_queries):
    client = client_of(cast.xitong)
    for account in (cast.wang, cast.li, cast.he, cast.sun, cast.qian):
        ask(client, account, "editor")
    security = client_of(cast.anquan)
    security.get(REQUESTS)
    with django_assert_max_num_queries(12):
        assert len(security.get(REQUESTS).context["rows"]) == 5
