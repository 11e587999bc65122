"""Papers of a public hearing, from the refusal of an application to the outcome told."""

from __future__ import annotations

from touyan.kernel.messages import N_
from touyan.matters.papers.kinds import CONTACT, SUBJECT, Addressee, Fact, Kind

_RULES = "《人民检察院审查案件听证工作规定》"
_CONTACT = "联系方式：{contact}。"
_APPLICANT = Fact("applicant", N_("Who applied for the hearing"))
_PARTICIPANT = Fact("participant", N_("Participant the notice goes to"))
_TIME = Fact("hearing_at", N_("Day and time of the hearing"))
_PLACE = Fact("hearing_place", N_("Place of the hearing"))
_FORM = Fact("hearing_form", N_("Form of the hearing"))
_QUESTION = Fact("hearing_question", N_("What is to be heard"), long=True)
_CHAIR = Fact("chair", N_("Chair of the hearing, with title"))
_OFFICERS = Fact("officers", N_("Hearing officers, one per line"), many=True)

REFUSAL = Kind(
    code="hearing_refusal",
    title_zh="不予召开听证会告知书",
    title_en=N_("Refusal of a hearing"),
    number_word="不听",
    addressee=Addressee.PETITIONER,
    addressed_to="applicant",
    facts=(
        _APPLICANT,
        SUBJECT,
        Fact("applied_on", N_("Date of the application")),
        Fact("refusal_reason", N_("Why no hearing is held"), long=True),
        CONTACT,
    ),
    body=(
        "{you}于{applied_on}就{subject}提出的听证申请，本院已经审查。",
        "经研究，本院决定不召开听证会，理由如下：",
        "{refusal_reason}",
        "依照" + _RULES + "第九条的规定，特此告知。不召开听证会不影响本院对该事项的审查，"
        "{you}可以继续提交事实、理由和证据。",
    ),
    closing=(_CONTACT,),
)

NOTICE = Kind(
    code="hearing_notice",
    title_zh="听证通知书",
    title_en=N_("Notice of a hearing"),
    number_word="听",
    addressee=Addressee.PETITIONER,
    addressed_to="participant",
    facts=(
        _PARTICIPANT, SUBJECT, _FORM, _TIME, _PLACE, _QUESTION, _CHAIR, _OFFICERS, CONTACT,
    ),
    body=(
        "本院决定就{subject}召开{hearing_form}，请{you}按时参加。有关事项通知如下：",
        "时间：{hearing_at}",
        "地点：{hearing_place}",
        "需要听证的问题：{hearing_question}",
        "主持人：{chair}",
        "听证员：",
        "{officers}",
        "认为主持人、听证员与该事项有利害关系，可能影响公正的，可以在听证会前或者听证会开始时申请"
        "其回避并说明理由。因故不能参加的，请及时告知本院。",
        "本通知依照" + _RULES + "第十条的规定送达。",
    ),
    closing=(_CONTACT,),
)  # fmt: skip

PUBLIC_NOTICE = Kind(
    code="hearing_public_notice",
    title_zh="听证会公告",
    title_en=N_("Public notice of a hearing"),
    number_word="听公",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        Fact("matter_kind", N_("Kind of the matter")),
        _TIME,
        Fact("public_place", N_("Place, as the public may be told")),
        _CHAIR,
        Fact("attend", N_("How the public may attend"), required=False),
        CONTACT,
    ),
    body=(
        "本院决定就一件{matter_kind}事项公开听证，现将有关事项公告如下：",
        "时间：{hearing_at}",
        "地点：{public_place}",
        "主持人：{chair}",
        "旁听办法：{attend}",
    ),
    closing=(_CONTACT,),
)

RECORD = Kind(
    code="hearing_record",
    title_zh="听证笔录",
    title_en=N_("Record of a hearing"),
    number_word="听笔",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        SUBJECT,
        _FORM,
        _TIME,
        _PLACE,
        _QUESTION,
        _CHAIR,
        _OFFICERS,
        Fact("recorder", N_("Recorded by")),
        Fact("present", N_("Who was present"), required=False),
        Fact("course", N_("Course of the hearing, step by step"), many=True),
    ),
    body=(
        "事项：{subject}",
        "形式：{hearing_form}",
        "时间：{hearing_at}",
        "地点：{hearing_place}",
        "需要听证的问题：{hearing_question}",
        "主持人：{chair}",
        "记录人：{recorder}",
        "听证员：",
        "{officers}",
        "到场人员：{present}",
        "听证经过：",
        "{course}",
    ),
    closing=(
        "以上笔录已向本人宣读或者交本人阅读，核对无误。",
        "当事人和其他参加人（签名或者捺指印）：",
        "听证员（签名）：",
        "主持人（签名）：",
        "记录人（签名）：",
        "年　　月　　日",
    ),
    signed=False,
)

OPINION = Kind(
    code="hearing_opinion",
    title_zh="听证意见书",
    title_en=N_("Opinions of the hearing officers"),
    number_word="听意",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        SUBJECT,
        _TIME,
        _QUESTION,
        Fact("opinions", N_("Opinion of each hearing officer, one per line"), many=True),
        Fact("majority", N_("The view of the majority")),
    ),
    body=(
        "{hearing_at}，本院就{subject}召开听证会。听证员经讨论，就下列问题独立发表意见：",
        "{hearing_question}",
        "听证员意见：",
        "{opinions}",
        "{majority}",
    ),
    closing=("听证员（签名）：", "年　　月　　日"),
    signed=False,
)

OUTCOME = Kind(
    code="hearing_outcome",
    title_zh="听证事项处理结果告知书",
    title_en=N_("Outcome after a hearing"),
    number_word="听告",
    addressee=Addressee.PETITIONER,
    addressed_to="participant",
    facts=(
        _PARTICIPANT,
        SUBJECT,
        _TIME,
        Fact("weighing", N_("What was made of the officers' opinions, and why"), long=True),
        Fact("reasons", N_("Decision and reasons"), long=True),
        CONTACT,
    ),
    body=(
        "{hearing_at}，本院就{subject}召开听证会，听取了当事人、其他参加人和听证员的意见。",
        "{weighing}",
        "本院已依法作出决定，决定及理由如下：",
        "{reasons}",
    ),
    closing=(_CONTACT,),
)

KINDS_OF_HEARING = (REFUSAL, NOTICE, PUBLIC_NOTICE, RECORD, OPINION, OUTCOME)
