"""Papers of the help around a matter. Each says that nothing depends on petitioning or ceasing."""

from __future__ import annotations

from touyan.kernel.messages import N_
from touyan.matters.papers.kinds import (
    CONTACT,
    LEGAL_BASIS,
    PETITIONER,
    RECEIVING_ORGAN,
    SUBJECT,
    Addressee,
    Fact,
    Kind,
)
from touyan.matters.papers.within_offices import BY_TELEPHONE, SECRECY

RELIEF_APPROVAL = Kind(
    code="relief_approval",
    title_zh="国家司法救助审批表",
    title_en=N_("Approval form for judicial assistance"),
    number_word="救",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        Fact("person", N_("Person to be helped")),
        PETITIONER,
        SUBJECT,
        Fact("matter_number", N_("Number of the matter")),
        Fact("conditions", N_("Conditions met and what they rest on, one per line"), many=True),
        Fact("hardship", N_("Facts of the hardship"), long=True),
        Fact("months", N_("Months of the average wage asked for")),
        Fact("asked", N_("Sum asked for, in yuan")),
        Fact("cap", N_("How the cap is counted")),
        Fact("granted", N_("Sum approved, once decided"), required=False),
        LEGAL_BASIS,
        Fact("handler", N_("Handler")),
    ),
    body=(
        "救助对象：{person}",
        "所涉事项：{petitioner}提出的{subject}（编号{matter_number}）。",
        "一、符合的救助条件",
        "{conditions}",
        "二、生活困难情况",
        "{hardship}",
        "三、申请救助金额",
        "申请{months}个月，计人民币{asked}元。",
        "四、救助金上限",
        "{cap}",
        "五、提请意见",
        "依照{legal_basis}的规定，提请审批。救助不附加任何条件，救助对象是否继续信访、申诉，不影响审批和发放。",
    ),
    closing=("提请人：{handler}", "审批意见：", "审批金额：{granted}", "审批人（签名）："),
    signed=False,
    table=True,
)

LAWYER_REFERRAL = Kind(
    code="lawyer_referral",
    title_zh="商请律师参与函",
    title_en=N_("Request for a neutral lawyer"),
    number_word="律",
    addressee=Addressee.ORGAN,
    addressed_to="receiving_organ",
    facts=(
        RECEIVING_ORGAN,
        PETITIONER,
        SUBJECT,
        Fact("consent", N_("How the petitioner consented, in a clause")),
        Fact("tasks", N_("What the lawyer is asked to do, one point per line"), many=True),
        CONTACT,
    ),
    body=(
        "{petitioner}提出的{subject}，本院正在办理。信访人同意律师参与（{consent}），"
        "现商请你单位指派律师，以中立第三方身份开展以下工作：",
        "{tasks}",
        "律师参与以自愿、中立、无偿为原则，不代表任何一方当事人，也不代表本院，不得向信访人收取费用。",
        "信访人可以随时不再接受律师参与，本院的办理和答复不因此受影响。",
    ),
    closing=(SECRECY, BY_TELEPHONE),
)

COORDINATION_LETTER = Kind(
    code="coordination",
    title_zh="协调函",
    title_en=N_("Coordination letter"),
    number_word="协",
    addressee=Addressee.ORGAN,
    addressed_to="receiving_organ",
    facts=(
        RECEIVING_ORGAN,
        PETITIONER,
        SUBJECT,
        Fact("requests", N_("What the other body is asked for, one point per line"), many=True),
        Fact("reference", N_("The other body's reference"), required=False),
        Fact("answer_by", N_("Date by which an answer is asked for"), required=False),
        CONTACT,
    ),
    body=(
        "{petitioner}提出的{subject}，本院正在办理。为依法解决其中的实际困难，商请你单位协助办理下列事项：",
        "{requests}",
        "你单位已有文号：{reference}。",
        "请于{answer_by}前将办理情况函告本院。",
        "上述事项请依法办理，信访人是否继续信访、申诉，不影响办理结果。",
    ),
    closing=(SECRECY, BY_TELEPHONE),
)
