"""How far the two reviewers of the same matters agree, counted in the database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from touyan.inspections.models import Inspection
from touyan.inspections.queries.results import live
from touyan.inspections.queries.reviews import picks_reviewed, questions_asked, reads_reviews
from touyan.inspections.rules.agreement import Agreement, agreement
from touyan.inspections.rules.checklist import Question
from touyan.inspections.rules.tally import Tally
from touyan.inspections.rules.tally import agreed as agreed_in
from touyan.organs.rules.access import Viewer

_BENEATH = """
SELECT q.code, one.answers ->> q.code, other.answers ->> q.code, count(*)
FROM inspections_outcome one
JOIN inspections_pick pick ON pick.id = one.pick_id
JOIN inspections_entry entry ON entry.id = pick.entry_id
JOIN inspections_inspection here ON here.id = one.inspection_id
JOIN inspections_entry lower_entry
  ON lower_entry.inspection_id = here.looks_at_id AND lower_entry.matter_id = entry.matter_id
JOIN inspections_pick lower_pick ON lower_pick.entry_id = lower_entry.id
JOIN inspections_outcome other ON other.pick_id = lower_pick.id
CROSS JOIN unnest(%s::text[]) AS q(code)
WHERE pick.source <> 'purposive' AND one.answers ? q.code AND other.answers ? q.code
  AND one.pick_id IN ({picks})
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True)
class Agreed:
    """The agreement over all questions, and for each."""

    overall: Agreement
    by_question: list[tuple[Question, Agreement]]


def agreed(inspection: Inspection, *, viewer: Viewer) -> Agreed:
    """Of the questions that are met or not, as the results count them."""
    asked = [one for one in questions_asked(inspection) if one.type == "met"]
    reads = reads_reviews(inspection, viewer=viewer)
    tally = live(inspection, viewer=viewer).tally if reads else Tally()
    return Agreed(agreed_in(tally), [(one, agreed_in(tally, one.code)) for one in asked])


def agreed_beneath(inspection: Inspection, *, viewer: Viewer) -> Agreed:
    """The same of the answers that stand here and in the lower office's inspection that this one
    looks at again."""
    asked = [one for one in questions_asked(inspection) if one.type == "met"]
    counted = _counted([one.code for one in asked], inspection, viewer)
    everything: Counter[tuple[str, str]] = Counter()
    for pairs in counted.values():
        everything.update(pairs)
    return Agreed(
        agreement(everything),
        [(one, agreement(counted.get(one.code, Counter()))) for one in asked],
    )


def _counted(
    codes: list[str], inspection: Inspection, viewer: Viewer
) -> dict[str, Counter[tuple[str, str]]]:
    if not reads_reviews(inspection, viewer=viewer):
        return {}
    picks, params = (
        picks_reviewed(inspection, viewer=viewer).order_by().values("pk").query.sql_with_params()
    )
    found: dict[str, Counter[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BENEATH.format(picks=picks), [codes, *params])
        for code, one, other, times in cursor.fetchall():
            found.setdefault(code, Counter())[one or "", other or ""] = times
    return found
