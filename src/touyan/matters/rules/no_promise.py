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
_ASKED = re.compile(
    r"(?:问|\bQ(?:uestion)?)\s*[:：].*?(?=(?:答|\bA(?:nswer)?)\s*[:：]|[\n\r]|$)"
    r"|问[^。！？?!；;\n\r答]*[？?]",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"([，,、：:（）()]+)")

_PETITIONING = (
    r"(?:(?:重复|越级|进京|赴省|集体|缠|闹)*(?:信访|上访|走访|缠访|闹访|申诉|控告|告状|投诉|反映)"
    r"|向[^，。]{0,8}反映)"
)
_THERE = (
    r"(?:北京|京(?!东|剧)|首都|中央|省(?:里|城|会|上|检|院|政府|委)?(?=$|[，了的就才便上信反告闹也])|市里"
    r"|上面|上级|最高(?:检|法|人民)|国家信访局|信访局)"
)
_GO = rf"(?:去|进|上|赴|跑|到)(?:了|往)?{_THERE}"
_TELL = r"(?:告(?![知诉示发别不])|闹|缠访|找(?:政府|领导|单位|上级|我们|本院|检察院))"
_DO_NOT = r"(?:(?<!区)(?<!分)别|莫|勿|不要|休要|不许|不准|不得)"
_SEEN = r"(?:行为|情况|情形|现象|记录)?"
_CEASING = re.compile(
    r"息诉(?:息访|罢访|止访|停访)?|息访|罢访|停访|止访|息信罢访|停诉(?:息访)?|罢诉"
    rf"|(?:不|永不|绝不)(?:会|要|能)?再[^，。]{{0,12}}?{_PETITIONING}"
    rf"|(?:停止|终止|放弃|了结|结束)[^，。]{{0,8}}?{_PETITIONING}"
    r"|(?:不(?:会|要)?再?|永不|绝不)(?:来院?|写)(?:里|内|我院|本院|检察院)?"
    r"(?:信(?:来访|上访)?|访|反映|闹|缠|告(?!知|诉|示)|找(?!人))了?"
    r"|(?:(?<=保证)|(?<=承诺)|(?<=画押)|(?<=签字)|(?<=此事)|(?<=这事))"
    r"(?:到此为止|就此(?:了结|罢休|打住|罢手|作罢|了断))"
    r"|永不(?:信访|上访|申诉)|不(?:越级|进京|赴省|集体)(?:信访|上访|走访)"
    rf"|(?<!去)不(?:再|会|要|能)?(?:{_GO}|{_TELL}(?!不理)|(?:去)?(?:上访|信访(?!局|部|人)|缠访|闹访))"
    r"|撤回(?:[^，。]{0,6}?)(?:申诉|信访|控告|监督申请)|撤诉|撤访"
    r"|把[^，]{0,4}(?:申诉|信访|控告|举报|案子|材料)[^，]{0,2}撤|撤[了掉回][^，]{0,4}(?:申诉|信访|控告)"
)
_FORBIDDEN = re.compile(
    rf"(?:不得|不准|不许|不可|不能)再?(?:(?![阻拦限压干扰拒推打以因])[^，。]){{0,12}}?{_PETITIONING}"
    rf"|{_DO_NOT}(?:再|又|来){{0,2}}(?:{_PETITIONING}|{_GO}|{_TELL})"
)
_NOT_CEASING = re.compile(
    r"不(?:肯|愿)?(?:息诉(?:罢访|息访)?|罢访|息访|停访|停止信访|停止上访|撤回(?:申诉|信访|控告))"
    r"|违反[^，。]{0,6}?(?:承诺|协议|约定)|反悔"
)
_NO_PETITION_SEEN = re.compile(
    r"(?:无|没有|未(?:再)?(?:发生|出现)?|没再)[^，。]{0,6}?(?:信访|上访|走访|缠访|闹访)"
    rf"{_SEEN}|(?:没有?|未)(?:再)?{_GO}|稳控(?:到位)?{_SEEN}"
)
_WHETHER = re.compile(
    rf"(?:是否|有无|有没有|会不会)[^，。]{{0,6}}?(?:{_PETITIONING}|{_GO}){_SEEN}"
    rf"|去不{_GO}|(?:信|上|息|罢|停)访与否"
)
_ASKING = re.compile(r"(?<![可能以得])申请[^，。]{0,6}?救助(?:金|款)?(?!的)")
_GOING_ON = re.compile(
    rf"(?:继续|重新(?:提出)?|再次?|仍然?|重复|越级|进京)[^，。]{{0,4}}?{_PETITIONING}"
    rf"|(?:继续|再|又|还|仍)(?:要|想|是)?{_GO}"
)
_MONEY = (
    r"(?:救助金|救助款|司法救助|临时救助|救助|补助金?|补偿款?|帮扶(?:资金)?|慰问金|救济金?"
    r"|资金|款项)"
)
_HELP = (
    rf"(?:{_MONEY}|答复|援助|疏导|律师|法律帮助|低保|五保|医保|医疗费|生活费|赔偿(?:金|款)?"
    r"|公租房|住房|岗位|就业|困难|钱)"
)
_SUM = r"[一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟0-9.]+(?:[余多]?[万千]?元|[余多]?万)"
_GIVING = re.compile(
    rf"(?:给予|予以|提供|发放|支付|发给|拨付|兑现|付给|安排|享受|领取|获得|落实|出具|办理?|解决)[^，。]{{0,10}}?{_HELP}"
    rf"|(?:领|拿|收|得|给|付|发|打)(?:取|到|了|完|你|他|她|其){{0,2}}(?:钱|款|{_SUM})"
    r"|(?:马上|立马|立即|尽快)(?:落实|办|解决|给)|给[^，]{0,4}答复|(?:钱|款)[^，]{0,3}(?:[给付到]|发(?![现生]))"
    r"|(?<=再)(?:发|给|付)(?=$|[，钱款第余救放])"
    rf"|发放|支付|拨付|兑现|到账|打款|打过[去来]|{_MONEY}(?:的(?:发放|支付|拨付))?"
    r"|(?<=[才可能就即再])(?:由[^，]{0,6})?(?:答复|协调|帮助|帮你|解决|给你?办|办(?!案|公))"
)
_WITHHOLDING = re.compile(
    r"(?:不予|不再|停止|取消|暂缓|暂停|拒绝|不给予?)(?:给予|继续)?"
    r"(?:发放|支付|救助|答复|补助|补偿|帮扶|协调|拨付|提供)"
    rf"|不(?:发放|支付|救助|答复|付款)|(?<=[就便则都])(?:不(?:给|发|付|办|管)|没有?(?:了|$)|停|取消|作废)|(?:收回|退还|退回|追回|追缴|返还|扣回|扣除|扣减|停发)[^，。]{{0,8}}?{_MONEY}?"
)
_SIGNS = (
    ("W", _WITHHOLDING),
    ("G", _NOT_CEASING),
    ("Q", _WHETHER),
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
    r"|变相|用(?!途)|换取|索要|受|视|根据|依据|看)"
    r"|没有?人|无权|任何人[都均]?不|谁[都也]不"
    r"|无论|不论|不管|无关|并非|不是|自由决定|有权(?:继续|随时)"
)
_STILL = re.compile(r"(?:仍|照常|照样|均可?|都可?|也可?|亦可?|同样)[^，。]{0,4}$")
_AS_BEFORE = re.compile(r"(?:仍|照常|照样|照旧|同样|照)[^，。]{0,4}H")
_ONLY_IF = re.compile(r"只要|只有|除非")
_THEIR_WISH = re.compile(
    r"(?<![对向令])(?:(?:申诉|信访|申请|控告|举报|来访|当事|被害|代理)人|家属|其|她|他)"
    r"(?:再次|主动|自愿|书面|口头|当[场庭]|已|明确|又|曾){0,3}要求(?=C)"
)
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
_LEAVE = r"(?:准许|允许|同意|审查|核实|询问|了解|尊重|记录|登记|查明)"
_TOPIC = r"的?(?:后果|理由|原因|法律规定|规定|程序|申请|意愿|自愿性|真实性|是否)"
_HANGS_ON = r"(?:视|取决于|根据|依据|按照?|看|结合|参考)"
_WORD = r"(?:承诺|保证|许诺|具结|签订|签署|签|立下|写下|答应|约定|甘愿)"
_BARGAINS = re.compile(
    "|".join((
        rf"{_WORD}[^，]{{0,16}}[CF]",
        rf"(?:必须|须|务必|应当?|责令|要求)(?!当?{_LEAVE})[^，可]{{0,4}}C(?!{_TOPIC})",
        rf"{_IF}.{{0,24}}C.{{0,30}}[HW]",
        r"H.{0,24}(?:前提|条件|取决于|换取?|视).{0,12}C",
        r"(?:以|用|拿)[^，]{0,16}C[^，]{0,12}(?:为|作|换)",
        r"C[^，]{0,12}(?:作为|为|是)[^，]{0,20}(?:条件|前提|交换|代价)",
        r"(?:条件|前提)(?:是|为)?[^，]{0,12}[CF]",
        rf"C[^，GA]{{0,12}}{_THEN}[^GA]{{0,20}}H",
        rf"C[，]?{_THEN}[^GA]{{0,20}}H",
        rf"{_IF_NOT_SEEN}.{{0,16}}N.{{0,20}}[HW]",
        r"(?:待|等)[^，]{0,8}[CN][^，]{0,6}，?(?:再|方可?|才)[^GA]{0,12}H",
        r"N[^，]{0,6}(?:的|后|之后|以后|，?方可|，?才)[^GA]{0,12}H",
        r"C[^，GA]{0,8}，(?:本院|我院)?(?:故|因此|据此|为此|遂|于是|所以)[^，]{0,10}H",
        r"(?:考虑到?|鉴于|由于|因|基于|既然)[^，]{0,16}[CN][^，GA]{0,8}，[^，]{0,10}H",
        r"(?:拿到|收到|得到|领到|给)[^，]{0,6}(?:就|便|后|即)[^，]{0,6}C.{0,16}H",
        r"(?:表示|同意|愿意?|答应)[^，]{0,8}C[^，GA]{0,4}，(?:建议|拟|同意|可以?)[^，]{0,10}H",
        r"(?:本人|我|自[愿请]|同意|表示)[^，]{0,8}C[^，GA]{0,4}，(?:本人|我|现|已|并|一次性|收到|接受)*H",
        r"[CF][^，GA]{0,8}，[^，GA]{0,8}(?:就|才|便|即(?![日将]))[^GA]{0,8}H",
        r"[CN][^，]{0,4}满[^，]{0,8}，?[^，GA]{0,8}H",
        r"H[^，GA]{0,16}，[^，]{0,8}F",
        r"C[^G]{0,12}，特此(?:保证|承诺)",
        r"H.{0,24}C的?权|C的?权.{0,24}H",
        rf"{_HANGS_ON}[^，]{{0,16}}[QN].{{0,16}}[HW]|H.{{0,30}}{_HANGS_ON}[^，]{{0,16}}Q",
        r"H.{0,16}(?:后|之后|以后|的|就|便).{0,12}F",
        r"H了?(?:之后|以后|后)[^GA]{0,12}(?:就|便|即|保证|承诺|答应|此事|这事)[^，GA]{0,4}C",
        r"(?:愿意?|同意|答应)[^，]{0,12}H[^，]{0,8}(?:后|之后)[^，]{0,6}C",
        r"H.{0,16}(?:同意|愿意|以便|确保)[^，]{0,10}C",
        r"G.{0,16}W",
    ))
)  # fmt: skip

