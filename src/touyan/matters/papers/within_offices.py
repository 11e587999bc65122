"""Papers that go from office to office or stay on the file."""

from __future__ import annotations

from touyan.kernel.messages import N_
from touyan.matters.papers.kinds import (
    ACCEPTED_ON,
    CONTACT,
    LEGAL_BASIS,
    PETITIONER,
    RECEIVED_ON,
    RECEIVING_ORGAN,
    SUBJECT,
    Addressee,
    Fact,
    Kind,
)

# 信访工作条例, Art. 30(3): accusation material never reaches the accused person or unit.
SECRECY = (
    "请严格遵守保密规定。依照《信访工作条例》第三十条第三款的规定，不得将信访人的检举、揭发材料"
    "以及有关情况透露或者转给被检举、揭发的人员或者单位。"
)
BY_TELEPHONE = "联系人及电话：{contact}。"

TRANSFER = Kind(
    code="transfer",
    title_zh="移送函",
    title_en=N_("Transfer letter"),
    number_word="移",
    addressee=Addressee.ORGAN,
    addressed_to="receiving_organ",
    facts=(
        RECEIVING_ORGAN,
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        Fact("reason", N_("Why the receiving body has jurisdiction, in a clause"), long=True),
        LEGAL_BASIS,
        Fact("reply_by", N_("Date by which the result should be reported back"), required=False),
        CONTACT,
    ),
    body=(
        "本院于{received_on}收到{petitioner}提出的{subject}。经审查，{reason}。依照{legal_basis}的"
        "规定，现将该信访事项及有关材料移送你单位，请依法处理，并按照规定告知信访人。",
        "请于{reply_by}前将办理结果函告本院。",
    ),
    closing=(SECRECY, BY_TELEPHONE),
)

ASSIGNMENT = Kind(
    code="assignment",
    title_zh="交办通知书",
    title_en=N_("Notice of assignment"),
    number_word="交",
    addressee=Addressee.ORGAN,
    addressed_to="receiving_organ",
    facts=(
        RECEIVING_ORGAN,
        PETITIONER,
        RECEIVED_ON,
        SUBJECT,
        LEGAL_BASIS,
        Fact("requirements", N_("What must be done, one point per line"), many=True),
        Fact("report_by", N_("Date by which to report the result")),
        CONTACT,
    ),
    body=(
        "本院于{received_on}收到{petitioner}提出的{subject}。依照{legal_basis}的规定，现将该信访事项"
        "交你院办理，要求如下：",
        "{requirements}",
        "请于{report_by}前向本院书面报告办理结果，并附答复文书和送达凭证。期限届满前不能办结的，"
        "应当书面报告进展情况和原因。",
        "认为该事项不属于你院职权范围的，应当自收到本通知之日起5个工作日内提出异议，并详细说明"
        "理由（《信访工作条例》第二十三条第三款）。",
    ),
    closing=(SECRECY, BY_TELEPHONE),
)

CLOSING_REPORT = Kind(
    code="closing_report",
    title_zh="办结报告",
    title_en=N_("Closing report"),
    number_word="结",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        Fact("matter_number", N_("Number of the matter")),
        PETITIONER,
        SUBJECT,
        ACCEPTED_ON,
        Fact("claims", N_("Each claim made, one per line"), many=True),
        Fact("course", N_("What was done, by whom and when"), long=True),
        Fact("findings", N_("Facts found and the evidence for them"), long=True),
        LEGAL_BASIS,
        Fact("conclusion", N_("Result, claim by claim"), long=True),
        Fact("service", N_("How and when the answer was served, with proof"), long=True),
        Fact("outcome", N_("What is still open; whether the grievance is resolved"), long=True),
        Fact("handler", N_("Handler")),
        Fact("leader", N_("Leader in charge"), required=False),
    ),
    body=(
        "{petitioner}提出的{subject}（编号{matter_number}），本院于{accepted_on}受理，现已办理完毕。"
        "有关情况报告如下：",
        "一、诉求",
        "{claims}",
        "二、办理经过",
        "{course}",
        "三、查明的事实和依据的证据",
        "{findings}",
        "四、处理结果",
        "依照{legal_basis}的规定，作出如下处理：",
        "{conclusion}",
        "五、答复和送达",
        "{service}",
        "六、矛盾化解情况",
        "{outcome}",
        "本报告仅说明该事项办结，不等于信访终结，也不作为认定实质性化解的依据。",
    ),
    closing=("承办人：{handler}", "包案领导：{leader}"),
)

