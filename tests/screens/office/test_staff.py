"""Appointing people, ending posts, accounts and passwords."""

from __future__ import annotations

import re

import pytest
from django.utils.timezone import localdate
from tests.screens.office.people import admin_of

from touyan.audit.models import Entry
from touyan.organs.models import Account, Organ, Post

APPOINT = "/office/330106/appoint/"
NEW = {"who": "new", "name": "陈新", "username": "chenxin", "title": "书记员", "title_en": "Clerk"}


def member(account: Account) -> str:
    return f"/office/staff/{account.pk}/"


def password_in(answer) -> str:
    return re.search(r"<output[^>]*>([a-z0-9-]+)</output>", answer.content.decode())[1]


class TestAppointing:
    def test_a_stranger_is_sent_to_sign_in(self, client, db):
        assert client.get(APPOINT)["Location"].startswith("/sign-in/")

    def test_someone_new_gets_an_account_a_post_and_a_password_shown_once(
        self, cast, client_of, client
    ):
        answer = client_of(cast.xitong).post(APPOINT, NEW)
        account = Account.objects.get(username="chenxin")
        assert account.check_password(password_in(answer))
        assert account.must_change_password
        assert account.person.posts.get().organ.code == "330106"
        assert Entry.objects.filter(verb="staff.appoint", subject_id=str(account.pk)).exists()
        signed_in = client.post(
            "/sign-in/", {"username": "chenxin", "password": password_in(answer)}
        )
        assert signed_in.status_code == 302
        assert client.get("/office/")["Location"] == "/password/"

    def test_the_password_stands_nowhere_in_the_log(self, cast, client_of):
        secret = password_in(client_of(cast.xitong).post(APPOINT, NEW))
        assert not [entry for entry in Entry.objects.all() if secret in str(entry.detail)]

    def test_a_log_in_name_already_taken_is_said_beside_the_field(self, cast, client_of):
        answer = client_of(cast.xitong).post(APPOINT, NEW | {"username": "wang"})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "The log-in name is taken. Choose another." in page
        assert 'value="陈新"' in page
        assert not Account.objects.filter(person__name="陈新").exists()

    @pytest.mark.parametrize("username", ["陈新", "Chen", "1chen", "c", "chen xin", "chen/../x"])
    def test_a_log_in_name_is_small_letters_and_digits(self, cast, client_of, username):
        assert client_of(cast.xitong).post(APPOINT, NEW | {"username": username}).status_code == 422

    def test_a_department_of_another_office_is_not_accepted(self, cast, client_of):
        other = cast.wang_city.person.posts.get().department
        answer = client_of(cast.xitong).post(APPOINT, NEW | {"department": other.pk})
        assert answer.status_code == 422

    def test_a_known_person_gets_a_further_post_and_keeps_the_account(self, cast, client_of):
        given = {"who": "known", "username": "zhou", "title": "检察官助理"}
        answer = client_of(cast.xitong).post(APPOINT, given)
        assert answer["Location"] == member(cast.zhou)
        assert cast.zhou.person.posts.count() == 2

    def test_an_unknown_log_in_name_gets_no_post(self, cast, client_of):
        given = {"who": "known", "username": "nobody", "title": "检察官助理"}
        assert client_of(cast.xitong).post(APPOINT, given).status_code == 422

    def test_nobody_is_appointed_in_an_office_that_has_ended(self, cast, client_of):
        ended = Organ.objects.filter(valid_to__isnull=False).first()
        answer = client_of(cast.xitong).post(f"/office/{ended.code}/appoint/", NEW)
        assert answer.status_code == 422
        assert not Account.objects.filter(username="chenxin").exists()

    @pytest.mark.parametrize("who", ["wang", "zhao", "anquan", "shenji"])
    def test_others_may_not(self, cast, client_of, who):
        client = client_of(cast.accounts[who])
        assert client.get(APPOINT).status_code == 403
        assert client.post(APPOINT, NEW).status_code == 403

    def test_an_administrator_elsewhere_may_not(self, cast, client_of, now):
        client = client_of(admin_of("510104", now=now))
        assert client.get(APPOINT).status_code == 403
        assert client.post(APPOINT, NEW).status_code == 403
        assert client.get("/office/510104/appoint/").status_code == 200


