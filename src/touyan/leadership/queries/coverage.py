"""Who had to be led and was: figures by office, and the very matters behind each figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from touyan.deadlines.rules.clock_rule import LEGAL_TIME
from touyan.leadership.models import Charge, ChargeForm
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.coverage import GROUPS, Figures, Period, Standing
from touyan.leadership.rules.dated import DatedRule, in_force
from touyan.leadership.rules.words import ChargeState
from touyan.matters.models import Act, ClockRow
from touyan.matters.queries import visible
from touyan.matters.rules.lifecycle import ENDED, Stage
from touyan.organs.models import Organ
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.roles import LEADERS

NAMING_CLOCK = "L1"
PASSED_ON = (Stage.TRANSFERRED, Stage.INFORMED, Stage.NOT_ACCEPTED)
Found = QuerySet[Any]


def covered(group: str, period: Period, *, organ: Organ, alone: bool, viewer: Viewer) -> Found:
    """The matters behind one figure: of an office alone, or with those beneath it."""
    wanted = GROUPS[group]
    if wanted == {Standing.VOLUNTARY}:
        return _led_voluntarily(period, _handled(organ, alone=alone, viewer=viewer))
    if wanted == {Standing.UNKNOWN}:
        return _unstated(period, _handled(organ, alone=alone, viewer=viewer))
    due = _due(period, _handled(organ, alone=alone, viewer=viewer))
    return due.filter(standing__in=wanted)


def figures_by_office(period: Period, *, organ: Organ, viewer: Viewer) -> dict[int, Figures]:
    """The figures of the office itself and, under the id of each office one level beneath it, of
    that office and everything under it."""
    matters = _handled(organ, alone=False, viewer=viewer)
    volunteered = _led_voluntarily(period, matters).alias(standing=Value(Standing.VOLUNTARY.value))
    unstated = _unstated(period, matters).alias(standing=Value(Standing.UNKNOWN.value))
    found = _counted(_due(period, matters), organ).union(
        _counted(volunteered, organ), _counted(unstated, organ), all=True
    )
    counts: defaultdict[int, dict[Standing, int]] = defaultdict(dict)
    for office, standing, number in found:
        counts[int(office or organ.pk)][Standing(standing)] = number
    return {office: Figures(numbers) for office, numbers in counts.items()}


def _handled(organ: Organ, *, alone: bool, viewer: Viewer) -> Found:
    found = visible(viewer=viewer)
    if alone:
        return found.filter(organ=organ)
    return found.filter(organ__path__startswith=organ.path)


def _counted(found: Found, organ: Organ) -> QuerySet[Any, Any]:
    """Office, standing and number; an office deeper down counts for the one above it that lies
    directly beneath the office asked about, which itself has no step further down."""
    step = Value(len(steps(organ.path)) + 2)
    beneath = Func(
        F("organ__path"), Value("/"), step, function="split_part", output_field=TextField()
    )
    rows = found.order_by().annotate(office=beneath, told=F("standing")).values("office", "told")
    counted: QuerySet[Any, Any] = rows.annotate(number=Count("pk"))
    return counted.values_list("office", "told", "number")


def _due(period: Period, matters: Found) -> Found:
    """Matters whose duty arose in the period, each with its standing."""
    due = matters.filter(duty__due=True, duty__since__range=(period.first, period.last))
    told: Found = _with_last(due).alias(standing=_STANDING)
    return told


def _led_voluntarily(period: Period, matters: Found) -> Found:
    """Matters no rule makes due that a leader took charge of in the period."""
    begun = Charge.objects.filter(named_at__range=_moments(period))
    found = _with_last(matters.filter(pk__in=begun.values("matter")).exclude(duty__due=True))
    return found.filter(_IS_LED)


def _unstated(period: Period, matters: Found) -> Found:
    """Matters received in the period whose duty hangs on something nobody has stated."""
    return matters.filter(duty__unknown=True, received_on__range=(period.first, period.last))


def _moments(period: Period) -> tuple[datetime, datetime]:
    end = period.last + timedelta(days=1)
    first, after = (datetime.combine(day, time(), LEGAL_TIME) for day in (period.first, end))
    return first, after - timedelta(microseconds=1)


def _with_last(found: Found) -> Found:
    """With the state of the newest charge and of the newest form."""
    charges = Charge.objects.filter(matter=OuterRef("pk")).order_by("-pk")
    forms = ChargeForm.objects.filter(matter=OuterRef("pk")).order_by("-pk")
    accepted = Charge.objects.filter(matter=OuterRef("pk"), answered_at__isnull=False)
    told: Found = found.alias(
        charge=Subquery(charges.values("state")[:1]),
        form=Subquery(forms.values("outcome")[:1]),
        was_led=Exists(accepted.filter(state=ChargeState.ENDED)),
    )
    return told


_IS_LED = Q(charge=ChargeState.ACCEPTED) | Q(
    charge=ChargeState.ENDED, was_led=True, stage__in=ENDED
)
_IN_TIME = Exists(
    ClockRow.objects.filter(matter=OuterRef("pk"), code=NAMING_CLOCK, void_on__lte=F("due_on"))
)
_SENT_AWAY = Exists(
    Act.objects.filter(matter=OuterRef("pk"), verb__in=("transfer", "inform_elsewhere", "decline"))
)
_TAKEN_ON = Exists(Act.objects.filter(matter=OuterRef("pk"), verb="accept"))
_IS_PASSED_ON = Q(stage__in=PASSED_ON) | Q(_SENT_AWAY, ~_TAKEN_ON, stage__in=ENDED)
"""Closing the file of a matter sent elsewhere does not make it one that had to be led."""
_STANDING = Case(
    When(_IS_LED, then=Value(Standing.LED.value)),
    When(charge=ChargeState.NAMED, then=Value(Standing.NAMED.value)),
    When(charge=ChargeState.DECLINED, then=Value(Standing.DECLINED.value)),
    When(_IS_PASSED_ON, charge__isnull=True, then=Value(Standing.PASSED_ON.value)),
    When(form=ChargeForm.Outcome.RETURNED, then=Value(Standing.RETURNED.value)),
    When(
        Q(_IN_TIME, charge__isnull=True, stage__in=ENDED),
        then=Value(Standing.ENDED_IN_TIME.value),
    ),
    When(stage__in=ENDED, then=Value(Standing.NOBODY.value)),
    When(form=ChargeForm.Outcome.WAITING, then=Value(Standing.WAITING.value)),
    default=Value(Standing.NOBODY.value),
    output_field=TextField(),
)
"""The first that fits. A matter is led while its leader is in charge, and stays so if the charge
ended after the matter had."""


@dataclass(frozen=True)
class Quota:
    """How many leaders of an office have led as many matters as the year's quota asks, and how
    many matters they led. `own` is the viewer's own number, None for whoever does not lead it."""

    organ: Organ
    least: int
    led: int
    leaders: int
    reached: int
    own: int | None


