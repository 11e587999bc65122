"""The circular: written while the inspection runs, issued once it has ended, and by that frozen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from touyan.inspections.actions.plans import lock_inspection, note
from touyan.inspections.models import Circular, Inspection
from touyan.inspections.queries.results import (
    circular_for,
    frozen_of,
    others_who_issue,
    words_told,
)
from touyan.inspections.queries.tallies import strata_seen, tallies_of
from touyan.inspections.rules.circulars import (
    PARTS,
    check_complete,
    check_final,
    check_issuer,
    check_words,
    circular_digest,
    final_of,
)
from touyan.inspections.rules.running import check_planner, check_state
from touyan.inspections.rules.tally import as_data
from touyan.inspections.rules.words import State
from touyan.kernel.crypto import new_key
from touyan.kernel.errors import Conflict, Refused
from touyan.kernel.messages import N_
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of


@transaction.atomic
def draft_circular(
    *, inspection_id: uuid.UUID, words: Mapping[str, str], seen: datetime | None, by: Account,
    now: datetime,
) -> Circular:  # fmt: skip
    """Write what the circular says in words; its figures come from the register at issuing. Whoever
    writes it last counts as the drafter."""
    inspection, circular = _locked(inspection_id, seen=seen, by=by, now=now)
    viewer = viewer_of(by, now=now)
    check_planner(viewer, organ_path=inspection.organ.path)
    check_state(State(inspection.state), State.DRAWN, State.ENDED)
    kept = {part: words.get(part, "").strip() for part in PARTS}
    check_words(kept, told=words_told(inspection, viewer=viewer))
    circular = circular or Circular(inspection=inspection)
    for part, text in kept.items():
        setattr(circular, part, text)
    circular.drafted_by, circular.drafted_at = by, now
    circular.save()
    note("inspection.draft_circular", inspection, by=by, now=now)
    return circular


@transaction.atomic
def issue_circular(
    *, inspection_id: uuid.UUID, seen: datetime | None, by: Account, now: datetime
) -> Circular:
    """Issue it: words and figures are frozen, and its digest shows any alteration. The figures are
    the office's: whoever issues it may not know of every matter in them, and is refused for what
    they may know of alone."""
    inspection, circular = _locked(inspection_id, seen=seen, by=by, now=now)
    check_state(State(inspection.state), State.ENDED)
    if circular is None:
        raise Refused(N_("The circular is not written yet."))
    viewer = viewer_of(by, now=now)
    check_issuer(
        viewer, organ_path=inspection.organ.path,
        drafted_by=circular.drafted_by_id,
        others=others_who_issue(inspection, but=by.pk, on=now),
    )  # fmt: skip
    check_complete({part: getattr(circular, part) for part in PARTS})
    tally = tallies_of([inspection.pk])[inspection.pk]
    if not tally.reviewed:
        raise Refused(N_("No matter was reviewed to its end: there is nothing to tell."))
    known = strata_seen([inspection.pk], viewer=viewer)[inspection.pk]
    check_final(one.stage for one in tally.within(known.keys()).findings)
    circular.figures, circular.salt = as_data(final_of(tally)), new_key()
    circular.issued_by, circular.issued_at = by, now
    circular.digest = circular_digest(frozen_of(circular))
    circular.save()
    note("inspection.issue_circular", inspection, by=by, now=now, digest=circular.digest)
    return circular


@transaction.atomic
def take_circular(*, inspection_id: uuid.UUID, form: str, by: Account, now: datetime) -> Circular:
    """The circular for a file; a row says who took it."""
    circular = circular_for(inspection_id, viewer=viewer_of(by, now=now))
    note("inspection.take_circular", circular.inspection, by=by, now=now, paper=form)
    return circular


def _locked(
    inspection_id: uuid.UUID, *, seen: datetime | None, by: Account, now: datetime
) -> tuple[Inspection, Circular | None]:
    """The inspection and what is written of its circular, unchanged since the page was drawn."""
    inspection = lock_inspection(inspection_id, by=by, now=now)
    circular = Circular.objects.filter(inspection=inspection).first()
    if circular and circular.issued_at:
        raise Refused(N_("The circular was issued and no longer changes."))
    if circular and seen is not None and seen != circular.drafted_at:
        raise Conflict(
            N_("Somebody else wrote on this circular meanwhile. Read it again, then decide.")
        )
    return inspection, circular
