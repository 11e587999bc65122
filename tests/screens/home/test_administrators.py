"""The first page of the three administrators."""

from __future__ import annotations

import pytest

from touyan.audit.actions import write_anchor
from touyan.deadlines.queries import calendar_years
from touyan.organs.actions import ask_role
from touyan.organs.models import RoleGrant
from touyan.organs.rules.roles import Role


@pytest.fixture(autouse=True)
def _anchors(settings, tmp_path):
    settings.ANCHOR_DIR = tmp_path / "anchors"


def figures(answer) -> dict[str, tuple[object, str]]:
    return {each["label"]: (each["value"], each["url"]) for each in answer.context["figures"]}


def test_the_system_administrator_sees_accounts_without_roles_and_the_missing_year(cast, client_of):
    RoleGrant.objects.filter(person=cast.wang.person).delete()
    answer = client_of(cast.xitong).get("/")
    shown = figures(answer)
    assert cast.wang in answer.context["without_roles"]
    year, url = shown["First year the calendar does not know"]
    assert int(year) not in calendar_years().values_list("year", flat=True)
    assert url.endswith(f"?year={year}")
    assert "Rows in the audit log" not in shown


def test_the_security_administrator_sees_how_many_requests_wait(cast, client_of, now):
    post = cast.wang.person.posts.get()
    ask_role(post=post, role=Role.EDITOR, by=cast.xitong, now=now)
    shown = figures(client_of(cast.anquan).get("/"))
    assert shown == {"Role requests waiting": (1, "/office/requests/")}


def test_the_audit_administrator_sees_the_log_and_its_last_anchor(cast, client_of, now):
    client = client_of(cast.shenji)
    assert figures(client.get("/"))["Last anchor noted"][0] == "never"
    client.get("/audit/")
    write_anchor(now=now)
    answer = client.get("/")
    assert figures(answer)["Last anchor noted"][0].startswith(f"{now:%Y-%m-%d}")
    assert int(figures(answer)["Rows in the audit log"][0]) >= 1
    assert 'action="/audit/verify/"' in answer.content.decode()
