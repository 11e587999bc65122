"""Anonymised texts such as a typical case consists of: nobody is in them."""

from __future__ import annotations

from functools import cache
from random import Random

from touyan.demonstration.rules.corpus import blocks
from touyan.demonstration.rules.grammar import compile_text, render

WRITTEN = (
    "2021年，申诉人张某甲因不服某市中级人民法院二审判决，向检察机关提出申诉。",
    "欧阳某与李某系邻居，双方因宅基地边界多次发生争执。",
    "检察长包案后，三次约见信访人，查明原案遗漏一项赔偿请求。",
    "某区人民检察院依法启动司法救助程序，发放救助金三万元。",
    "听证员一致认为，检察机关认定事实清楚，适用法律正确。",
    "建国以来，该村土地权属几经变更，资料残缺。",
    "李某安排家属到场，王某秀、兰某分别陈述了意见。",
    "1963年4月出生的信访人年事已高，行动不便，检察官上门听取意见。",
    "该案从立案到终结历时6年，其间信访人先后来信12次、来访8次。",
    "联系电话138****1234，证件号码已隐去。",
    "经审查，公安机关不立案理由不成立，检察机关通知其立案。",
    "The petitioner had come back for six years; the chief procurator met her twice.",
    "本案的典型意义在于：信访积案的化解，重在查清事实、讲明道理、解决实际困难。",
    "湖北省巴东县人民法院一审认定，被告人某甲构成故意伤害罪。",
    "张某表示，建议国家有关部门完善鉴定程序。",
)
_FACTS = {"me": "张某甲", "leader": "某副检察长", "claim": "要求纠正原判", "claims": "要求纠正原判",
          "police": "某县公安局", "court": "某县人民法院"}  # fmt: skip


class _Facts(dict[str, str]):
    def __missing__(self, slot: str) -> str:
        return "某某"


@cache
def clean_texts() -> tuple[str, ...]:
    """The written ones, and what the demonstration's people wrote, with nobody's name in it."""
    rng = Random(2026)
    texts = [
        render(compile_text(line), _Facts(_FACTS), rng)
        for name in ("clearing", "leading", "receptions", "visits")
        for block in blocks(name)
        for key in ("text", "said", "answered")
        for line in block.get(key, [])
    ]
    return (*WRITTEN, *texts)
