"""Writes the tables and the diagram that derive from the code, or checks that they are fresh.

python tools/generated.py write | check
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chinese import chinese

from touyan.campaigns.rules.words import STEP_NAMES
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.rule_content import FAMILY_NAMES, Part, parts_of
from touyan.leadership.seed import shipped_rules
from touyan.linkage.rules.words import RELATION_NAMES
from touyan.matters.rules.lifecycle import MOVES, STAGE_NAMES, Move, Stage
from touyan.matters.rules.outcomes import GRADE_NAMES
from touyan.organs.rules.roles import ROLE_NAMES, Role

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by tools/generated.py; do not edit by hand. -->"


def lifecycle() -> Iterator[str]:
    """The lifecycle as a diagram and as a table, in both languages."""
    yield from (NOTE, "", "# Lifecycle of a matter · 信访事项的流程", "")
    yield "One table of moves (`src/touyan/matters/rules/lifecycle.py`) gives the buttons, the"
    yield from ("refusals, the tests and this page.", "", "```mermaid", "stateDiagram-v2")
    for stage in Stage:
        yield f"    {stage.value}: {chinese(STAGE_NAMES[stage])} {STAGE_NAMES[stage]}"
    yield f"    [*] --> {Stage.RECEIVED.value}"
    for move in MOVES:
        for source in move.sources:
            if move.target and move.target is not source:
                yield f"    {source.value} --> {move.target.value}: {chinese(move.name)}"
    yield from (
        "```",
        "",
        "| Move 动作 | From 起 | To 止 | Who 谁 | Basis 依据 | Paper 文书 |",
        "|---|---|---|---|---|---|",
    )
    yield from (_line(move) for move in MOVES)


def _line(move: Move) -> str:
    sources = "、".join(chinese(STAGE_NAMES[stage]) for stage in move.sources) or "—"
    target = chinese(STAGE_NAMES[move.target]) if move.target else "（不变）"
    roles = "、".join(chinese(ROLE_NAMES[role]) for role in Role if role in move.roles)
    name = f"{chinese(move.name)} {move.name}"
    return (
        f"| {name} | {sources} | {target} | {roles} | {chinese(move.basis)} | {move.paper or '—'} |"
    )


def glossary() -> Iterator[str]:
    """The field's words and those of the code."""
    yield from (
        NOTE,
        "",
        "# Glossary · 词汇",
        "",
        "Terms: `tools/glossary.tsv`; the lists below come from the code.",
        "",
    )
    yield from ("| Word | 中文 | Meaning |", "|---|---|---|")
    for line in (ROOT / "tools/glossary.tsv").read_text("utf-8").splitlines():
        yield "| " + " | ".join(line.split("\t")) + " |"
    for title, names in LISTS.items():
        yield from ("", f"## {title}", "", "| Code | English | 中文 |", "|---|---|---|")
        yield from (f"| `{code}` | {name} | {chinese(name)} |" for code, name in names.items())


def leadership() -> Iterator[str]:
    """The rules of the leader's charge that touyan ships, family by family."""
    yield from (NOTE, "", "# Leader's charge · 领导包案", "")
    yield "Each rule is a dated row that an office can supersede with a second person's approval."
    yield "What no official text at hand confirms is marked *to be confirmed*; a rule still to be"
    yield "filled in binds nobody."
    rules = shipped_rules()
    for family, name in FAMILY_NAMES.items():
        yield from ("", f"## {name} · {chinese(name)}", "")
        yield "| Code | Rule 规则 | What it says 内容 | In force 有效期 | Legal basis 依据 |"
        yield "|---|---|---|---|---|"
        yield from (_rule_line(rule) for rule in rules if rule.family == family)


def _rule_line(rule: DatedRule) -> str:
    parts = [
        f"{part.label}: {said}"
        for part in parts_of(rule.family, rule.content, rule.code)
        if (said := _said(part, rule.content.get(part.code)))
    ]
    open_mark = " · *to be confirmed 待核*" if rule.certainty == "to_confirm" else ""
    valid = f"{rule.valid_from} to {rule.valid_to}" if rule.valid_to else f"from {rule.valid_from}"
    return (
        f"| {rule.code} | {rule.name_en} {rule.name_zh} | {'; '.join(parts)} | {valid}{open_mark} "
        f"| {rule.legal_basis_en} {rule.legal_basis_zh} |"
    )


def _said(part: Part, value: Any) -> str:
    if value in (None, "", [], {}, False):
        return ""
    if part.kind == "yes":
        return "yes"
    names = {str(code): name for code, name in (part.choices or {}).items()}
    values = value if isinstance(value, list | dict) else [value]
    return ", ".join(names.get(str(each), str(each)) for each in values)


LISTS = {
    "Stages · 阶段": STAGE_NAMES,
    "Channels · 渠道": CHANNEL_NAMES,
    "Kinds · 类别": KIND_NAMES,
    "Relations · 关系": RELATION_NAMES,
    "Roles · 角色": ROLE_NAMES,
    "Steps of a matter in a batch · 批次步骤": STEP_NAMES,
    "Grades of resolution · 化解等级": GRADE_NAMES,
}
PAGES = {
    "docs/domain/lifecycle.md": lifecycle,
    "docs/domain/glossary.md": glossary,
    "docs/domain/leadership.md": leadership,
}


def main(what: str) -> int:
    stale = []
    for name, lines in PAGES.items():
        text, path = "\n".join(lines()) + "\n", ROOT / name
        if what == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    for name in stale:
        print(f"{name} is stale: run tools/generated.py write")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
