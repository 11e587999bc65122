"""Where a matter's charge stands and what part the viewer plays in it."""

from __future__ import annotations

from datetime import datetime

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.leadership.models import Charge, ChargeForm
from touyan.leadership.queries.charges import chief_present, open_charge, stands_in
from touyan.leadership.rules.naming import naming_roles
from touyan.leadership.rules.options import Standing
from touyan.leadership.rules.words import ChargeState
from touyan.matters.models import Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import CASE_ROLES, LEADERS, Role

STAFF = CASE_ROLES - {Role.INSPECTOR, Role.STATISTICIAN, Role.EDITOR}


def standing_of(matter: Matter, *, viewer: Viewer, now: datetime) -> Standing:
    """What the table of options asks, read once."""
    charge, path = open_charge(matter), matter.organ.path
    chief = chief_present(matter.organ_id, now=now)
    return Standing(
        ended=matter.stage in ENDED,
        form_open=ChargeForm.objects.filter(matter=matter, outcome="").exists(),
        charge=ChargeState(charge.state) if charge else None,
        names=viewer.holds(naming_roles(chief_in_post=chief), organ_path=path),
        in_charge=charge is not None and charge.leader_id == viewer.account_id,
        stands_in=charge is not None and stands_in(viewer.account_id, charge, on=legal_day(now)),
        led=Charge.objects.filter(matter=matter, leader_id=viewer.account_id).exists(),
        staff=viewer.holds(STAFF, organ_path=path),
        leads_office=viewer.holds(LEADERS, organ_path=path),
        heads=viewer.holds(LEADERS | {Role.DEPARTMENT_HEAD}, organ_path=path),
    )
