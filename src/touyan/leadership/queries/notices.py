"""Which time limits press on whom, and the notices a person may still read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from touyan.deadlines.queries import current_calendar, rules_as_of
from touyan.deadlines.rules.calendar import CalendarUnknown, WorkCalendar
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.deadlines.rules.counting import add_working_days
from touyan.leadership.models import Charge, ChargeForm, Notice, Promise
from touyan.leadership.queries.charges import absences_on
from touyan.leadership.queries.promises import promises_in_sight
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import parameter
from touyan.leadership.rules.noticing import (
    NAMED_RULE,
    NAMING_CLOCK,
    NoticeFor,
    NoticeKind,
    Pressing,
    notice_kind,
)
from touyan.leadership.rules.promises import SOON
from touyan.leadership.rules.words import OPEN_CHARGE, ChargeState
from touyan.matters.models import ClockRow
from touyan.matters.queries import visible
from touyan.organs.models import Account
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role


@dataclass(frozen=True)
class Told:
    """One person to be told of one limit of one matter, of one promise, or of one errand."""

    account_id: int
    matter_id: int | None
    code: str
    kind: NoticeKind
    due_on: date
    because: NoticeFor
    promise_id: int | None = None
    errand: uuid.UUID | None = None


def notices_of(*, viewer: Viewer) -> QuerySet[Notice]:
    """The viewer's notices on what the viewer may still know of, the newest first."""
    seen = Q(matter__in=visible(viewer=viewer)) | Q(promise__in=promises_in_sight(viewer=viewer))
    mine = Notice.objects.filter(seen, account_id=viewer.account_id).order_by("-id")
    return mine.select_related(
        "matter__organ", "promise__matter__organ", "promise__booking__day__organ"
    )


def unseen_notices(*, viewer: Viewer) -> int:
    """How many of them the viewer has not marked as seen."""
    return pressing_still(notices_of(viewer=viewer)).filter(seen_at__isnull=True).count()


def beside_unread(rows: QuerySet[Any], *, viewer: Viewer) -> QuerySet[Any]:
    """The rows, each with whether the viewer has unseen notices at all, as `unread`.

    Every page asks: nearly always nothing is unseen, and then nothing more need be asked.
    """
    mine = Notice.objects.filter(account_id=viewer.account_id, seen_at__isnull=True)
    with_mark: QuerySet[Any] = rows.annotate(unread=Exists(mine))
    return with_mark


