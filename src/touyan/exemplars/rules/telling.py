"""A first text made from the acts of a matter: what was done in which month, at which level.

No name, number or day of the matter goes into it; each paragraph names the act it tells of. The
text is Chinese, as every typical case is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from touyan.exemplars.rules.content import empty, paragraph, paragraphs


@dataclass(frozen=True)
class Done:
    """An act: its key, what was done, in which month, at which level."""

    key: str
    verb: str
    on: date
    level: int


OFFICES = {1: "最高人民检察院", 2: "某省人民检察院", 3: "某市人民检察院", 4: "某县人民检察院"}
FACTS = {
    "open": "申诉人向{office}提出信访。",
    "join": "申诉人就同一事项再次向{office}提出信访。",
}
HANDLING = {
    "accept": "{office}依法受理。",
    "transfer": "{office}将该事项移送有管辖权的机关。",
    "name_leader": "{office}确定由院领导包案办理。",
    "take_charge": "包案院领导开始办理。",
    "lead_read": "包案院领导审阅案卷材料。",
    "lead_meet": "包案院领导当面听取申诉人意见。",
    "lead_plan": "包案院领导组织研究，确定办理方案。",
    "lead_preside": "包案院领导主持公开听证。",
    "lead_explain": "包案院领导当面释法说理。",
    "lead_relief": "包案院领导协调开展司法救助等帮扶工作。",
    "report_progress": "{office}向申诉人告知办理进展。",
    "pause": "办理依法中止。",
    "resume": "办理恢复。",
    "decide": "{office}作出处理决定。",
    "serve_answer": "{office}向申诉人答复办理结果。",
    "close": "该事项依法办结。",
    "reopen": "{office}重新启动办理。",
    "terminate": "该事项依法终结。",
    "revoke_termination": "{office}撤销原终结决定，重新办理。",
    "verify_resolution": "经办案组以外人员核实，该事项实质性化解。",
    "record_revisit": "{office}对申诉人进行回访。",
    "send_scrutiny": "{office}对原案开展反向审视并提出意见。",
}
_PARTS = {"facts": FACTS, "handling": HANDLING}


def told(acts: Sequence[Done], text: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The text with a paragraph for what is worth telling and not told of yet; what was done again
    at one level within a month is told once, and the paragraph names each of those acts."""
    content = {**empty(), **(text or {})}
    known = {act for _section, each in paragraphs(content) for act in each.get("acts", ())}
    for section, sentences in _PARTS.items():
        new = [act for act in acts if act.verb in sentences and act.key not in known]
        content[section] = [*content[section], *_sentences(new, sentences)]
    return content


def _sentences(acts: Sequence[Done], sentences: Mapping[str, str]) -> list[dict[str, Any]]:
    """One paragraph for each sentence, in the order in which it was first to be told."""
    keys: dict[str, list[str]] = {}
    for act in acts:
        keys.setdefault(_sentence(act, sentences[act.verb]), []).append(act.key)
    return [paragraph(text, *named) for text, named in keys.items()]


def _sentence(act: Done, words: str) -> str:
    office = OFFICES.get(act.level, OFFICES[4])
    return f"{act.on.year}年{act.on.month}月，" + words.format(office=office)
