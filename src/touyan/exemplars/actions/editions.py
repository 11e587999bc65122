"""An edition put together, frozen, approved and issued.

It is frozen with its digest when it is put before its approvers, and read by the gate then, at
each approval, and once more, in every form, on the day it is issued.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from touyan.audit.actions import record
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.exemplars.models import Edition, EditionCase, EditionStep, Exemplar, Step
from touyan.exemplars.papers.printed import check_edition
from touyan.exemplars.queries.editions import (
    candidates_for,
    cases_of,
    editions_seen,
    lacks_ground,
    standing_of,
    texts_of,
)
from touyan.exemplars.queries.features import features_of
from touyan.exemplars.rules.edition import (
    Head,
    Placed,
    edition_digest,
    frozen,
    in_groups,
    pieces_of,
)
from touyan.exemplars.rules.gate import check_clean
from touyan.exemplars.rules.issuing import MAKERS, after, check_step
from touyan.exemplars.rules.secrets import Secret
from touyan.exemplars.rules.words import EditionState, State
from touyan.kernel.errors import Conflict, Invalid, NotPermitted, NotVisible, Refused, problem
from touyan.kernel.messages import N_
from touyan.organs.models import Account, Organ
from touyan.organs.queries import viewer_of


@dataclass(frozen=True)
class Place:
    """Where a case stands: its group, its order, the causes it may be found by."""

    case_id: uuid.UUID
    group: str
    position: int
    causes: Sequence[str] = ()


@transaction.atomic
def make_edition(*, organ: Organ, title: str, by: Account, now: datetime) -> Edition:
    """Begin an edition for an office."""
    if not viewer_of(by, now=now).holds(MAKERS, organ_path=organ.path):
        raise NotPermitted(N_("Editions are put together by the office that issues them."))
    if not title.strip():
        raise Invalid([problem("title", N_("This is needed."))])
    edition = Edition.objects.create(
        organ=organ, title=title.strip(), created_by=by, created_at=now
    )
    return kept(edition, "make", by=by, now=now)


@transaction.atomic
def compose(
    *, edition_id: uuid.UUID, head: Mapping[str, str], places: Sequence[Place],
    added: Sequence[uuid.UUID] = (), version: int | None = None, by: Account, now: datetime,
) -> Edition:  # fmt: skip
    """Say title, number and foreword, add cases, put them in groups and in order. A case that has
    no place any more leaves the edition."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    check(edition, "compose", by=by, now=now)
    for name in ("title", "number", "foreword"):
        setattr(edition, name, head.get(name, "").strip())
    if not edition.title:
        raise Invalid([problem("title", N_("This is needed."))])
    _check_number(edition)
    _place(edition, places)
    _add(edition, added, by=by, now=now)
    return kept(edition, "compose", by=by, now=now)


def _check_number(edition: Edition) -> None:
    same = Edition.objects.filter(organ=edition.organ, number=edition.number).exclude(pk=edition.pk)
    if edition.number and same.exists():
        raise Invalid([problem("number", N_("Another edition of the office has this number."))])


def _place(edition: Edition, places: Sequence[Place]) -> None:
    wanted = {place.case_id: place for place in places}
    gone = EditionCase.objects.filter(edition=edition).exclude(public_id__in=wanted)
    gone.delete()
    cases = list(cases_of(edition))
    cases.sort(key=lambda case: (wanted[case.public_id].position, case.position))
    for position, case in enumerate(cases, start=1):
        place = wanted[case.public_id]
        case.group, case.position, case.causes = (
            place.group.strip(), position, sorted(set(place.causes))
        )  # fmt: skip
        case.save(update_fields=["group", "position", "causes"])


def _add(edition: Edition, added: Sequence[uuid.UUID], *, by: Account, now: datetime) -> None:
    if not added:
        return
    viewer = viewer_of(by, now=now)
    found = list(candidates_for(edition.organ, viewer=viewer).filter(public_id__in=added))
    if len(found) != len(set(added)):
        raise Refused(N_("A case was changed or placed elsewhere meanwhile. Look again."))
    last = EditionCase.objects.filter(edition=edition).count()
    for position, exemplar in enumerate(found, start=last + 1):
        causes = sorted(features_of(exemplar.matter).causes)
        EditionCase.objects.create(
            edition=edition, exemplar=exemplar, position=position, causes=causes
        )


