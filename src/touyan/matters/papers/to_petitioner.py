"""Papers served on the petitioner, from the receipt to the answer."""

from __future__ import annotations

from touyan.kernel.messages import N_
from touyan.matters.papers.kinds import (
    ACCEPTED_ON,
    CONTACT,
    LEGAL_BASIS,
    PETITIONER,
    RECEIVED_ON,
    REMEDY,
    SUBJECT,
    Addressee,
    Fact,
    Kind,
)

_CONTACT = "联系方式：{contact}。"
_REPLY_BY = Fact("reply_by", N_("Date by which progress or the result will be told"))
_DEPARTMENT = Fact("department", N_("Department that handles the matter"))

RECEIPT = Kind(
    code="receipt",
    title_zh="登记回执",
    title_en=N_("Registration receipt"),
    number_word="登",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        RECEIVED_ON,
        Fact("channel", N_("Channel: letter, visit, telephone, online")),
        SUBJECT,
        Fact("register_number", N_("Register number")),
        Fact("materials", N_("Papers handed in, one per line"), required=False, many=True),
        Fact("decide_by", N_("Date by which the first decision is due"), required=False),
        Fact("query_code", N_("Query code"), required=False),
        Fact("query_way", N_("How to enquire with the code"), required=False),
        CONTACT,
    ),
    body=(
        "{you}于{received_on}通过{channel}提出的{subject}，本院已收到并登记，登记编号为"
        "{register_number}。",
        "收到的材料如下：",
        "{materials}",
        "本院将依法审查，于{decide_by}前作出处理并告知{you}。",
        "{you}可以凭查询码{query_code}查询办理情况。请妥善保管查询码，不要告知他人。",
        "查询方式：{query_way}。",
        "本回执证明本院收到上述信访事项，不代表对所反映问题的认定。",
    ),
    closing=(_CONTACT,),
)

ACCEPTANCE = Kind(
    code="acceptance",
    title_zh="受理通知书",
    title_en=N_("Notice of acceptance"),
    number_word="受",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        LEGAL_BASIS,
        ACCEPTED_ON,
        _DEPARTMENT,
        _REPLY_BY,
        CONTACT,
    ),
    body=(
        "{you}于{received_on}提出的{subject}，经本院审查，符合受理条件。依照{legal_basis}的规定，"
        "本院决定予以受理，受理日期为{accepted_on}。",
        "该事项由本院{department}办理。本院将于{reply_by}前将办理进展或者办理结果告知{you}。",
        "办理期间，{you}可以补充提交与该事项有关的事实、理由和证据。认为承办人员与该事项有直接"
        "利害关系，应当回避的，可以向本院提出。",
    ),
    closing=(_CONTACT,),
)

SUPPLEMENT = Kind(
    code="supplement",
    title_zh="一次性补正清单",
    title_en=N_("One-time list of papers to supply"),
    number_word="补",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        LEGAL_BASIS,
        Fact("materials", N_("Papers to supply, one per line"), many=True),
        Fact("submit_to", N_("Where to hand them in")),
        Fact("supplement_by", N_("Date by which to supply them"), required=False),
        CONTACT,
    ),
    body=(
        "{you}于{received_on}提出的{subject}，经本院审查，材料尚不齐备。依照{legal_basis}的规定，"
        "现将需要补齐的材料一次性告知如下：",
        "{materials}",
        "请将上述材料提交至{submit_to}。",
        "请于{supplement_by}前提交；确有困难不能按时提交的，请说明情况。",
        "受理时间从{you}补齐相关材料之日起计算。因客观原因无法提供有关材料的，可以书面说明理由，"
        "本院将依法审查。",
    ),
    closing=(_CONTACT,),
)

ELSEWHERE = Kind(
    code="elsewhere",
    title_zh="告知书",
    title_en=N_("Notice of the body to turn to"),
    number_word="告",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        Fact("reason", N_("Why this office has no jurisdiction, in a clause"), long=True),
        LEGAL_BASIS,
        Fact("competent_body", N_("Body with jurisdiction")),
        Fact("competent_contact", N_("Its address and telephone number"), required=False),
        Fact("materials", N_("Papers handed back, one per line"), required=False, many=True),
        CONTACT,
    ),
    body=(
        "{you}于{received_on}提出的{subject}，本院已登记。经审查，{reason}，不属于本院管辖。",
        "依照{legal_basis}的规定，告知{you}向{competent_body}提出。法律、法规对提出的期限有规定的，"
        "请在规定期限内提出。",
        "{competent_body}的地址和联系方式：{competent_contact}。",
        "现将下列材料退还{you}，请查收：",
        "{materials}",
    ),
    closing=(_CONTACT,),
)

