"""Writes docs/domain/clocks.md from the clock rules touyan ships.

python tools/clock_table.py            write the page
python tools/clock_table.py --check    fail when the page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from touyan.deadlines.rules.clock_rule import ClockRule  # noqa: E402
from touyan.deadlines.rules.explaining import EVENT_NAMES  # noqa: E402
from touyan.deadlines.seed import shipped_days, shipped_rules  # noqa: E402

PAGE = ROOT / "docs" / "domain" / "clocks.md"
UNITS = {"day": "calendar days", "month": "month(s)", "working_day": "working days"}
HEAD = """<!-- Written by tools/clock_table.py from the shipped rules; do not edit by hand. -->

# Clocks

The legal time limits touyan ships. Each is a dated row that an office can supersede with a second
person's approval; how they are counted and why is in
[ADR 0004](../adr/0004-clocks-as-dated-rules.md). The start day is not counted; a last day on a day
off moves to the next working day unless the rule says otherwise.

| Code | Duty | Length | Starts with | Done by | Falls away with | Legal basis |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rules = shipped_rules()
    rows = "".join(f"| {' | '.join(row(rule))} |\n" for rule in rules)
    notes = "".join(note(rule) for rule in rules)
    years = sorted(shipped_days())
    calendar = (
        f"\n## Working calendar\n\nShipped for {years[0]} to {years[-1]}. A later year is said to"
        " be missing, never guessed, until somebody enters it.\n"
    )
    return f"{HEAD}{rows}{notes}{calendar}"


def row(rule: ClockRule) -> list[str]:
    """One line of the table."""
    start = f"the end of {rule.starts_after}" if rule.starts_after else verbs(rule.starts_on)
    length = f"{rule.amount} {UNITS[rule.unit]}"
    return [
        rule.code,
        f"{rule.name_en} {rule.name_zh}",
        f"{length}, again and again" if rule.repeats else length,
        start,
        verbs(rule.met_by),
        verbs(rule.ended_by),
        f"{rule.legal_basis_en} {rule.legal_basis_zh}",
    ]


def note(rule: ClockRule) -> str:
    """What the table has no column for."""
    last = f" to {rule.valid_to}" if rule.valid_to else ""
    parts = [f"In force for periods begun from {rule.valid_from}{last}."]
    parts += [f"Only where {terms}." for terms in conditions(rule.applies_to.items())]
    parts += [f"Not where {terms}." for terms in conditions(rule.except_for.items())]
    if rule.extends_by:
        parts.append(
            f"May be extended by no more than {rule.extends_by} {UNITS[rule.unit]} in all."
        )
    if rule.suspended_by:
        reasons = f" for {', '.join(sorted(rule.suspends_for))}" if rule.suspends_for else ""
        parts.append(f"Stands still from {verbs(rule.suspended_by)}{reasons}.")
    if rule.restarts_on:
        parts.append(f"Begins anew with {verbs(rule.restarts_on)}.")
    if not rule.every_start:
        parts.append("One at a time.")
    if not rule.roll_over:
        parts.append("A last day on a day off stays.")
    if rule.certainty == "to_confirm":
        parts.append("**The wording in force is still to be confirmed.**")
    return f"\n**{rule.code}.** {' '.join(parts)}\n"


def conditions(terms: Iterable[tuple[str, Iterable[object]]]) -> list[str]:
    """Conditions as words."""
    return [f"{name} is {' or '.join(str(value) for value in wanted)}" for name, wanted in terms]


def verbs(names: Iterable[str]) -> str:
    """Events by their names for readers."""
    return ", ".join(EVENT_NAMES.get(name, name) for name in sorted(names))


def main() -> int:
    if "--check" in sys.argv[1:]:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()
        if stale:
            print("docs/domain/clocks.md is stale: run python tools/clock_table.py")
        return int(stale)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
