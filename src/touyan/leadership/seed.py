"""The rules of the leader's charge that touyan ships."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from touyan.leadership.rules.dated import DatedRule

RULES_FILE = Path(__file__).parent / "data" / "rules.json"


def shipped_rules() -> list[DatedRule]:
    """The rules of the data file, in its order."""
    return [_rule(row) for row in json.loads(RULES_FILE.read_text(encoding="utf-8"))]


def _rule(row: dict[str, Any]) -> DatedRule:
    until = row.get("valid_to")
    return DatedRule(
        **{
            **row,
            "valid_from": date.fromisoformat(row["valid_from"]),
            "valid_to": date.fromisoformat(until) if until else None,
        }
    )
