"""The whole way on screen: called for, nominated, sent up, selected, asked about, approved, put into
an edition, issued, and read by everybody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.issuing import HEAD
from tests.database.exemplars.telling import REASON, Told
from tests.database.matters.stories import Story
from tests.screens.exemplars.test_calls import asked
from tests.screens.exemplars.test_editions import as_, take
from tests.screens.exemplars.test_nominating import form_of, page_of
from tests.screens.exemplars.test_nominating import take as move

from touyan.exemplars.models import Call, Edition, EditionCase, Exemplar

pytestmark = pytest.mark.django_db
TITLE = "某甲不服故意伤害案判决申诉案"


@pytest.fixture
def told(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: told.story.now)
    return told


def test_a_matter_becomes_a_published_case(told: Told) -> None:
    exemplar = _selected(told)
    _with_a_text_and_consent(told, exemplar)
    for leader in (told.cast.zhao, told.cast.zhao_city, told.cast.zhao_province):
        assert move(exemplar, "approve", leader).status_code == 302
    edition = _issued(told, exemplar)
    exemplar.refresh_from_db()
    assert (edition.state, exemplar.state) == ("issued", "issued")
    public = Client().get(reverse("public-case", args=[EditionCase.objects.get().public_id]))
    page = public.content.decode()
    assert TITLE in page
    for hidden in (exemplar.matter.number, REASON, "吴秀兰"):
        assert hidden not in page
    assert "Issued" in as_(told.cast.li).get(page_of(exemplar)).content.decode()


def _selected(told: Told) -> Exemplar:
    """Called for by the province, nominated by the county's handler, sent up twice."""
    cast, matter = told.cast, told.story.closed()
    as_(cast.he_province).post(reverse("exemplar-call-new"), asked(told, kinds=[]))
    call = Call.objects.get()
    said = {"what": "good", "reason": REASON, "call_id": str(call.public_id)}
    assert as_(cast.li).post(form_of(matter), said).status_code == 302
    exemplar = Exemplar.objects.get()
    for verb, by in (("forward", cast.zhao), ("forward", cast.zhao_city),
                     ("select", cast.zhao_province)):  # fmt: skip
        assert move(exemplar, verb, by).status_code == 302
    return exemplar


def _with_a_text_and_consent(told: Told, exemplar: Exemplar) -> None:
    told.wrote(exemplar, title=TITLE)
    url = reverse("exemplar-ground", args=[exemplar.public_id, "consent"])
    said = {"text": "书面同意，正卷第12页", "signed_on": f"{told.story.now:%Y%m%d}"}
    assert as_(told.cast.li).post(url, said).status_code == 302
    exemplar.refresh_from_db()
    told.submit(exemplar)


def _issued(told: Told, exemplar: Exemplar) -> Edition:
    cast = told.cast
    maker = as_(cast.li_province)
    office = cast.organ_of(cast.zhao_province).pk
    maker.post(reverse("edition-new"), {"office": office, "title": HEAD["title"]})
    edition = Edition.objects.get()
    chosen: dict[str, Any] = {
        **HEAD, "version": edition.version, "added": [str(exemplar.public_id)],
    }  # fmt: skip
    maker.post(reverse("edition-compose", args=[edition.public_id]), chosen)
    assert take(edition, "submit", cast.li_province).status_code == 302
    assert take(edition, "approve", cast.he_province, opinion="同意").status_code == 302
    assert take(edition, "approve", cast.zhao_province, opinion="同意印发").status_code == 302
    assert take(edition, "issue", cast.he_province).status_code == 302
    edition.refresh_from_db()
    return edition
