import re

import pytest
from tests.files.papers.conftest import DATED, ORGAN, composed, full_facts

from touyan.kernel.errors import Invalid
from touyan.matters.papers import legal
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.compose import compose, missing_facts, usual_paragraphs
from touyan.matters.papers.kinds import Addressee, placeholders
from touyan.matters.papers.legal import Regime


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_speaks_only_of_facts_it_asks_for_and_uses_all_of_them(code):
    kind = KINDS[code]
    spoken = set().union(*map(placeholders, kind.body + kind.closing)) | {kind.addressed_to}
    assert spoken - {"you", ""} == {fact.code for fact in kind.facts}


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_with_its_facts_leaves_no_placeholder_and_no_doubled_stop(code):
    text = composed(code).text
    assert not re.search(r"[{}]|。。|，。|：。", text)


@pytest.mark.parametrize("code", KINDS)
def test_every_missing_fact_is_named_at_once(code):
    with pytest.raises(Invalid) as refusal:
        compose(code, {}, organ_name="", dated=DATED)
    required = [fact.code for fact in KINDS[code].facts if fact.required]
    assert [problem.field for problem in refusal.value.problems] == [*required, "organ_name"]


@pytest.mark.parametrize("code", KINDS)
def test_without_the_optional_facts_their_sentences_go(code):
    kind = KINDS[code]
    facts = {f.code: v for f in kind.facts if f.required for v in [full_facts(code)[f.code]]}
    text = compose(code, facts, organ_name=ORGAN, dated=DATED).text
    assert "：\n\n" not in text
    assert not any(f"{fact.code}内容" in text for fact in kind.facts if not fact.required)


def test_a_list_that_is_not_there_takes_its_introduction_along():
    facts = full_facts("receipt") | {"materials": []}
    assert "收到的材料如下" not in "".join(usual_paragraphs("receipt", facts))


def test_a_list_is_numbered_and_punctuated():
    facts = full_facts("supplement") | {"materials": ["身份证明。", "判决书"]}
    paragraphs = usual_paragraphs("supplement", facts)
    assert paragraphs[1:3] == ["1. 身份证明；", "2. 判决书。"]


def test_the_handlers_own_words_replace_the_body_but_never_the_remedy():
    facts = {"petitioner": "张三", "remedy": "如不服，可以申诉。"}
    letter = compose("answer", facts, organ_name=ORGAN, dated=DATED, body=["本院意见。\n另段。"])
    assert letter.paragraphs == ("本院意见。", "另段。", "如不服，可以申诉。")


def test_an_answer_without_its_remedy_is_refused_even_in_the_handlers_own_words():
    missing = missing_facts("answer", {"petitioner": "张三"}, own_body=True)
    assert [fact.code for fact in missing] == ["remedy"]
    with pytest.raises(Invalid):
        compose("answer", {"petitioner": "张三"}, organ_name=ORGAN, dated=DATED, body=["好。"])


def test_own_words_that_are_empty_are_refused():
    facts = {"petitioner": "张三", "remedy": "有。"}
    with pytest.raises(Invalid) as refusal:
        compose("answer", facts, organ_name=ORGAN, dated=DATED, body=[" \n　"])
    assert [problem.field for problem in refusal.value.problems] == ["body"]


def test_an_unknown_kind_is_refused():
    with pytest.raises(Invalid):
        compose("poem", {}, organ_name=ORGAN, dated=DATED)


def test_a_fact_is_never_read_as_a_template():
    facts = full_facts("acceptance") | {"subject": "{petitioner}{0}{{7*7}}", "petitioner": "张三"}
    assert (
        "{petitioner}{0}{{7*7}}" in compose("acceptance", facts, organ_name=ORGAN, dated=DATED).text
    )


def test_several_petitioners_are_addressed_together():
    facts = full_facts("acceptance") | {"petitioner": ["张三", "李四"], "you": "你们"}
    letter = compose("acceptance", facts, organ_name=ORGAN, dated=DATED)
    assert letter.addressee == "张三、李四"
    assert letter.paragraphs[0].startswith("你们于")


def test_papers_to_the_outside_are_addressed_and_those_on_file_are_not():
    for code, kind in KINDS.items():
        assert bool(composed(code).addressee) is (kind.addressee is not Addressee.OFFICE)


def test_papers_that_carry_accusations_elsewhere_bind_the_receiver_to_secrecy():
    for code in ("transfer", "assignment"):
        letter = compose(code, full_facts(code), organ_name=ORGAN, dated=DATED, body=["请办理。"])
        assert "不得将信访人的检举、揭发材料" in letter.text


def test_citations_are_offered_only_where_the_text_was_read():
    assert legal.suggested_bases("acceptance", Regime.CRIMINAL)[0].startswith(
        "《人民检察院刑事诉讼规则》"
    )
    assert legal.suggested_bases("acceptance", Regime.OTHER) == ()
    for code, _ in legal._BASES:
        assert code in KINDS


def test_each_remedy_names_the_body_where_it_needs_one():
    for remedy in legal.REMEDIES:
        sentence = legal.remedy_sentence(remedy.code, body="安岭市人民检察院")
        assert ("安岭市人民检察院" in sentence) is remedy.needs_body
        assert "{" not in sentence


def test_the_ordinary_review_must_be_asked_for_within_thirty_days():
    assert "30日内" in legal.remedy_sentence("ordinary_review", body="上级")
    assert "十日以内" in legal.remedy_sentence("non_filing_review", body="上级")
