"""No relief, no help and no answer is the price of ceasing to petition; saying so is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    "只要你不去北京，就给你解决低保",
    "不去省里、不进京，救助款就到账",
    "领款后放弃申诉权利",
    "本人自愿息访，领取救助金3万元",
    "领了钱就别再告了",
    "救助金分两期，第二期视其半年内有无上访情况发放",
    "信访人息诉息访的，由街道协调办理低保",
    "paid once she signs a waiver of further petitions",
    "只要不再跑省城，公租房的事镇里就帮你办",
    "你们别去北京了，钱月底就打过去",
    "拿了补偿款就不要再闹了",
    "收到钱以后莫再上访",
    "家属领取5万元，放弃一切申诉的权利",
    "本人自愿放弃申诉权，领取司法救助金",
    "我同意停访，收到救助款贰万元整",
    "本人不再上访，一次性领取补助金2万元",
    "余款根据其是否继续进京上访确定发放",
    "救助金的第二笔看她有没有再上访再给",
    "根据半年内是否信访决定余款的拨付",
    "没有去北京的，年底发放第二笔救助金",
    "如还去北京，剩下的救助金就不给了",
    "再去省里上访，低保就取消",
    "不上访的，由村里安排公益岗位",
    "如果不闹了，马上给予救助",
    "稳控到位后发放救助金",
    "写下保证不去北京的字条",
    "停访满三个月，打款",
    "不进京，不赴省，即可享受临时救助",
    "信访人须撤回申诉",
    "责令其撤回申诉",
    "要求申诉人撤回申诉",
    "申诉人要求撤回申诉的，予以救助",
    "本院告知其息访后给予救助",
    "答应不去信访局，就给办低保",
    "问题可以解决，前提是你别再告了",
    "The second instalment depends on whether she petitions again",
    "He gets the money as long as he stays away from Beijing",
    "Relief follows her waiver of the right to petition",
    "As soon as she gives up her right to petition the money is paid",
    "Help is given when he waives his right to complain",
    "She must not petition any more",
    "The grant is cancelled if she goes to Beijing again",
    "经协商，其放弃信访权利，镇政府补偿八万元",
    "不到北京、不到省城的，每年给予慰问金",
    "息访承诺书签好了，救助金才能到账",
    "钱可以给，但是今后不许再找政府",
    "签字领钱，以后不得再反映此事",
    "如果你保证不再上访，房子的问题我来协调解决",
    "申诉人息诉后拨付余款",
    "停止进京上访是给予救助的前提",
    "待半年稳控期满且没有赴省走访，拨付剩余三万元",
    "同意给予生活补助，信访人不得再就此事信访",
    "用三万元救助金换其停访",
    "只有把申诉撤了，才给你安排律师",
    "你撤诉，我们就给答复",
    "若其继续申诉，取消救助",
    "今后不再就此案申诉、控告，特此保证",
    "救助款到位，信访人承诺案结事了、不再走访",
    "Payment of the second half is made if there are no petitions for six months",
    "We will help with housing provided that she withdraws her complaint",
    "He signed an undertaking never again to petition",
    "If he goes on petitioning the allowance stops",
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
    "申诉人要求撤回申诉",
    "应当告知撤回申诉的后果",
    "申诉人撤回申诉后，救助照常发放",
    "信访人申请撤回申诉，本院准许",
    "申诉人主动要求撤回申诉，已制作笔录",
    "应当审查撤回申诉是否出于自愿",
    "应当询问撤回申诉的原因",
    "应准许撤回申诉",
    "撤回申诉后，救助金仍按月发放",
    "不论她是否再去北京，救助金照发",
    "信访人去不去北京，都不影响低保的办理",
    "申诉人息访与否，救助款都会到账",
    "信访人不去北京治疗，改在县医院就诊，医疗费已垫付",
    "她没有去北京，听证会如期举行",
    "信访人称家中没有钱，要求给予救助",
    "收到钱以后，她给儿子交了学费",
    "领款后请在收据上签名",
    "已告知信访人：领取救助金后仍有权继续申诉",
    "救助金分两期发放，第二期于12月发放",
    "救助与有无上访无关",
    "不得视其有无上访发放救助金",
    "申诉人有权申诉，本院不告知他人",
    "本案不告不理，救助另行办理",
    "要求信访人提供住院病历后办理救助",
    "信访人撤回申诉的，应当说明理由",
    "信访人说：钱到了我就不告了。本院说明两者无关",
    "经核查，信访人未领取救助金，拟予救助",
    "放弃申诉权利的说法没有法律依据",
    "没有人可以要求你放弃申诉权利",
    "The petitioner asked to withdraw her appeal.",
    "The consequences of withdrawing the petition were explained.",
    "After she withdrew her petition relief was paid as usual.",
    "Whether she petitions or not, the money is paid.",
    "After withdrawal of the petition the office closes the matter.",
    "Once the complaint has ended, the file is archived.",
    "She is not asked to waive any right to petition.",
    "When he goes to Beijing for treatment, the hospital is paid directly.",
    "已向其说明申诉权利不因领取救助金而丧失",
    "信访人不去省院，由本院派员上门听取意见",
    "请于3月前落实低保，本院回访",
    "下次会面时问她还有没有困难，帮助申请救助",
    "听证员建议解决低保，信访人表示满意并自愿撤回申诉",
    "打款前须核对账号",
    "三日内告知其结果，并解决住宿费",
    "信访人反映其从未去过北京，要求核实",
    "请李某不要再来回奔波，材料由本院代为调取",
    "别的诉求另行答复",
    "已告知其不服决定的救济途径",
    "检察长说明，法院判决后不服的可以继续申诉，并介绍了救助申请的办法",
    "本院将于两周内复查，并把结果当面告诉信访人",
    "承诺12月10日前调取首次住院病历并当面说明",
    "同意为其申请司法救助，款项预计一个月内到账",
    "信访人表示满意，不再申诉",
    "申诉人当面表示息诉，签字确认",
    "电话回访：信访人称病情稳定，没有再上访，低保已经落实",
    "回访时其未再提出申诉，救助金已收到",
    "解释了为什么不能不经申诉程序直接改判",
    "组织公开听证，听证员一致认为原判决正确，信访人当场撤回申诉",
    "协调镇政府解决低保，11月起发放",
    "讲清了不起诉决定的理由和继续申诉的权利",
    "信访人要求去北京看病，本院协调报销路费",
    "告知申诉人，如撤回申诉，可以再次提出",
    "信访人撤回申诉的，不影响以后再申诉",
    "就息诉后生活困难问题，信访人另行申请救助",
    "已劝其到医院就诊，不要拖延，费用由救助金支付",
    "The leader explained that she may petition again if new evidence appears.",
    "She was told the money comes whether she goes to Beijing or not.",
    "Help with housing was arranged; she thanked the office.",
    "He said he would stop petitioning. The leader answered that nothing depends on it.",
    "The decision was explained, and he withdrew the petition.",
]


@pytest.mark.parametrize("text", BARGAINS)
def test_a_bargain_is_found_however_it_is_written(text: str) -> None:
    assert bargain_in(text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_report_or_a_denial_is_no_bargain(text: str) -> None:
    assert bargain_in(text) == ""


CEASING = st.sampled_from([
    "息诉罢访", "停止上访", "不再信访", "不再去北京上访", "不去北京", "不进京", "撤回申诉",
    "放弃申诉", "不再闹", "撤了信访", "不再向上级反映",
])  # fmt: skip
HELPING = st.sampled_from([
    "发放救助金", "解决低保", "把钱打过去", "给予临时救助", "拨付余款", "安排公益岗位", "给答复",
    "办理低保", "支付三万元",
])  # fmt: skip
WHO = st.sampled_from(["", "信访人", "申诉人", "你", "其", "当事人"])
PRICES = st.sampled_from([
    "只要{who}{ceasing}，就{helping}。", "{who}承诺{ceasing}，{helping}。", "如{who}{ceasing}，即可{helping}。",
    "{helping}，前提是{who}{ceasing}。", "{who}{ceasing}后，{helping}。", "{who}{ceasing}，才{helping}。",
    "除非{who}{ceasing}，否则不予救助。", "{who}{ceasing}的，{helping}。",
])  # fmt: skip
OPEN = st.sampled_from([
    "无论{who}是否{ceasing}，均{helping}。", "{helping}不以{ceasing}为条件。",
    "不要求{who}{ceasing}。", "不得以{ceasing}作为{helping}的条件。",
    "任何人不得因{who}没有{ceasing}而停止{helping}。", "{who}{ceasing}与{helping}无关。",
])  # fmt: skip


@given(PRICES, WHO, CEASING, HELPING)
def test_any_price_on_petitioning_is_found(
    price: str, who: str, ceasing: str, helping: str
) -> None:
    assert bargain_in(price.format(who=who, ceasing=ceasing, helping=helping))


@given(OPEN, WHO, CEASING, HELPING)
def test_saying_that_nothing_depends_on_it_is_never_refused(
    said: str, who: str, ceasing: str, helping: str
) -> None:
    assert bargain_in(said.format(who=who, ceasing=ceasing, helping=helping)) == ""


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


DRESSED_UP = [
    "待其写下保证不再来信来访后再发",
    "发放之后他就不会再来闹了，签字保证到此为止",
    "等他写了不再来信的保证再发",
    "写好不来访的字据后再发钱",
    "待家属签下不再写信的承诺书后再给",
    "保证书交上来，写明不再来访，再发救助金",
    "领款之后她就不会再来闹",
    "钱发了以后，他就不再来院里闹了，同意发放",
    "让他签个字，保证此事到此为止，然后发钱",
    "签字画押就此了结，救助款当场发",
    "拿钱以后此事到此为止，不再来访",
    "等其表态不再来院反映后再办",
    "不再来信来访的，再发第二笔",
    "发完这笔钱，他保证不来找了",
    "写保证：今后不来闹，救助金随后打卡",
    "她书面保证不再来信来访，可以发放救助金",
    "只要他不来闹，救助金照发给他",
    "救助金发放后，申请人保证就此罢休",
    "先让他写不再来访保证，后付救助款",
    "领取救助金后承诺不再写信反映",
]
"""The same bargain without its usual words: letters and visits, vows that all ends here."""

SPEAKS_OF_VISITS = [
    "申请人来信来访均已登记，救助金按规定发放。",
    "申请人因病不能再来访，由工作人员上门发放救助金。",
    "来访时申请人情绪激动，经安抚后继续接谈。",
    "发放之后请申请人签字确认收到。",
    "救助金发放后，由承办人回访了解使用情况。",
    "待其补齐收入证明后再发。",
    "本次救助到此为止，如有新的困难可再次申请。",
    "申请人不再需要来院，材料可以邮寄。",
    "签字保证所填内容真实，不实的退还救助金。",
    "待核实身份后再发，核实不需其作任何保证。",
    "申请人不必再来访，答复将邮寄送达。",
    "他来信来访与否，均不影响救助金发放。",
    "被告人保证不再来被害人家中闹事。",
    "发放之后他继续来信的，依法登记办理。",
    "救助金已发，工作到此为止并未结束，将继续跟进就业。",
    "不得因其来信来访而停发救助金。",
    "申请人保证按时领取救助金。",
    "加害人书面保证不再骚扰被害人，另行发放救助金。",
    "领款之后如对数额有异议，可以再来信反映。",
    "请勿再来信索要已寄出的材料，材料已寄出。",
]


@pytest.mark.parametrize("text", DRESSED_UP)
def test_a_bargain_in_other_words_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_no_bargain([text])


@pytest.mark.parametrize("text", SPEAKS_OF_VISITS)
def test_speaking_of_letters_and_visits_is_no_bargain(text: str) -> None:
    assert bargain_in(text) == ""
