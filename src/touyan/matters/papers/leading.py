"""The approval form on which the chief notes and names the leader in charge."""

from __future__ import annotations

from touyan.kernel.messages import N_
from touyan.matters.papers.kinds import PETITIONER, RECEIVED_ON, SUBJECT, Addressee, Fact, Kind

CHARGE_FORM = Kind(
    code="charge_form",
    title_zh="控告、申诉首办呈批表",
    title_en=N_("Approval form for the leader's charge"),
    number_word="呈",
    addressee=Addressee.OFFICE,
    addressed_to="",
    facts=(
        PETITIONER,
        SUBJECT,
        Fact("matter_number", N_("Number of the matter")),
        RECEIVED_ON,
        Fact("accepted_on", N_("Date of acceptance"), required=False),
        Fact("claims", N_("Demands, one per line"), many=True),
        Fact("first_organ", N_("First-responsible office")),
        Fact("duty", N_("Why a leader must take charge")),
        Fact("summary", N_("Summary for the chief"), long=True),
        Fact("handler", N_("Handler"), required=False),
        Fact("note", N_("The chief's note"), required=False, long=True),
        Fact("leader", N_("Leader in charge"), required=False),
        Fact("named_on", N_("Day of naming"), required=False),
    ),
    body=(
        "信访人：{petitioner}",
        "事项：{subject}（编号{matter_number}）",
        "收到日期：{received_on}",
        "受理日期：{accepted_on}",
        "首办责任单位：{first_organ}",
        "一、诉求",
        "{claims}",
        "二、案情摘要和拟办意见",
        "{summary}",
        "三、包案依据",
        "{duty}",
        "四、检察长批示",
        "{note}",
        "指定包案领导：{leader}",
        "批示日期：{named_on}",
    ),
    closing=("承办人：{handler}", "检察长（签名）：", "包案领导（签名）："),
    signed=False,
)
