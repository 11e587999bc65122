"""An office's own measure in a bulletin."""

from __future__ import annotations

import pytest
from tests.screens.bulletins.pages import add, begun, issue, post, text_of
from tests.screens.figures.test_own_measures import composed, row

from touyan.statistics.actions.own import withdraw_measure
from touyan.statistics.models import FrozenFigure

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(story, client_of):
    """A draft that says an approved measure of the office; client, address, measure."""
    he = client_of(story.cast.he)
    he.post(f"{composed(client_of(story.cast.qian))}approve/")
    address = begun(he)
    assert add(he, address, "Share {}", row().code).status_code == 302
    return he, address, row()


def test_it_is_picked_counted_and_frozen_like_any_other(drafted, story, client_of) -> None:
    he, address, measure = drafted
    assert text_of(he, address) == "Share 50.0%"
    assert issue(client_of(story.cast.zhao), address).status_code == 302
    assert FrozenFigure.objects.get().measure == measure.code
    assert text_of(he, address) == "Share 50.0%"


def test_withdrawn_it_still_reads_but_is_not_issued(drafted, story, client_of) -> None:
    he, address, measure = drafted
    withdraw_measure(
        public_id=measure.public_id, reason="口径有误", by=story.cast.he, now=story.now
    )
    assert text_of(he, address) == "Share 50.0%"
    answer = issue(client_of(story.cast.zhao), address)
    assert answer.status_code == 422
    assert "no longer in use" in answer.content.decode()


def test_a_number_typed_by_hand_finds_it(drafted) -> None:
    he, address, _measure = drafted
    post(he, address, "Share {1}; typed 50.0%")
    page = he.get(address).content.decode()
    assert "50.0% could be bound to:" in page
    assert "Share first in this office" in page
