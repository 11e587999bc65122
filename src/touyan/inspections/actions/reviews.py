"""Reviewing: opening, saving a draft, finishing; settling what two reviewers answered apart."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from touyan.inspections.actions.findings import record_faults
from touyan.inspections.actions.plans import lock_inspection, note
from touyan.inspections.models import Inspection, Outcome, Pick, Review
from touyan.inspections.queries.access import reading_viewer
from touyan.inspections.queries.assigning import crew_of, loads_of, looked_at
from touyan.inspections.queries.known import known_of
from touyan.inspections.queries.reviews import (
    my_review,
    pair_for,
    questions_asked,
    waiting_for_third,
)
from touyan.inspections.rules.assigning import why_not
from touyan.inspections.rules.checklist import Answers, Question
from touyan.inspections.rules.drafts import Sent, merged
from touyan.inspections.rules.prefill import prefill
from touyan.inspections.rules.reviewing import check_complete, tidy, to_settle
from touyan.inspections.rules.running import check_planner, check_state
from touyan.inspections.rules.words import Seat, State
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.messages import N_, as_data
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer

NOWHERE = Sent()


@transaction.atomic
def open_review(*, review_id: uuid.UUID, by: Account, now: datetime) -> Review:
    """Open a review of one's own; what the register says is kept as it was at the first opening."""
    viewer = _reader(by, now)
    review = my_review(review_id, viewer=viewer)
    if review.prefilled or review.done_at or review.seat == Seat.THIRD:
        return review
    review = _lock(review_id, viewer=viewer)
    _check_independent(review, now=now)
    inspection, matter = review.pick.entry.inspection, review.pick.entry.matter
    known = known_of(matter, viewer=viewer, now=now)
    review.prefilled = {
        code: {"answer": said.answer.value, "why": as_data(said.why)}
        for code, said in prefill(questions_asked(inspection), known).items()
    }
    review.save(update_fields=["prefilled"])
    _note("inspection.open_review", review, by=by, now=now)
    return review


@transaction.atomic
def save_review(
    *, review_id: uuid.UUID, answers: Answers, version: int, sent: Sent = NOWHERE, by: Account,
    now: datetime,
) -> Review:  # fmt: skip
    """Keep what was answered so far; that it was begun is noted, not each saving while one
    types."""
    review = _lock(review_id, viewer=_reader(by, now))
    _check_open(review)
    begun, review.saved_at = review.saved_at is not None, now
    review.answers = _taken(review, answers, version=version, sent=sent)
    _keep(review)
    if not begun:
        _note("inspection.save_review", review, by=by, now=now)
    return review


@dataclass(frozen=True)
class Finished:
    """A finished review, and what became of its matter: nothing yet, settled, or to be settled."""

    review: Review
    settled: bool = False
    apart: bool = False
    faults: int = 0


@transaction.atomic
def finish_review(
    *, review_id: uuid.UUID, answers: Answers, version: int, sent: Sent = NOWHERE, by: Account,
    now: datetime,
) -> Finished:  # fmt: skip
    """Finish it: the answers no longer change. The last of a matter's reviewers brings out what
    was not met, or, where the two differ, a third who settles it."""
    review = _lock(review_id, viewer=_reader(by, now))
    _check_open(review)
    _check_independent(review, now=now)
    asked = _asked(review)
    review.answers = _taken(review, answers, version=version, sent=sent)
    check_complete(asked, review.answers, review.prefilled)
    review.saved_at = review.done_at = now
    _keep(review)
    third = review.seat == Seat.THIRD
    verb = "inspection.settle" if third else "inspection.finish_review"
    _note(verb, review, by=by, now=now)
    return _conclude(review, by=by, now=now)


def _conclude(review: Review, *, by: Account, now: datetime) -> Finished:
    pick = review.pick
    faults = record_faults(pick=pick, by=by, now=now)
    if Outcome.objects.filter(pick=pick).exists():
        return Finished(review, settled=True, faults=len(faults))
    apart = list(waiting_for_third(pick.entry.inspection).filter(pk=pick.pk))
    _name_third(apart, by=by, now=now)
    return Finished(review, apart=bool(apart))


