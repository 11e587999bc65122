"""Texts that make relief, help or an answer the price of ceasing to petition; they are refused.

What is owed is owed whether or not the person petitions on; to withhold it for that would be
reprisal (Regulations on Petition Work, article 18). A text may report that someone withdrew, and
may say that nothing depends on it.

Each sentence is reduced to a few signs (what ceases, what goes on, what is given or withheld), in
which the bargains are then looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from touyan.kernel.chinese import normalise
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

_PAIRS = (
    "訴诉罷罢訪访諾诺書书簽签籤签訂订協协議议補补償偿賠赔條条給给領领後后纔才濟济錢钱發发須须應应當当將将"
    "與与為为換换動动繼继續续進进舉举報报辦办復复複复處处聲声費费護护資资無无論论對对願愿終终結结單单則则會会"
    "時时準准違违約约訟讼鬧闹纏缠務务撥拨貼贴實实現现決决證证棄弃撤撤請请遠远過过關关視视據据問问養养達达"
)
_SIMPLE = str.maketrans(_PAIRS[::2], _PAIRS[1::2])
_BETWEEN_SIGNS = re.compile(r"(?<=[^\x00-\x7f])[\s·.\-_*•~]+(?=[^\x00-\x7f])")
_LINE_OR_SENTENCE = re.compile(r"[。！？!?；;\n\r]+|(?<=[a-z])\.(?=\s|$)")
_CLAUSE = re.compile(r"([，,、：:（）()]+)")

_PETITIONING = (
    r"(?:(?:重复|越级|进京|赴省|集体|缠|闹)*(?:信访|上访|走访|缠访|闹访|申诉|控告|告状|投诉|反映)"
    r"|向[^，。]{0,8}反映)"
)
_CEASING = re.compile(
    r"息诉(?:息访|罢访|止访|停访)?|息访|罢访|停访|止访|息信罢访|停诉(?:息访)?|罢诉"
    rf"|(?:不|永不|绝不)(?:会|要|能)?再[^，。]{{0,12}}?{_PETITIONING}"
    rf"|(?:停止|终止|放弃|了结|结束)[^，。]{{0,8}}?{_PETITIONING}"
    r"|永不(?:信访|上访|申诉)|不(?:越级|进京|赴省|集体)(?:信访|上访|走访)"
    r"|撤回(?:[^，。]{0,6}?)(?:申诉|信访|控告|监督申请)|撤诉|撤访"
)
_FORBIDDEN = re.compile(rf"(?:不得|不准|不许|不可|不能)再?[^，。]{{0,12}}?{_PETITIONING}")
_NOT_CEASING = re.compile(
    r"不(?:肯|愿)?(?:息诉(?:罢访|息访)?|罢访|息访|停访|停止信访|停止上访|撤回(?:申诉|信访|控告))"
    r"|违反[^，。]{0,6}?(?:承诺|协议|约定)|反悔"
)
_NO_PETITION_SEEN = re.compile(
    r"(?:无|没有|未(?:再)?(?:发生|出现)?|没再)[^，。]{0,6}?(?:信访|上访|走访|缠访|闹访)"
    r"(?:行为|情况|情形|现象|记录)?"
)
_ASKING = re.compile(r"(?<![可能以得])申请[^，。]{0,6}?救助(?:金|款)?(?!的)")
_GOING_ON = re.compile(
    rf"(?:继续|重新(?:提出)?|再次?|仍然?|重复|越级|进京)[^，。]{{0,4}}?{_PETITIONING}"
)
_MONEY = (
    r"(?:救助金|救助款|司法救助|临时救助|救助|补助金?|补偿款?|帮扶(?:资金)?|慰问金|救济金?"
    r"|资金|款项)"
)
_HELP = rf"(?:{_MONEY}|答复|援助|疏导|律师|法律帮助|低保|医疗费|生活费|赔偿(?:金|款)?)"
_GIVING = re.compile(
    rf"(?:给予|予以|提供|发放|支付|发给|拨付|兑现|付给|安排|享受|领取|获得|落实|出具|办理|解决)[^，。]{{0,10}}?{_HELP}"
    rf"|发放|支付|拨付|兑现|{_MONEY}|(?<=[才可能就即再])(?:答复|协调|帮助)"
)
_WITHHOLDING = re.compile(
    r"(?:不予|不再|停止|取消|暂缓|暂停|拒绝|不给予?)(?:给予|继续)?"
    r"(?:发放|支付|救助|答复|补助|补偿|帮扶|协调|拨付|提供)"
    rf"|不(?:发放|支付|救助|答复|付款)|(?:收回|退还|退回|追回|追缴|返还|扣回|扣除|扣减|停发)[^，。]{{0,8}}?{_MONEY}?"
)
_SIGNS = (
    ("W", _WITHHOLDING),
    ("G", _NOT_CEASING),
    ("F", _FORBIDDEN),
    ("C", _CEASING),
    ("N", _NO_PETITION_SEEN),
    ("G", _GOING_ON),
    ("A", _ASKING),
    ("H", _GIVING),
)

_DENIED = re.compile(
    r"(?:不|未|没有|从未|无|严禁|禁止|反对|杜绝|防止)(?:得|应当?|能|可|会|许|准)?(?:将|把|是)?"
    r"(?:以(?!后|来)|因|作为|附|要求|强迫|强制|迫使|诱导|设置|影响|取决于|论|管|问|需|须|必(?!要)|构成|意味|限制"
    r"|变相|用(?!途)|换取|索要|受)"
    r"|无论|不论|不管|无关|并非|不是|自由决定|有权(?:继续|随时)"
)
_STILL = re.compile(r"(?:仍|照常|照样|均可?|都可?|也可?|亦可?|同样)[^，。]{0,4}$")
_CARRIES_ON = re.compile(r"^(?:要求|强迫|迫使|强制|作为|换取|诱导|或者?|也不|亦不|以换)")
_PUT_RIGHT = re.compile(
    r".*(?:应予纠正|予以纠正|违规做法|错误做法|责令改正|做法(?:明显|属于?|系)?(?:违法|违规|错误|不当)"
    r"|(?:本院|我院)不(?:予)?(?:认可|同意|接受)(?=，|$)"
    r"|(?:告知|答复|说明|解释)[^，]{0,6}(?:不需要?|无需|不必|不用)"
    r"(?:(?:签|承诺|保证|作出|写)[^，再]{0,10})?(?=，|$))[^但]*"
)
_OTHERS = (
    r"(?:镇|乡|村|县|区|市|街道|社区|政府|公安|派出所|法院|检察院|信访局|单位|部门|干部|人员"
    r"|有人|对方)"
)
_HEARD = re.compile(
    rf"(?:(?:人|其|当事人|家属)(?:反映|诉?称|投诉|控告|举报)[，:]?[^，并且]{{0,6}}?{_OTHERS}[^，并且]{{0,8}}?"
    r"(?:要求|承诺|答应|让|逼|强迫|迫使|约定)|曾被[^，]{0,8}?(?:要求|强迫|迫使|逼))"
    r"[^，]*(?!.*(?:签[订署]?后|兑现|履行|照办|按此|照此|同意))"
)

_IF = r"(?:如|若|倘|只要|只有|凡|一旦|必须|须|需|应|先|前提|条件|除非|视|取决于|根据|情况下)"
_IF_NOT_SEEN = r"(?:如|若|倘|只要|只有|凡|前提|条件)"
_THEN = r"(?:的|后|之后|以后|时|方可|方能|方才|才|即可?|则|就|再)"
_WORD = r"(?:承诺|保证|许诺|具结|签订|签署|签|立下|写下|答应|约定|甘愿)"
_BARGAINS = re.compile(
    "|".join((
        rf"{_WORD}[^，]{{0,16}}[CF]",
        r"(?:必须|须|务必|应当?|责令|要求)[^，]{0,4}C",
        rf"{_IF}.{{0,24}}C.{{0,30}}[HW]",
        r"H.{0,24}(?:前提|条件|取决于|换取?|视).{0,12}C",
        r"(?:以|用|拿)[^，]{0,16}C[^，]{0,12}(?:为|作|换)",
        r"C[^，]{0,12}(?:作为|为|是)[^，]{0,20}(?:条件|前提|交换|代价)",
        r"(?:条件|前提)(?:是|为)?[^，]{0,12}C",
        rf"C[^，GA]{{0,12}}{_THEN}[^GA]{{0,20}}H",
        rf"C[，]?{_THEN}[^GA]{{0,20}}H",
        rf"{_IF_NOT_SEEN}.{{0,16}}N.{{0,20}}[HW]",
        r"(?:待|等)[^，]{0,8}[CN][^，]{0,6}，?(?:再|方可?|才)[^GA]{0,12}H",
        r"N[^，]{0,6}(?:的|后|之后|以后|，?方可|，?才)[^GA]{0,12}H",
        r"C[^，GA]{0,8}，(?:本院|我院)?(?:故|因此|据此|为此|遂|于是|所以)[^，]{0,10}H",
        r"(?:考虑到?|鉴于|由于|因|基于|既然)[^，]{0,16}[CN][^，GA]{0,8}，[^，]{0,10}H",
        r"(?:拿到|收到|得到|领到|给)[^，]{0,6}(?:就|便|后|即)[^，]{0,6}C.{0,16}H",
        r"(?:表示|同意|愿意?|答应)[^，]{0,8}C[^，GA]{0,4}，(?:建议|拟|同意|可以?)[^，]{0,10}H",
        r"H.{0,16}(?:后|之后|以后|的).{0,12}F",
        r"(?:愿意?|同意|答应)[^，]{0,12}H[^，]{0,8}(?:后|之后)[^，]{0,6}C",
        r"H.{0,16}(?:同意|愿意|以便|确保)[^，]{0,10}C",
        r"G.{0,16}W",
    ))
)  # fmt: skip

_CEASES = (
    r"(?:(?:stop(?:s|ped|ping)?|ceas(?:e|es|ed|ing)|giv(?:e|es|ing) up"
    r"|drop(?:s|ped|ping)?|abandon\w*"
    r"|withdr[ae]w\w*|renounc\w+|refrain\w*|(?<!the )end(?:s|ing)?|no (?:more|further|longer)"
    r"|(?:not|\w+n['’]t)(?: \w+){0,2}|never(?: again)?)"
    r"(?: (?:from|of|all|any|the|his|her|their|your|further|this|to|making|again)){0,3} "
    r"(?:petition|complain|appeal)\w*"
    r"|(?:not|\w+n['’]t|never|stops?|no longer)(?: \w+)? (?:go|com|travel)\w* (?:back )?to"
    r" (?:beijing|the capital|the province)(?: \w+){0,2}? (?:again|any ?more))"
)
_WHEN = (
    r"(?:if|provided|providing|condition\w*|in exchange|in return|once|after|only|unless|must"
    r"|promis\w+|undertak\w+|pledg\w+|agrees?|commit\w*|subject to|so long as|depend\w*"
    r"|sign(?:s|ed|ing)?(?= (?:\w+ ){0,3}(?:that|not|to)\b))"
)
_PAY = r"(?:paid|pay\w*|relief|money|help|aid|yuan|grant\w*|receiv\w+)"
_SILENT = r"(?:(?:keep|stay|remain)\w* (?:silent|quiet)|silence)"
_UPON = rf"(?:up)?on (?:(?:the|his|her|their) )?{_CEASES}"
_FIRST = r"(?:is (?:a|the) (?:pre)?condition|before (?:any|the) (?:relief|payment|help))"
_FOR = r"(?:if|provided|condition|in return|in exchange|once|so long as|for)"
_ENGLISH = re.compile(
    "|".join((
        rf"\b{_WHEN}\b.*\b{_CEASES}|\b{_CEASES}.*\b{_FIRST}",
        rf"\b{_PAY}\b.*\b{_UPON}|\b{_UPON}.*\b{_PAY}\b",
        rf"\b{_PAY}\b.*\b{_FOR}\b.*\b{_SILENT}|\b{_FOR}\b.*\b{_SILENT}\b.*\b{_PAY}\b",
        rf"\bin (?:return|exchange) for\b.*\b{_SILENT}",
    ))
)  # fmt: skip
_ENGLISH_DENIED = re.compile(
    r"\b(?:not|never|no|nothing|without|neither)\b[^，]{0,40}\b(?:depend|condition|requir|ask|promis|affect|tied"
    r"|subject|exchange|undertak|pledg|prevent)\w*|\bregardless\b|\bwhether or not\b|\bfree to\b"
)  # fmt: skip


def bargain_in(text: str) -> str:
    """The first sentence that asks for the end of petitioning as a price; empty if none does."""
    for written in _LINE_OR_SENTENCE.split(text):
        sentence = _comparable(written)
        if _BARGAINS.search(_reduced(sentence)) or _english(sentence):
            return written.strip()
    return ""


def check_no_bargain(texts: Iterable[object]) -> None:
    """Refuse texts of relief, help and answers that put the end of petitioning as a condition."""
    for text in texts:
        if found := bargain_in(str(text or "")):
            raise Refused(
                N_(
                    "“%(found)s” makes help or an answer depend on ceasing to petition. What is "
                    "owed is owed either way: take the sentence out."
                ),
                found=found,
            )


def _comparable(text: str) -> str:
    """One way of writing: full width, traditional signs and signs set apart make no difference."""
    simple = normalise(text).translate(_SIMPLE).lower().replace(",", "，")
    return _BETWEEN_SIGNS.sub("", simple)


def _reduced(sentence: str) -> str:
    """The sentence with its ceasing, going on, giving and withholding as single capital letters;
    clauses that deny, set right or report as another's doing what they name lose theirs."""
    return "".join(_clauses(_HEARD.sub("", _PUT_RIGHT.sub("", sentence))))


def _clauses(sentence: str) -> Iterator[str]:
    denied = False
    for part in filter(None, _CLAUSE.split(sentence)):
        if _CLAUSE.fullmatch(part):
            yield part
            continue
        denied = bool(_DENIED.search(part)) or (denied and bool(_CARRIES_ON.match(part)))
        yield part if denied else _signs(part)


def _signs(clause: str) -> str:
    for sign, pattern in _SIGNS:
        clause = pattern.sub(sign, clause)
    before, given, after = clause.partition("H")
    return before + after if given and _STILL.search(before) else clause


def _english(sentence: str) -> bool:
    found = _ENGLISH.search(sentence)
    return bool(found) and not _ENGLISH_DENIED.search(sentence)