_PLACE = r"(?:beijing|the capital|the province)"
_CEASES = (
    r"(?:(?:stop(?:s|ped|ping)?|ceas(?:e|es|ed|ing)|giv(?:e|es|ing) up"
    r"|drop(?:s|ped|ping)?|abandon\w*|waiv\w+|cessation"
    r"|withdr[ae]w\w*|renounc\w+|renunciation|refrain\w*|(?<!the )end(?:s|ing)?"
    r"|no(?: (?:more|further|longer))?"
    r"|(?:not|\w+n['’]t)(?: \w+){0,2}|never(?: again)?)"
    r"(?: (?:from|of|all|any|the|his|her|their|your|further|this|to|making|again|rights?)){0,5} "
    r"(?:petition|complain|appeal)\w*"
    r"|(?:not|\w+n['’]t|never|stops?|no longer)(?: \w+)? (?:go|com|travel)\w* (?:back )?to"
    rf" {_PLACE}(?: \w+){{0,2}}? (?:again|any ?more)|(?:stay|keep)\w* away from {_PLACE})"
)
_GOES_ON = (
    rf"(?:(?:(?:go|com|travel)\w* (?:back )?to {_PLACE}|petition\w*|complain\w*)"
    r"(?: \w+){0,3}? again"
    r"|(?:keeps?|continu\w+|goes|go) (?:on |to )?(?:petition|complain)\w*)"
)
_PLEDGE = (
    r"(?:condition\w*|in exchange|in return|must"
    r"|promis\w+|undertak\w+|pledg\w+|agrees?|commit\w*|subject to"
    r"|sign(?:s|ed|ing)?(?= (?:\w+ ){0,3}(?:that|not|to)\b))"
)
_WHEN = (
    r"(?:if|provided|providing|once|when|after|until|only|unless|(?:as|so) (?:long|soon) as"
    r"|depend\w*|follow\w*)"
)
_PAY = (
    r"(?:paid|pay\w*|relief|money|help|aid|yuan|grant\w*|receiv\w+|instal\w+|allowance"
    r"|answer\w*)"
)
_CUT = (
    r"(?:cancel\w*|withh\w+|stop(?:s|ped)?|cut|ends?|forfeit\w*|repa\w+"
    r"|(?:taken|given|paid) back)"
)
_SILENT = r"(?:(?:keep|stay|remain)\w* (?:silent|quiet)|silence)"
_UPON = rf"(?:up)?on (?:(?:the|his|her|their) )?{_CEASES}"
_FIRST = r"(?:is (?:a|the) (?:pre)?condition|before (?:any|the) (?:relief|payment|help))"
_FOR = r"(?:if|provided|condition|in return|in exchange|once|so long as|for)"
_ENGLISH = re.compile(
    "|".join((
        rf"\b{_PLEDGE}\b.*\b{_CEASES}",
        rf"\b{_CEASES}.*\b(?:{_FIRST}|in return|in exchange)",
        rf"\b{_PAY}\b.*\b{_WHEN}\b.*\b{_CEASES}|\b{_WHEN}\b.*\b{_CEASES}.*\b{_PAY}\b",
        rf"\b{_PAY}\b.*\b{_UPON}|\b{_UPON}.*\b{_PAY}\b",
        rf"\b{_PAY}\b.*\b{_CUT}\b.*\b(?:if|when|once|should)\b.*\b{_GOES_ON}",
        rf"\b(?:if|when|once|should)\b.*\b{_GOES_ON}.*\b{_PAY}\b.*\b{_CUT}\b",
        rf"\b{_PAY}\b.*\bdepend\w*\b.*\bwhether\b.*\b(?:petition|complain|to {_PLACE})",
        rf"\b{_PAY}\b.*\b{_FOR}\b.*\b{_SILENT}|\b{_FOR}\b.*\b{_SILENT}\b.*\b{_PAY}\b",
        rf"\bin (?:return|exchange) for\b.*\b{_SILENT}",
    ))
)  # fmt: skip
_ENGLISH_ASKED = re.compile(
    rf"\b(?:asked|asks|appli(?:ed|es)) (?:again )?for (?:\w+ ){{0,2}}{_PAY}"
)
_ENGLISH_DENIED = re.compile(
    r"\b(?:not|never|no|nothing|without|neither)\b[^，]{0,40}\b(?:depend|condition|requir|ask|promis|affect|tied"
    r"|subject|exchange|undertak|pledg|prevent)\w*|\bregardless\b"
    r"|\bwhether or not\b|\bfree to\b|\bas usual\b|\ball the same\b|\bin any case\b"
)  # fmt: skip

