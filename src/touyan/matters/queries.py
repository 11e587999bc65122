"""Reading matters. Every read asks for the viewer; a wall beats every grant.

Screens, which may not touch models, name the classes of what they read from here.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from touyan.intake.models import Petition
from touyan.intake.queries import sees_everywhere, walls_against
from touyan.kernel.chinese import tsquery
from touyan.kernel.errors import NotVisible
from touyan.matters.models import (
    Act,
    Belonging,
    ClockRow,
    Closing,
    Note,
    Resolution,
    SavedView,
    Termination,
)
from touyan.matters.models import Document as Document
from touyan.matters.models import Matter as Matter
from touyan.matters.rules.lifecycle import Stage
from touyan.matters.rules.outcomes import RESOLVED_FROM
from touyan.organs.models import Account
from touyan.organs.queries import scope_ids
from touyan.organs.rules.access import Viewer


def visible(*, viewer: Viewer) -> QuerySet[Matter]:
    """The matters this viewer may know of."""
    found = Matter.objects.all()
    if not viewer.case_roots:
        return found.none()
    if not sees_everywhere(viewer):
        scope = scope_ids(viewer)
        within = Q(organ__in=scope) | Q(first_organ__in=scope)
        found = found.filter(
            within | Q(pk__in=viewer.lent.matters) if viewer.lent.matters else within
        )
    return found.exclude(pk__in=walled(viewer=viewer))


def walled(*, viewer: Viewer) -> QuerySet[Any]:
    """The matters a wall keeps this viewer from, as values for `pk__in`."""
    found = Belonging.objects.filter(petition__in=walls_against(viewer).values("petition"))
    return found.values("matter")


def matter_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Matter:
    """One matter with what its page names; NotVisible when absent or hidden alike."""
    found = visible(viewer=viewer).select_related(
        "organ", "first_organ", "department", "handler__person"
    )
    matter = found.filter(public_id=public_id).first()
    if matter is None:
        raise NotVisible
    return matter


def matter_of_petition(petition: Petition, *, viewer: Viewer) -> Matter | None:
    """The matter a petition was laid to, if the viewer may see it."""
    return visible(viewer=viewer).filter(belongings__petition=petition).first()


def search(found: QuerySet[Matter], text: str) -> QuerySet[Matter]:
    """Matters whose number, names, title or petitions hold all of the words."""
    query = tsquery(text)
    if not query:
        return found
    return found.extra(where=["matters_matter.search @@ %s::tsquery"], params=[query])


def acts_of(matter: Matter) -> QuerySet[Act]:
    """The ledger of a matter the caller has found visible, oldest first."""
    return (
        Act.objects.filter(matter=matter)
        .select_related("by__person", "organ", "document", "petition")
        .order_by("id")
    )


def verbs_of(matter: Matter) -> list[str]:
    """What was done on a matter the caller has found visible, oldest first."""
    return list(Act.objects.filter(matter=matter).order_by("pk").values_list("verb", flat=True))


def clocks_of(matter: Matter) -> QuerySet[ClockRow]:
    return ClockRow.objects.filter(matter=matter).order_by("starts_on", "id")


def documents_of(matter: Matter) -> QuerySet[Document]:
    return (
        Document.objects.filter(matter=matter)
        .select_related("drafted_by__person", "signed_by__person", "served_by__person", "organ")
        .order_by("-id")
    )


def document_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Document:
    """One document of a visible matter."""
    document = (
        Document.objects.filter(public_id=public_id, matter__in=visible(viewer=viewer))
        .select_related("matter__organ", "organ", "drafted_by__person", "signed_by__person")
        .first()
    )
    if document is None:
        raise NotVisible
    return document


def belongings_of(matter: Matter) -> QuerySet[Belonging]:
    return (
        Belonging.objects.filter(matter=matter)
        .select_related("petition__organ", "decided_by__person")
        .order_by("petition__received_on", "petition_id")
    )


def notes_of(matter: Matter) -> QuerySet[Note]:
    return Note.objects.filter(matter=matter).select_related("by__person").order_by("-id")


def waiting_for_signature(*, viewer: Viewer) -> QuerySet[Document]:
    """Documents submitted to the offices the viewer leads or heads."""
    organs = [grant.organ_id for grant in viewer.grants]
    return (
        Document.objects.filter(state=Document.State.SUBMITTED, matter__in=visible(viewer=viewer))
        .filter(organ_id__in=organs)
        .select_related("matter", "drafted_by__person")
        .order_by("pk")
    )


def due_by(day: date, *, viewer: Viewer) -> QuerySet[Matter]:
    """Visible matters whose next time limit ends on or before the day, the earliest first."""
    return visible(viewer=viewer).filter(next_due_on__lte=day).order_by("next_due_on", "pk")


def mine(*, viewer: Viewer) -> QuerySet[Matter]:
    """Matters the viewer handles now."""
    return visible(viewer=viewer).filter(handler_id=viewer.account_id)


def in_own_offices(*, viewer: Viewer) -> QuerySet[Matter]:
    """Matters handled by the very offices the viewer serves in."""
    organs = [grant.organ_id for grant in viewer.grants]
    return visible(viewer=viewer).filter(organ_id__in=organs)


def handled_by_me(*, viewer: Viewer) -> QuerySet[Matter]:
    """Matters on which the viewer ever acted."""
    acted = Act.objects.filter(matter=OuterRef("pk"), by_id=viewer.account_id)
    return visible(viewer=viewer).filter(Exists(acted))


def to_assign(*, viewer: Viewer) -> QuerySet[Matter]:
    """Accepted matters of the viewer's own offices that nobody handles yet."""
    organs = [grant.organ_id for grant in viewer.grants]
    return visible(viewer=viewer).filter(stage=Stage.ACCEPTED, organ_id__in=organs)


_IN_FORCE: dict[str, QuerySet[Any]] = {
    "closed": Closing.objects.filter(reopened_at__isnull=True),
    "terminated": Termination.objects.filter(revoked_at__isnull=True),
    "resolved": Resolution.objects.filter(
        state=Resolution.State.VERIFIED, grade__gte=RESOLVED_FROM
    ),
}


def by_fact(found: QuerySet[Matter], fact: str, *, holds: bool) -> QuerySet[Matter]:
    """Matters of which a fact (closed, terminated, resolved) holds now, or does not.

    Asked of the record in force, never of the stage: the three facts are independent.
    """
    in_force = _IN_FORCE[fact].filter(matter=OuterRef("pk"))
    if holds:
        return found.filter(Exists(in_force))
    # A value for each row: with NOT EXISTS PostgreSQL reads every matter before it sorts a page.
    record = Subquery(in_force.values_list(Value(value=True))[:1])
    return found.alias(**{f"is_{fact}": Coalesce(record, Value(value=False))}).filter(
        **{f"is_{fact}": False}
    )


def saved_views(account: Account) -> QuerySet[SavedView]:
    return SavedView.objects.filter(account=account).order_by("name")
