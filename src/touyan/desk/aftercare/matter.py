"""What follows the closing of one matter: its revisits, causes and scrutinies."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from touyan.campaigns.queries.learning import causes_of, scrutinies_of
from touyan.campaigns.queries.revisits import no_revisits_because, revisits_of
from touyan.campaigns.rules.learning import may_learn
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.aftercare.words import cause_lines, revisit_line, scrutiny_line, staff
from touyan.desk.web import DeskRequest, page
from touyan.kernel.messages import Message
from touyan.matters.actions.notes import read_matter
from touyan.matters.dossier import standing_of


@staff
@require_GET
def aftercare(request: DeskRequest, public_id: uuid.UUID) -> HttpResponse:
    """All of it on one page; opening it leaves a row."""
    matter = read_matter(matter_id=public_id, by=request.user, now=request.now)
    return page(request, "desk/aftercare/matter.html", {"matter": matter, **told(request, matter)})


def told(request: DeskRequest, matter: Any) -> dict[str, Any]:
    """The sections, for this page and for the tab of outcomes; the matter was found visible."""
    today = legal_day(request.now)
    rows = [revisit_line(one, today=today) for one in revisits_of(matter)]
    waits = any(row["waits"] for row in rows)
    why = "" if waits else no_revisits_because(matter)
    return {
        "revisits": rows,
        "no_revisits": Message(why) if why else None,
        "is_closed": standing_of(matter).closing is not None,
        "causes": cause_lines(causes_of(matter)),
        "scrutinies": [scrutiny_line(s) for s in scrutinies_of(matter, viewer=request.viewer)],
        "may_learn": may_learn(request.viewer, organ_path=matter.organ.path),
    }
