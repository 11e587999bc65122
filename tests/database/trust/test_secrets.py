"""Whoever carries the database away reads no identity number and no telephone number in it, and
neither the log of the server nor the audit log says what a petition says."""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver
from tests.cast import Cast
from tests.database.matters.stories import Story, entry
from tests.screens.conftest import PLAIN
from tests.screens.petitions.forms import letter, rows
from tests.screens.trust.routes import routes

from touyan.audit.models import Entry
from touyan.intake.actions import disclose_identifiers, open_draft, register_petition, save_draft
from touyan.intake.models import Draft, Party, Petition
from touyan.intake.queries import opened_parties
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
from touyan.workflows.open_petition import search_register
from touyan.workflows.register_petition import register

IDENTITIES = ("11010519491231002X", "330106198805150015", "330106880515001")
PHONES = ("13912345678", "13787654321", "057187654321")
ADDRESS = "杭州市西湖区翠苑街道甲乙丙路九十九号"
NAMES = ("宇文昭雪", "尉迟含冤", "端木代理")
PASSPORT = "E12345678"


def people() -> tuple[PartyEntry, ...]:
    """A petitioner, a second one with an old number, and an agent with a passport."""
    first = PartyEntry(PartyRole.PETITIONER, NAMES[0], identity_type="resident_id_18",
                       identity_number=IDENTITIES[0], phone=PHONES[0], address=ADDRESS)  # fmt: skip
    second = replace(first, name=NAMES[1], identity_type="resident_id_15",
                     identity_number=IDENTITIES[2], phone=PHONES[2])  # fmt: skip
    agent = replace(first, role=PartyRole.AGENT, name=NAMES[2], represents=NAMES[0], phone=PHONES[1],
                    identity_type="passport", identity_number=PASSPORT)  # fmt: skip
    return first, second, agent


@pytest.fixture
def petition(cast: Cast, now: datetime) -> Petition:
    """Registered at the counter with everything that is known of three people, and a draft kept."""
    save_draft(key=uuid.uuid4(), form="petition", by=cast.wang, now=now,
               content={"parties-0-identity_number": [IDENTITIES[1]],
                        "parties-0-phone": [PHONES[1]]})  # fmt: skip
    upload = SimpleUploadedFile(f"{NAMES[0]}的身份证.txt", b"scan")
    return register(entry(parties=people()), organ=cast.organ_of(cast.wang), files=[upload],
                    by=cast.wang, now=now, key=uuid.uuid4()).petition  # fmt: skip


def every_row() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, bytes as hexadecimal: what a stolen dump would show."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        tables = [name for (name,) in cursor.fetchall()]
        assert {"intake_party", "intake_draft", "audit_entry", "procrastinate_jobs",
                "django_session"} <= set(tables)  # fmt: skip
        for table in tables:
            cursor.execute(f'SELECT row_table::text FROM "{table}" row_table')
            yield from ((table, text) for (text,) in cursor.fetchall())


def written_anyhow(word: str) -> set[str]:
    """A word as text and as the hexadecimal of its bytes."""
    return {word, word.lower(), word.encode().hex()}


def test_no_identifier_stands_in_the_database(petition: Petition) -> None:
    secrets = {
        text for word in (*IDENTITIES, *PHONES, PASSPORT, ADDRESS) for text in written_anyhow(word)
    }
    found = [(table, word) for table, text in every_row() for word in secrets if word in text]
    assert not found


def test_nothing_that_looks_like_an_identity_number_does_either(petition: Petition) -> None:
    number = re.compile(r"(?<![0-9a-fx])[1-9]\d{5}(19|20)\d{9}[\dXx](?![0-9a-f])")
    assert number.search(f"({IDENTITIES[1]})"), "the pattern finds one"
    assert not [(table, text) for table, text in every_row() if number.search(text)]


def test_the_same_number_sealed_twice_looks_different_and_is_found_again(
    petition: Petition,
) -> None:
    parties = list(Party.objects.filter(petition=petition).order_by("ordinal"))
    ring = settings.KEYRING
    assert bytes(parties[0].identity_index) == ring.index(IDENTITIES[0], context="identity")
    assert ring.index(IDENTITIES[0], context="identity") != ring.index(
        IDENTITIES[0], context="phone"
    )
    once, again = (ring.seal(IDENTITIES[0], context="x") for _ in range(2))
    assert once != again
    assert len({bytes(party.phone_sealed) for party in parties}) == 3