_WITHDRAWAL = re.compile(r"撤回(?:[^，。]{0,6}?)(?:申诉|信访|控告|监督申请)|撤诉|withdr[ae]w\w*")
_WISHES_NONE = re.compile(rf"不(?:想|愿意?|打算|准备)再?[^，。]{{0,8}}?{_PETITIONING}")
_COMMA = re.compile(r"[，,、：:]+|\band\b")
_VOW = re.compile(
    r"(?:我|本人|申诉人|信访人|申请人|当事人|其|自愿|保证|承诺|表示|特此|郑重|今后|以后|永远|绝对|声明"
    r"|签字|签名|捺印|按印|具结|写下|写了|如下|说到做到|决不食言|书面|口头|[\W\d_])*"
    r"|(?:(?:i|we|she|he|they|hereby|promise\w*|undertake\w*|agree\w*|will|signed|solemnly)[\W_]*)*"
)


def bargain_in(text: str) -> str:
    """The first sentence that asks for the end of petitioning as a price; empty if none does."""
    for written in _LINE_OR_SENTENCE.split(text):
        sentence = _comparable(written)
        if _BARGAINS.search(_reduced(sentence)) or _english(sentence):
            return written.strip()
    return ""


def answers_in(text: str) -> str:
    """The text without questions set out as such: what people ask is theirs."""
    return _ASKED.sub("", text)


