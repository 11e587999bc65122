"""Reviews: one's own, and what two reviewers answered once both are done, never before."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from touyan.inspections.models import Inspection, Member, Outcome, Pick, Review
from touyan.inspections.queries.access import reviews_readable
from touyan.inspections.queries.plans import picks_of
from touyan.inspections.rules.checklist import Answers, Question, questions_of
from touyan.inspections.rules.faults import stands
from touyan.inspections.rules.running import PLANNERS
from touyan.inspections.rules.words import Seat, State
from touyan.kernel.errors import NotVisible
from touyan.organs.rules.access import Viewer

PAIR = (Seat.FIRST.value, Seat.SECOND.value)
_AT_WORK = Review.objects.filter(pick=OuterRef("pk"), done_at__isnull=True).exclude(seat=Seat.THIRD)
# A seat given back (its reviewer left) has no row until somebody else is given it.
_FIRST, _SECOND = (
    Exists(Review.objects.filter(pick=OuterRef("pk"), seat=seat, done_at__isnull=False))
    for seat in PAIR
)


def my_reviews(*, viewer: Viewer) -> QuerySet[Review]:
    """The reviews the viewer has to do or did, on matters they may see."""
    return reviews_readable(viewer).select_related(
        "pick__entry__matter", "pick__entry__organ", "pick__entry__inspection__organ",
        "pick__entry__inspection__checklist",
    ).order_by("pick__entry__inspection", "pick__entry__ordinal", "id")  # fmt: skip


def waiting_reviews(*, viewer: Viewer) -> QuerySet[Review]:
    """Those of them that are still to be done, of inspections that go on."""
    return my_reviews(viewer=viewer).filter(
        done_at__isnull=True, pick__entry__inspection__state=State.DRAWN
    )


def my_counts(*, viewer: Viewer) -> dict[str, int]:
    """How many of one's own are waiting, begun, to be settled, done."""
    waiting, third = Q(done_at__isnull=True), Q(seat=Seat.THIRD)
    begun = Q(saved_at__isnull=False)
    return my_reviews(viewer=viewer).filter(
        ~waiting | Q(pick__entry__inspection__state=State.DRAWN)
    ).order_by().aggregate(
        waiting=Count("pk", filter=waiting & ~third & ~begun),
        begun=Count("pk", filter=waiting & ~third & begun),
        settle=Count("pk", filter=waiting & third),
        done=Count("pk", filter=~waiting),
    )  # fmt: skip