NON_ACCEPTANCE = Kind(
    code="non_acceptance",
    title_zh="不予受理通知书",
    title_en=N_("Notice of non-acceptance"),
    number_word="不受",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        Fact("reason", N_("Facts and reasons for not accepting"), long=True),
        LEGAL_BASIS,
        Fact("elsewhere", N_("Where else the petitioner may turn"), required=False, long=True),
        REMEDY,
        CONTACT,
    ),
    body=(
        "{you}于{received_on}提出的{subject}，本院已登记并进行了审查。",
        "经审查，{reason}。",
        "依照{legal_basis}的规定，本院决定不予受理。",
        "{you}所提诉求，可以通过下列途径解决：{elsewhere}。",
    ),
    closing=("{remedy}", _CONTACT),
)

PROCEDURAL_REPLY = Kind(
    code="procedural_reply",
    title_zh="程序性回复函",
    title_en=N_("Procedural reply"),
    number_word="复",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        Fact("register_number", N_("Register number")),
        LEGAL_BASIS,
        Fact("disposition", N_("How the petition is being dealt with"), long=True),
        Fact("reply_by", _REPLY_BY.prompt, required=False),
        CONTACT,
    ),
    body=(
        "{you}提出的{subject}，本院已于{received_on}收到并登记，登记编号为{register_number}。"
        "依照{legal_basis}的规定，现将处理情况回复如下：",
        "{disposition}",
        "本院将于{reply_by}前将办理进展或者办理结果告知{you}。",
        "本回复是对处理程序的告知，不是对所反映问题的实体答复。",
    ),
    closing=(_CONTACT,),
)

PROGRESS = Kind(
    code="progress",
    title_zh="办理进展告知书",
    title_en=N_("Progress letter"),
    number_word="进",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        ACCEPTED_ON,
        SUBJECT,
        Fact("progress", N_("What has been done so far"), long=True),
        Fact("pending", N_("What is still open and why"), long=True),
        Fact("next_report_by", N_("Date of the next report")),
        CONTACT,
    ),
    body=(
        "{you}提出的{subject}，本院于{accepted_on}受理。现将办理进展告知如下：",
        "一、已经开展的工作",
        "{progress}",
        "二、尚未办结的原因和下一步工作",
        "{pending}",
        "本院将于{next_report_by}前再次告知{you}办理进展；在此之前办结的，将及时答复办理结果。",
    ),
    closing=(_CONTACT,),
)

EXTENSION = Kind(
    code="extension",
    title_zh="延长期限告知书",
    title_en=N_("Notice of an extended time limit"),
    number_word="延",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        ACCEPTED_ON,
        SUBJECT,
        Fact("reason", N_("Why it cannot be finished in time, in a clause"), long=True),
        Fact("original_due", N_("Date it was due")),
        LEGAL_BASIS,
        Fact("approved_by", N_("Who approved the extension")),
        Fact("new_due", N_("New due date")),
        CONTACT,
    ),
    body=(
        "{you}提出的{subject}，本院于{accepted_on}受理，办理期限至{original_due}届满。",
        "因{reason}，不能在上述期限内办结。依照{legal_basis}的规定，经{approved_by}批准，办理期限"
        "延长至{new_due}。",
        "本院将抓紧办理，并及时将办理结果答复{you}。",
    ),
    closing=(_CONTACT,),
)

ANSWER = Kind(
    code="answer",
    title_zh="答复函",
    title_en=N_("Answer"),
    number_word="答",
    addressee=Addressee.PETITIONER,
    addressed_to="petitioner",
    facts=(
        PETITIONER,
        ACCEPTED_ON,
        SUBJECT,
        Fact("claims", N_("Each claim made, one per line"), many=True),
        Fact("findings", N_("Facts found and the evidence for them"), long=True),
        Fact("reasons", N_("Reasons, claim by claim"), long=True),
        LEGAL_BASIS,
        Fact("conclusion", N_("Result, claim by claim"), long=True),
        REMEDY,
        CONTACT,
    ),
    body=(
        "{you}提出的{subject}，本院于{accepted_on}受理，现已审查完毕，答复如下：",
        "一、{you}的诉求",
        "{claims}",
        "二、查明的事实和依据的证据",
        "{findings}",
        "三、审查意见和理由",
        "{reasons}",
        "四、处理结果",
        "依照{legal_basis}的规定，作出如下处理：",
        "{conclusion}",
    ),
    closing=("{remedy}", _CONTACT),
)