def check_no_promise(texts: Iterable[object]) -> None:
    """Refuse what the office writes to show that a grievance ended, where it rests on somebody's
    word to petition no more; that a petition was withdrawn may be told."""
    for text in texts:
        if found := promise_in(str(text or "")):
            raise Refused(
                N_(
                    "“%(found)s” speaks of ceasing to petition. That shows nothing about the "
                    "grievance: say what was done and what the petitioner thinks of it."
                ),
                found=found,
            )


def promise_in(text: str) -> str:
    """The first sentence in which petitioning is to cease; empty if there is none."""
    for written in _LINE_OR_SENTENCE.split(text):
        sentence = _WITHDRAWAL.sub("", _comparable(written))
        ceases = re.search(rf"\b{_CEASES}", sentence) and not _ENGLISH_DENIED.search(sentence)
        if "C" in _reduced(sentence) or ceases:
            return written.strip()
    return ""


def beyond_ceasing(text: str) -> str:
    """What someone said apart from ceasing to petition and from vows: the rest may tell how they
    see the outcome, and nothing is left where they said no more than that."""
    kept = []
    for written in _LINE_OR_SENTENCE.split(text):
        for clause in _COMMA.split(_comparable(written)):
            ceases = "C" in _signs(clause, only_if=False) or _WISHES_NONE.search(clause)
            ceases = ceases or re.search(rf"\b{_CEASES}", clause)
            if not ceases and not _VOW.fullmatch(clause.strip()):
                kept.append(clause.strip())
    return "，".join(filter(None, kept))


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
    signs = "".join(_clauses(_HEARD.sub("", _PUT_RIGHT.sub("", sentence))))
    return _THEIR_WISH.sub("自请", signs)


def _clauses(sentence: str) -> Iterator[str]:
    denied, only_if = False, bool(_ONLY_IF.search(sentence))
    for part in filter(None, _CLAUSE.split(sentence)):
        if _CLAUSE.fullmatch(part):
            yield part
            continue
        denied = bool(_DENIED.search(part)) or (denied and bool(_CARRIES_ON.match(part)))
        yield part if denied else _signs(part, only_if=only_if)


def _signs(clause: str, *, only_if: bool) -> str:
    for sign, pattern in _SIGNS:
        clause = pattern.sub(sign, clause)
    if _AS_BEFORE.search(clause) and not only_if:
        return clause.replace("H", "")
    before, given, after = clause.partition("H")
    return before + after if given and _STILL.search(before) else clause


def _english(sentence: str) -> bool:
    found = _ENGLISH.search(_ENGLISH_ASKED.sub("", sentence))
    return bool(found) and not _ENGLISH_DENIED.search(sentence)
