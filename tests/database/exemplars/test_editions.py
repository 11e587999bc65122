"""An edition from its first case to print, and what stops it on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.database.exemplars.issuing import Press, placed
from tests.database.matters.stories import Story

from touyan.exemplars.actions.editions import compose, make_edition
from touyan.exemplars.actions.issued import (
    acknowledge,
    correct_text,
    deliver,
)
from touyan.exemplars.models import Delivery, Edition, EditionCase, EditionStep, Exemplar, Ground
from touyan.exemplars.queries.editions import cases_of, deliveries_of, editions_seen
from touyan.exemplars.rules.edition import edition_digest
from touyan.intake.models import Wall
from touyan.intake.rules.entry import PartyEntry
from touyan.intake.rules.words import PartyRole
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused
from touyan.organs.models import Account, RoleGrant

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(cast: Cast, now: object) -> Press:
    return Press(Story(cast, now))  # type: ignore[arg-type]


def test_an_edition_goes_from_its_cases_to_print(press: Press) -> None:
    exemplar = press.approved_case()
    edition = press.issued(press.submitted(exemplar))
    assert (edition.state, edition.issued_on) == ("issued", press.story.now.date())
    assert edition.digest == edition_digest(edition.content)
    assert edition.content["groups"][0]["cases"][0]["title"] == "吴某申诉案"
    exemplar.refresh_from_db()
    assert exemplar.state == "issued"
    assert [one.verb for one in exemplar.steps.all()] == ["issue"]
    said = [(one.verb, one.opinion) for one in EditionStep.objects.order_by("id")]
    assert said == [
        ("make", ""), ("compose", ""), ("submit", ""), ("approve", "同意，报院领导"),
        ("approve", "同意印发"), ("issue", ""),
    ]  # fmt: skip


def test_groups_and_order_are_those_that_were_chosen(press: Press) -> None:
    edition = press.begun(press.approved_case("甲案"), press.approved_case("乙案"),
                          press.approved_case("丙案"))  # fmt: skip
    first, second, third = cases_of(edition)
    compose(
        edition_id=edition.public_id,
        head={"title": edition.title, "number": edition.number, "foreword": edition.foreword},
        places=[placed(first, group="二", position=3), placed(second, group="一", position=1),
                placed(third, group="二", position=2)],
        by=press.cast.li_province, now=press.story.now,
    )  # fmt: skip
    edition = press.step("submit", edition, press.cast.li_province)
    assert [(g["title"], [c["title"] for c in g["cases"]]) for g in edition.content["groups"]] == [
        ("一", ["乙案"]), ("二", ["丙案", "甲案"]),
    ]  # fmt: skip
    assert [c.exemplar_id for c in cases_of(edition)] == [
        second.exemplar_id, third.exemplar_id, first.exemplar_id,
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["title", "facts", "significance", "summary_en"])
def test_a_true_word_anywhere_stops_the_edition(press: Press, part: str) -> None:
    words = {part: "吴 秀 兰不服判决"} if part != "summary_en" else {part: "Wu Xiulan petitioned"}
    edition = press.begun(press.approved_case(**words))
    with pytest.raises(Refused, match="words by which somebody"):
        press.step("submit", edition, press.cast.li_province)


def test_a_true_word_in_the_foreword_or_a_group_stops_it(press: Press) -> None:
    edition = press.begun(press.approved_case(), foreword="吴秀兰案值得学习。")
    with pytest.raises(Refused, match="words by which somebody"):
        press.step("submit", edition, press.cast.li_province)


def test_one_case_does_not_name_the_people_of_another(press: Press) -> None:
    other = press.story.closed(
        parties=(PartyEntry(PartyRole.PETITIONER, "褚遂良"),), challenged=(), title="另一件"
    )  # fmt: skip
    edition = press.begun(
        press.approved_case(facts="褚遂良也来反映过。"), press.approved_case("褚某案", matter=other)
    )
    with pytest.raises(Refused, match="words by which somebody"):
        press.step("submit", edition, press.cast.li_province)


def test_who_put_it_together_does_not_approve_it(press: Press) -> None:
    edition = press.begun(press.approved_case())
    press.composed(edition, by=press.cast.he_province)
    press.step("submit", edition, press.cast.li_province)
    with pytest.raises(NotPermitted, match="Nobody approves"):
        press.step("approve", edition, press.cast.he_province, opinion="同意")


def test_a_leader_does_not_approve_before_the_head(press: Press) -> None:
    edition = press.submitted()
    with pytest.raises(NotPermitted, match="approves first"):
        press.step("approve", edition, press.cast.zhao_province, opinion="同意")


def test_an_edition_is_not_issued_before_every_level_approved(press: Press) -> None:
    edition = press.submitted()
    press.step("approve", edition, press.cast.he_province, opinion="同意")
    with pytest.raises(Refused, match="does not stand"):
        press.step("issue", edition, press.cast.he_province)


def test_what_was_sent_back_is_approved_anew_even_unchanged(press: Press) -> None:
    edition = press.submitted()
    press.step("approve", edition, press.cast.he_province, opinion="同意")
    edition = press.step("send_back", edition, press.cast.zhao_province, opinion="前言再改")
    assert (edition.state, edition.digest, edition.content) == ("draft", "", {})
    edition = press.step("submit", edition, press.cast.li_province)
    with pytest.raises(NotPermitted, match="approves first"):
        press.step("approve", edition, press.cast.zhao_province, opinion="同意")


def test_an_edition_altered_behind_the_approvers_is_not_issued(press: Press) -> None:
    edition = press.approved()
    Edition.objects.update(content={**edition.content, "foreword": ["改了"]})
    with pytest.raises(Refused, match="altered"):
        press.step("issue", edition, press.cast.he_province)


def test_consent_taken_back_before_issue_stops_it(press: Press) -> None:
    edition = press.approved()
    Ground.objects.update(revoked_at=press.story.now, revoked_how="telephone",
                          revoked_by=press.cast.li)  # fmt: skip
    with pytest.raises(Refused, match="no ground"):
        press.step("issue", edition, press.cast.he_province)


def test_a_case_withdrawn_before_issue_stops_it(press: Press) -> None:
    edition = press.approved()
    Exemplar.objects.update(state="withdrawn")
    with pytest.raises(Refused, match="not approved any more"):
        press.step("issue", edition, press.cast.he_province)


def test_a_name_that_becomes_known_after_approval_stops_it(press: Press) -> None:
    edition = press.approved(press.submitted(press.approved_case(facts="证人郑板桥作证。")))
    matter = Exemplar.objects.get().matter
    petition = matter.belongings.get().petition
    petition.parties.create(role="agent", ordinal=2, name="郑板桥", name_pinyin="")
    with pytest.raises(Refused, match="words by which somebody"):
        press.step("issue", edition, press.cast.he_province)


def test_a_case_stands_in_one_edition_at_a_time(press: Press) -> None:
    exemplar = press.approved_case()
    press.begun(exemplar)
    with pytest.raises(Refused, match="placed elsewhere"):
        press.begun(exemplar, number="浙检发〔2026〕13号")


def test_two_editions_do_not_share_a_number(press: Press) -> None:
    press.begun(press.approved_case())
    with pytest.raises(Invalid):
        press.begun(press.approved_case("另一件"))


def test_an_unfinished_edition_is_named_in_full(press: Press) -> None:
    edition = press.begun(number="", foreword="")
    with pytest.raises(Invalid) as refused:
        press.step("submit", edition, press.cast.li_province)
    assert [one.field for one in refused.value.problems] == ["number", "foreword", "cases"]


def test_two_people_do_not_overwrite_each_other(press: Press) -> None:
    edition = press.begun(press.approved_case())
    with pytest.raises(Conflict):
        press.step("submit", edition, press.cast.li_province, version=edition.version - 1)


def test_only_the_office_that_issues_it_knows_of_a_draft(press: Press) -> None:
    edition = press.begun(press.approved_case())
    for stranger in (press.cast.li, press.cast.he_city, press.cast.he_spp):
        assert not editions_seen(viewer=press.cast.viewer(stranger)).exists()
        with pytest.raises(NotVisible):
            press.step("submit", edition, stranger)
    with pytest.raises(NotPermitted):
        make_edition(organ=edition.organ, title="甲", by=press.cast.he_city, now=press.story.now)


def test_a_wall_keeps_out_of_what_is_not_issued_yet(press: Press) -> None:
    edition = press.begun(press.approved_case())
    petition = Exemplar.objects.get().matter.belongings.get().petition
    Wall.objects.create(
        petition=petition, person=press.cast.zhao_province.person, reason="complained of"
    )
    zhao = press.cast.viewer(press.cast.zhao_province)
    assert edition not in editions_seen(viewer=zhao)
    assert edition in editions_seen(viewer=press.cast.viewer(press.cast.li_province))


def test_offices_acknowledge_what_was_sent_to_them(press: Press) -> None:
    edition = press.issued()
    county, city = (press.cast.organ_of(one) for one in (press.cast.li, press.cast.li_city))
    sent = {"edition_id": edition.public_id, "now": press.story.now}
    deliver(organs=[county, city], by=press.cast.he_province, **sent)
    deliver(
        organs=[county, press.cast.organ_of(press.cast.zhou)], by=press.cast.he_province, **sent
    )
    assert Delivery.objects.count() == 3
    acknowledge(by=press.cast.wang, **sent)
    with pytest.raises(Refused, match="Nothing waits"):
        acknowledge(by=press.cast.wang, **sent)
    with pytest.raises(Refused, match="Nothing waits"):
        acknowledge(by=press.cast.li_spp, **sent)
    own = deliveries_of(edition, viewer=press.cast.viewer(press.cast.he_province))
    assert [one.received_by for one in own] == [None, press.cast.wang, None]
    assert len(deliveries_of(edition, viewer=press.cast.viewer(press.cast.wang))) == 1


def test_a_draft_is_not_sent_out(press: Press) -> None:
    edition = press.approved()
    with pytest.raises(Refused, match="does not stand"):
        deliver(edition_id=edition.public_id, organs=[edition.organ], by=press.cast.he_province,
                now=press.story.now)  # fmt: skip


def test_a_withdrawn_edition_stays_with_the_reason(press: Press) -> None:
    edition = press.issued()
    press.step("withdraw", edition, press.cast.zhao_province, opinion="案件已再审改判")
    edition.refresh_from_db()
    assert edition.state == "withdrawn"
    assert edition in editions_seen(viewer=press.cast.viewer(press.cast.wang))
    assert EditionStep.objects.last().opinion == "案件已再审改判"  # type: ignore[union-attr]


def test_a_public_reason_gives_nobody_away(press: Press) -> None:
    edition = press.issued()
    for verb in ("withdraw", "correct"):
        with pytest.raises(Refused, match="words by which somebody"):
            press.step(verb, edition, press.cast.zhao_province, opinion="吴秀兰提出异议")


def test_a_correction_takes_the_place_of_what_it_corrects(press: Press) -> None:
    old = press.issued()
    corrected = press.step("correct", old, press.cast.he_province, opinion="履职过程有误")
    with pytest.raises(Refused, match="under way"):
        press.step("correct", old, press.cast.he_province, opinion="又错了")
    case = EditionCase.objects.get(edition=corrected)
    texts = {"title": "吴某申诉案", "facts": "申诉人不服生效判决。", "handling": "副检察长包案。",
             "significance": "释法说理。", "gist": "", "keywords": "领导包案 公开听证"}  # fmt: skip
    correct_text(case_id=case.public_id, texts=texts, by=press.cast.li_province,
                 now=press.story.now)  # fmt: skip
    press.composed(corrected, number="浙检发〔2026〕20号")
    press.step("submit", corrected, press.cast.li_province)
    press.step("approve", corrected, _second_head(press), opinion="同意")
    press.step("approve", corrected, press.cast.zhao_province, opinion="同意")
    press.step("issue", corrected, press.cast.he_province)
    old.refresh_from_db()
    corrected.refresh_from_db()
    assert old.state == "issued"
    assert "院领导包案，公开听证。" in str(old.content)
    assert "副检察长包案。" in str(corrected.content)
    assert [one.verb for one in old.steps.order_by("id")][-2:] == ["correct", "replace"]


def _second_head(press: Press) -> Account:
    qin = press.cast.qin_province
    post = qin.person.posts.get()
    RoleGrant.objects.create(post=post, person=qin.person, role="department_head",
                             asked_at=press.story.now, approved_at=press.story.now - timedelta(1),
                             shipped=True)  # fmt: skip
    return qin


def test_who_corrected_a_text_does_not_approve_it(press: Press) -> None:
    old = press.issued()
    corrected = press.step("correct", old, press.cast.qin_province, opinion="履职过程有误")
    case = EditionCase.objects.get(edition=corrected)
    texts = {"title": "吴某申诉案", "facts": "甲。", "handling": "乙。", "significance": "丙。"}
    correct_text(case_id=case.public_id, texts=texts, by=press.cast.he_province,
                 now=press.story.now)  # fmt: skip
    press.composed(corrected, by=press.cast.li_province, number="浙检发〔2026〕20号")
    press.step("submit", corrected, press.cast.li_province)
    with pytest.raises(NotPermitted, match="Nobody approves"):
        press.step("approve", corrected, press.cast.he_province, opinion="同意")


def test_the_features_of_a_case_are_kept_when_it_is_frozen(press: Press) -> None:
    press.submitted()
    case = EditionCase.objects.get()
    assert (case.kind, case.province_code, case.level, case.number) == (
        "criminal_petition", "330000", 4, 1,
    )  # fmt: skip
