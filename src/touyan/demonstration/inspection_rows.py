"""Special inspections of the demonstration, over the matters that are there: the list is what the
scope takes of the register, its digest and its draw are those anybody reckons again."""

from __future__ import annotations

import multiprocessing
import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from django.db import connection, transaction

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.demonstration.circular_rows import write_circular
from touyan.demonstration.copying import COLUMNS, Batch
from touyan.demonstration.review_rows import Looked, ReviewWriter, Round
from touyan.demonstration.rules.mending import Terms
from touyan.demonstration.rules.rounds import BASIS, NUMBER_SOURCE, MadeRound, rounds_of
from touyan.demonstration.rules.story import at_work
from touyan.demonstration.staff import Crew
from touyan.demonstration.telling import own_connection
from touyan.inspections.actions.checklists import load_shipped
from touyan.inspections.actions.drawing import sample_of, silent, write_list
from touyan.inspections.actions.finding_lists import remind
from touyan.inspections.models import Checklist, Entry, Finding, Inspection, Member
from touyan.inspections.queries.plans import text_of
from touyan.inspections.rules.assigning import Inspector, assign
from touyan.inspections.rules.assigning import Looked as Asked
from touyan.inspections.rules.checklist import questions_of
from touyan.inspections.rules.drawing import seed_of
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.frozen import digest_of
from touyan.inspections.rules.moving import contest_until, mend_until
from touyan.inspections.rules.words import Mode, Severity, Source, State
from touyan.leadership.queries.rulebook import rules_now
from touyan.matters.models import Act
from touyan.organs.models import Organ, RoleGrant
from touyan.organs.rules.roles import Role

TABLES = ("inspections_circular", "inspections_run", "inspections_entry", "inspections_member",
          "inspections_inspection", "inspections_checklist")  # fmt: skip
COPIED = tuple(table for table in COLUMNS if table.startswith("inspections_"))
AT_ONCE = 2000
REVIEWING = (Role.INSPECTOR, Role.HANDLER, Role.DEPARTMENT_HEAD)
ONE_DONE = 0.3
"""Where reviewing goes on, so many of the other matters have one of their two reviews."""
Say = Callable[[str], None]


def write_inspections(
    size: str, crews: Mapping[int, Crew], *, seed: int, now: datetime, say: Say = print
) -> None:
    """Every inspection of that demonstration, the oldest first, and whom its findings press."""
    load_shipped(now=now)
    before: Inspection | None = None
    for place, made in enumerate(rounds_of(size)):
        maker = _RoundMaker(made, crews, Random(f"inspection {seed} {place}"), now)
        with transaction.atomic():
            looked = maker.open(before if made.follows else None)
        if looked:
            say(f"an inspection of {len(looked):,} matters is being reviewed")
            _copy(maker.round(), looked)
            maker.tell()
            before = maker.inspection
    remind(now=now)


def _copy(held: Round, looked: Sequence[Looked]) -> None:
    """A small round here and now, a large one on every core."""
    parts = [looked[start : start + AT_ONCE] for start in range(0, len(looked), AT_ONCE)]
    if len(parts) == 1 or connection.in_atomic_block:
        connection.ensure_connection()
        for part in parts:
            _write(held, part, connection.connection)
        return
    connection.close()
    cores = max(1, min(8, os.cpu_count() or 1))
    with ProcessPoolExecutor(cores, multiprocessing.get_context("fork")) as pool:
        list(pool.map(_write_apart, [held] * len(parts), parts))


def _write_apart(held: Round, part: Sequence[Looked]) -> None:
    with own_connection() as own:
        _write(held, part, own)
    connection.close()


def _write(held: Round, part: Sequence[Looked], own: psycopg.Connection[Any]) -> None:
    batch = Batch()
    ReviewWriter(batch, held).write(part)
    batch.write(own)


