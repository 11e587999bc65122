"""What follows the closing of one matter: its revisits, causes and scrutinies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from touyan.campaigns.queries.learning import causes_of, scrutinies_of
from touyan.campaigns.queries.revisits import no_revisits_because, revisits_of
from touyan.campaigns.rules.learning import may_learn
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.aftercare.words import cause_lines, revisit_line, scrutiny_line
from touyan.desk.outcomes.section import Section
from touyan.kernel.messages import Message
from touyan.matters.dossier import standing_of
from touyan.organs.rules.access import Viewer


def aftercare(matter: Any, viewer: Viewer, now: datetime) -> Section:
    """The part of the tab "Outcome" below the three facts; the matter was found visible."""
    rows = [revisit_line(one, today=legal_day(now)) for one in revisits_of(matter)]
    waits = any(row["waits"] for row in rows)
    why = "" if waits else no_revisits_because(matter)
    shows = {
        "revisits": rows,
        "no_revisits": Message(why) if why else None,
        "is_closed": standing_of(matter).closing is not None,
        "causes": cause_lines(causes_of(matter)),
        "scrutinies": [scrutiny_line(each) for each in scrutinies_of(matter, viewer=viewer)],
        "may_learn": may_learn(viewer, organ_path=matter.organ.path),
    }
    return Section("desk/aftercare/_sections.html", shows)