class TestAPersonsPage:
    def test_administrators_over_the_office_see_it(self, cast, client_of, now):
        for account in (cast.xitong, cast.anquan, admin_of("330100", now=now)):
            assert client_of(account).get(member(cast.wang)).status_code == 200

    def test_for_an_administrator_elsewhere_there_is_no_such_page(self, cast, client_of, now):
        assert client_of(admin_of("510104", now=now)).get(member(cast.wang)).status_code == 404

    def test_a_clerk_may_not_open_it(self, cast, client_of):
        assert client_of(cast.wang).get(member(cast.li)).status_code == 403

    def test_an_unknown_person_is_not_found(self, cast, client_of):
        assert client_of(cast.xitong).get("/office/staff/999999/").status_code == 404

    def test_it_takes_few_queries(self, cast, client_of, django_assert_max_num_queries):
        client = client_of(cast.xitong)
        client.get(member(cast.wang))
        with django_assert_max_num_queries(12):
            client.get(member(cast.he))

    def test_on_their_own_page_nobody_is_offered_a_change(self, cast, client_of):
        page = client_of(cast.xitong).get(member(cast.xitong)).content.decode()
        assert "/end/" not in page
        assert "/role/" not in page
        other = client_of(cast.xitong).get(member(cast.wang)).content.decode()
        assert "/end/" in other
        assert "<ty-dialog" in other

    def test_a_holder_of_one_power_is_offered_no_second(self, cast, client_of):
        page = client_of(cast.xitong).get(member(cast.anquan)).content.decode()
        assert 'value="editor"' in page
        assert 'value="audit_admin"' not in page
        assert (
            'value="audit_admin"' in client_of(cast.xitong).get(member(cast.wang)).content.decode()
        )


class TestEndingAPost:
    def test_nobody_ends_their_own(self, cast, client_of):
        post = self.post_of(cast.xitong)
        answer = client_of(cast.xitong).post(f"/office/posts/{post.pk}/end/", {"on": "2026-07-01"})
        assert answer.status_code == 403
        post.refresh_from_db()
        assert post.until_on is None

    def post_of(self, account: Account) -> Post:
        return account.person.posts.get()

    def test_the_roles_lapse_the_day_after(self, cast, client_of):
        post = self.post_of(cast.wang)
        given = {"on": "2021-05-01"}
        answer = client_of(cast.xitong).post(f"/office/posts/{post.pk}/end/", given)
        assert answer["Location"] == member(cast.wang)
        assert cast.viewer(cast.wang).roles == frozenset()
        assert Entry.objects.filter(verb="staff.end_post").exists()

    @pytest.mark.parametrize("on", ["", "2026-02-30", "2001-01-01"])
    def test_a_day_that_cannot_be_is_said_and_nothing_changes(self, cast, client_of, on):
        post = self.post_of(cast.wang)
        answer = client_of(cast.xitong).post(f"/office/posts/{post.pk}/end/", {"on": on})
        assert answer.status_code == 422
        post.refresh_from_db()
        assert post.until_on is None

    def test_a_security_administrator_may_not(self, cast, client_of):
        post = self.post_of(cast.wang)
        given = {"on": localdate().isoformat()}
        assert (
            client_of(cast.anquan).post(f"/office/posts/{post.pk}/end/", given).status_code == 403
        )


class TestAccounts:
    def test_a_new_first_password_ends_sessions_and_must_be_changed(self, cast, client_of):
        theirs = client_of(cast.wang)
        assert theirs.get("/office/").status_code == 200
        answer = client_of(cast.xitong).post(f"{member(cast.wang)}password/")
        cast.wang.refresh_from_db()
        assert cast.wang.check_password(password_in(answer))
        assert cast.wang.must_change_password
        assert theirs.get("/office/")["Location"].startswith("/sign-in/")

    def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(self, cast, client_of):
        theirs, admin = client_of(cast.wang), client_of(cast.xitong)
        admin.post(f"{member(cast.wang)}close/")
        assert theirs.get("/office/")["Location"].startswith("/sign-in/")
        admin.post(f"{member(cast.wang)}open/")
        cast.wang.refresh_from_db()
        assert cast.wang.is_active
        assert [entry.verb for entry in Entry.objects.filter(verb__startswith="account.")] == [
            "account.deactivate", "account.reactivate",
        ]  # fmt: skip

    def test_closing_twice_is_said_and_done_once(self, cast, client_of):
        admin = client_of(cast.xitong)
        admin.post(f"{member(cast.wang)}close/")
        page = admin.post(f"{member(cast.wang)}close/", follow=True).content.decode()
        assert "Somebody else has done this already." in page
        assert Entry.objects.filter(verb="account.deactivate").count() == 1

    @pytest.mark.parametrize("what", ["password", "close"])
    @pytest.mark.parametrize("whom", ["anquan", "shenji"])
    def test_no_administrator_takes_over_another_ones_power(self, cast, client_of, what, whom):
        """Whoever sets the auditor's password could sign in as the auditor."""
        account = cast.accounts[whom]
        before = account.password
        page = client_of(cast.xitong).post(f"{member(account)}{what}/", follow=True)
        assert "another holder of the same power" in page.content.decode()
        account.refresh_from_db()
        assert (account.password, account.is_active) == (before, True)

    def test_a_second_holder_of_the_same_power_may(self, cast, client_of, now):
        second = admin_of("100000", now=now, role="audit_admin")
        answer = client_of(cast.shenji).post(f"{member(second)}password/")
        assert password_in(answer)

    def test_nobody_resets_their_own(self, cast, client_of):
        page = client_of(cast.xitong).post(f"{member(cast.xitong)}password/", follow=True)
        assert "Nobody does this to their own account." in page.content.decode()

    def test_a_get_changes_nothing(self, cast, client_of):
        for what in ("password", "close", "open"):
            assert client_of(cast.xitong).get(f"{member(cast.wang)}{what}/").status_code == 405
