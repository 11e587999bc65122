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
    "经做工作，信访人同意息诉，故给予救助2万元",
    "经疏导，其自愿撤回申诉，因此予以救助。",
    "第二次在其一年内无上访行为后发放",
    "半年内未再上访的，发放第二笔救助金。",
    "如其一年内未进京上访，余款予以发放",
    "只要未发生越级上访情况，每季度支付救助款。",
    "撤回信访后，协调民政部门办理低保",
    "停止上访后，协调解决低保。",
    "考虑到其已停止上访，同意发放",
    "鉴于信访人已息诉罢访，给予救助三万元。",
    "申请人表示拿到钱就不再上访，建议予以救助",
    "信访人表示不再信访，建议给予救助。",
    "撤回申诉后才可申请救助。",
    "信访人称镇政府承诺停访后给予5万元，同意兑现。",
    "镇里要求签息访协议的做法违法，但信访人承诺停访的，给予救助。",
    "本院要求其签息访协议才给低保。",
    "信访人同意息访，本院遂协调民政部门给予救助。",
    "待其息访满一年，再发放余款。",
    "签订息访协议后发放，本院告知其不需要其他材料。",
    "申请人无上访行为，方可发放。",
    "申请人曾被要求签订息访承诺书，签订后发放。",
    "paid on condition that he keeps silent",
    "If she stays quiet the money is paid.",
    "in return for silence",
    "once she signs a pledge to end her petitions",
    "Payment upon withdrawal of the petition",
    "On withdrawal of her petition relief is granted.",
    "He has to sign that he will not petition any more",
    "She signs a paper not to petition.",
    "She will receive the money if she doesn't go to Beijing again",
    "The rest is paid if he no longer petitions.",
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
    "信访人要求签订息诉协议，本院告知不需要",
    "信访人愿意签订息访承诺书，本院说明无需签订。",
    "信访人反映镇里要求其签息访协议才给低保",
    "申诉人举报派出所强迫其签订罢访保证书。",
    "申请人曾被要求签订息访承诺书，该做法违法",
    "申请人曾被村里要求签订息访承诺书。",
    "信访人家属反映，镇干部要求其签订停访协议，未签。",
    "信访人撤回申诉后又申请救助，本院给予救助三万元。",
    "信访人反映镇里要求签息访协议，其未签。",
    "信访人称镇政府承诺停访后给予5万元，本院不认可",
    "撤回申诉后又于5月重新提出申诉，并申请救助，符合条件",
    "信访人撤回申诉后，于6月申请司法救助，符合条件。",
    "如未上访，也可给予救助。",
    "经查，被害人未上访，家庭困难，建议给予救助。",
    "信访人表示拿到钱就不再上访，本院告知救助与是否上访无关。",
    "信访人自愿撤回申诉，因家庭困难，建议给予救助。",
    "He kept silent at the hearing.",
    "If he keeps silent at the hearing, his statement is read out.",
    "She wrote again after years of silence.",
    "Upon withdrawal of the petition the review ends.",
    "He signed the record and was given a copy.",
    "If she does not go to Beijing, the hearing is held by video.",
    "At the end the petitioner thanked the office.",
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