ORAL_RECORD = Kind(
    code="oral_record",
    title_zh="接访笔录",
    title_en=N_("Record of an oral petition"),
    number_word="笔",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        Fact("began_at", N_("Began at")),
        Fact("ended_at", N_("Ended at")),
        Fact("place", N_("Place")),
        Fact("receiver", N_("Received by")),
        Fact("recorder", N_("Recorded by")),
        PETITIONER,
        Fact("petitioner_details", N_("Identity document, address and telephone"), required=False),
        Fact("also_present", N_("Others present"), required=False),
        Fact("legal_basis", LEGAL_BASIS.prompt),
        Fact("statement", N_("Questions and answers, as spoken"), long=True),
    ),
    body=(
        "时间：{began_at}至{ended_at}",
        "地点：{place}",
        "接访人：{receiver}",
        "记录人：{recorder}",
        "来访人：{petitioner}",
        "证件、住址和联系方式：{petitioner_details}",
        "其他在场人员：{also_present}",
        "接访人告知：依照{legal_basis}的规定，对来访人口头提出的事项如实制作笔录。来访人应当如实陈述，"
        "对所提供材料的真实性负责，不得捏造、歪曲事实，不得诬告、陷害他人。只要不是捏造事实、伪造"
        "证据，即使与事实有出入，也应当和诬告严格加以区别。",
        "{statement}",
    ),
    closing=(
        "以上笔录已向本人宣读或者交本人阅读，与本人陈述一致。",
        "来访人（签名或者捺指印）：",
        "接访人（签名）：",
        "记录人（签名）：",
        "年　　月　　日",
    ),
    signed=False,
)

RECEPTION_RECORD = Kind(
    code="reception_record",
    title_zh="领导接访记录",
    title_en=N_("Record of a leader's reception"),
    number_word="访",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        Fact("received_on", N_("Day of the reception")),
        Fact("began_at", N_("Began at")),
        Fact("ended_at", N_("Ended at")),
        Fact("place", N_("Place")),
        Fact("receiver", N_("Received by")),
        Fact("recorder", N_("Recorded by")),
        PETITIONER,
        Fact("also_present", N_("Who was present")),
        Fact("matter_number", N_("Number of the matter"), required=False),
        Fact("topic", N_("What about")),
        Fact("statement", N_("What the petitioner said and asked"), long=True),
        Fact("answer", N_("What the leader answered"), long=True),
        Fact("promises", N_("What was promised, by whom and by when"), required=False, many=True),
        Fact("confirmed", N_("The petitioner's confirmation")),
    ),
    body=(
        "接访时间：{received_on}{began_at}至{ended_at}",
        "接访地点：{place}",
        "接访领导：{receiver}",
        "记录人：{recorder}",
        "来访人：{petitioner}",
        "在场人员：{also_present}",
        "信访事项编号：{matter_number}",
        "反映事项：{topic}",
        "来访人陈述和请求：",
        "{statement}",
        "接访领导答复：",
        "{answer}",
        "承诺事项、责任人和完成时间：",
        "{promises}",
        "来访人对以上记录的确认情况：{confirmed}",
    ),
    closing=(
        "来访人（签名或者捺指印）：",
        "接访领导（签名）：",
        "记录人（签名）：",
    ),
    signed=False,
)
