"""Many findings at once: telling offices, making final what nobody contested, reminding."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.inspections.actions.plans import note
from touyan.inspections.models import Finding, FindingStep, Inspection
from touyan.inspections.queries.findings import (
    Due,
    findings_seen,
    past_contest,
    people_of,
    pressing,
    runs_as,
)
from touyan.inspections.queries.plans import inspection_by_public_id
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.moving import contest_until, mend_until, reminded_from
from touyan.inspections.rules.running import ANSWERERS, DECIDERS
from touyan.inspections.rules.words import Severity
from touyan.kernel.errors import NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.notices import settle_errands, tell
from touyan.leadership.queries.notices import Told
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.noticing import NoticeFor, NoticeKind
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

AT_ONCE = 1000
FAR = timedelta(days=90)
MOST_LATE = 20
"""Of what is late the inspection is told so many at once; the problem list holds them all, and as
some are mended the next are told."""


@transaction.atomic
def tell_offices(*, inspection_id: uuid.UUID, organ: str = "", by: Account, now: datetime) -> int:
    """Tell the offices, or one of them by its unit code, all that was found and not told yet; how
    many findings were told."""
    inspection, found = _mine(inspection_id, by=by, now=now)
    found = found.filter(stage=Stage.FOUND)
    rows = list(found.filter(organ__code=organ) if organ else found)
    if not rows:
        raise Refused(N_("There is no finding the offices are not told of yet."))
    until = contest_until(legal_day(now), rules_now())
    for row in rows:
        row.stage, row.answer_by = Stage.TOLD.value, until
    _keep(inspection, rows, "tell", by=by, now=now)
    return len(rows)


@transaction.atomic
def make_final(*, inspection_id: uuid.UUID, by: Account, now: datetime) -> int:
    """Make final all that was not contested in time; how many."""
    inspection, found = _mine(inspection_id, by=by, now=now)
    today = legal_day(now)
    rows = list(found.filter(past_contest(today)))
    if not rows:
        raise Refused(N_("Nothing waits whose time to be contested has passed."))
    for row in rows:
        row.stage = Stage.FINAL.value
        row.due_on = mend_until(today, Severity(row.severity), rules_now())
    _keep(inspection, rows, "lapse", by=by, now=now)
    return len(rows)


def _mine(
    inspection_id: uuid.UUID, *, by: Account, now: datetime
) -> tuple[Inspection, QuerySet[Finding]]:
    """The inspection and its findings, locked, for whoever decides in the office that runs it;
    never those about the decider's own office."""
    viewer = viewer_of(by, now=now)
    inspection = inspection_by_public_id(inspection_id, viewer=viewer)
    if not viewer.holds(DECIDERS, organ_path=inspection.organ.path):
        raise NotPermitted(
            N_("This is decided by a department head or a leader of the office that runs the "
               "inspection.")
        )  # fmt: skip
    own = [grant.organ_id for grant in viewer.grants]
    seen = findings_seen(viewer=viewer).filter(runs_as(viewer, DECIDERS), inspection=inspection)
    rows = Finding.objects.select_for_update().filter(pk__in=seen.order_by().values("pk"))
    return inspection, rows.exclude(organ__in=own).order_by("pk")


def _keep(
    inspection: Inspection, rows: list[Finding], verb: str, *, by: Account, now: datetime
) -> None:
    for row in rows:
        row.version += 1
    Finding.objects.bulk_update(
        rows, ["stage", "answer_by", "due_on", "version"], batch_size=AT_ONCE
    )
    FindingStep.objects.bulk_create(
        (FindingStep(finding=row, verb=verb, due_on=row.due_on, by=by, at=now) for row in rows),
        batch_size=AT_ONCE,
    )
    settle_errands([row.public_id for row in rows], now=now)
    note("inspection.move_finding", inspection, by=by, now=now, move=verb, findings=len(rows))


def remind(*, now: datetime, most_late: int = MOST_LATE) -> int:
    """The work of the night: tell quietly who is to answer or to mend, before the day and once
    after it, and the inspection of what is late; how many notices were made."""
    return tell(_told(legal_day(now), most_late), now=now)


def _told(today: date, most_late: int) -> Iterator[Told]:
    rules, people = rules_now(), dict[tuple[int, frozenset[str]], list[int]]()
    late = Counter[int]()

    def of(organ: int, roles: frozenset[str]) -> list[int]:
        key = organ, roles
        if key not in people:
            people[key] = people_of(organ, roles, on=today)
        return people[key]

    for one in pressing(today + FAR):
        if reminded_from(one.due_on, rules, today=today) > today:
            continue
        kind = NoticeKind.AFTER if one.due_on < today else NoticeKind.BEFORE
        owner = one.finding.owner_id if one.finding.stage == Stage.MENDING else None
        told = [owner] if owner else of(one.finding.organ_id, frozenset(ANSWERERS))
        because = NoticeFor.MENDER if owner else NoticeFor.ANSWERER
        yield from (_notice(one, account, kind, because) for account in told)
        if kind is NoticeKind.AFTER and late[one.finding.inspection_id] < most_late:
            late[one.finding.inspection_id] += 1
            heads = set(of(one.finding.inspection.organ_id, frozenset(DECIDERS))) - set(told)
            yield from (
                _notice(one, account, kind, NoticeFor.INSPECTION) for account in sorted(heads)
            )


def _notice(one: Due, account: int, kind: NoticeKind, because: NoticeFor) -> Told:
    return Told(
        account_id=account, matter_id=one.finding.pick.entry.matter_id,
        code=f"finding {one.finding.question}", kind=kind, due_on=one.due_on, because=because,
        errand=one.finding.public_id,
    )  # fmt: skip
