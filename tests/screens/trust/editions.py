"""Routes of editions of typical cases and of figures, tried on one that does not exist: what each office may know of
one that does is tested with its pages."""

from __future__ import annotations

import uuid
from typing import Any

ABSENT = uuid.UUID("00000000-0000-4000-8000-000000000000")
ROUTES_OF_EDITIONS: dict[str, dict[str, Any]] = {
    "edition": {"public_id": ABSENT},
    "edition-compose": {"public_id": ABSENT},
    "edition-send": {"public_id": ABSENT},
    "edition-acknowledge": {"public_id": ABSENT},
    "matter-cases": {"public_id": ABSENT},
    "cite-case": {"public_id": ABSENT, "case_id": ABSENT},
    "cite-no-more": {"public_id": ABSENT, "citation_id": ABSENT},
    "edition-file": {"public_id": ABSENT, "form": "pdf"},
    "edition-case-withdraw": {"public_id": ABSENT, "case_id": ABSENT},
    "edition-step": {"public_id": ABSENT, "verb": "approve"},
    "public-case": {"public_id": ABSENT},
    "public-edition": {"public_id": ABSENT},
    "public-edition-file": {"public_id": ABSENT, "form": "pdf"},
}
ROUTES_OF_FIGURES: dict[str, dict[str, Any]] = {
    "figure-query-drop": {"public_id": ABSENT},
    "own-measure": {"public_id": ABSENT},
    "compose-measure-next": {"public_id": ABSENT},
    "decide-measure": {"public_id": ABSENT, "verb": "approve"},
    "figure": {"code": "closed"},
    "figure-list": {"code": "closed"},
    "figure-table": {"code": "closed"},
    "freeze-figure": {"code": "closed"},
    "frozen-figure": {"public_id": ABSENT},
    "frozen-list": {"public_id": ABSENT},
    "restate-figure": {"public_id": ABSENT},
    "bulletin": {"public_id": ABSENT},
    "write-bulletin": {"public_id": ABSENT},
    "bind-number": {"public_id": ABSENT},
    "keep-figure": {"public_id": ABSENT, "key": 1, "way": "freeze"},
    "issue-bulletin": {"public_id": ABSENT},
    "bulletin-version": {"public_id": ABSENT, "number": 1},
    "bulletin-file": {"public_id": ABSENT, "form": "pdf"},
    "stat-report": {"public_id": ABSENT},
    "stat-report-list": {"public_id": ABSENT},
    "stat-report-file": {"public_id": ABSENT, "form": "pdf"},
    "stat-report-step": {"public_id": ABSENT, "verb": "confirm"},
    "stat-plan": {"public_id": ABSENT},
    "stat-plan-end": {"public_id": ABSENT},
    "figure-picture": {"code": "closed", "name": "months", "form": "svg"},
}