@transaction.atomic
def submit_edition(
    *, edition_id: uuid.UUID, secrets: Iterable[Secret], version: int | None = None,
    by: Account, now: datetime,
) -> Edition:  # fmt: skip
    """Freeze the edition and put it before its approvers."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    check(edition, "submit", by=by, now=now)
    cases = list(cases_of(edition))
    check_cases(edition, cases)
    texts = texts_of(cases)
    order = in_groups([case.group for case in cases])
    placed = [Placed(cases[at].group, texts[cases[at].exemplar_id].content) for at in order]
    head = Head(edition.organ.name, edition.title, edition.number, edition.foreword)
    content = frozen(head, placed)
    _check_forms(content, secrets, now=now)
    for position, at in enumerate(order, start=1):
        _fix(cases[at], position, texts[cases[at].exemplar_id].number)
    edition.content, edition.digest = content, edition_digest(content)
    edition.state = EditionState.SUBMITTED.value
    return kept(edition, "submit", by=by, now=now)


def _fix(case: EditionCase, position: int, number: int) -> None:
    """Its place in print, which text it is, and what it may be found by; causes as they were
    chosen for it."""
    found = features_of(case.exemplar.matter)
    case.position, case.number, case.kind = position, number, found.kind
    measures = set(found.measures)
    if case.exemplar.what == "correction":
        measures.add("correction")
    case.measures, case.province_code, case.level = sorted(measures), found.province, found.level
    case.save()


def check_cases(edition: Edition, cases: Sequence[EditionCase]) -> None:
    """Refused while a case is not approved, was withdrawn, or may not be published."""
    exemplars = Exemplar.objects.select_for_update().filter(editions__in=cases)
    of_old = EditionCase.objects.filter(edition=edition.corrects).values_list("exemplar", flat=True)
    issued = set(of_old) if edition.corrects_id else set()
    for exemplar in exemplars:
        ready = exemplar.state == State.APPROVED or (
            exemplar.state == State.ISSUED and exemplar.pk in issued
        )
        if not ready:
            raise Refused(N_("A case of this edition is not approved any more: take it out."))
        if lacks_ground(exemplar):
            raise Refused(
                N_("For a case of this edition there is no ground to publish it any more, or an "
                   "objection waits: take it out.")
            )  # fmt: skip


@transaction.atomic
def approve_edition(
    *, edition_id: uuid.UUID, opinion: str, secrets: Iterable[Secret],
    version: int | None = None, by: Account, now: datetime,
) -> Edition:  # fmt: skip
    """Approve it as it was read; the gate reads it anew, for the matters go on."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    target = check(edition, "approve", by=by, now=now, opinion=opinion)
    check_cases(edition, list(cases_of(edition)))
    check_clean(list(pieces_of(edition.content)), secrets)
    edition.state = target.value
    return kept(edition, "approve", by=by, now=now, opinion=opinion)


@transaction.atomic
def send_back_edition(
    *, edition_id: uuid.UUID, opinion: str, version: int | None = None, by: Account, now: datetime
) -> Edition:
    """Send it back to be put together anew; what was approved so far is void."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    target = check(edition, "send_back", by=by, now=now, opinion=opinion)
    edition.state, edition.content, edition.digest = target.value, {}, ""
    return kept(edition, "send_back", by=by, now=now, opinion=opinion)


@transaction.atomic
def issue_edition(
    *, edition_id: uuid.UUID, secrets: Iterable[Secret], version: int | None = None,
    by: Account, now: datetime,
) -> Edition:  # fmt: skip
    """Issue it: content, Word and PDF as they will be read are put through the gate first."""
    edition = lock_edition(edition_id, by=by, now=now, version=version)
    target = check(edition, "issue", by=by, now=now)
    if edition_digest(edition.content) != edition.digest:
        raise Refused(N_("The edition is not what was approved: something in it was altered."))
    cases = list(cases_of(edition))
    check_cases(edition, cases)
    _check_forms(edition.content, secrets, now=now)
    edition.state, edition.issued_on = target.value, legal_day(now)
    for case in cases:
        _mark_issued(case.exemplar, organ=edition.organ, by=by, now=now)
    if edition.corrects:
        step(edition.corrects, "replace", by=by, now=now)
    return kept(edition, "issue", by=by, now=now)


def _mark_issued(exemplar: Exemplar, *, organ: Organ, by: Account, now: datetime) -> None:
    if exemplar.state == State.ISSUED:
        return
    Exemplar.objects.filter(pk=exemplar.pk).update(
        state=State.ISSUED.value, version=exemplar.version + 1
    )
    Step.objects.create(exemplar=exemplar, verb="issue", organ=organ, by=by, at=now)


def _check_forms(content: Mapping[str, Any], secrets: Iterable[Secret], *, now: datetime) -> None:
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    check_edition(content, secrets, dated=legal_day(now), font_dir=fonts)


def lock_edition(
    public_id: uuid.UUID, *, by: Account, now: datetime, version: int | None = None
) -> Edition:
    """The edition, locked; refused when it changed since the person's page was drawn."""
    if not editions_seen(viewer=viewer_of(by, now=now)).filter(public_id=public_id).exists():
        raise NotVisible
    rows = Edition.objects.select_for_update(of=("self",)).select_related("organ", "corrects")
    edition = rows.get(public_id=public_id)
    if version is not None and version != edition.version:
        raise Conflict(N_("Somebody changed this edition meanwhile. Look at it again."))
    return edition


def check(
    edition: Edition, verb: str, *, by: Account, now: datetime, opinion: str = ""
) -> EditionState:
    """By whom the step may be taken and whether it is the time; where it leads."""
    standing = standing_of(edition)
    check_step(verb, viewer_of(by, now=now), standing, opinion=opinion)
    return after(verb, standing)


def kept(
    edition: Edition, verb: str, *, by: Account, now: datetime, opinion: str = "",
    case: EditionCase | None = None,
) -> Edition:  # fmt: skip
    """Save a locked edition as its next version, with the step and the row of the log."""
    edition.version += 1
    edition.save()
    step(edition, verb, by=by, now=now, opinion=opinion, case=case)
    note("edition.move", edition, by=by, now=now, move=verb)
    return edition


def step(
    edition: Edition, verb: str, *, by: Account, now: datetime, opinion: str = "",
    case: EditionCase | None = None,
) -> None:  # fmt: skip
    EditionStep.objects.create(
        edition=edition, case=case, verb=verb, organ=edition.organ, by=by, at=now,
        opinion=opinion.strip(), digest=edition.digest,
    )  # fmt: skip


def note(verb: str, edition: Edition, *, by: Account, now: datetime, **more: Any) -> None:
    """The audit row of an act on an edition."""
    record(
        verb=verb, by=by, now=now, subject_type="edition", subject_id=edition.public_id,
        organ_id=edition.organ_id, detail={"name": edition.title, **more},
    )  # fmt: skip
