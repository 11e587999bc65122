"""What two petition texts have in common, told apart from what every petition says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from touyan.kernel.chinese import bigrams, normalise
from touyan.kernel.document_number import find_numbers

# Phrases that stand in most petitions; their pairs count little. An inverse document frequency
# would need the whole register at hand and would change from day to day; this list does not.
BOILERPLATE = (
    "尊敬的检察长领导您好 各位领导你们好 "
    "申诉人控告人举报人信访人被申诉人被控告人被举报人 男女汉族民族年月日出生 "
    "身份证号码联系电话手机住址现住户籍所在地文化程度职业农民工人 "
    "请求事项申诉请求事实与理由事实和理由如下 此致敬礼 "
    "人民检察院人民法院公安局派出所公安机关检察机关司法机关 "
    "我是本人我叫我们全家现将情况反映如下现就有关情况 "
    "请求贵院依法监督依法查处依法处理依法追究刑事责任 不服判决裁定决定一审二审再审 "
    "认定事实不清证据不足适用法律错误 程序违法量刑过重量刑畸轻 "
    "请求撤销原判依法改判提起抗诉再审检察建议 维护合法权益主持公道还我公道公平正义 "
    "恳请领导百忙之中给予答复盼复谢谢 "
    "法律规定根据中华人民共和国刑法刑事诉讼法民事诉讼法第条款之规定 作出的判决书裁定书 "
    "不予立案通知书不起诉决定书 被告人犯罪嫌疑人被害人原告被告 "
    "多次反映一直没有结果至今没有得到解决 认为没有不是因为所以"
)
_BOILERPLATE_WEIGHT = 0.15
_LIGHT = frozenset(bigrams(BOILERPLATE))

_PARTICULAR = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月|\d{1,2}月\d{1,2}日"
    r"|\d+(?:\.\d+)?(?:万|亿)?(?:余|多)?(?:元|亩|平方米|公里|吨|台|辆|户|栋|间)"
    r"|\d{1,5}(?:号|弄|栋|幢|单元|室|组)"
)
_FULL_DAY = re.compile(r"((?:19|20)\d{2}年)(\d{1,2}月\d{1,2}日)")
_CHASING = re.compile(
    r"催(?:问|办|促)|(?:询问|查询|了解|请问|想问).{0,8}(?:进展|进度|结果|情况)"
    r"|(?:至今|一直|迟迟|尚)(?:仍|还)?(?:没有|未|没)(?:见|能|收到|得到|接到)?.{0,6}(?:答复|回复|回音|消息|回信|结果)"
    r"|何时(?:能|可|才)?.{0,4}(?:答复|回复|办结|有结果)"
)
_NEW_EVIDENCE = re.compile(
    r"新(?:的)?(?:证据|事实|线索|证人|发现|鉴定)|最近(?:才)?发现|近日(?:才)?发现"
)


@dataclass(frozen=True)
class TextFeatures:
    """What is compared of a text; computed once per petition."""

    pairs: frozenset[str] = frozenset()
    weight: float = 0.0
    particulars: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    chasing: bool = False
    new_evidence: bool = False


@dataclass(frozen=True)
class Overlap:
    """How far two texts agree. Symmetric: it does not matter which one came first."""

    jaccard: float
    containment: float
    least_weight: float
    particulars: float | None
    """Share of agreeing dates, sums and addresses; None where either text names none."""


def text_features(text: str) -> TextFeatures:
    """The comparable features of a petition's text."""
    clean = normalise(text)
    squeezed = clean.replace(" ", "")
    pairs = frozenset(lexeme for lexeme in bigrams(squeezed) if len(lexeme) > 1)
    return TextFeatures(
        pairs=pairs,
        weight=_weight(pairs),
        particulars=frozenset(_particulars(squeezed)),
        numbers=frozenset(find_numbers(squeezed)),
        chasing=bool(_CHASING.search(squeezed)),
        new_evidence=bool(_NEW_EVIDENCE.search(squeezed)),
    )


def _particulars(text: str) -> list[str]:
    # The same day is written with and without its year: the year alone says little.
    return _PARTICULAR.findall(_FULL_DAY.sub(r"\1 \2", text))


def _weight(pairs: frozenset[str]) -> float:
    return len(pairs) - (1 - _BOILERPLATE_WEIGHT) * len(pairs & _LIGHT)


def overlap(one: TextFeatures, other: TextFeatures) -> Overlap:
    """Weighted overlap and containment; a long and a short text compare by containment."""
    shared = _weight(one.pairs & other.pairs)
    together = one.weight + other.weight - shared
    least = min(one.weight, other.weight)
    return Overlap(
        jaccard=shared / together if together else 0.0,
        containment=shared / least if least else 0.0,
        least_weight=least,
        particulars=_share(one.particulars, other.particulars),
    )


def _share(one: frozenset[str], other: frozenset[str]) -> float | None:
    if not one or not other:
        return None
    return len(one & other) / min(len(one), len(other))


def addition_share(*, new: TextFeatures, earlier: TextFeatures) -> float:
    """Which part of the new text is not in the earlier one."""
    return _weight(new.pairs - earlier.pairs) / new.weight if new.weight else 0.0
