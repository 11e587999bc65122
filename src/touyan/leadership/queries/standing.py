"""Where a matter's charge stands and what part the viewer plays in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.leadership.models import Charge, ChargeForm
from touyan.leadership.queries.charges import chief_present, open_charge, stands_in
from touyan.leadership.rules.naming import naming_roles
from touyan.leadership.rules.options import Standing
from touyan.leadership.rules.words import ChargeState
from touyan.matters.models import ClockRow, Matter
from touyan.matters.rules.lifecycle import ENDED
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import CASE_ROLES, LEADERS, Role

NAMING_CLOCK = "L1"
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


@dataclass(frozen=True)
class EarlierForm:
    """A form the chief is done with; `due_on` is the last day the chief had, where it is known."""

    form: ChargeForm
    due_on: date | None
    declined: bool

    @property
    def late(self) -> bool:
        decided = self.form.decided_at
        return bool(self.due_on and decided and legal_day(decided) > self.due_on)


def earlier_forms(matter: Matter) -> list[EarlierForm]:
    """Every form of a matter that lies before the chief no longer, the first one first, each with
    the time limit that was running when it came; what became of it stays told."""
    forms = ChargeForm.objects.filter(matter=matter).exclude(outcome="").order_by("id")
    rows = ClockRow.objects.filter(matter=matter, code=NAMING_CLOCK).order_by("starts_on", "id")
    limits = list(rows.values_list("starts_on", "due_on"))
    declined = set(
        Charge.objects.filter(matter=matter, state=ChargeState.DECLINED).values_list(
            "form", flat=True
        )
    )
    return [
        EarlierForm(form, _limit_of(form, limits), form.pk in declined)
        for form in forms.select_related("decided_by__person")
    ]


def _limit_of(form: ChargeForm, limits: list[tuple[date, date | None]]) -> date | None:
    laid = legal_day(form.submitted_at)
    return next((due for starts, due in reversed(limits) if starts <= laid), None)
