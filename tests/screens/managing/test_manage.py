"""Management: one entry of the menu behind which rules, calendar, offices and imports stand."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from touyan.desk.managing.views import ROOMS
from touyan.desk.shell import _ENTRIES
from touyan.organs.rules.roles import Role


def doors(answer) -> set[str]:
    return set(re.findall(r'<a class="room" href="([^"]+)"', answer.content.decode()))


def menu(answer) -> list[str]:
    text = answer.content.decode().split('<nav class="side"')[1].split("</nav>")[0]
    return re.findall(r'data-name="([^"]+)"', text)


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(reverse("manage")).status_code == 302


def test_everyone_finds_rules_calendar_and_offices(cast, client_of):
    found = doors(client_of(cast.li).get(reverse("manage")))
    assert found == {reverse(n) for n in ("clock-rules", "charge-rules", "calendar", "organs")}


@pytest.mark.parametrize(
    ("who", "more"),
    [("wang", "import-register"), ("he", "import-register"), ("xitong", "import-organs"),
     ("anquan", "role-requests"), ("zhao", "lead-absences")],
)  # fmt: skip
def test_whoever_may_do_more_finds_more(cast, client_of, who, more):
    assert reverse(more) in doors(client_of(getattr(cast, who)).get(reverse("manage")))


@pytest.mark.parametrize("who", ["wang", "li", "he", "zhao", "xitong", "anquan", "shenji"])
def test_every_door_opens_for_whoever_is_shown_it(cast, client_of, who):
    client = client_of(getattr(cast, who))
    for url in doors(client.get(reverse("manage"))):
        assert client.get(url).status_code == 200


def test_no_role_sees_more_than_eight_entries():
    assert max(sum(role in entry[-1] for entry in _ENTRIES) for role in Role) <= 8


def test_rules_and_offices_stand_behind_management_alone(cast, client_of):
    shown = menu(client_of(cast.he).get("/"))
    assert "Management" in shown
    assert not {"Time limits", "Organs and staff"} & set(shown)


@pytest.mark.parametrize("name", ["manage", "clock-rules", "charge-rules", "calendar", "organs"])
def test_the_entry_stays_lit_and_leads_back(cast, client_of, name):
    text = client_of(cast.li).get(reverse(name)).content.decode()
    assert re.search(r'href="/manage/" aria-current="page"', text)
    crumbs = text.split('<nav class="crumbs"')[1].split("</nav>")[0]
    assert "Management" in crumbs


def test_every_room_names_a_route():
    assert all(reverse(name) for _title, rooms in ROOMS for _label, name, *_rest in rooms)


def test_the_page_speaks_chinese(cast, client_of):
    text = client_of(cast.wang, language="zh-hans").get(reverse("manage")).content.decode()
    assert "规则与日历" in text
    assert "从电子表格导入机构树" not in text
