"""How far the reviews of an inspection are: what is open, by office and by inspector. How fast
anybody works, and who finds how much, is not asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from touyan.inspections.models import Inspection, Member, Review
from touyan.inspections.queries.assigning import SEATS
from touyan.inspections.queries.plans import picks_of
from touyan.inspections.rules.words import Looking, Source
from touyan.organs.models import Organ
from touyan.organs.queries import organs_by_id
from touyan.organs.rules.access import Viewer

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Standing:
    """Matters that are looked at, of them without enough reviewers, under review, reviewed."""

    picked: int = 0
    unassigned: int = 0
    open: int = 0
    reviewed: int = 0


def with_looking(found: QuerySet[Row], *, pick: str = "pk") -> QuerySet[Row]:
    """Each with the seats that are taken and whether a review of it is open."""
    of_pick = Review.objects.filter(pick=OuterRef(pick))
    return found.annotate(  # type: ignore[no-any-return]  # annotated rows are rows
        seat_one=Exists(of_pick.filter(seat=SEATS[0])),
        seat_two=Exists(of_pick.filter(seat=SEATS[1])),
        is_open=Exists(of_pick.filter(done_at__isnull=True)),
    )


def of_looking(looking: Looking, inspection: Inspection) -> Q:
    """The condition on what `with_looking` returns that says how far it is."""
    seated = Q(seat_one=True) & (Q(seat_two=True) if inspection.seats == 2 else Q())
    return {
        Looking.UNASSIGNED: ~seated,
        Looking.OPEN: seated & Q(is_open=True),
        Looking.REVIEWED: seated & Q(is_open=False),
    }[looking]


def _counts(inspection: Inspection) -> dict[str, Count]:
    return {
        "picked": Count("pk"),
        **{one.value: Count("pk", filter=of_looking(one, inspection)) for one in Looking},
    }


def total(inspection: Inspection, *, viewer: Viewer) -> Standing:
    """All the viewer may know of."""
    found = with_looking(picks_of(inspection, viewer=viewer)).order_by()
    return Standing(**found.aggregate(**_counts(inspection)))


def by_source(inspection: Inspection, *, viewer: Viewer) -> dict[Source, int]:
    """How many are looked at why; those chosen on purpose stay apart."""
    found = picks_of(inspection, viewer=viewer).order_by().values("source")
    counted = found.annotate(held=Count("pk")).values_list("source", "held")
    return {Source(source): held for source, held in counted}


def by_organ(inspection: Inspection, *, viewer: Viewer) -> list[tuple[Organ, Standing]]:
    """Office by office, in the order of their codes and no other."""
    found = with_looking(picks_of(inspection, viewer=viewer)).order_by()
    rows = found.values("entry__organ").annotate(**_counts(inspection))
    standings = {row.pop("entry__organ"): Standing(**row) for row in rows}
    offices = organs_by_id(standings).values()
    return [(one, standings[one.pk]) for one in sorted(offices, key=lambda organ: organ.code)]


@dataclass(frozen=True)
class Share:
    """What one inspector has been given, and how much of it is open."""

    member: Member
    given: int
    open: int


def by_inspector(
    members: Iterable[Member], inspection: Inspection, *, viewer: Viewer
) -> list[Share]:
    """Member by member, for the office that runs the inspection; numbers of matters alone."""
    kept = list(members)
    found = Review.objects.filter(
        pick__in=picks_of(inspection, viewer=viewer).values("pk"),
        reviewer__in=[one.account_id for one in kept],
    )
    rows = found.order_by().values("reviewer").annotate(
        given=Count("pk"), open=Count("pk", filter=Q(done_at__isnull=True))
    )  # fmt: skip
    held = {row["reviewer"]: (row["given"], row["open"]) for row in rows}
    return [Share(one, *held.get(one.account_id, (0, 0))) for one in kept]
