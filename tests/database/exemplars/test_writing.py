"""The text of a case: versions, several editors, remarks, replacements, and the gate."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from tests.cast import Cast
from tests.database.exemplars.telling import Told, written
from tests.database.inspections.inspecting import walled
from tests.database.matters.stories import Story

from touyan.exemplars.actions import anonymising, comments, writing
from touyan.exemplars.actions.writing import Choice, Saved, Typed
from touyan.exemplars.models import Comment, Draft, Exemplar, Replacement, Version
from touyan.exemplars.queries.file import newest_version
from touyan.exemplars.queries.writing import content_at, questions_of, unanswered_of
from touyan.exemplars.rules.content import empty, paragraph, paragraphs
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.organs.models import Account
from touyan.workflows import write_exemplar

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast, now: datetime) -> Told:
    return Told(Story(cast, now))


def save(
    told: Told, exemplar: Exemplar, content: dict[str, Any], base: int, *, by: Account | None = None,
    **more: Any,
) -> Saved:  # fmt: skip
    return writing.save_version(
        exemplar_id=exemplar.public_id, typed=Typed(content, base), by=by or told.cast.li,
        now=told.story.now, **more,
    )  # fmt: skip


def with_fact(content: dict[str, Any], text: str) -> dict[str, Any]:
    (first, *rest) = content["facts"]
    return {**content, "facts": [{**first, "text": text}, *rest]}


def fact(exemplar: Exemplar) -> str:
    version = newest_version(exemplar)
    assert version
    return str(version.content["facts"][0]["text"])


def test_a_text_is_kept_as_versions_none_of_which_changes(told: Told) -> None:
    exemplar, content = told.nominated(), written()
    save(told, exemplar, content, 0)
    save(told, exemplar, with_fact(content, "申诉人不服生效裁判。"), 1, note="改一处")
    rows = Version.objects.filter(exemplar=exemplar).order_by("number")
    assert [(row.number, row.base, row.note) for row in rows] == [(1, 0, ""), (2, 1, "改一处")]
    assert content_at(exemplar, 1) == content
    assert save(told, exemplar, content_at(exemplar, 2), 2).version == rows[1]


def test_an_earlier_text_is_made_the_newest_again(told: Told) -> None:
    exemplar, content = told.nominated(), written()
    save(told, exemplar, content, 0)
    save(told, exemplar, with_fact(content, "另一段事实。"), 1)
    how: dict[str, Any] = {"exemplar_id": exemplar.public_id, "by": told.cast.li,
                           "now": told.story.now}  # fmt: skip
    assert writing.restore_version(number=1, **how).number == 3
    assert content_at(exemplar, 3) == content
    for number in (0, 3, 9):
        with pytest.raises(Refused):
            writing.restore_version(number=number, **how)


def test_two_editors_of_two_paragraphs_both_keep_their_words(told: Told) -> None:
    exemplar, content = told.nominated(), written()
    save(told, exemplar, content, 0)
    save(told, exemplar, with_fact(content, "李检察官写的。"), 1)
    theirs = {**content, "title": "何主任改的题目"}
    saved = save(told, exemplar, theirs, 1, by=told.cast.he)
    assert saved.version
    assert saved.version.content["title"] == "何主任改的题目"
    assert fact(exemplar) == "李检察官写的。"


def test_two_editors_of_one_paragraph_lose_nothing_and_choose(told: Told) -> None:
    exemplar, content = told.nominated(), written()
    save(told, exemplar, content, 0)
    save(told, exemplar, with_fact(content, "甲稿。"), 1)
    mine = with_fact(content, "乙稿。")
    saved = save(told, exemplar, mine, 1, by=told.cast.he)
    assert saved.version is None
    (clash,) = saved.clashes
    assert (clash.mine, clash.theirs) == ("乙稿。", "甲稿。")
    assert Draft.objects.get(account=told.cast.he).content == mine
    stale = save(told, exemplar, mine, 1, by=told.cast.he, choice=Choice(1, {clash.id: "甲乙稿。"}))
    assert stale.version is None
    chosen = Choice(2, {clash.id: "甲乙稿。"})
    assert save(told, exemplar, mine, 1, by=told.cast.he, choice=chosen).version
    assert fact(exemplar) == "甲乙稿。"
    assert not Draft.objects.exists()


def test_whoever_does_not_write_for_the_case_saves_nothing(told: Told) -> None:
    exemplar = told.nominated()
    with pytest.raises(NotVisible):
        save(told, exemplar, written(), 0, by=told.cast.zhou)
    with pytest.raises(NotPermitted):
        save(told, exemplar, written(), 0, by=told.cast.zhao_city)
    walled(exemplar.matter, person=told.cast.he.person)
    with pytest.raises(NotVisible):
        save(told, exemplar, written(), 0, by=told.cast.he)
    told.move("withdraw", exemplar, told.cast.li)
    with pytest.raises(Refused, match="withdrawn"):
        save(told, exemplar, written(), 0)


def test_too_long_a_text_is_refused_with_what_is_too_long(told: Told) -> None:
    exemplar = told.nominated()
    with pytest.raises(Invalid, match="title"):
        save(told, exemplar, written("题" * 201), 0)
    assert not Version.objects.exists()


def test_saving_makes_the_approvals_void(told: Told) -> None:
    exemplar = told.approved()
    save(told, exemplar, with_fact(content_at(exemplar, 1), "改过的事实。"), 1)
    exemplar.refresh_from_db()
    assert exemplar.state == "selected"


def test_the_first_text_tells_of_the_acts_and_names_each(told: Told) -> None:
    exemplar = told.nominated()
    how: dict[str, Any] = {"exemplar_id": exemplar.public_id, "by": told.cast.li,
                           "now": told.story.now}  # fmt: skip
    version = write_exemplar.tell_from_acts(**how)
    acts = {str(pk) for pk in exemplar.matter.acts.values_list("pk", flat=True)}
    rows = list(paragraphs(version.content))
    assert {section for section, _each in rows} == {"facts", "handling"}
    assert all(each["acts"] and set(each["acts"]) <= acts for _section, each in rows)
    assert not write_exemplar.leaks_in(exemplar, version)
    with pytest.raises(Refused, match="every act already"):
        write_exemplar.tell_from_acts(**how)


def test_a_remark_stands_at_its_paragraph_until_it_is_settled(told: Told) -> None:
    exemplar, content = told.nominated(), written()
    save(told, exemplar, content, 0)
    how: dict[str, Any] = {"by": told.cast.he, "now": told.story.now}
    place = content["facts"][0]["id"]
    made = comments.add_comment(
        exemplar_id=exemplar.public_id, paragraph=place, text="时间不清楚", **how
    )
    with pytest.raises(Refused, match="no longer"):
        comments.add_comment(exemplar_id=exemplar.public_id, paragraph="gone", text="x", **how)
    comments.settle_comment(comment_id=made.public_id, by=told.cast.li, now=told.story.now)
    assert Comment.objects.get().resolved_by == told.cast.li
    with pytest.raises(Refused, match="already"):
        comments.settle_comment(comment_id=made.public_id, **how)
    with pytest.raises(NotVisible):
        comments.settle_comment(comment_id=made.public_id, by=told.cast.zhou, now=told.story.now)


TRUE = "申诉人吴秀兰（电话13800138000）来访，吴秀兰称其不服。"


def replaced(told: Told, exemplar: Exemplar, base: int, words: list[Any] | None = None) -> Version:
    found = write_exemplar.words_in(exemplar, newest_version(exemplar))
    return write_exemplar.replace_words(
        exemplar_id=exemplar.public_id, chosen=[one.key for one in (words or found)], base=base,
        by=told.cast.li, now=told.story.now,
    )  # fmt: skip


def test_true_words_are_replaced_alike_everywhere_with_a_reason(told: Told) -> None:
    exemplar = told.nominated()
    save(told, exemplar, written("吴秀兰申诉案", facts=TRUE), 0)
    found = write_exemplar.words_in(exemplar, newest_version(exemplar))
    assert {one.first.substitute for one in found} == {"吴某甲", "某电话号码"}
    assert all(one.first.reason for one in found)
    version = replaced(told, exemplar, 1)
    assert version.content["title"] == "吴某甲申诉案"
    assert fact(exemplar) == "申诉人吴某甲（电话某电话号码）来访，吴某甲称其不服。"
    assert not write_exemplar.leaks_in(exemplar, version)


def test_the_mapping_is_sealed(told: Told) -> None:
    exemplar = told.nominated()
    save(told, exemplar, written("吴秀兰申诉案", facts=TRUE), 0)
    replaced(told, exemplar, 1)
    for row in Replacement.objects.all():
        kept = bytes(row.true_sealed) + bytes(row.true_index) + row.substitute.encode()
        assert "吴秀兰".encode() not in kept
        assert b"138001" not in kept


def test_a_replacement_is_undone_where_it_still_stands_although_the_text_went_on(
    told: Told,
) -> None:
    exemplar = told.nominated()
    save(told, exemplar, written("吴秀兰申诉案", facts=TRUE), 0)
    version = replaced(told, exemplar, 1)
    save(told, exemplar, with_fact(version.content, "经查，" + fact(exemplar)), 2)
    row = Replacement.objects.get(substitute="吴某甲")
    how: dict[str, Any] = {"replacement_id": row.public_id, "now": told.story.now}
    with pytest.raises(NotVisible):
        anonymising.undo_replacement(by=told.cast.zhou, **how)
    _row, count = anonymising.undo_replacement(by=told.cast.li, **how)
    assert count == 3
    assert fact(exemplar) == "经查，申诉人吴秀兰（电话某电话号码）来访，吴秀兰称其不服。"
    with pytest.raises(Refused, match="already"):
        anonymising.undo_replacement(by=told.cast.li, **how)
    replaced(told, exemplar, 4)
    assert "吴秀兰" not in fact(exemplar)


def test_a_word_typed_again_gets_the_substitute_it_had(told: Told) -> None:
    exemplar = told.nominated()
    save(told, exemplar, written("吴秀兰申诉案"), 0)
    version = replaced(told, exemplar, 1)
    save(told, exemplar, with_fact(version.content, "吴秀兰又来访。"), 2)
    replaced(told, exemplar, 3)
    assert fact(exemplar) == "吴某甲又来访。"
    row = Replacement.objects.get()
    _row, count = anonymising.undo_replacement(
        replacement_id=row.public_id, by=told.cast.li, now=told.story.now
    )
    assert count == 2


def test_words_are_not_replaced_in_a_text_that_changed_meanwhile(told: Told) -> None:
    exemplar = told.nominated()
    save(told, exemplar, written("吴秀兰申诉案"), 0)
    with pytest.raises(Conflict):
        replaced(told, exemplar, 9)


RARE = "2019年11月25日，某县沙河镇一名教师因车祸死亡。"


def test_a_rare_combination_is_named_and_kept_only_with_a_reason(told: Told) -> None:
    exemplar = told.selected()
    save(told, exemplar, written(facts=RARE), 0)
    told.consented(exemplar)
    how: dict[str, Any] = {"exemplar_id": exemplar.public_id, "by": told.cast.li,
                           "now": told.story.now}  # fmt: skip
    with pytest.raises(Invalid, match="combinations"):
        write_exemplar.submit(**how)
    asked = questions_of(exemplar, newest_version(exemplar))
    assert asked
    with pytest.raises(Invalid):
        comments.keep_rare(digest=asked[0].digest, reason=" ", **how)
    for one in asked:
        comments.keep_rare(digest=one.digest, reason="当地同类事件多，无法对应到人。", **how)
    assert not unanswered_of(exemplar, newest_version(exemplar))
    assert write_exemplar.submit(**how).state == "submitted"
    with pytest.raises(Conflict):
        comments.keep_rare(digest="ab", reason="x", **how)


def test_whoever_approves_meets_the_questions_nobody_answered(told: Told) -> None:
    exemplar = told.selected()
    save(told, exemplar, written(facts=RARE), 0)
    told.consented(exemplar)
    told.submit(exemplar)  # by somebody who looked at no question
    with pytest.raises(Invalid, match="combinations"):
        write_exemplar.approve(exemplar_id=exemplar.public_id, opinion="同意。", by=told.cast.he,
                               now=told.story.now)  # fmt: skip


def test_a_changed_paragraph_is_asked_about_again(told: Told) -> None:
    exemplar = told.selected()
    save(told, exemplar, written(facts=RARE), 0)
    for one in questions_of(exemplar, newest_version(exemplar)):
        comments.keep_rare(exemplar_id=exemplar.public_id, digest=one.digest, reason="不可识别",
                           by=told.cast.li, now=told.story.now)  # fmt: skip
    save(told, exemplar, with_fact(content_at(exemplar, 1), RARE + "多人围观。"), 1)
    assert unanswered_of(exemplar, newest_version(exemplar))


def test_an_unwritten_case_is_not_put_forward(told: Told) -> None:
    exemplar = told.selected()
    save(told, exemplar, {**empty(), "facts": [paragraph("一段。")]}, 0)
    with pytest.raises(Invalid, match="before the text is put forward"):
        write_exemplar.submit(exemplar_id=exemplar.public_id, by=told.cast.li, now=told.story.now)
