"""The entry rule asked of the register, in the database, and of one matter, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from touyan.campaigns.models import BatchEntry, Campaign, Candidate, EntryMark
from touyan.campaigns.rules.entry import EntryFacts, groups_of, why, years_before
from touyan.campaigns.rules.words import Mark
from touyan.intake.rules.words import Kind
from touyan.kernel.messages import Message
from touyan.leadership.models import Charge
from touyan.leadership.rules.words import ChargeState
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Belonging, Closing, Matter, Termination
from touyan.matters.queries import visible
from touyan.organs.rules.access import Viewer

_CLOSED = Closing.objects.filter(matter=OuterRef("pk"), reopened_at__isnull=True)
_TERMINATED = Termination.objects.filter(matter=OuterRef("pk"), revoked_at__isnull=True)
_LED = Charge.objects.filter(matter=OuterRef("pk"), state=ChargeState.ACCEPTED)


def matters_by_rule(
    rule: Mapping[str, Any], *, organ_path: str, on: date, viewer: Viewer
) -> QuerySet[Matter]:
    """The matters under an office that a rule takes on a day, among those the viewer may see."""
    found = visible(viewer=viewer).filter(organ__path__startswith=organ_path)
    takes = Q(pk__in=[])
    for group in groups_of(rule):
        takes |= condition_of(group, on)
    return found.filter(takes)


def condition_of(group: Iterable[Mapping[str, Any]], on: date) -> Q:
    """What one group of a rule asks of a matter."""
    together = Q()
    for one in group:
        together &= _condition(one["code"], one.get("value"), on)
    return together


def _condition(code: str, value: Any, on: date) -> Q:
    simple: dict[str, Q] = {
        "hardship": Q(hardship=True),
        "closed": Q(Exists(_CLOSED)),
        "terminated": Q(Exists(_TERMINATED)),
        "not_led": ~Q(Exists(_LED)),
        "petitioned_since_closing": _came_after(_CLOSED),
        "petitioned_since_termination": _came_after(_TERMINATED),
        "repeated_since_termination": _came_after(_TERMINATED, relation=Relation.REPEAT),
    }
    if code in simple:
        return simple[code]
    if code == "open_years":
        return ~Q(Exists(_CLOSED)) & Q(received_on__lt=years_before(on, value))
    if code == "received_before":
        return Q(received_on__lt=value)
    return Q(kind__in=value) if code == "kinds" else Q(organ__level__in=value)


def _came_after(fact: QuerySet[Any], **of: Any) -> Q:
    """A petition of the matter came after the day of a fact in force; where the fact does not
    hold, nothing came after it."""
    later = Belonging.objects.filter(
        matter=OuterRef("matter"), petition__received_on__gt=OuterRef("on"), **of
    )
    return Q(Exists(fact.filter(Exists(later.exclude(relation=Relation.DUPLICATE)))))


def facts_of(matter: Matter) -> EntryFacts:
    """What the rule's conditions ask of one matter."""
    closing = matter.closings.filter(reopened_at__isnull=True).first()
    ended = matter.terminations.filter(revoked_at__isnull=True).first()
    rows = list(
        matter.belongings.exclude(relation=Relation.DUPLICATE).values_list(
            "petition__received_on", "relation"
        )
    )
    return EntryFacts(
        kind=Kind(matter.kind),
        level=matter.organ.level,
        received_on=matter.received_on,
        closed_on=closing.on if closing else None,
        terminated_on=ended.on if ended else None,
        petitions_on=[day for day, _relation in rows],
        repeats_on=[day for day, relation in rows if relation == Relation.REPEAT],
        led=Charge.objects.filter(matter=matter, state=ChargeState.ACCEPTED).exists(),
        hardship=matter.hardship,
    )


def steps_of_rule(
    rule: Mapping[str, Any], *, organ_path: str, on: date, viewer: Viewer, most: int
) -> list[list[tuple[Mapping[str, Any], int]]]:
    """For each group its conditions in order, each with how many matters are left once it is
    asked too; counted no further than `most`."""
    found = visible(viewer=viewer).filter(organ__path__startswith=organ_path)
    told = []
    for group in groups_of(rule):
        left, lines = found, []
        for one in group:
            left = left.filter(_condition(one["code"], one.get("value"), on))
            lines.append((one, left.order_by()[:most].count()))
        told.append(lines)
    return told


def on_running_lists(*, but: Campaign) -> QuerySet[BatchEntry]:
    """Entries of other campaigns that still run: a matter is in several, but not at one time, or
    the freezing of one office would take up what another counts as closed."""
    left = EntryMark.objects.filter(entry=OuterRef("pk"), mark=Mark.LEAVE)
    running = BatchEntry.objects.filter(batch__campaign__state=Campaign.State.OPEN)
    return running.exclude(batch__campaign=but).exclude(Exists(left))


def undecided_by_rule(campaign: Campaign, *, on: date, viewer: Viewer) -> QuerySet[Matter]:
    """What the rule takes and nobody has decided on, nor put forward otherwise, nor another
    campaign works on."""
    elsewhere = on_running_lists(but=campaign).filter(matter=OuterRef("pk"))
    decided = Candidate.objects.filter(campaign=campaign, matter=OuterRef("pk"))
    found = matters_by_rule(
        campaign.entry_rule, organ_path=campaign.organ.path, on=on, viewer=viewer
    )
    free = found.exclude(Exists(decided) | Exists(elsewhere))
    return free.select_related("organ").order_by("received_on", "pk")


def why_taken(rule: Mapping[str, Any], matter: Matter, *, on: date) -> list[Message]:
    """Why the rule takes this matter; empty where it does not."""
    return why(rule, facts_of(matter), on=on)