def pressing_still(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """Those of limits that still run, of promises and errands still open: what was done needs no
    notice."""
    running = ClockRow.objects.filter(
        matter=OuterRef("matter"), code=OuterRef("code"), due_on=OuterRef("due_on"),
        met_on__isnull=True, void_on__isnull=True,
    )  # fmt: skip
    promised = Q(promise__kept_on=None, promise__isnull=False)
    asked = Q(errand__isnull=False, settled_at__isnull=True)
    unanswered = Q(code=NAMED_RULE) & Exists(
        Charge.objects.filter(matter=OuterRef("matter"), state=ChargeState.NAMED)
    )
    return notices.filter(Exists(running) | promised | asked | unanswered)


def to_tell(*, now: datetime) -> Iterator[Told]:
    """Everybody to be told today of a limit in a matter a leader leads or should be named for."""
    today = legal_day(now)
    people = _People(today)
    charges = dict(
        Charge.objects.filter(state__in=OPEN_CHARGE).values_list("matter_id", "leader_id")
    )
    for row, kind in _pressing(list(charges), today, naming=False):
        yield from _tell(row, kind, people, {charges[row.matter_id]}, NoticeFor.LEADER)
    forms = ChargeForm.objects.filter(outcome="").values_list("matter_id", flat=True)
    for row, kind in _pressing(list(forms), today, naming=True):
        chiefs = people.chiefs(row.matter.organ_id)
        yield from _tell(row, kind, people, chiefs, NoticeFor.CHIEF)
    yield from _unanswered(today, people)
    yield from _owners(today)


def _unanswered(today: date, people: _People) -> Iterator[Told]:
    """The leader named who has neither taken charge nor declined, and the chief who waits."""
    rules, calendar = rules_now(), current_calendar()
    named = Charge.objects.filter(state=ChargeState.NAMED).select_related("organ")
    for charge in named.order_by("id").iterator():
        since, region = legal_day(charge.named_at), charge.organ.code
        rule = parameter(rules, family="naming", code=NAMED_RULE, day=since, region=region)
        due = _working_day(since, int(rule.get("days", 0)), calendar)
        kind = notice_kind(Pressing(NAMED_RULE, due, 1), today=today) if due else None
        if due and kind:
            others = sorted(people.chiefs(charge.organ_id) - {charge.leader_id})
            yield Told(charge.leader_id, charge.matter_id, NAMED_RULE, kind, due, NoticeFor.NAMED)
            for one in others:
                yield Told(one, charge.matter_id, NAMED_RULE, kind, due, NoticeFor.NAMER)


def _working_day(since: date, days: int, calendar: WorkCalendar) -> date | None:
    """The last of so many working days; None without a rule, or in a year nobody knows yet."""
    if not days:
        return None
    try:
        return add_working_days(since, days, calendar=calendar)[0]
    except CalendarUnknown:
        return None


def _owners(today: date) -> Iterator[Told]:
    """Whoever is to keep a promise, a week before its day and after it."""
    open_ones = Promise.objects.filter(kept_on=None, due_on__lte=today + SOON)
    for promise in open_ones.order_by("id").iterator():
        kind = notice_kind(Pressing("", promise.due_on, SOON.days), today=today)
        if kind:
            yield Told(
                promise.owner_id, None, "", kind, promise.due_on, NoticeFor.OWNER, promise.pk
            )


def _pressing(
    matters: list[int], today: date, *, naming: bool
) -> Iterator[tuple[ClockRow, NoticeKind]]:
    soon = {rule.code: rule.soon_days for rule in rules_as_of(today)}
    far = today + timedelta(days=max(soon.values(), default=0))
    rows = ClockRow.objects.filter(
        matter__in=matters, due_on__lte=far, met_on__isnull=True, void_on__isnull=True,
        suspended=False,
    ).select_related("matter__organ")  # fmt: skip
    seen: set[tuple[int, str]] = set()
    for row in rows.order_by("due_on", "pk").iterator():
        if (row.matter_id, row.code) in seen:  # a limit that comes round monthly is told once
            continue
        seen.add((row.matter_id, row.code))
        limit = Pressing(row.code, row.due_on or today, soon.get(row.code, 0))
        kind = notice_kind(limit, today=today)
        if kind and (row.code == NAMING_CLOCK) == naming:
            yield row, kind


def _tell(
    row: ClockRow, kind: NoticeKind, people: _People, first: set[int], because: NoticeFor
) -> Iterator[Told]:
    above = people.heads(row.matter.organ.parent_id) - first
    for accounts, reason in ((first, because), (above, NoticeFor.ABOVE)):
        for account in sorted(accounts):
            yield Told(account, row.matter_id, row.code, kind, row.due_on or date.min, reason)


class _People:
    """Chiefs and petition heads of offices on a day, each office looked up once."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._chiefs: dict[int, set[int]] = {}
        self._heads: dict[int, set[int]] = {}

    def chiefs(self, organ_id: int) -> set[int]:
        """The chief; while there is none or the chief is away, the deputies."""
        if organ_id not in self._chiefs:
            away = absences_on(self.day).filter(organ_id=organ_id).values("leader_id")
            chief = self._accounts(organ_id, Role.CHIEF).exclude(pk__in=away)
            deputies = self._accounts(organ_id, Role.DEPUTY_CHIEF)
            self._chiefs[organ_id] = _ids(chief) or _ids(deputies)
        return self._chiefs[organ_id]

    def heads(self, organ_id: int | None) -> set[int]:
        """Heads of the department for petitions; the leaders of an office that has no such head."""
        if organ_id is None:
            return set()
        if organ_id not in self._heads:
            heads = self._accounts(organ_id, Role.DEPARTMENT_HEAD, petitions=True)
            self._heads[organ_id] = _ids(heads) or self.chiefs(organ_id)
        return self._heads[organ_id]

    def _accounts(self, organ_id: int, role: Role, *, petitions: bool = False) -> QuerySet[Account]:
        grants = grants_in_force(self.day).filter(role=role, post__organ_id=organ_id)
        if petitions:
            grants = grants.filter(post__department__handles_petitions=True)
        return Account.objects.filter(is_active=True, person__in=grants.values("person"))


def _ids(accounts: QuerySet[Account]) -> set[int]:
    return set(accounts.values_list("pk", flat=True))
