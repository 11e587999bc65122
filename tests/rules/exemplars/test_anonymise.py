"""The assistant proposes something for every true word, so that nothing is left to the gate."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.exemplars.clean import clean_texts
from tests.rules.exemplars.planted import SECRETS, planted

from touyan.exemplars.rules import secrets
from touyan.exemplars.rules.anonymise import LOOKS, changes, replaced
from touyan.exemplars.rules.gate import Piece, leaks
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.exemplars.rules.substitutes import substitute

TEXTS = list(dict.fromkeys(text for _writing, text in planted()))


def put(text: str, *known: Secret) -> str:
    return replaced([Piece("facts", text)], known)[0][0]


@pytest.mark.parametrize("text", TEXTS, ids=[str(n) for n in range(len(TEXTS))])
def test_what_the_assistant_leaves_passes_the_gate(text: str) -> None:
    ((after,), done) = replaced([Piece("facts", text)], SECRETS)
    assert done
    assert not leaks([Piece("facts", after)], SECRETS), after


def test_an_anonymised_text_is_left_alone() -> None:
    found = [text for text in clean_texts() if changes([Piece("facts", text)], SECRETS)]
    assert not found


def test_people_of_one_surname_are_told_apart_the_same_way_in_every_paragraph() -> None:
    people = secrets.names("张建国", "张建军", "李安")
    pieces = [
        Piece("a", "张建国与张建军、李安"),
        Piece("b", "張建軍答复张 建 国，Zhang Jianguo同意"),
    ]
    texts, _done = replaced(pieces, people)
    assert texts == ["张某甲与张某乙、李某甲", "张某乙答复张某甲，张某甲同意"]


def test_a_word_keeps_its_substitute_in_a_later_version() -> None:
    known = {(Kind.NAME, "张建国"): "张某丙"}
    texts, _done = replaced(
        [Piece("a", "张建军与张建国")], secrets.names("张建国", "张建军"), known
    )
    assert texts == ["张某甲与张某丙"]


def test_a_substitute_the_editor_wrote_by_hand_is_given_to_nobody_else() -> None:
    assert put("张某甲与张建国", *secrets.names("张建国")) == "张某甲与张某乙"


def test_an_english_sentence_gets_letters() -> None:
    text = "The petitioner Zhang Jianguo, 张建国, was heard in person twice."
    after = put(text, *secrets.names("张建国"))
    assert after == "The petitioner Zhang Moujia, Zhang Moujia, was heard in person twice."


def test_addresses_end_at_the_county() -> None:
    address = "湖北省恩施土家族苗族自治州巴东县沿渡河镇马家村三组12号"
    after = put(f"家住{address}。", *secrets.addresses(address))
    assert after == "家住湖北省恩施土家族苗族自治州巴东县某镇。"


def test_days_become_months_and_birthdays_years() -> None:
    known = secrets.days([date(1963, 4, 12), date(2019, 11, 25)])
    after = put("1963年4月12日出生的信访人于2019年11月25日来访", *known)
    assert after == "1963年出生的信访人于2019年11月来访"


@pytest.mark.parametrize(
    ("organ", "hidden"),
    [
        ("浙江省杭州市西湖区人民检察院", "某区人民检察院"),
        ("杭州市公安局西湖区分局", "某市公安局某区分局"),
        ("浙江省高级人民法院", "某省高级人民法院"),
        ("鸿运建材有限公司", "某甲公司"),
    ],
)
def test_a_unit_keeps_its_kind_and_loses_its_place(organ: str, hidden: str) -> None:
    assert substitute(Kind.ORGAN, organ) == hidden


def test_numbers_lose_their_brackets_and_ends_too() -> None:
    known = secrets.numbers("（2021）浙01刑终123号")
    assert put("依据（2021）浙01刑终第123号判决", *known) == "依据某号判决"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("联系电话13900001111。", "联系电话某电话号码。"),
        ("证人李小芳，其车浙A12345。", "证人李某甲，其车某车牌号。"),
        ("邮箱 someone@example.com", "邮箱 某电子邮箱"),
        ("2020年5月6日宣判，案号（2020）浙0106刑初88号。", "2020年5月宣判，案号某号。"),
    ],
)
def test_what_looks_telling_is_proposed_though_the_register_does_not_know_it(
    text: str, after: str
) -> None:
    assert put(text) == after
    assert {each.reason for each in changes([Piece("facts", text)], [])} == {LOOKS}


def test_only_the_words_asked_for_are_replaced() -> None:
    people = secrets.names("张建国", "李安")
    texts, _done = replaced([Piece("a", "张建国与李安")], people, only=[(Kind.NAME, "李安")])
    assert texts == ["张建国与李某甲"]


def test_changes_never_overlap_and_say_where_they_stand() -> None:
    text = "杭州市公安局西湖区分局民警张建国，13805711234"
    found = changes([Piece("facts", text)], SECRETS)
    assert [text[each.start : each.end] for each in found] == [each.shown for each in found]
    ends = [0, *(each.end for each in found)]
    assert all(end <= each.start for end, each in zip(ends, found, strict=False))


def test_a_true_word_stands_in_no_representation_of_a_change() -> None:
    (change,) = changes([Piece("facts", "zhang jianguo")], secrets.names("张建国"))
    assert "张建国" not in repr(change)
