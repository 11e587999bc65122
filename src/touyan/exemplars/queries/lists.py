"""Cases as lists: one's own, those before one's office, those of a call; and who may be asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from touyan.exemplars.models import Call, Exemplar, Quota, Version
from touyan.exemplars.queries.access import calls_seen, exemplars_seen
from touyan.exemplars.rules.quotas import Sent, sent_on
from touyan.exemplars.rules.running import APPROVERS, DECIDERS
from touyan.exemplars.rules.words import State
from touyan.matters.queries import Matter
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer, steps

_TITLE = (
    Version.objects.filter(exemplar=OuterRef("pk")).order_by("-number").values("content__title")
)
_AT_DESK = Q(state__in=[State.NOMINATED.value, State.RETURNED.value])


def titled(found: QuerySet[Exemplar]) -> QuerySet[Exemplar]:
    """With the title of the newest text."""
    return found.annotate(text_title=Subquery(_TITLE[:1]))


def mine(*, viewer: Viewer) -> QuerySet[Exemplar]:
    """Cases the viewer nominated, wrote on, or whose matter they handle."""
    wrote = Version.objects.filter(by=viewer.account_id).values("exemplar")
    own = Q(created_by=viewer.account_id) | Q(matter__handler=viewer.account_id) | Q(pk__in=wrote)
    return exemplars_seen(viewer=viewer).filter(own)


def before_my_office(*, viewer: Viewer) -> QuerySet[Exemplar]:
    """Cases whose next step is for the viewer's office to take, by somebody like the viewer."""

    def held(roles: Iterable[object]) -> list[int]:
        return [grant.organ_id for grant in viewer.grants if grant.role in set(roles)]

    waiting = _AT_DESK & Q(at_organ__in=held(DECIDERS))
    to_approve = Q(state=State.SUBMITTED.value, at_organ__in=held(APPROVERS))
    return exemplars_seen(viewer=viewer).filter(waiting | to_approve)


def of_call(call: Call, *, viewer: Viewer) -> QuerySet[Exemplar]:
    return exemplars_seen(viewer=viewer).filter(call=call)


def of_matter(matter: Matter, *, viewer: Viewer) -> QuerySet[Exemplar]:
    return exemplars_seen(viewer=viewer).filter(matter=matter)


def calls_for(matter: Matter, *, viewer: Viewer, today: object) -> QuerySet[Call]:
    """The open calls a matter may be nominated in answer to."""
    above = [int(step) for step in steps(matter.organ.path)]
    return calls_seen(viewer=viewer).filter(
        organ__in=above, closed_at__isnull=True, opens_on__lte=today, closes_on__gte=today
    )


def quotas_of(call: Call) -> QuerySet[Quota]:
    return Quota.objects.filter(call=call).select_related("organ").order_by("organ__code")


def sent_of(call: Call) -> list[Sent]:
    """Every case in answer to a call, for counting against quotas; walls hide no number here."""
    return _sent(Exemplar.objects.filter(call=call))


def _sent(cases: QuerySet[Exemplar]) -> list[Sent]:
    rows = cases.order_by().values_list("state", "organ__path", "at_organ__path")
    return [Sent(State(state), organ, at) for state, organ, at in rows]


@dataclass(frozen=True)
class Place:
    """An office beneath the one that calls: how many cases it may send on, and has sent on as far
    as the viewer may know."""

    organ: Organ
    number: int | None
    nominated: int
    sent: int


def places_of(call: Call, *, viewer: Viewer) -> list[Place]:
    """One line for each office directly beneath."""
    numbers = dict(Quota.objects.filter(call=call).values_list("organ", "number"))
    cases = _sent(of_call(call, viewer=viewer))
    return [
        Place(
            organ,
            numbers.get(organ.pk),
            sum(one.organ.startswith(organ.path) for one in cases),
            sent_on(cases, path=organ.path),
        )
        for organ in organs_to_ask(call.organ)
    ]


def calls_counted(*, viewer: Viewer) -> QuerySet[Call]:
    """The calls with how many nominations the viewer may know of in each."""
    seen = exemplars_seen(viewer=viewer).filter(call=OuterRef("pk")).order_by().values("call")
    number = Subquery(seen.annotate(number=Count("pk")).values("number"))
    return calls_seen(viewer=viewer).annotate(number=Coalesce(number, 0))


def organs_to_ask(organ: Organ) -> QuerySet[Organ]:
    """The organs directly beneath, among which a call shares its places out."""
    return Organ.objects.filter(parent=organ).order_by("code")


def call_known(public_id: uuid.UUID | None, *, viewer: Viewer) -> Call | None:
    return calls_seen(viewer=viewer).filter(public_id=public_id).first() if public_id else None
