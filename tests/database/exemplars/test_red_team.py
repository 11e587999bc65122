"""Texts with a planted word, put before the approvers by the action the screen calls: none passes;
texts with nobody in them do."""

from __future__ import annotations

from datetime import datetime
from itertools import cycle
from typing import Any

import pytest
from tests.cast import Cast
from tests.database.exemplars.telling import Told, written
from tests.database.matters.stories import Story
from tests.rules.exemplars.clean import clean_texts
from tests.rules.exemplars.planted import SECRETS, planted

from touyan.exemplars.actions import approvals
from touyan.exemplars.actions.approvals import Looked
from touyan.exemplars.models import Exemplar
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.rules.content import paragraph
from touyan.exemplars.rules.secrets import Secret
from touyan.kernel.errors import Invalid
from touyan.workflows.gather_secrets import secrets_of

pytestmark = pytest.mark.django_db
PARTS = ("facts", "handling", "title", "gist", "keywords", "significance", "summary_en")


@pytest.fixture
def told(cast: Cast, now: datetime) -> Told:
    return Told(Story(cast, now))


def with_text(part: str, text: str) -> dict[str, Any]:
    """A text that gives nobody away, but for what is put into one part."""
    content = written()
    if part in ("title", "keywords"):
        return {**content, part: text if part == "title" else ["领导包案", text]}
    return {**content, part: [*content[part], paragraph(text)]}


def refused(told: Told, exemplar: Exemplar, words: frozenset[Secret], text: str, part: str) -> bool:
    """Whether the gate refuses it when it is put forward, and nothing else does."""
    told.wrote(exemplar, content=with_text(part, text))
    newest = newest_version(exemplar)
    assert newest
    looked = Looked(words, newest.digest, 0)
    try:
        approvals.submit(exemplar_id=exemplar.public_id, looked=looked, by=told.cast.li,
                         now=told.story.now)  # fmt: skip
    except Invalid as refusal:
        return [one.field for one in refusal.problems] == ["leaks"]
    exemplar.refresh_from_db()
    approvals.reopen(exemplar, by=told.cast.li, now=told.story.now)
    return False


def test_no_planted_text_of_three_hundred_goes_before_the_approvers(told: Told) -> None:
    exemplar = told.selected()
    told.consented(exemplar)
    words = secrets_of(exemplar.matter) | frozenset(SECRETS)
    texts = list(dict.fromkeys(planted()))
    assert len({text for _writing, text in texts}) >= 300
    passed = [
        (writing, part)
        for (writing, text), part in zip(texts, cycle(PARTS), strict=False)
        if not refused(told, exemplar, words, text, part)
    ]
    assert passed == []


def test_of_a_hundred_clean_texts_at_most_two_are_refused(told: Told) -> None:
    exemplar = told.selected()
    told.consented(exemplar)
    words = secrets_of(exemplar.matter) | frozenset(SECRETS)
    texts = list(dict.fromkeys(clean_texts()))
    assert len(texts) >= 100
    stopped = [text for text in texts if refused(told, exemplar, words, text, "facts")]
    assert len(stopped) <= 2, stopped
