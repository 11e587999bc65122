"""Reading petitions. Every read asks for the viewer; a wall beats every grant."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from touyan.intake.models import Draft, Party, Petition, Undecided, Wall
from touyan.intake.rules.query_code import normalise
from touyan.kernel.chinese import tsquery
from touyan.kernel.errors import NotVisible
from touyan.organs.models import Account
from touyan.organs.queries import scope_ids
from touyan.organs.rules.access import Viewer, steps
from touyan.organs.rules.roles import IDENTIFIER_READERS


def walls_against(viewer: Viewer) -> QuerySet[Wall]:
    """The parts of walls that keep this viewer out."""
    return Wall.objects.filter(
        Q(person_id=viewer.person_id)
        | Q(organ_id__in=viewer.above_and_own_organ_ids)
        | Q(department_id__in=viewer.department_ids)
    )


def sees_everywhere(viewer: Viewer) -> bool:
    """Whether the scope is the whole country: then no condition on the organ is needed."""
    return any(len(steps(root)) == 1 for root in viewer.case_roots)


def visible_petitions(*, viewer: Viewer) -> QuerySet[Petition]:
    """The petitions this viewer may know of."""
    found = Petition.objects.all()
    if not viewer.case_roots:
        return found.none()
    if not sees_everywhere(viewer):
        scope, lent = scope_ids(viewer), viewer.lent.petitions
        within = Q(organ__in=scope) | Q(handling_organ__in=scope)
        found = found.filter(within | Q(pk__in=lent) if lent else within)
    return found.exclude(pk__in=walls_against(viewer).values("petition"))


def petition_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Petition:
    """One petition with its organs; NotVisible when absent or hidden alike."""
    found = visible_petitions(viewer=viewer).select_related(
        "organ", "handling_organ", "registered_by__person"
    )
    petition = found.filter(public_id=public_id).first()
    if petition is None:
        raise NotVisible
    return petition


def undecided(*, viewer: Viewer) -> QuerySet[Undecided]:
    """Registered petitions nobody has laid to a matter, the most pressing first."""
    return (
        Undecided.objects.filter(petition__in=visible_petitions(viewer=viewer))
        .select_related("petition__organ", "organ")
        .order_by("due_on", "petition_id")
    )


def search(found: QuerySet[Petition], text: str) -> QuerySet[Petition]:
    """Petitions whose number, names, title or text hold all of the words."""
    query = tsquery(text)
    if not query:
        return found
    return found.extra(where=["intake_petition.search @@ %s::tsquery"], params=[query])


def drafts_of(account: Account) -> QuerySet[Draft]:
    return Draft.objects.filter(account=account).order_by("-saved_at")


def drafts_untouched_since(moment: datetime, forms: Iterable[str]) -> QuerySet[Draft]:
    """Drafts of some forms, whoever wrote them, for the worker that clears them away."""
    return Draft.objects.filter(form__in=forms, saved_at__lt=moment).select_related("account")


def may_open_identifiers(petition: Petition, *, viewer: Viewer) -> bool:
    """Whether a role that takes it is held in an office of the petition or in one above, or the
    petition is lent to one who must reach the petitioner."""
    if petition.pk in viewer.lent.petitions:
        return bool(viewer.roles & IDENTIFIER_READERS)
    offices = petition.organ, petition.handling_organ
    return any(viewer.holds_above(IDENTIFIER_READERS, organ_path=o.path) for o in offices)


def opened_parties(petition: Petition) -> list[dict[str, object]]:
    """The parties with identifiers opened. The caller records the disclosure."""
    return [_opened(party) for party in petition.parties.order_by("ordinal")]


def _opened(party: Party) -> dict[str, object]:
    def open_one(sealed: bytes | memoryview | None, field: str) -> str:
        context = f"party:{party.public_id}:{field}"
        return settings.KEYRING.open(sealed, context=context) if sealed else ""

    return {
        "party": party,
        "identity": open_one(party.identity_sealed, "identity"),
        "phone": open_one(party.phone_sealed, "phone"),
        "address": open_one(party.address_sealed, "address"),
    }


def petition_by_query_code(typed: str) -> Petition | None:
    """For the portal: the petition of a receipt's code. The code is the permission."""
    index = settings.KEYRING.index(normalise(typed), context="query-code")
    return Petition.objects.filter(query_code_index=index).first()


def petitions_of_matter_ids(petition_ids: Iterable[int]) -> QuerySet[Petition]:
    """Petitions of a matter the caller has found visible, in the order they came."""
    return (
        Petition.objects.filter(pk__in=list(petition_ids))
        .select_related("organ", "registered_by__person")
        .prefetch_related("parties", "subjects", "claims", "challenged")
        .order_by("received_on", "pk")
    )
