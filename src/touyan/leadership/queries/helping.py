"""Reading the help around a matter, and what a referral may ask for."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import Party
from touyan.intake.queries import visible_petitions
from touyan.intake.rules.words import PartyRole
from touyan.kernel.errors import NotVisible
from touyan.leadership.models import HelpMeasure, LeadershipRule, Relief
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.helping import HelpKind
from touyan.leadership.rules.relief import WAGE, Cap, assisted_once, cap_on, conditions_on
from touyan.matters.models import Matter
from touyan.matters.queries import in_own_offices, visible
from touyan.matters.rules.lifecycle import Stage
from touyan.organs.rules.access import Viewer


def reliefs_of(matter: Matter) -> QuerySet[Relief]:
    """Judicial assistance on a matter the caller has found visible, the newest first."""
    found = Relief.objects.filter(matter=matter).order_by("-id")
    return found.select_related("party", "referred_by__person", "decided_by__person")


def measures_of(matter: Matter) -> QuerySet[HelpMeasure]:
    """Measures of help on a matter the caller has found visible, those still running first."""
    found = HelpMeasure.objects.filter(matter=matter).order_by("-ended_on", "-id")
    return found.select_related("begun_by__person", "ended_by__person")


def appraisals_without_pause(*, viewer: Viewer) -> QuerySet[HelpMeasure]:
    """Appraisals that run in the viewer's own offices while the handling could pause and does
    not, the oldest first."""
    own = in_own_offices(viewer=viewer).filter(stage=Stage.HANDLING)
    found = HelpMeasure.objects.filter(
        kind=HelpKind.APPRAISAL, ended_on__isnull=True, pauses=False, matter__in=own
    )
    return found.select_related("matter", "begun_by__person").order_by("begun_on", "pk")


def relief_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Relief:
    """One relief on a matter the viewer may know of."""
    found = Relief.objects.filter(public_id=public_id, matter__in=visible(viewer=viewer))
    relief = found.select_related("matter__organ", "party", "referred_by__person").first()
    if relief is None:
        raise NotVisible
    return relief


def measure_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> HelpMeasure:
    """One measure on a matter the viewer may know of."""
    found = HelpMeasure.objects.filter(public_id=public_id, matter__in=visible(viewer=viewer))
    measure = found.select_related("matter__organ", "begun_by__person").first()
    if measure is None:
        raise NotVisible
    return measure


def people_of(matter: Matter, *, viewer: Viewer) -> list[Party]:
    """The petitioners a referral may name: of petitions the viewer may see, each name once."""
    seen = visible_petitions(viewer=viewer).filter(belonging__matter=matter)
    rows = Party.objects.filter(petition__in=seen.values("pk"), is_organisation=False)
    people = rows.exclude(role=PartyRole.AGENT).exclude(name="").order_by("petition", "ordinal")
    return list({party.name: party for party in people}.values())


def reliefs_to(matter: Matter, party: Party) -> QuerySet[Relief]:
    """Everything referred on a matter for one person, under whichever of its petitions."""
    return Relief.objects.filter(matter=matter, party__name=party.name)


def cap_for(matter: Matter, *, now: datetime, party: Party | None = None) -> Cap:
    """The cap that holds today in the handling office's province; for a person, with what they
    were granted on the matter before."""
    cap = cap_on(rules_now(), day=legal_day(now), region=matter.organ.code)
    if party is None:
        return cap
    kept = reliefs_to(matter, party).aggregate(sum=Sum("granted"))["sum"]
    return replace(cap, granted=kept or Decimal(0))


def granted_on(matter: Matter) -> dict[str, Decimal]:
    """What was granted on a matter, by the name of the person."""
    kept = Relief.objects.filter(matter=matter, granted__isnull=False)
    rows = kept.values_list("party__name").annotate(sum=Sum("granted"))
    return dict(rows.order_by())


def assists_once(matter: Matter, *, now: datetime) -> bool:
    """Whether a person is assisted on a matter once, by the rule in force there today."""
    return assisted_once(rules_now(), day=legal_day(now), region=matter.organ.code)


def wage_rule_id() -> int | None:
    """The rule an average wage is entered under, from which a version is proposed."""
    rows = LeadershipRule.objects.filter(family="relief", code=WAGE, shipped=True)
    return rows.order_by("id").values_list("pk", flat=True).first()


def conditions_for(matter: Matter, *, now: datetime) -> list[DatedRule]:
    """The conditions in force there today."""
    return conditions_on(rules_now(), day=legal_day(now), region=matter.organ.code)
