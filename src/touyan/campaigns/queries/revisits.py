"""Revisits in sight: their list by state, those of one matter, and what a revisit has to cover."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from touyan.campaigns.models import BatchEntry, Revisit
from touyan.campaigns.rules.revisits import (
    RECORDERS,
    SOON,
    TAKERS_UP,
    Asked,
    Result,
    Situation,
    State,
    plan,
    questions,
    why_none,
)
from touyan.campaigns.rules.words import Mark
from touyan.intake.models import Party, Petition
from touyan.intake.queries import sees_everywhere
from touyan.kernel.errors import NotVisible
from touyan.leadership.models import Charge, Promise
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import DatedRule, in_force
from touyan.leadership.rules.words import ChargeState
from touyan.matters.models import Closing, Matter
from touyan.matters.queries import visible
from touyan.organs.queries import scope_ids
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role

WAITING = Q(done_at__isnull=True, dropped_at__isnull=True)
_TO_ANSWER = Q(result=Result.ASKED, decided_at__isnull=True)


def revisits_in_sight(*, viewer: Viewer) -> QuerySet[Revisit]:
    """Revisits of matters the viewer may know of, handled in the viewer's scope; earliest first."""
    found = Revisit.objects.filter(matter__in=visible(viewer=viewer))
    if not sees_everywhere(viewer):
        found = found.filter(matter__organ__in=scope_ids(viewer))
    return found.select_related(
        "matter__organ", "matter__handler__person", "closing", "done_by__person"
    ).order_by("due_on", "id")


def by_state(found: QuerySet[Revisit], *, today: date) -> dict[State, QuerySet[Revisit]]:
    """Each revisit stands in exactly one of these."""
    waiting = found.filter(WAITING)
    done = found.filter(done_at__isnull=False).order_by("-done_on", "-id")
    return {
        State.OVERDUE: waiting.filter(due_on__lt=today),
        State.DUE: waiting.filter(due_on__range=(today, today + SOON)),
        State.LATER: waiting.filter(due_on__gt=today + SOON),
        State.ASKED: found.filter(_TO_ANSWER),
        State.DONE: done.exclude(_TO_ANSWER),
        State.DROPPED: found.filter(dropped_at__isnull=False).order_by("-dropped_at", "-id"),
    }


def pressing(*, viewer: Viewer, today: date) -> QuerySet[Revisit]:
    """Revisits to make now in the viewer's own offices; a handler's own, where no more is held."""
    own = [grant.organ_id for grant in viewer.grants if grant.role in RECORDERS]
    found = pressing_among(revisits_in_sight(viewer=viewer), today=today)
    if viewer.roles == {Role.HANDLER}:
        return found.filter(matter__handler_id=viewer.account_id)
    return found.filter(matter__organ_id__in=own)


def pressing_among(found: QuerySet[Revisit], *, today: date) -> QuerySet[Revisit]:
    """Those late or due within two weeks."""
    return found.filter(WAITING, due_on__lte=today + SOON)


def to_answer(*, viewer: Viewer) -> QuerySet[Revisit]:
    """Requests to take a matter up again that wait for this viewer."""
    led = [grant.organ_id for grant in viewer.grants if grant.role in TAKERS_UP]
    return revisits_in_sight(viewer=viewer).filter(_TO_ANSWER, matter__organ_id__in=led)


def revisit_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Revisit:
    """One revisit of a matter in sight."""
    found = revisits_in_sight(viewer=viewer).filter(public_id=public_id)
    revisit = found.select_related(
        "matter__organ", "matter__handler__person", "closing", "done_by__person",
        "decided_by__person",
    ).first()  # fmt: skip
    if revisit is None:
        raise NotVisible
    return revisit


def revisits_of(matter: Matter) -> QuerySet[Revisit]:
    """Every revisit of a matter the caller has found visible, those of the last closing first."""
    found = Revisit.objects.filter(matter=matter).select_related("done_by__person", "decided_by")
    return found.order_by("-closing_id", "due_on", "id")


def situation_of(matter: Matter) -> Situation:
    """What decides whether the matter is revisited."""
    left = Q(marks__mark=Mark.LEAVE)
    led = (ChargeState.ACCEPTED, ChargeState.ENDED)
    petitions = Petition.objects.filter(belonging__matter=matter)
    parties = Party.objects.filter(petition__in=petitions)
    reached = Q(phone_sealed__isnull=False) | Q(address_sealed__isnull=False)
    return Situation(
        in_batch=BatchEntry.objects.filter(matter=matter, batch__frozen_at__isnull=False)
        .exclude(left)
        .exists(),
        led=Charge.objects.filter(matter=matter, state__in=led, answered_at__isnull=False).exists(),
        reachable=parties.filter(reached).exists(),
        anonymous=not parties.exists() and petitions.filter(anonymous=True).exists(),
    )


def no_revisits_because(matter: Matter) -> str:
    """Why a matter has no revisit waiting, in a sentence; empty when it has or will have some."""
    return why_none(situation_of(matter))


def rules_at(matter: Matter, *, on: date, family: str = "revisit") -> list[DatedRule]:
    """The dated rules of a family that govern the matter's office on a day."""
    return in_force(rules_now(), family=family, day=on, region=matter.organ.code)


def planned(matter: Matter, closing: Closing) -> list[tuple[str, int, date]]:
    """The revisits that follow a closing; none where nobody can be asked or no rule asks it."""
    if no_revisits_because(matter):
        return []
    rules = rules_at(matter, on=closing.on)
    return [(one.rule, one.months, one.due_on) for one in plan(rules, closed_on=closing.on)]


def questions_of(matter: Matter, *, on: date) -> list[DatedRule]:
    """What is asked at a revisit on that day."""
    return questions(rules_at(matter, on=on))


def promises_of(matter: Matter) -> QuerySet[Promise]:
    """What the office promised on the matter, oldest first, kept or not."""
    return Promise.objects.filter(matter=matter).select_related("owner__person").order_by("id")


def months_in_use() -> list[int]:
    """After how many months the rules ever asked for a revisit: what a list can be narrowed to."""
    every = {rule.content.get("after_months") for rule in rules_now() if rule.family == "revisit"}
    return sorted(int(months) for months in every if months)


def asked_of(revisit: Revisit, *, today: date, asked: Iterable[DatedRule]) -> Asked:
    """What the record of this revisit has to cover."""
    promises = promises_of(revisit.matter).values_list("public_id", flat=True)
    return Asked(
        closed_on=revisit.closing.on,
        due_on=revisit.due_on,
        today=today,
        questions=[rule.code for rule in asked],
        promises=[str(public_id) for public_id in promises],
    )
