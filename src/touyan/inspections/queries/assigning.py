"""What sharing out an inspection asks of the register: who may review, and what keeps them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.timezone import localdate

from touyan.inspections.models import Entry, Inspection, Member, Pick, Review
from touyan.inspections.rules.assigning import Inspector, Looked
from touyan.inspections.rules.running import REVIEWERS
from touyan.inspections.rules.words import Seat
from touyan.intake.models import Wall
from touyan.leadership.models import Charge
from touyan.matters.models import Act, Assignment
from touyan.organs.models import Account, Post
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import steps

SEATS = (Seat.FIRST, Seat.SECOND)
"""The seats that are shared out; the third is taken only where the two differ."""


def serving(inspection: Inspection, *, on: date) -> QuerySet[Member]:
    """The members who still hold a post that reviews; only they are given matters."""
    people = grants_in_force(on).filter(role__in=REVIEWERS).values("person")
    found = Member.objects.filter(inspection=inspection, left_at__isnull=True)
    return found.filter(account__is_active=True, account__person__in=people).order_by("pk")


def may_serve(inspection: Inspection, *, on: date) -> QuerySet[Account]:
    """Whom the office can name: those who review, handle or lead in it or beneath it."""
    people = grants_in_force(on).filter(
        role__in=REVIEWERS, post__organ__path__startswith=inspection.organ.path
    )
    found = Account.objects.filter(is_active=True, person__in=people.values("person"))
    named = Member.objects.filter(inspection=inspection, left_at__isnull=True)
    return (
        found.exclude(pk__in=named.values("account"))
        .select_related("person")
        .prefetch_related("person__posts__organ")
        .order_by("person__name_pinyin", "pk")
    )


def named_like(found: QuerySet[Account], text: str) -> QuerySet[Account]:
    """Of these, those whose name, pinyin or office begins so."""
    typed = text.strip()
    if not typed:
        return found
    posts = Post.objects.filter(until_on__isnull=True, organ__name__startswith=typed)
    return found.filter(
        Q(person__name__startswith=typed)
        | Q(person__name_pinyin__startswith=typed.lower())
        | Q(person__in=posts.values("person"))
    )


@dataclass
class Crew:
    """The members who may be given matters, and by what a wall finds them."""

    inspectors: list[Inspector] = field(default_factory=list)
    by_person: dict[int, int] = field(default_factory=dict)
    by_organ: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_department: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def behind(self, wall: Wall) -> Collection[int]:
        """The accounts a part of a wall keeps out."""
        if wall.person_id:
            found = self.by_person.get(wall.person_id)
            return () if found is None else (found,)
        if wall.organ_id:
            return self.by_organ.get(wall.organ_id, ())
        return self.by_department.get(wall.department_id or 0, ())


def crew_of(inspection: Inspection, *, now: datetime) -> Crew:
    """The inspection's people. Wherever one served since the first of its petitions came in, one
    does not review."""
    today = localdate(now)
    crew = Crew()
    accounts = dict(serving(inspection, on=today).values_list("account__person", "account"))
    served = _served(accounts, since=_first_day(inspection) or today)
    for person, account in accounts.items():
        crew.by_person[person] = account
        crew.inspectors.append(Inspector(account, frozenset(served[person])))
    rows = grants_in_force(today).filter(person__in=accounts)
    for person, path, department in rows.values_list(
        "person", "post__organ__path", "post__department"
    ):
        for step in steps(path):  # whoever leads a unit leads those beneath it
            crew.by_organ[int(step)].add(accounts[person])
        if department:
            crew.by_department[department].add(accounts[person])
    return crew


def _first_day(inspection: Inspection) -> date | None:
    found = Entry.objects.filter(inspection=inspection)
    day: date | None = found.aggregate(day=Min("matter__received_on"))["day"]
    return day


def _served(people: Iterable[int], *, since: date) -> dict[int, set[int]]:
    """The offices each served in on that day or later."""
    found: dict[int, set[int]] = defaultdict(set)
    posts = Post.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=since), person__in=list(people)
    )
    for person, organ in posts.values_list("person", "organ"):
        found[person].add(organ)
    return found


def _lacking(inspection: Inspection) -> QuerySet[Pick]:
    seated = Count("reviews", filter=Q(reviews__seat__in=SEATS))
    found = Pick.objects.filter(entry__inspection=inspection).annotate(seated=seated)
    return found.filter(seated__lt=inspection.seats)


def seated_already(inspection: Inspection) -> int:
    """How many matters have all their reviewers."""
    return Pick.objects.filter(entry__inspection=inspection).count() - _lacking(inspection).count()


def unseated(inspection: Inspection, *, after: int, most: int) -> list[Pick]:
    """The next matters of the list that lack a reviewer."""
    found = (
        _lacking(inspection)
        .filter(entry__ordinal__gt=after)
        .select_related("entry__matter")
        .only("entry__ordinal", "entry__organ", "entry__inspection", "entry__matter__organ")
    )
    return list(found.order_by("entry__ordinal")[:most])


def looked_at(picks: Sequence[Pick], crew: Crew) -> list[Looked]:
    """The matters with everything that keeps somebody from reviewing them."""
    matters = [pick.entry.matter_id for pick in picks]
    organs, worked = _handled(matters)
    walled = _walled(matters, crew)
    seats = seats_of(picks)
    organs_beneath, reviewed = _beneath(picks)
    return [
        Looked(
            entry=pick.pk,
            organs=organs[matter.pk] | {pick.entry.organ_id, matter.organ_id} | organs_beneath,
            worked=worked[matter.pk] | reviewed[matter.pk],
            walled=walled[matter.pk],
            seated=frozenset(seats[pick.pk].values()),
            taken=sum(seat in seats[pick.pk] for seat in SEATS),
        )
        for pick in picks
        for matter in [pick.entry.matter]
    ]


def _handled(matters: list[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """By matter: the offices that had it, and the accounts that did something on it."""
    organs: dict[int, set[int]] = defaultdict(set)
    worked: dict[int, set[int]] = defaultdict(set)
    given = Assignment.objects.filter(matter__in=matters)
    for matter, organ, handler in given.values_list("matter", "organ", "handler"):
        organs[matter].add(organ)
        worked[matter].add(handler)
    led = Charge.objects.filter(matter__in=matters)
    for matter, organ, leader in led.values_list("matter", "organ", "leader"):
        organs[matter].add(organ)
        worked[matter].add(leader)
    acted = Act.objects.filter(matter__in=matters, by__isnull=False).order_by()
    for matter, by in acted.values_list("matter", "by").distinct():
        worked[matter].add(by)
    return organs, worked


def _beneath(picks: Sequence[Pick]) -> tuple[set[int], dict[int, set[int]]]:
    """Where a lower office's inspection is looked at again: that office, and by matter whoever
    reviewed it then."""
    reviewed: dict[int, set[int]] = defaultdict(set)
    lower = picks[0].entry.inspection.looks_at if picks else None
    if lower is None:
        return set(), reviewed
    found = Review.objects.filter(
        pick__entry__inspection=lower, pick__entry__matter__in=[p.entry.matter_id for p in picks]
    )
    for matter, reviewer in found.values_list("pick__entry__matter", "reviewer"):
        reviewed[matter].add(reviewer)
    return {lower.organ_id}, reviewed


def _walled(matters: list[int], crew: Crew) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    walls = Wall.objects.filter(petition__belonging__matter__in=matters)
    for wall in walls.annotate(matter=F("petition__belonging__matter")):
        found[wall.matter].update(crew.behind(wall))
    return found


def seats_of(picks: Sequence[Pick]) -> dict[int, dict[Seat, int]]:
    """By matter looked at, who has which seat."""
    found: dict[int, dict[Seat, int]] = defaultdict(dict)
    rows = Review.objects.filter(pick__in=picks)
    for pick, seat, reviewer in rows.values_list("pick", "seat", "reviewer"):
        found[pick][Seat(seat)] = reviewer
    return found


def loads_of(inspection: Inspection) -> dict[int, int]:
    """How many matters each reviewer has been given."""
    found = Review.objects.filter(pick__entry__inspection=inspection).order_by()
    return dict(found.values("reviewer").annotate(held=Count("pk")).values_list("reviewer", "held"))