@transaction.atomic
def name_thirds(*, inspection_id: uuid.UUID, by: Account, now: datetime) -> int:
    """Name a third for the matters that found none when their two reviewers differed; how many
    were given."""
    inspection = lock_inspection(inspection_id, by=by, now=now)
    check_planner(viewer_of(by, now=now), organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAWN)
    apart = list(waiting_for_third(inspection))
    named = _name_third(apart, by=by, now=now)
    note("inspection.assign", inspection, by=by, now=now, matters=len(apart), reviews=named,
         short=len(apart) - named)  # fmt: skip
    return named


def _name_third(picks: list[Pick], *, by: Account, now: datetime) -> int:
    """Give each to whoever has the least and may; without one it waits until more are named."""
    if not picks:
        return 0
    inspection: Inspection = picks[0].entry.inspection
    crew, loads = crew_of(inspection, now=now), loads_of(inspection)
    rows = []
    for looked in looked_at(picks, crew):
        may = [one.account for one in crew.inspectors if why_not(one, looked) is None]
        if may:
            chosen = min(may, key=lambda account: (loads.get(account, 0), account))
            loads[chosen] = loads.get(chosen, 0) + 1
            rows.append(
                Review(pick_id=looked.entry, seat=Seat.THIRD, reviewer_id=chosen, assigned_by=by,
                       assigned_at=now)
            )  # fmt: skip
    return len(Review.objects.bulk_create(rows))


def _reader(by: Account, now: datetime) -> Viewer:
    return reading_viewer(viewer_of(by, now=now))


def _taken(
    review: Review, answers: Answers, *, version: int, sent: Sent
) -> Mapping[str, Mapping[str, str]]:
    """What was typed; together with the draft where the page is older than that."""
    typed = tidy(_asked(review), answers)
    kept: Mapping[str, Mapping[str, str]] = review.answers
    same = sent.turn > 0 and sent.page == review.page
    if same and sent.turn <= review.turn:
        return kept
    if same or version == review.version:
        review.page, review.turn = sent.page, sent.turn
        return typed
    both = merged(kept, typed, sent.shown) if 0 <= version < review.version else None
    if both is None:
        raise Conflict(CHANGED)
    return both


CHANGED = N_("This review was changed elsewhere meanwhile. Open it again.")


def _lock(review_id: uuid.UUID, *, viewer: Viewer) -> Review:
    """The review, with those of the same matter locked: two who finish at once must not both
    think the other is still at work."""
    review = my_review(review_id, viewer=viewer)
    rows = Review.objects.select_for_update().filter(pick=review.pick_id).order_by("pk")
    fresh = {row.pk: row for row in rows}.get(review.pk)
    if fresh is None:
        raise Conflict(CHANGED)
    fresh.pick = review.pick
    return fresh


def _check_open(review: Review) -> None:
    check_state(State(review.pick.entry.inspection.state), State.DRAWN)
    if review.done_at:
        raise Refused(N_("This review is finished; its answers no longer change."))


def _check_independent(review: Review, *, now: datetime) -> None:
    """Refused where the reviewer has come to serve in the inspected office, or worked on the
    matter, since it was given to them."""
    crew = crew_of(review.pick.entry.inspection, now=now)
    looked = replace(looked_at([review.pick], crew)[0], seated=frozenset())
    for one in crew.inspectors:
        why = why_not(one, looked) if one.account == review.reviewer_id else None
        if why:
            raise Refused(why)


def _asked(review: Review) -> list[Question]:
    """All questions, or for the third those that were answered apart."""
    asked = questions_asked(review.pick.entry.inspection)
    if review.seat != Seat.THIRD:
        return asked
    pair = pair_for(review)
    if pair is None or pair.second is None:
        raise Refused(N_("Both reviewers must be done before anything is settled."))
    return to_settle(asked, pair.first.answers, pair.second.answers)


def _keep(review: Review) -> None:
    review.version += 1
    review.save(update_fields=["answers", "saved_at", "done_at", "version", "page", "turn"])


def _note(verb: str, review: Review, *, by: Account, now: datetime) -> None:
    entry = review.pick.entry
    note(verb, entry.inspection, by=by, now=now, ordinal=entry.ordinal, seat=review.seat)
