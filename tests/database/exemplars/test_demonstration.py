"""The nation demonstration's typical cases: issued through the gate, in groups; and those on their
way, nominated in answer to a call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import DjangoDbBlocker
from tests.conftest import BEIJING
from tests.database.campaigns.listed import demonstrated

from touyan.demonstration.rules.exemplar_texts import BASIC, HIGH, TEXTS
from touyan.exemplars.models import (
    Call,
    Comment,
    Delivery,
    Edition,
    EditionCase,
    Exemplar,
    Replacement,
)
from touyan.exemplars.papers.printed import as_pdf, as_word
from touyan.exemplars.queries.editions import cases_of
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.lists import quotas_of
from touyan.exemplars.rules.edition import edition_digest, pieces_of
from touyan.exemplars.rules.gate import leaks
from touyan.workflows.issue_edition import secrets_in
from touyan.workflows.write_exemplar import leaks_in

NOW = datetime(2026, 11, 23, 9, tzinfo=BEIJING)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def nation(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), demonstrated("nation", NOW):
        yield


def test_an_edition_in_groups_is_issued_and_sent_out() -> None:
    """Three groups in a nation of 30,000; this smaller one has no ended matter of a city that
    bears a text."""
    edition = Edition.objects.get()
    assert (edition.state, edition.organ.level) == ("issued", 1)
    assert edition.digest == edition_digest(edition.content)
    groups = edition.content["groups"]
    assert [g["title"] for g in groups] == [HIGH.title, BASIC.title]
    assert len(groups[0]["cases"]) == 6
    assert Delivery.objects.exists()


def test_the_first_group_tells_of_matters_of_the_supreme_and_provincial_offices() -> None:
    levels = {c.exemplar.organ.level for c in EditionCase.objects.filter(group=HIGH.title)}
    assert levels <= {1, 2}


def test_each_text_is_told_of_a_matter_of_its_kind() -> None:
    kinds = {told.title: told.kind for texts in TEXTS.values() for told in texts}
    for case in cases_of(Edition.objects.get()):
        newest = case.exemplar.versions.latest("number")
        assert case.exemplar.matter.kind == kinds[newest.content["title"]]


def test_no_true_word_of_any_of_its_matters_stands_in_it() -> None:
    edition = Edition.objects.get()
    secrets = secrets_in(edition)
    assert len(secrets) > len(cases_of(edition))
    assert not leaks(list(pieces_of(edition.content)), secrets)


def test_both_forms_are_made() -> None:
    edition = Edition.objects.get()
    assert as_word(edition.content, dated=NOW.date()).startswith(b"PK")
    assert as_pdf(edition.content, dated=NOW.date(), font_dir=None).startswith(b"%PDF")


def test_an_open_call_has_places_and_nominations() -> None:
    """As many as the county of this smaller nation has matters for."""
    call = Call.objects.get()
    assert call.opens_on <= NOW.date() <= call.closes_on
    assert quotas_of(call).count() > 1
    states = set(Exemplar.objects.filter(call=call).values_list("state", flat=True))
    assert {"selected", "submitted"} <= states


def test_a_text_is_being_written_with_remarks_and_replacements_and_one_word_left() -> None:
    exemplar = Exemplar.objects.get(state="selected")
    assert {one.resolved_at is None for one in Comment.objects.all()} == {True, False}
    assert Replacement.objects.filter(exemplar=exemplar, kind="name").exists()
    assert len(leaks_in(exemplar, newest_version(exemplar))) == 1
