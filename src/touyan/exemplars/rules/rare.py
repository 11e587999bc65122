"""Combinations by which somebody might be recognised although no name is left in the text.

A place alone tells little, and so does a month or an age; together they may fit one person. Each
combination that the text holds becomes a question to the editor, who changes the text or keeps it
and says why. When one of its paragraphs changes, the question is asked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from touyan.exemplars.rules.gate import Piece
from touyan.kernel.crypto import sm3
from touyan.kernel.messages import N_


class Feature(StrEnum):
    """What a text may tell of somebody besides a name."""

    PLACE = "place"
    DATE = "date"
    EVENT = "event"
    AGE = "age"
    WORK = "work"
    AMOUNT = "amount"
    BODY = "body"
    FAMILY = "family"


FEATURE_NAMES = {
    Feature.PLACE: N_("place"),
    Feature.DATE: N_("date"),
    Feature.EVENT: N_("event"),
    Feature.AGE: N_("age"),
    Feature.WORK: N_("occupation"),
    Feature.AMOUNT: N_("exact amount"),
    Feature.BODY: N_("illness, disability or people"),
    Feature.FAMILY: N_("family"),
}

_DIGITS = "0-9０-９零〇一二两三四五六七八九十百千"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORKS = (
    "教师|老师|校长|医生|护士|村支书|村主任|支部书记|村委会主任|矿工|矿长|厂长|经理|董事长|军人"
    "|退伍军人|司机|船员|渔民|厨师|会计|出纳|工程师|导演|演员|记者|牧民|僧人|局长|县长|镇长|乡长"
    "|村书记|信贷员|邮递员|保安|保姆"
)
_EVENTS = (
    "爆炸|火灾|坍塌|垮塌|矿难|透水|溺水|溺亡|坠楼|坠亡|触电|中毒|车祸|交通事故|交通肇事|医疗事故"
    "|医疗纠纷|强奸|杀人|故意伤害|死亡|身亡|绑架|拐卖|猥亵|抢劫|放火|投毒|走私|非法集资|拆迁|征地"
    "|强拆|山体滑坡|洪水|地震|踩踏|枪|自杀|自焚|堵路|械斗"
)
_BEFORE_PLACE = "某系在于为到与和的是住称从向人年月日至由对将被其该本各全岁男女族省县旗"
_PATTERNS: dict[Feature, str] = {
    Feature.PLACE: (
        rf"(?:(?![{_BEFORE_PLACE}])[一-鿿]){{1,6}}?"
        r"(?:省|自治区|自治州|自治县|自治旗|(?<![城上超股都门夜菜])市|(?<![全本该各])[县旗盟镇]"
        r"|(?<![家城返回同异])乡|(?<![农乡全本该各])村(?![民委支主])"
        r"|(?<![地社小山灾辖城农郊牧林矿景园校库片全本该各])区)"
    ),
    Feature.DATE: (
        rf"(?:19|20)\d{{2}}年\d{{1,2}}月(?:\d{{1,2}}[日号])?|[{_DIGITS}]{{4}}年[{_DIGITS}]{{1,2}}月"
        r"|春节|国庆|中秋|元旦"
        rf"|\d{{1,2}} (?:{_MONTHS}) \d{{4}}|(?:{_MONTHS})(?: \d{{1,2}},)? \d{{4}}"
    ),
    Feature.EVENT: _EVENTS,
    Feature.AGE: (
        rf"[{_DIGITS}]{{1,3}}[多余]?(?:周岁|岁)"
        r"|(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:出生|生(?![效活产]))"
        r"|\b\d{1,3}[- ]years?[- ]old\b|\baged \d{1,3}\b"
    ),
    Feature.WORK: _WORKS,
    Feature.AMOUNT: (
        r"\d[\d,]*\.\d+余?[万亿]?元|\d{1,3}(?:[,，]\d{3})+元"
        r"|(?<![\d.,])(?!\d{1,3}0{3,}元)\d{4,}元"
    ),
    Feature.BODY: (
        r"(?:尿毒症|白血病|艾滋病?|癌|精神分裂|精神障碍|抑郁症|残疾|截瘫|瘫痪|失明|双目|聋哑|植物人|伤残)"
        r"|(?!汉族|民族|家族|贵族|种族|亲族|宗族|各族)(?:(?![系为是属的男女，])[一-鿿]){1,4}族(?!自治|群|人民)"
    ),
    Feature.FAMILY: (
        rf"双胞胎|独生子女?|孤儿|遗孀|养子|养女|再婚|[{_DIGITS}]{{1,2}}(?:名|个)(?:子女|儿子|女儿|孩子)"
    ),
}
_READ = {feature: re.compile(pattern) for feature, pattern in _PATTERNS.items()}


@dataclass(frozen=True)
class Rule:
    """Features that together are asked about, and why."""

    code: str
    features: frozenset[Feature]
    why: str


RULES = (
    Rule("event", frozenset({Feature.PLACE, Feature.DATE, Feature.EVENT}),
         N_("Whoever read the local news then knows the event, and through it the people.")),
    Rule("person", frozenset({Feature.PLACE, Feature.AGE, Feature.EVENT}),
         N_("In one place few people of that age went through this.")),
    Rule("work", frozenset({Feature.PLACE, Feature.WORK, Feature.DATE}),
         N_("In one place and at one time few people hold this post.")),
    Rule("born", frozenset({Feature.AGE, Feature.WORK}),
         N_("Age and occupation together are known to neighbours and colleagues.")),
    Rule("amount", frozenset({Feature.AMOUNT, Feature.EVENT}),
         N_("An exact amount can be looked up in a published judgment; a round one cannot.")),
    Rule("body", frozenset({Feature.PLACE, Feature.BODY}),
         N_("In a small place an illness, a disability or a people may be one family's alone.")),
    Rule("family", frozenset({Feature.PLACE, Feature.FAMILY}),
         N_("In a small place the make-up of a family is known.")),
)  # fmt: skip
"""Asked about whenever every feature stands somewhere in the text."""


@dataclass(frozen=True)
class Found:
    """One feature where it stands."""

    feature: Feature
    where: str
    shown: str


@dataclass(frozen=True)
class Combination:
    """A question to the editor: what stands together, in which paragraphs, and why it is asked.
    `digest` is of those paragraphs: an answer is about them as they are."""

    code: str
    found: tuple[Found, ...]
    why: str
    digest: str

    @property
    def paragraphs(self) -> list[str]:
        return list(dict.fromkeys(one.where for one in self.found))


def features_of(piece: Piece) -> Iterator[Found]:
    """Every telling word of one text, each once."""
    for feature, pattern in _READ.items():
        for shown in dict.fromkeys(match[0] for match in pattern.finditer(piece.text)):
            yield Found(feature, piece.where, shown)


def combinations(pieces: Sequence[Piece]) -> list[Combination]:
    """Every question the text raises, the widest first."""
    found = [one for piece in pieces for one in features_of(piece)]
    held = {one.feature for one in found}
    return [_asked(rule, found, pieces) for rule in RULES if rule.features <= held]


def _asked(rule: Rule, found: Iterable[Found], pieces: Sequence[Piece]) -> Combination:
    some = tuple(one for one in found if one.feature in rule.features)
    places = {one.where for one in some}
    texts = "\n".join(f"{piece.where}\t{piece.text}" for piece in pieces if piece.where in places)
    return Combination(rule.code, some, rule.why, sm3(f"{rule.code}\n{texts}".encode()).hex())


def unanswered(asked: Iterable[Combination], *, kept: Iterable[str]) -> list[Combination]:
    """Those nobody has answered as the text is now; `kept` are the digests that were."""
    done = set(kept)
    return [one for one in asked if one.digest not in done]
