"""The paper by which a unit learns what went wrong in a case it once handled.

It is written from the record of the scrutiny alone: no field of the petition or of its petitioner
can get into it.
"""

from __future__ import annotations

from touyan.kernel.messages import N_
from touyan.matters.papers.kinds import RECEIVING_ORGAN, Addressee, Fact, Kind

SCRUTINY_OPINION = Kind(
    code="scrutiny_opinion",
    title_zh="反向审视意见书",
    title_en=N_("Opinion on the reverse scrutiny of a case"),
    number_word="审",
    addressee=Addressee.ORGAN,
    addressed_to="receiving_organ",
    by_hand=False,
    facts=(
        RECEIVING_ORGAN,
        Fact("origin", N_("Number of the original decision")),
        Fact("unit", N_("Unit that handled it")),
        Fact("error_kind", N_("Kind of error")),
        Fact("findings", N_("Findings"), long=True),
        Fact("advice", N_("Advice"), required=False, long=True),
    ),
    body=(
        "对{unit}办理的{origin}一案，本院进行了反向审视。现将意见通报如下：",
        "一、问题类型",
        "{error_kind}。",
        "二、审视查明的情况",
        "{findings}",
        "三、改进意见",
        "{advice}",
        "请研究整改，并将整改情况书面回复本院。",
    ),
    closing=(
        "本意见书只供查找和改进办案问题使用，不涉及信访材料。任何单位和个人不得借此查找信访人，"
        "不得因信访对任何人打击报复（《信访工作条例》第三十条、第四十六条）。",
    ),
)