class TestMoving:
    """A sealed value belongs to its row: laid into another it cannot be read."""

    def test_between_people(self, petition: Petition) -> None:
        first, second = Party.objects.filter(petition=petition).order_by("ordinal")[:2]
        assert opened_parties(petition)[0]["identity"] == IDENTITIES[0]
        context = f"party:{second.public_id}:identity"
        with pytest.raises(InvalidTag):
            settings.KEYRING.open(bytes(first.identity_sealed), context=context)

    def test_between_fields(self, petition: Petition) -> None:
        party = Party.objects.filter(petition=petition).earliest("ordinal")
        with pytest.raises(InvalidTag):
            settings.KEYRING.open(
                bytes(party.phone_sealed), context=f"party:{party.public_id}:identity"
            )

    def test_between_drafts(self, cast: Cast, petition: Petition, now: datetime) -> None:
        mine = Draft.objects.get(account=cast.wang, form="petition")
        other = save_draft(key=uuid.uuid4(), form="petition", content={}, by=cast.li, now=now)
        Draft.objects.filter(pk=other.pk).update(sealed=bytes(mine.sealed))
        with pytest.raises(InvalidTag):
            open_draft(Draft.objects.get(pk=other.pk))


def test_the_audit_log_tells_who_did_what_but_nothing_of_the_petitioner(
    cast: Cast, petition: Petition, now: datetime
) -> None:
    story = Story(cast, now)
    story.closed(
        parties=people(), title="宇文昭雪控告案", text="正文暗号梧桐更兼细雨，请求依法处理本案。"
    )
    disclose_identifiers(public_id=petition.public_id, reason="电话通知领取", by=cast.wang, now=now)
    search_register(Petition.objects.all(), NAMES[0], filters=["q"], by=cast.wang, now=now)
    words = (*NAMES, *IDENTITIES, *PHONES, PASSPORT, ADDRESS, "昭雪", "梧桐更兼细雨", "身份证",
             "已答复", "误工费")  # fmt: skip
    rows = [json.dumps([e.detail, e.subject_id], ensure_ascii=False) for e in Entry.objects.all()]
    assert len(rows) > 15
    assert not [(row, word) for row in rows for word in words if word in row]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the server's log shows, through the handlers it really has."""
    written = StringIO()
    named = [
        logging.getLogger(name) for name in ("", *settings.LOGGING["loggers"], "django.server")
    ]
    found = {handler for logger in named for handler in logger.handlers}
    shown = [handler for handler in found if type(handler) is logging.StreamHandler]
    assert shown, "the log is configured"
    before = [(handler, handler.setStream(written)) for handler in shown]
    yield written
    for handler, stream in before:
        handler.setStream(stream)


def failing(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that breaks with everything it was sent in its words."""

    def fail(request: HttpRequest, **kwargs: object) -> HttpResponse:
        raise RuntimeError(f"{request.POST} {request.GET} {NAMES[0]} {IDENTITIES[0]} {PHONES[0]}")

    fail.access = view.access  # type: ignore[attr-defined]
    return fail


def every_pattern(patterns: Any = None) -> Iterator[Any]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(each, "url_patterns"):
            yield from every_pattern(each.url_patterns)
        else:
            yield each


def test_a_view_that_breaks_says_nothing_of_what_it_was_sent(
    cast: Cast, client_of: Callable[..., Client], log: StringIO, monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:  # fmt: skip
    settings.STATIC_ROOT = None
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}
    for pattern in every_pattern():
        monkeypatch.setitem(pattern.__dict__, "callback", failing(pattern.callback))
    form = letter(**rows("parties", {"name": NAMES[0], "identity_number": IDENTITIES[0],
                                     "phone": PHONES[0], "address": ADDRESS}))  # fmt: skip
    plain, broken = [route.pattern for route in routes() if "<" not in route.pattern], 0
    for account in (cast.wang, cast.he, cast.zhao, cast.xitong, cast.anquan, cast.shenji):
        client = client_of(account, raise_request_exception=False)
        for place in plain:
            url = f"/{place}?q={NAMES[0]}&id={IDENTITIES[0]}&phone={PHONES[0]}"
            for answer in (client.get(url), client.post(url, form)):
                if answer.status_code == 500:
                    broken += 1
                    assert not _told(answer.content.decode()), url
    assert broken > 100
    said = log.getvalue()
    assert "RuntimeError at" in said
    assert not _told(said), said[-2000:]


def _told(text: str) -> list[str]:
    return [word for word in (*NAMES, *IDENTITIES, *PHONES, ADDRESS) if word in text]


def test_a_log_line_that_names_a_number_loses_it(log: StringIO) -> None:
    said = logging.getLogger("anything")
    said.error("wrong number %s of %s", IDENTITIES[0], PHONES[0])
    said.error(f"GET /matters/?q={NAMES[0]} {IDENTITIES[2]}")
    assert log.getvalue().count("[…]") == 3
    assert not _told(log.getvalue())


def test_a_job_waiting_in_the_database_names_rows_only(cast: Cast, now: datetime) -> None:
    register_petition(entry(parties=people()), organ=cast.organ_of(cast.wang), by=cast.wang, now=now,
                      key=uuid.uuid4())  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs")
        assert not [args for (args,) in cursor.fetchall() if _told(args)]
