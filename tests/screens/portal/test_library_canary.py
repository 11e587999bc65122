"""What was written on the way to a published case stays behind: true words, the sealed mapping,
earlier versions, drafts, remarks and answers are met nowhere in the library."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from tests.cast import Cast
from tests.database.exemplars.issuing import Press, text_of
from tests.database.matters.stories import Story
from tests.screens.portal.test_library import _walked, read

from touyan.exemplars.actions.comments import add_comment
from touyan.exemplars.actions.writing import Typed, keep_draft
from touyan.exemplars.models import Exemplar, Rare, Replacement
from touyan.exemplars.queries.file import newest_version
from touyan.workflows.write_exemplar import replace_words, words_in

pytestmark = pytest.mark.django_db
REMARK, DRAFT, KEPT, EARLIER = (f"{word}金丝雀" for word in ("批注", "草稿", "理由", "旧稿"))


@pytest.fixture
def press(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press(Story(cast, now))
    monkeypatch.setattr("touyan.config.middleware.timezone.now", lambda: press.story.now)
    return press


def written_with_canaries(press: Press) -> Exemplar:
    """A case with true words replaced and something left in every place beside its text."""
    exemplar, li, now = press.approved_case(), press.cast.li, press.story.now
    press.write(exemplar, text_of("吴秀兰申诉案", facts=EARLIER))
    press.write(exemplar, text_of("吴秀兰申诉案", facts="吴秀兰（13800138000）不服判决。"))
    words = words_in(exemplar, newest_version(exemplar))
    version = replace_words(
        exemplar_id=exemplar.public_id, chosen=[one.key for one in words], base=3, by=li, now=now
    )
    place = version.content["facts"][0]["id"]
    add_comment(exemplar_id=exemplar.public_id, paragraph=place, text=REMARK, by=li, now=now)
    keep_draft(exemplar_id=exemplar.public_id, typed=Typed(text_of(DRAFT), version.number), by=li,
               now=now)  # fmt: skip
    Rare.objects.create(exemplar=exemplar, digest="ab", combination="event", answer="kept",
                        reason=KEPT, by=li, at=now)  # fmt: skip
    province = press.cast.organ_of(press.cast.zhao_province)
    Exemplar.objects.filter(pk=exemplar.pk).update(state="approved", at_organ=province)
    return exemplar


def test_nothing_of_the_writing_and_of_the_mapping_is_met_in_the_library(press: Press) -> None:
    exemplar = written_with_canaries(press)
    press.issued(press.submitted(exemplar))
    canaries = {"吴秀兰", "13800138000", REMARK, DRAFT, KEPT, EARLIER}
    for row in Replacement.objects.all():
        canaries |= {str(row.public_id), bytes(row.true_index).hex(), bytes(row.true_sealed).hex()}
    seen = _walked(reverse("public-cases"))
    assert any("吴某甲" in text for text in seen.values())
    for address, text in seen.items():
        for word in canaries:
            assert word not in text, (address, word)


def test_a_true_name_searched_for_finds_no_case(press: Press) -> None:
    exemplar = written_with_canaries(press)
    press.issued(press.submitted(exemplar))
    found = read(reverse("public-cases") + "?text=吴秀兰&q=吴秀兰")
    assert "吴某甲申诉案" not in found
