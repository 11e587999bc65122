"""Things that happen at the same moment lose nothing and double nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from tests.cast import Cast, make_cast
from tests.screens.petitions.forms import letter, scan

from touyan.attachments.models import StoredFile
from touyan.audit.models import Entry
from touyan.intake.models import Petition

URL = "/petitions/new/"


@pytest.fixture
def office(committed: str) -> Cast:
    return make_cast(now=datetime.now(UTC))


def signed_in(account: object) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What the calls return, each made in a thread and a connection of its own."""

    def run(call: Callable[[], object]) -> object:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_one_form_sent_four_times_at_once_is_registered_once(office: Cast):
    client, form = signed_in(office.wang), letter()
    answers = at_once(*[lambda: client.post(URL, {**form, "attachments": [scan()]})] * 4)
    assert Petition.objects.count() == 1
    assert len({answer["Location"] for answer in answers}) == 1
    assert StoredFile.objects.count() == 1
    assert Entry.objects.filter(verb="petition.register").count() == 1
    assert "Query code" in client.get(answers[0]["Location"]).content.decode()


def test_two_clerks_registering_at_once_get_numbers_without_gap(office: Cast):
    clients = [signed_in(office.wang), signed_in(office.li)]
    calls = [lambda client=client: client.post(URL, letter()) for client in clients * 4]
    answers = at_once(*calls)
    assert [answer.status_code for answer in answers] == [302] * 8
    numbers = sorted(number[-5:] for number in Petition.objects.values_list("number", flat=True))
    assert numbers == [f"{n:05d}" for n in range(1, 9)]


def test_an_autosave_at_the_moment_of_registration_does_not_cost_the_receipt(office: Cast):
    client, form = signed_in(office.wang), letter()
    registered, *_ = at_once(
        lambda: client.post(URL, form), *[lambda: client.post(f"{URL}draft/", form)] * 3
    )
    assert "Query code" in client.get(registered["Location"]).content.decode()
    assert "Drafts:" not in client.get(URL).content.decode()
