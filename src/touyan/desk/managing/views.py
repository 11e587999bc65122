"""Management: the rules, calendars, offices and imports, as far as the viewer's roles reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.desk.web import DeskRequest, page
from touyan.kernel.gate import signed_in
from touyan.kernel.messages import N_
from touyan.organs.rules.roles import LEADERS, Role

EVERYONE = frozenset(Role)
ROOMS: tuple[tuple[str, tuple[tuple[str, str, str, str, frozenset[Role]], ...]], ...] = (
    (N_("Rules and days"), (
        (N_("Time limits"), "clock-rules", "clock",
         N_("Every legal time limit with its basis, its versions and an example."), EVERYONE),
        (N_("Leader's charge"), "charge-rules", "user",
         N_("When a leader must take charge, and which acts are then asked for."), EVERYONE),
        (N_("Working calendar"), "calendar", "calendar",
         N_("Public holidays and make-up working days, year by year."), EVERYONE),
    )),
    (N_("Offices and people"), (
        (N_("Organs and staff"), "organs", "organ",
         N_("The procuratorates of the country, their departments and who serves there."),
         EVERYONE),
        (N_("Absences of leaders"), "lead-absences", "pause",
         N_("Who of the office's leaders is away, and who stands in."), LEADERS),
        (N_("Role requests"), "role-requests", "people",
         N_("Roles asked for, to be granted or refused by the security administrator."),
         frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})),
    )),
    (N_("Imports"), (
        (N_("Import a register"), "import-register", "upload",
         N_("Take over a register kept in a spreadsheet until now."),
         frozenset({Role.CLERK, Role.DEPARTMENT_HEAD})),
        (N_("Import offices"), "import-organs", "upload",
         N_("Take in a tree of offices from a spreadsheet."), frozenset({Role.SYSTEM_ADMIN})),
    )),
)  # fmt: skip
"""Groups of entries: label, route, icon, what stands there, and the roles that may open it."""


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    says: str


@signed_in
@require_GET
def manage(request: DeskRequest) -> HttpResponse:
    """What the viewer may look up or keep, in groups; a group of nothing is left out."""
    roles = request.viewer.roles
    groups = [
        (_(title), [Entry(_(label), reverse(name), icon, _(says))
                    for label, name, icon, says, who in entries if roles & who])
        for title, entries in ROOMS
    ]  # fmt: skip
    return page(request, "desk/managing/manage.html", {"groups": [g for g in groups if g[1]]})
