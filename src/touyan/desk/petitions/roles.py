"""Who may open the petition pages."""

from __future__ import annotations

from touyan.intake.actions import MAY_REGISTER
from touyan.organs.rules.roles import CASE_ROLES

CASE_WORKERS = tuple(sorted(role.value for role in CASE_ROLES))
REGISTRARS = tuple(sorted(role.value for role in MAY_REGISTER))
