"""The roles a post can carry, and which may never meet in one person."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class Role(StrEnum):
    CLERK = "clerk"
    HANDLER = "handler"
    DEPARTMENT_HEAD = "department_head"
    CHIEF = "chief"
    DEPUTY_CHIEF = "deputy_chief"
    COMMITTEE_MEMBER = "committee_member"
    INSPECTOR = "inspector"
    STATISTICIAN = "statistician"
    EDITOR = "editor"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_NAMES = {
    Role.CLERK: N_("Reception clerk"),
    Role.HANDLER: N_("Handling prosecutor"),
    Role.DEPARTMENT_HEAD: N_("Department head"),
    Role.CHIEF: N_("Chief procurator"),
    Role.DEPUTY_CHIEF: N_("Deputy chief procurator"),
    Role.COMMITTEE_MEMBER: N_("Procuratorial committee member"),
    Role.INSPECTOR: N_("Inspector"),
    Role.STATISTICIAN: N_("Statistician"),
    Role.EDITOR: N_("Editor"),
    Role.SYSTEM_ADMIN: N_("System administrator"),
    Role.SECURITY_ADMIN: N_("Security administrator"),
    Role.AUDIT_ADMIN: N_("Audit administrator"),
}

LEADERS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF, Role.COMMITTEE_MEMBER})
UNIT_HEADS = frozenset({Role.CHIEF, Role.DEPUTY_CHIEF})
"""Roles that lead the whole organ: a complaint about them is walled off from all of it."""

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""Three powers kept apart (GB/T 22239-2019 8.1.5): no person may hold two of them."""

CASE_ROLES = frozenset(Role) - ADMINISTRATORS
"""Roles that open petitions and matters; administrators see no case content."""

IDENTIFIER_READERS = CASE_ROLES - {Role.STATISTICIAN, Role.EDITOR}
"""Roles whose work may need to reach or identify a petitioner. Counting and publishing never do
(Personal Information Protection Law, article 6: no more than the purpose takes)."""
