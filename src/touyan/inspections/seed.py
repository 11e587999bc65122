"""The checklist that touyan ships: its own, as no official form is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "checklist.json"


def shipped_checklist() -> dict[str, Any]:
    """Name, number and questions."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
