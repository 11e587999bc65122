"""Causes and scrutinies: who sees which, and what a campaign taught.

A scrutiny has two sides. Its office, and those above it, see it with the matter. The unit told of
it sees the findings alone, by the people who read such papers, and none of those a wall of the
matter keeps out.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery

from touyan.campaigns.models import BatchEntry, Campaign, Cause, Scrutiny
from touyan.campaigns.rules.learning import RECEIVERS, Said, standing_codes
from touyan.campaigns.rules.outgoing import Known
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Petition, Wall
from touyan.intake.queries import opened_parties, sees_everywhere
from touyan.kernel.errors import NotVisible
from touyan.kernel.messages import message
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import DatedRule, in_force
from touyan.matters.models import Matter
from touyan.matters.queries import visible, walled
from touyan.organs.models import Account, Organ
from touyan.organs.queries import scope_ids, viewer_of
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.walls import Brick, stops

_WITH = ("matter__organ", "organ", "unit", "receiver", "opened_by__person", "sent_by__person",
         "answered_by__person")  # fmt: skip


def causes_of(matter: Matter) -> QuerySet[Cause]:
    """What was said of the causes of a matter the caller has found visible, oldest first."""
    return Cause.objects.filter(matter=matter).select_related("by__person").order_by("id")


def standing_causes(matter: Matter) -> list[str]:
    """The codes of the causes that stand."""
    return standing_codes(Said(c.code, c.applies) for c in causes_of(matter))


def table_of(family: str, *, region: str, on: date) -> list[DatedRule]:
    """The dated table of causes or of errors, as it governs an office on a day."""
    return in_force(rules_now(), family=family, day=on, region=region)


def names_of(family: str, language: str) -> dict[str, str]:
    """Every code that ever stood in a table, by its newest name: old rows keep their words."""
    found = sorted((r for r in rules_now() if r.family == family), key=lambda r: r.valid_from)
    return {rule.code: rule.name(language) for rule in found}


def scrutinies_sent(*, viewer: Viewer) -> QuerySet[Scrutiny]:
    """Scrutinies of matters the viewer may know of, by the offices of the viewer's scope."""
    found = Scrutiny.objects.filter(matter__in=visible(viewer=viewer))
    if not sees_everywhere(viewer):
        scope = scope_ids(viewer)
        found = found.filter(organ__in=scope, matter__organ__in=scope)
    return found.select_related(*_WITH).order_by("-id")


def scrutinies_received(*, viewer: Viewer) -> QuerySet[Scrutiny]:
    """Findings sent to the viewer's office, for those who read them there. A wall of the matter
    keeps its people out of them as it does of the matter."""
    here = [grant.organ_id for grant in viewer.grants if grant.role in RECEIVERS]
    found = Scrutiny.objects.filter(sent_at__isnull=False, receiver__in=here)
    return (
        found.exclude(matter__in=walled(viewer=viewer))
        .select_related("organ", "unit", "receiver", "answered_by__person")
        .defer("opened_by")
        .order_by("-sent_at", "-id")
    )


def scrutinies_of(matter: Matter, *, viewer: Viewer) -> QuerySet[Scrutiny]:
    """Those of one matter, for the side that scrutinises."""
    return scrutinies_sent(viewer=viewer).filter(matter=matter)


def scrutiny_sent(public_id: uuid.UUID, *, viewer: Viewer) -> Scrutiny | None:
    """One scrutiny for the side that scrutinises; None for everybody else."""
    return scrutinies_sent(viewer=viewer).filter(public_id=public_id).first()


def scrutiny_received(public_id: uuid.UUID, *, viewer: Viewer) -> Scrutiny:
    """One paper of findings for the unit told of it; absent and hidden look the same."""
    found = scrutinies_received(viewer=viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible
    return found


def receives(scrutiny: Scrutiny, *, viewer: Viewer) -> bool:
    """Whether the findings were sent to an office for which the viewer answers."""
    return scrutinies_received(viewer=viewer).filter(pk=scrutiny.pk).exists()


def receiving_office(matter: Matter, unit: Organ, *, now: datetime) -> Organ | None:
    """The unit, or the nearest office above it in which somebody may read the findings: a wall
    around the unit keeps all of it out, and whoever it covers reads nothing."""
    around = [
        Brick(message(wall.reason), wall.person_id, wall.organ_id, wall.department_id)
        for wall in Wall.objects.filter(petition__belonging__matter=matter)
    ]
    chain = [int(part) for part in steps(unit.path)]
    organs = Organ.objects.in_bulk(chain)
    for organ_id in reversed(chain):
        if any(not stops(viewer_of(r, now=now), around) for r in _readers(organ_id, now)):
            return organs[organ_id]
    return None


def _readers(organ_id: int, now: datetime) -> QuerySet[Account]:
    held = grants_in_force(legal_day(now)).filter(post__organ=organ_id, role__in=RECEIVERS)
    return Account.objects.filter(person__in=held.values("person"), is_active=True)


def known_of(matter: Matter) -> Known:
    """What is known of the petitioners, to look for it in a text that leaves the office. Sealed
    numbers are opened for the comparison only and shown to nobody."""
    names, numbers, addresses, references = set(), set(), set(), {matter.number}
    for petition in Petition.objects.filter(belonging__matter=matter).prefetch_related("parties"):
        references |= {petition.number, petition.source_number}
        for opened in opened_parties(petition):
            party = opened["party"]
            names |= {getattr(party, "name", ""), getattr(party, "represents", "")}
            numbers |= {str(opened["identity"]), str(opened["phone"]).partition("-")[0]}
            addresses.add(str(opened["address"]))
    return Known(*(frozenset(each - {""}) for each in (names, numbers, addresses, references)))


def entries_of(campaign: Campaign, *, batch: int | None, viewer: Viewer) -> QuerySet[BatchEntry]:
    """The frozen entries of a campaign whose matters the viewer may know of."""
    found = BatchEntry.objects.filter(
        batch__campaign=campaign, batch__frozen_at__isnull=False, matter__in=visible(viewer=viewer)
    )
    return found.filter(batch__number=batch) if batch else found


def matters_by_cause(matters: QuerySet[Matter]) -> dict[str, set[int]]:
    """For each cause the matters of which it stands."""
    last = Cause.objects.filter(matter=OuterRef("matter"), code=OuterRef("code")).order_by("-id")
    stands = Cause.objects.filter(
        matter__in=matters, applies=True, pk=Subquery(last.values("pk")[:1])
    )
    found: dict[str, set[int]] = {}
    for code, matter in stands.values_list("code", "matter"):
        found.setdefault(code, set()).add(matter)
    return found
