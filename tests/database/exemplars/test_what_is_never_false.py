"""What the database itself refuses of typical cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.database.exemplars.telling import nominated_row
from tests.database.matters.stories import Story

from touyan.config.grants import append_only_tables
from touyan.exemplars.models import (
    Call,
    Edition,
    Exemplar,
    Ground,
    Objection,
    Rare,
    Replacement,
    Step,
    Version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    return Story(cast, now)


@pytest.fixture
def exemplar(story: Story) -> Exemplar:
    return nominated_row(story, story.opened())


def refused(name: str) -> Any:
    return pytest.raises(IntegrityError, match=name)


def test_one_matter_is_not_nominated_twice_at_once(story: Story, exemplar: Exemplar) -> None:
    with refused("exemplar_one_open_per_matter_and_call"), transaction.atomic():
        nominated_row(story, exemplar.matter)


def test_a_withdrawn_nomination_may_be_made_anew(story: Story, exemplar: Exemplar) -> None:
    Exemplar.objects.filter(pk=exemplar.pk).update(state="withdrawn")
    assert nominated_row(story, exemplar.matter).state == "nominated"


def test_a_case_is_not_selected_by_nobody(exemplar: Exemplar) -> None:
    with refused("exemplar_chosen_by_an_organ"), transaction.atomic():
        Exemplar.objects.filter(pk=exemplar.pk).update(state="selected")


def test_an_approval_names_the_text_and_says_something(story: Story, exemplar: Exemplar) -> None:
    for lacking in ({"opinion": "同意"}, {"content_digest": "ab"}):
        with refused("exemplar_approved_as_read_with_an_opinion"), transaction.atomic():
            Step.objects.create(
                exemplar=exemplar, verb="approve", organ=exemplar.organ, by=story.cast.zhao,
                at=story.now, **lacking,
            )  # fmt: skip


def test_nothing_is_sent_back_without_a_word(story: Story, exemplar: Exemplar) -> None:
    with refused("exemplar_step_back_says_why"), transaction.atomic():
        Step.objects.create(
            exemplar=exemplar, verb="return", organ=exemplar.organ, by=story.cast.zhao, at=story.now
        )


def test_a_version_has_one_number_and_follows_an_earlier_one(
    story: Story, exemplar: Exemplar
) -> None:
    usual = {"exemplar": exemplar, "content": {}, "digest": "ab", "by": None, "at": story.now}
    Version.objects.create(number=1, **usual)
    with refused("version_number_once"), transaction.atomic():
        Version.objects.create(number=1, **usual)
    with refused("version_follows_its_base"), transaction.atomic():
        Version.objects.create(number=2, base=2, **usual)


def test_one_true_word_has_one_substitute_at_a_time(story: Story, exemplar: Exemplar) -> None:
    usual: dict[str, Any] = {
        "exemplar": exemplar, "kind": "name", "true_sealed": b"x", "true_index": b"i",
        "reason": "姓名", "created_at": story.now,
    }  # fmt: skip
    first = Replacement.objects.create(substitute="吴某甲", **usual)
    with refused("replacement_one_for_each_true_word"), transaction.atomic():
        Replacement.objects.create(substitute="吴某乙", **usual)
    Replacement.objects.filter(pk=first.pk).update(undone_at=story.now, undone_by=story.cast.li)
    Replacement.objects.create(substitute="吴某乙", **usual)


def test_what_is_kept_although_it_is_rare_has_a_reason(story: Story, exemplar: Exemplar) -> None:
    with refused("rare_kept_with_a_reason"), transaction.atomic():
        Rare.objects.create(
            exemplar=exemplar, digest="ab", combination="place+date", answer="kept", at=story.now
        )


def test_consent_taken_back_says_how(story: Story, exemplar: Exemplar) -> None:
    ground = Ground.objects.create(
        exemplar=exemplar, kind="consent", text="书面同意", signed_on=story.now.date(), at=story.now
    )
    with refused("ground_revoked_says_how"), transaction.atomic():
        Ground.objects.filter(pk=ground.pk).update(revoked_at=story.now)


def test_an_objection_is_decided_by_somebody_with_reasons(story: Story, exemplar: Exemplar) -> None:
    objection = Objection.objects.create(
        exemplar=exemplar, how="online", text="我不同意公开。", received_at=story.now
    )
    for lacking in ({"outcome": "upheld"}, {"outcome": "upheld", "reason": "理由"}):
        with refused("objection_decided_with_reasons"), transaction.atomic():
            Objection.objects.filter(pk=objection.pk).update(decided_at=story.now, **lacking)


def test_a_call_does_not_close_before_it_opens(story: Story, exemplar: Exemplar) -> None:
    with refused("call_closes_after_it_opens"), transaction.atomic():
        Call.objects.create(
            organ=exemplar.organ, title="征集", theme="首次信访", basis="通知",
            opens_on=date(2026, 12, 1), closes_on=date(2026, 11, 30), created_at=story.now,
        )  # fmt: skip


def test_an_edition_leaves_its_draft_with_a_digest_and_is_issued_with_a_number(
    story: Story, exemplar: Exemplar
) -> None:
    edition = Edition.objects.create(organ=exemplar.organ, title="第一批", created_at=story.now)
    with refused("edition_frozen_with_digest"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state="submitted")
    with refused("edition_issued_on_a_day_with_a_number"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(state="issued", digest="ab")


def test_steps_versions_and_answers_are_only_ever_added() -> None:
    kept = {f"exemplars_{name}" for name in ("step", "version", "rare", "editionstep")}
    assert kept <= append_only_tables()
