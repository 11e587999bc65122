"""Whoever a petition complains of finds no trace of it: list, counts, search and export are the
same to the byte with the sealed matter and without it (threat T2)."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from tests.database.matters.stories import Story
from tests.screens.matters.lists import findable, matters

from touyan.audit.models import Entry
from touyan.intake.models import Wall
from touyan.intake.rules.entry import SubjectEntry
from touyan.intake.rules.words import SubjectRole
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.opening import Label, open_matter
from touyan.matters.models import Matter

ASKED = [
    "/matters/",
    "/matters/?own=1",
    "/matters/?acted=1",
    "/matters/?due=overdue",
    "/matters/?due=month",
    "/matters/?stage=registered",
    "/matters/?closed=no&resolved=no",
    "/matters/?q=隐瞒证据",
    "/matters/?q=不服",
    "/matters/?sort=number&cols=channel&cols=organ",
    "/matters/?organ=330106",
]
RANDOM = re.compile(rb'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')


@pytest.fixture(autouse=True)
def _clock(monkeypatch, now):
    monkeypatch.setattr("touyan.config.middleware.timezone", SimpleNamespace(now=lambda: now))


def seen(client) -> list[bytes]:
    """Everything the list says, and the spreadsheets it gives."""
    pages = [RANDOM.sub(b"", client.get(url).content) for url in ASKED]
    exports = [client.post(url.replace("/matters/", "/matters/export/")).content for url in ASKED]
    return pages + exports


def seal(cast, now, accused) -> Matter:
    """A matter about a leader, opened by the office above that handles it."""
    subject = SubjectEntry(
        SubjectRole.ACCUSED, name=accused.person.name, person_id=accused.person_id
    )
    story = Story(cast, now)
    petition = story.petition(
        title="反映领导隐瞒证据", text="反映领导隐瞒证据，不服处理。", subjects=(subject,)
    )
    matter = open_matter(petition, label=Label(Relation.FIRST), by=cast.wang_city, now=now)
    findable(matter, "反映领导隐瞒证据，不服处理", matter.number)
    return matter


def test_the_accused_leader_sees_the_same_bytes_with_and_without_it(cast, client_of, now):
    office = cast.organ_of(cast.wang)
    for matter in matters(office, 3, now=now):
        findable(matter, "不服刑事判决", matter.number)
    accused = client_of(cast.zhao)
    seen(accused)  # what a session remembers is the same before both looks
    before = seen(accused)
    counts = [
        e.detail["count"] for e in Entry.objects.filter(actor_id=cast.zhao.pk).order_by("number")
    ]
    matter = seal(cast, now, cast.zhao)
    assert matter.sealed
    assert Wall.objects.filter(petition__belonging__matter=matter).exists()
    after = seen(accused)
    assert after == before
    rows = Entry.objects.filter(actor_id=cast.zhao.pk).order_by("number")
    half = len(counts) // 2
    assert [e.detail["count"] for e in rows][-half:] == counts[-half:]


def test_those_the_wall_does_not_stop_see_it(cast, client_of, now):
    matter = seal(cast, now, cast.zhao)
    for account in (cast.zhao_city, cast.sun_province, cast.sun_spp):
        assert matter.number in client_of(account).get("/matters/").content.decode()
    for account in (cast.wang, cast.he, cast.sun, cast.zhou):
        page = client_of(account).get("/matters/").content.decode()
        assert matter.number not in page
        assert "隐瞒证据" not in page


def test_its_exact_number_finds_nothing_for_the_accused(cast, client_of, now):
    matter = seal(cast, now, cast.zhao)
    client = client_of(cast.zhao)
    real = client.get("/matters/", {"q": matter.number}).content
    tail, other = matter.number[-8:], "ABCD2345"
    absent = client.get("/matters/", {"q": matter.number[:-8] + other}).content
    same = [RANDOM.sub(b"", page) for page in (real, absent)]
    assert same[0].replace(tail.encode(), other.encode()) == same[1]