def my_review(public_id: uuid.UUID, *, viewer: Viewer) -> Review:
    """One review of the viewer's own; NotVisible when absent, hidden or another's alike."""
    found = my_reviews(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def next_waiting(review: Review, *, viewer: Viewer) -> Review | None:
    """The one to do after this: the next of the list, else the first that waits."""
    entry = review.pick.entry
    waiting = waiting_reviews(viewer=viewer).exclude(pk=review.pk)
    here = waiting.filter(pick__entry__inspection=entry.inspection_id)
    after = here.filter(pick__entry__ordinal__gt=entry.ordinal)
    return after.first() or here.first() or waiting.first()


def before_it(review: Review, *, viewer: Viewer) -> Review | None:
    """The one before it among those that wait."""
    entry = review.pick.entry
    waiting = waiting_reviews(viewer=viewer).exclude(pk=review.pk)
    return waiting.filter(
        pick__entry__inspection=entry.inspection_id, pick__entry__ordinal__lt=entry.ordinal
    ).last()


@dataclass(frozen=True)
class Pair:
    """What the reviewers of one matter answered; made only when both are done."""

    first: Review
    second: Review | None
    third: Review | None


def pair_for(review: Review) -> Pair | None:
    """The two sets of answers for the third, who settles; nobody else is told them by this."""
    return _pair(review.pick_id) if review.seat == Seat.THIRD else None


def reads_reviews(inspection: Inspection, *, viewer: Viewer) -> bool:
    """Whether the viewer's office runs the inspection or stands above, or the viewer serves in it.
    An inspected office reads findings, not reviews."""
    serves = Member.objects.filter(
        inspection=inspection, account=viewer.account_id, left_at__isnull=True
    )
    path = inspection.organ.path
    return viewer.holds_above(PLANNERS, organ_path=path) or serves.exists()


def answered_beneath(review: Review) -> Answers | None:
    """What stands of the same matter in the lower office's inspection that this one looks at
    again, for whoever reviews it now; None where it looks at none."""
    seen = Pick.objects.filter(
        entry__inspection=review.pick.entry.inspection.looks_at_id,
        entry__matter=review.pick.entry.matter_id,
    )
    pick = seen.select_related("entry__inspection__checklist").first()
    return settled_answers(pick) if pick else None


def picks_reviewed(inspection: Inspection, *, viewer: Viewer) -> QuerySet[Pick]:
    """The matters whose reviewers are done, for whoever may read reviews; nobody reads those about
    their own office."""
    if not reads_reviews(inspection, viewer=viewer):
        return Pick.objects.none()
    seats = (_FIRST, _SECOND)[: inspection.seats]
    found = picks_of(inspection, viewer=viewer).filter(*seats, ~Exists(_AT_WORK))
    return found.exclude(entry__organ__in=[grant.organ_id for grant in viewer.grants])


def pick_reviewed(public_id: uuid.UUID, *, viewer: Viewer) -> Pick:
    """One matter whose reviewers are done; NotVisible when absent, hidden or at work alike."""
    pick = Pick.objects.filter(public_id=public_id).select_related(
        "entry__inspection__organ", "entry__inspection__checklist", "entry__matter"
    ).first()  # fmt: skip
    if pick is None:
        raise NotVisible
    if not picks_reviewed(pick.entry.inspection, viewer=viewer).filter(pk=pick.pk).exists():
        raise NotVisible
    return pick


def pair_of(pick: Pick, *, viewer: Viewer) -> Pair:
    """What both answered, once both are done; NotVisible before, and to others."""
    inspection = pick.entry.inspection
    if not picks_reviewed(inspection, viewer=viewer).filter(pk=pick.pk).exists():
        raise NotVisible
    found = _pair(pick.pk)
    if found is None:
        raise NotVisible
    return found


def _pair(pick_id: int) -> Pair | None:
    rows = Review.objects.filter(pick=pick_id).select_related("reviewer__person")
    by_seat = {row.seat: row for row in rows}
    first, second = by_seat.get(Seat.FIRST), by_seat.get(Seat.SECOND)
    if first is None or any(row and row.done_at is None for row in (first, second)):
        return None
    third = by_seat.get(Seat.THIRD)
    return Pair(first, second, third if third and third.done_at else None)


def questions_asked(inspection: Inspection) -> list[Question]:
    """The questions of the version the inspection froze."""
    return questions_of(inspection.checklist.content)


def settled_answers(pick: Pick) -> Answers | None:
    """The answers that stand for one matter, in full; None while they do not stand yet."""
    done = Review.objects.filter(pick=pick, done_at__isnull=False)
    given = {Seat(seat): answers for seat, answers in done.values_list("seat", "answers")}
    inspection = pick.entry.inspection
    return stands(questions_asked(inspection), given, seats=inspection.seats)


def waiting_for_third(inspection: Inspection) -> QuerySet[Pick]:
    """The matters whose reviewers differ and that nobody is given to settle; whoever looks, as a
    matter must find its third."""
    third = Review.objects.filter(pick=OuterRef("pk"), seat=Seat.THIRD)
    found = Pick.objects.filter(
        _FIRST, _SECOND, ~Exists(third), ~Exists(_AT_WORK), entry__inspection=inspection
    ).exclude(Exists(Outcome.objects.filter(pick=OuterRef("pk"))))
    return found.select_related("entry__inspection__checklist", "entry__matter", "entry__organ")
