"""Published cases like a matter, and those cited in it. A case is found by the coarse features it
was issued with; which matter it tells of is asked only to leave out the matter's own."""

from __future__ import annotations

from django.db.models import QuerySet

from touyan.exemplars.models import Citation, EditionCase
from touyan.exemplars.queries.features import features_of
from touyan.exemplars.queries.library import Published, cases_standing, read
from touyan.exemplars.rules.features import Features, Shared, shared
from touyan.matters.models import Matter

SHOWN = 10


def similar_to(matter: Matter) -> list[tuple[Published, Shared]]:
    """The cases in force that are alike, the nearest first, with what they share."""
    own = features_of(matter)
    rows = {row.pk: row for row in cases_standing().exclude(exemplar__matter=matter)}
    found = {pk: shared(own, _features(row)) for pk, row in rows.items()}
    alike = [pk for pk, both in found.items() if both.is_alike]
    alike.sort(key=lambda pk: found[pk].nearness, reverse=True)
    nearest = read(rows[pk] for pk in alike[:SHOWN])
    return [(one, found[one.case.pk]) for one in nearest]


def _features(case: EditionCase) -> Features:
    return Features(
        case.kind, frozenset(case.causes), frozenset(case.measures), case.province_code, case.level
    )


def citations_of(matter: Matter) -> QuerySet[Citation]:
    """The cases cited in a matter, in the order in which they were cited."""
    found = Citation.objects.filter(matter=matter, removed_at__isnull=True)
    return found.select_related("case__edition__organ", "by__person").order_by("id")


def title_of(citation: Citation) -> str:
    """The title of the case as it was issued."""
    return str(read([citation.case])[0].text["title"])