def quotas(organs: Sequence[Organ], *, year: int, on: date, viewer: Viewer) -> list[Quota]:
    """The quota lines of those offices that have one; offices are counted, never persons."""
    rules = rules_now()
    asked = {organ: least for organ in organs if (least := quota_of(organ, rules, on=on))}
    if not asked:
        return []
    leaders = _leaders_in([organ.pk for organ in asked], on=on)
    charges = _charges_in(year, organs=[organ.pk for organ in asked], viewer=viewer)
    led, matters = _led_by(charges), _matters_led(charges)
    lines = []
    for organ, least in asked.items():
        numbers = {who: led.get((organ.pk, who), 0) for who in leaders[organ.pk]}
        reached = sum(number >= least for number in numbers.values())
        own = numbers.get(viewer.person_id)
        lines.append(Quota(organ, least, matters.get(organ.pk, 0), len(numbers), reached, own))
    return lines


def quota_of(organ: Organ, rules: Iterable[DatedRule], *, on: date) -> int:
    """The matters a year each leader of the office has to lead; 0 where the rule is another."""
    rows = in_force(rules, family="quota", day=on, region=organ.code)
    numbers = [row.content.get("least", 0) for row in rows if row.content["level"] == organ.level]
    return int(max(numbers, default=0))


def _leaders_in(organs: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """The persons who lead each office on a day."""
    rows = grants_in_force(on).filter(role__in=LEADERS, post__organ_id__in=list(organs))
    found: defaultdict[int, set[int]] = defaultdict(set)
    for organ, person in rows.values_list("post__organ_id", "person_id"):
        found[organ].add(person)
    return found


def led_in(year: int, *, organ: Organ, own: bool, viewer: Viewer) -> Found:
    """The matters the leaders of an office led in a year, or those the viewer led there."""
    charges = _charges_in(year, organs=[organ.pk], viewer=viewer)
    if own:
        charges = charges.filter(leader__person_id=viewer.person_id)
    return visible(viewer=viewer).filter(pk__in=charges.values("matter"))


def _charges_in(year: int, *, organs: Iterable[int], viewer: Viewer) -> QuerySet[Charge]:
    months = Period(date(year, 1, 1), date(year, 12, 31))
    return Charge.objects.filter(
        organ_id__in=list(organs),
        named_at__range=_moments(months),
        answered_at__isnull=False,
        state__in=[ChargeState.ACCEPTED, ChargeState.ENDED],
        matter__in=visible(viewer=viewer),
    )


def _led_by(charges: QuerySet[Charge]) -> dict[tuple[int, int], int]:
    """Matters led, by office and person: for counting offices, never shown itself."""
    rows = charges.values("organ_id", "leader__person_id").annotate(
        number=Count("matter", distinct=True)
    )
    return {(row["organ_id"], row["leader__person_id"]): row["number"] for row in rows}


def _matters_led(charges: QuerySet[Charge]) -> dict[int, int]:
    rows = charges.values("organ_id").annotate(number=Count("matter", distinct=True))
    return {row["organ_id"]: row["number"] for row in rows}
