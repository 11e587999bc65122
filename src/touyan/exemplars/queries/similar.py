"""Published cases like a matter, and those cited in it. A case is found by the coarse features it
was issued with; which matter it tells of is asked only to leave out the matter's own."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet

from touyan.exemplars.models import Citation, EditionCase
from touyan.exemplars.queries.features import features_of
from touyan.exemplars.queries.library import Published, cases_standing, read
from touyan.exemplars.rules.features import Features, Shared, shared
from touyan.exemplars.rules.likeness import common
from touyan.intake.models import Petition
from touyan.matters.models import Matter

SHOWN, READ = 10, 60
"""So many are shown, and so many of the nearest are read for facts alike."""


def similar_to(matter: Matter) -> list[tuple[Published, Shared]]:
    """The cases in force that are alike, the nearest first, with what they share."""
    own = features_of(matter)
    rows = {row.pk: row for row in cases_standing().exclude(exemplar__matter=matter)}
    found = {pk: shared(own, _features(row)) for pk, row in rows.items()}
    alike = [pk for pk, both in found.items() if both.is_alike]
    alike.sort(key=lambda pk: found[pk].nearness, reverse=True)
    said = _said_in(matter)
    nearest = [
        (one, replace(found[one.case.pk], facts=common(said, "\n".join(one.text["facts"]))))
        for one in read(rows[pk] for pk in alike[:READ])
    ]
    nearest.sort(key=lambda pair: pair[1].nearness, reverse=True)
    return nearest[:SHOWN]


def _said_in(matter: Matter) -> str:
    """What the petitions of the matter say."""
    found = Petition.objects.filter(belonging__matter=matter).order_by("pk")
    return "\n".join(found.values_list("text", flat=True))


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