@dataclass
class _RoundMaker:
    """One inspection from its plan to the matters shared out."""

    made: MadeRound
    crews: Mapping[int, Crew]
    rng: Random
    now: datetime

    def open(self, before: Inspection | None) -> list[Looked]:
        """Plan, list, draw and members; what each matter's reviews come to. Nothing where the scope
        takes no matter."""
        self.organ = Organ.objects.get(code=self.made.organ)
        self.people = self.crews[self.organ.pk].accounts
        self.inspection = self._planned(before)
        size = write_list(self.inspection, silent)
        if not size:
            self.inspection.delete()
            return []
        self._freeze(size)
        picks = self._draw()
        return self._share_out(picks, self._members())

    def _ago(self, days: int) -> datetime:
        """A working moment so many days ago, not later than now."""
        day = legal_day(self.now) - timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - 4))
        return min(at_work(self.rng, day), self.now)

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _planned(self, before: Inspection | None) -> Inspection:
        made, today = self.made, legal_day(self.now)
        sampled = made.mode is not Mode.FULL
        frozen = self._ago(made.frozen).date()
        ends = today - timedelta(days=made.ended) if made.ended else today + timedelta(days=45)
        return Inspection.objects.create(
            public_id=self._uuid(), organ=self.organ, name=made.name, basis=BASIS,
            scope=made.scope(today), starts_on=self._ago(made.planned).date(), ends_on=ends,
            checklist=Checklist.objects.get(organ=None), mode=made.mode.value,
            strata=[one.value for one in made.strata], seats=made.seats,
            margin=Decimal(made.margin) if sampled else None,
            number_source=NUMBER_SOURCE if sampled else "",
            number_on=frozen + timedelta(days=1) if sampled else None, previous=before,
            created_by_id=self.people["head"], created_at=self._ago(made.planned),
        )  # fmt: skip

    def _freeze(self, size: int) -> None:
        one = self.inspection
        one.state, one.size, one.frozen_by_id = State.FROZEN.value, size, self.people["chief"]
        one.frozen_at = self._ago(self.made.frozen)
        one.digest = digest_of(text_of(one))
        one.version = 1
        one.save()

    def _draw(self) -> list[tuple[int, Entry]]:
        """The picks with their entries; a pick has the id of its entry."""
        one, batch, found = self.inspection, Batch(), []
        entries = list(Entry.objects.filter(inspection=one).select_related("matter__organ")
                       .defer("matter__search").order_by("ordinal"))  # fmt: skip
        source, places = Source.FULL, {str(e.matter.public_id): e.ordinal for e in entries}
        if one.mode != Mode.FULL:
            one.number = self.made.number
            one.seed = seed_of(digest=one.digest, number=one.number)
            source, places = Source.DRAWN, {row.matter: row.place for row in sample_of(one)}
        one.drawn_at = max(self._ago(self.made.drawn), one.frozen_at or self.now)
        for entry in entries:
            place = places.get(str(entry.matter.public_id))
            if place is not None:
                batch.add("inspections_pick", entry.pk, self._uuid(), entry.pk, source.value,
                          place, "", None, one.drawn_at)  # fmt: skip
                found.append((entry.pk, entry))
        one.state, one.drawn_by_id, one.version = State.DRAWN.value, self.people["chief"], 2
        if self.made.ended:
            one.state, one.ended_by_id = State.ENDED.value, self.people["chief"]
            one.ended_at = self._ago(self.made.ended)
        one.save()
        batch.write(connection.connection)
        return found

    def _members(self) -> list[Inspector]:
        """Inspectors, handlers and heads of the office and of those beneath it, the nearest
        first."""
        grants = RoleGrant.objects.filter(
            role__in=REVIEWING, post__organ__path__startswith=self.organ.path,
            post__organ__kind=self.organ.kind,
        ).order_by("post__organ__level", "post__organ__code", "id")  # fmt: skip
        found: dict[int, Inspector] = {}
        for account, organ in grants.values_list("person__account", "post__organ"):
            if len(found) < self.made.inspectors:
                found.setdefault(account, Inspector(account, frozenset({organ})))
        at = self._ago(self.made.planned)
        Member.objects.bulk_create(
            Member(inspection=self.inspection, account_id=one, added_by_id=self.people["head"],
                   added_at=at)
            for one in found
        )  # fmt: skip
        return list(found.values())

    def _share_out(
        self, picks: Sequence[tuple[int, Entry]], crew: Sequence[Inspector]
    ) -> list[Looked]:
        worked = self._worked([one.account for one in crew])
        asked = [
            Asked(pick, {entry.organ_id, entry.matter.organ_id}, worked.get(entry.matter_id, set()))
            for pick, entry in picks
        ]
        wanted = 3 if self.made.seats == 2 else 1
        given, _short = assign(asked, crew, seats=wanted, loads={})
        found = []
        for place, (pick, entry) in enumerate(picks):
            reviewers = given[pick][: self.made.seats]
            third = given[pick][2] if len(given[pick]) > 2 else None
            done = self._done(place / max(1, len(picks)))[: len(reviewers)]
            found.append(Looked(pick, entry.matter_id, entry.organ_id, reviewers, third, done))
        return found

    def _worked(self, crew: Sequence[int]) -> dict[int, set[int]]:
        """Who of them did something on which matter."""
        found: dict[int, set[int]] = {}
        acts = Act.objects.filter(by__in=crew).order_by().values_list("matter", "by").distinct()
        for matter, by in acts:
            found.setdefault(matter, set()).add(by)
        return found

    def _done(self, share: float) -> list[datetime | None]:
        """When its two reviews are done; None where they are not yet."""
        made = self.made
        days = made.reviewed_from - (made.reviewed_from - made.reviewed_until) * share
        first = self._ago(int(days))
        second = min(first + timedelta(minutes=self.rng.randint(30, 600)), self.now)
        lot = self.rng.random()
        if lot < made.reviewed:
            return [first, second]
        return [first, None] if self.rng.random() < ONE_DONE else [None, None]

    def tell(self) -> None:
        """The circular, where it has been issued."""
        if self.made.issued:
            at = self._ago(self.made.issued)
            write_circular(self.inspection, self.people, rng=self.rng, issued_at=at)

    def round(self) -> Round:
        """What all its reviews have in common."""
        rules, told = rules_now(), self._ago(self.made.told)
        day = legal_day(told)
        terms = Terms(
            told_at=told,
            contest_days=(contest_until(day, rules) - day).days,
            mend_days={one.value: (mend_until(day, one, rules) - day).days for one in Severity},
            now=self.now,
            contested=self.made.contested,
        )
        return Round(
            inspection=self.inspection.pk, seed=f"{self.inspection.public_id}",
            seats=self.made.seats, over=bool(self.made.ended),
            questions=questions_of(self.inspection.checklist.content),
            assigned_by=self.people["head"],
            assigned_at=max(self._ago(self.made.drawn), self.inspection.drawn_at or self.now),
            decider=self.people["head"], terms=terms, crews=self.crews, earlier=_earlier(),
        )  # fmt: skip


def _earlier() -> dict[tuple[int, str], int]:
    """The last finding of each office on each question, those withdrawn apart."""
    rows = Finding.objects.exclude(stage=Stage.WITHDRAWN).order_by("found_at", "id")
    return {(organ, question): pk for organ, question, pk in
            rows.values_list("organ", "question", "id")}  # fmt: skip
