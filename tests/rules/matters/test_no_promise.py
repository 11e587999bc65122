"""No relief, no help and no answer is the price of ceasing to petition; saying so is refused."""

from __future__ import annotations

import pytest

from touyan.kernel.errors import Refused
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.papers.legal import REMEDIES
from touyan.matters.rules.no_promise import bargain_in, check_no_bargain
from touyan.matters.rules.signing import check_unconditional

BARGAINS = [
    "信访人签订息诉罢访协议后发放救助金。",
    "签订息访协议后发放",
    "信访人承诺停访，给予司法救助三万元。",
    "承诺不再上访的，予以救助。",
    "信访人保证今后不再就本案信访。",
    "救助以息诉罢访为条件。",
    "以放弃申诉作为条件给予补助。",
    "放弃申诉作为发放救助金的条件。",
    "发放救助金的前提是不再申诉。",
    "只有息诉罢访，才能领取救助金。",
    "如不再上访，可以给予救助。",
    "只要停止信访，本院即给予答复。",
    "息诉罢访后，一次性发放救助金两万元。",
    "撤回申诉后予以救助。",
    "待其撤回信访方可支付救助款。",
    "领取救助金后不得再上访。",
    "救助金发放后，不得再就本案向上级机关申诉。",
    "愿意接受救助后息诉罢访的，列入救助名单。",
    "不息诉罢访不予救助。",
    "继续上访的，收回救助金。",
    "再次信访的，应退还已发放的救助款。",
    "违反息访承诺的，追回救助金。",
    "除非息诉罢访，否则不予救助。",
    "以救助换取息诉罢访。",
    "你应当息诉罢访。",
    "信访人须停止上访，再由本院协调民政部门给予临时救助。",
    "视其是否息诉罢访决定救助金额。",
    "息 诉 罢 访 后 发 放 救 助 金",
    "签订息-诉-罢-访协议后发放救助金",
    "簽訂息訴罷訪協議後發放救助金",
    "承諾停訪，給予司法救助",
    "息诉　罢访后，发放救助金",
    "出具不再信访的保证书并签署永不上访承诺，之后发放补偿款。",
    "救助不以户籍为条件，但信访人须承诺停访。",
    "Relief is paid once she stops petitioning.",
    "The money will be paid if he promises not to petition again.",
    "On condition that the complaint ends and she ceases all petitioning, relief is granted.",
    "No relief will be paid unless she stops petitioning.",
    "She agrees to withdraw her petition in return.",
]
PLAIN = [
    "信访人自愿撤回申诉。",
    "申诉人撤回申诉的，本院终止审查。",
    "息诉罢访不作为救助条件。",
    "不得以承诺停访为条件。",
    "救助不以信访人息诉罢访为前提。",
    "无论是否继续信访，救助金照常发放。",
    "不要求信访人作出任何不再信访的承诺。",
    "任何人不得以救助为名，要求信访人息诉罢访。",
    "信访人无需承诺停访。",
    "承诺停访不是救助的条件。",
    "信访人有权继续申诉，不影响救助金的发放。",
    "救助金已于3月2日支付，信访人表示满意。",
    "发放救助金后，信访人自愿息诉罢访。",
    "信访人2019年曾撤回申诉，2025年再次提出。",
    "信访人表示仍将继续信访。",
    "继续申诉的，可以向上一级人民检察院提出。",
    "仍然以同一事实和理由提出投诉请求的，不再受理。",
    "经查，镇政府曾要求签订息访协议后发放救助金，该错误做法应予纠正。",
    "被害人家庭年收入两万元，无法获得赔偿，建议给予司法救助。",
    "律师自愿、中立、无偿提供法律帮助，信访人可以随时不再接受。",
    "本院不再复查。",
    "请于2026年12月1日前将救助金发放情况函告本院。",
    "已收到答复，双方同意分期支付赔偿款。",
    "心理疏导三次，情绪趋于平稳。",
    "信访人不服原判决，请求提出抗诉并协助落实赔偿。",
    "承诺在30日内答复信访人。",
    "办案人员应当耐心听取申诉意见，再作答复。",
    "Relief does not depend on a promise to stop petitioning.",
    "She is free to continue petitioning; relief is paid all the same.",
    "He withdrew his petition of his own accord.",
    "Relief is paid whether or not she stops petitioning.",
    "The office promises an answer within thirty days.",
]


@pytest.mark.parametrize("text", BARGAINS)
def test_a_bargain_is_found_however_it_is_written(text: str) -> None:
    assert bargain_in(text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_report_or_a_denial_is_no_bargain(text: str) -> None:
    assert bargain_in(text) == ""


def test_the_sentence_at_fault_is_named_as_it_was_written() -> None:
    with pytest.raises(Refused, match="签订息诉罢访协议后，发放救助金"):
        check_no_bargain(["家庭困难。签订息诉罢访协议后，发放救助金。请审批。"])


def test_no_ready_made_text_of_ours_is_a_bargain() -> None:
    ours = [line for kind in KINDS.values() for line in (*kind.body, *kind.closing)]
    ours += [remedy.text for remedy in REMEDIES]
    assert [line for line in ours if bargain_in(line)] == []


def test_a_paper_that_binds_is_refused_and_a_record_tells_what_was_said() -> None:
    said = ["签订息诉罢访协议后发放救助金。"]
    with pytest.raises(Refused, match="ceasing to petition"):
        check_unconditional("answer", said)
    check_unconditional("oral_record", said)
