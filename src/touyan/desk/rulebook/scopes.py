"""Where a rule holds: the whole nation, or the offices under one provincial office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from touyan.deadlines.deciding import RULE_PROPOSERS
from touyan.deadlines.queries import has_authority
from touyan.organs.queries import Account, Organ, all_organs
from touyan.organs.rules.access import Viewer

Names = Mapping[str, str]
PROVINCIAL = 2


def region_names() -> dict[str, str]:
    """The provincial offices by the head of their offices' codes."""
    return {organ.code[:2]: organ.local_name for organ in _regions()}


def _regions() -> QuerySet[Organ]:
    return all_organs().filter(level=PROVINCIAL, code__endswith="0000", valid_to__isnull=True)


def scope_name(scope: str, names: Names) -> str:
    """The nation, an office's region, or the bare head of the codes."""
    if not scope:
        return _("Nationwide")
    return names.get(scope, _("Offices whose code begins with %(scope)s") % {"scope": scope})


def scopes_to_propose_for(account: Account, viewer: Viewer, *, now: datetime) -> list[str]:
    """The nation or the provinces for which the person keeps the rules.

    Rules are kept at the Supreme and the provincial offices; a county's variant would be a rule
    nobody above it had weighed.
    """
    if not viewer.roles & RULE_PROPOSERS:
        return []

    def keeps(scope: str) -> bool:
        return has_authority(account, roles=RULE_PROPOSERS, scope=scope, now=now)

    regions = list(_regions())
    if keeps(""):
        return ["", *(organ.code[:2] for organ in regions)]
    own = [organ for organ in regions if _serves_in(viewer, organ)]
    return [organ.code[:2] for organ in own if keeps(organ.code[:2])]


def _serves_in(viewer: Viewer, organ: Organ) -> bool:
    return any(grant.organ_path.startswith(organ.path) for grant in viewer.grants)
