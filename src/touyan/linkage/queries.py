"""Finding earlier petitions that may be of the same person or the same matter.

The search asks indexes only (blind indexes, names, document numbers, subjects), each bounded, so
its cost does not grow with the register. A sweep over the whole country may later hand the same
features to `propose`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import QuerySet

from touyan.intake.models import ChallengedDecision, Party, Petition, Subject
from touyan.intake.queries import visible_petitions
from touyan.intake.rules.entry import PetitionEntry
from touyan.intake.rules.words import PartyRole
from touyan.kernel.document_number import find_numbers, normalise_number
from touyan.kernel.errors import Refused
from touyan.kernel.identity import check_phone, matching_number
from touyan.linkage.rules.features import PersonFeature, PetitionFeatures
from touyan.linkage.rules.texts import text_features
from touyan.organs.rules.access import Viewer

PER_INDEX = 400


def candidate_ids(features: PetitionFeatures, *, viewer: Viewer) -> set[int]:
    """Ids of visible petitions sharing an identifier, a name, a number or a subject."""
    found: set[int] = set()
    for query in _searches(features):
        found.update(
            query.order_by("-petition_id").values_list("petition_id", flat=True)[:PER_INDEX]
        )
    found.discard(features.id)  # type: ignore[arg-type]
    return set(visible_petitions(viewer=viewer).filter(pk__in=found).values_list("pk", flat=True))


def _searches(
    features: PetitionFeatures,
) -> Iterator[QuerySet[Party] | QuerySet[Subject] | QuerySet[ChallengedDecision]]:
    ids = [p.id_index for p in features.persons if p.id_index]
    phones = [p.phone_index for p in features.persons if p.phone_index]
    names = [p.name for p in features.persons if len(p.name) > 1]
    if ids:
        yield Party.objects.filter(identity_index__in=ids)
    if phones:
        yield Party.objects.filter(phone_index__in=phones)
    if names:
        yield Party.objects.filter(name__in=names)
    if features.challenged:
        yield ChallengedDecision.objects.filter(number_key__in=features.challenged)
    if features.subjects and not features.persons:
        yield Subject.objects.filter(name__in=features.subjects)


def stored_features(ids: Iterable[int]) -> list[PetitionFeatures]:
    """Features of registered petitions."""
    petitions = Petition.objects.filter(pk__in=list(ids)).prefetch_related(
        "parties", "subjects", "challenged"
    )
    return [features_of(petition) for petition in petitions]


def features_of(petition: Petition) -> PetitionFeatures:
    """What is compared of a registered petition."""
    parties = list(petition.parties.all())
    represented = {party.represents for party in parties if party.represents}
    persons = [_person(party) for party in parties]
    known = {person.name for person in persons}
    persons += [PersonFeature("petitioner", name, represented=True) for name in represented - known]
    numbers = {c.number_key for c in petition.challenged.all() if c.number_key}
    return PetitionFeatures(
        id=petition.pk,
        channel=petition.channel,
        received_on=petition.received_on,
        kind=petition.kind,
        persons=tuple(persons),
        subjects=tuple(s.name or s.unit_name for s in petition.subjects.all()),
        challenged=frozenset(numbers | set(find_numbers(petition.text))),
        text=text_features(petition.text),
    )


def _person(party: Party) -> PersonFeature:
    return PersonFeature(
        role=party.role,
        name=party.name,
        id_index=bytes(party.identity_index) if party.identity_index else None,
        phone_index=bytes(party.phone_index) if party.phone_index else None,
        organisation=party.is_organisation,
    )


def features_of_entry(entry: PetitionEntry) -> PetitionFeatures:
    """What is compared of a petition still being typed; what is not yet valid is left out."""
    numbers = {normalise_number(c.number) for c in entry.challenged if c.number.strip()}
    persons = [
        PersonFeature(
            role=party.role,
            name=party.name.strip(),
            id_index=_identity_index(party.identity_type, party.identity_number),
            phone_index=_phone_index(party.phone),
            organisation=party.is_organisation,
        )
        for party in entry.parties
        if party.name.strip()
    ]
    persons += [
        PersonFeature(PartyRole.PETITIONER, party.represents.strip(), represented=True)
        for party in entry.parties
        if party.represents.strip()
    ]
    return PetitionFeatures(
        id="typed",
        channel=entry.channel,
        received_on=entry.received_on,
        kind=entry.kind,
        persons=tuple(persons),
        subjects=tuple(s.name or s.unit_name for s in entry.subjects),
        challenged=frozenset(numbers | set(find_numbers(entry.text))),
        text=text_features(entry.text),
    )


def _identity_index(kind: str, number: str) -> bytes | None:
    if kind == "none" or not number.strip():
        return None
    return settings.KEYRING.index(matching_number(kind, number), context="identity")


def _phone_index(phone: str) -> bytes | None:
    try:
        return settings.KEYRING.index(check_phone(phone), context="phone") if phone else None
    except Refused:
        return None
