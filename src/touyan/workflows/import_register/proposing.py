"""What the machine proposes for an imported petition, judged as on the day it was received."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.db.models import Q

from touyan.intake.models import Petition
from touyan.intake.rules.entry import PetitionEntry
from touyan.kernel.messages import as_data
from touyan.linkage.queries import candidate_ids, features_of_entry, stored_features
from touyan.linkage.rules.features import PetitionFeatures
from touyan.linkage.rules.scoring import Proposal, propose
from touyan.linkage.rules.words import Relation
from touyan.matters.models import Belonging, Closing, Matter
from touyan.organs.rules.access import Viewer


@dataclass(frozen=True)
class Said:
    """A proposal and what is kept of it."""

    relation: Relation
    record: dict[str, object]


def said_of(petition: Petition, entry: PetitionEntry, *, viewer: Viewer) -> Said:
    """Compare with the earlier petitions the importing person may see."""
    features = replace(features_of_entry(entry), id=petition.pk)
    candidates = stored_features(candidate_ids(features, viewer=viewer))
    proposal = propose(features, as_they_stood(candidates, on=petition.received_on))
    return Said(proposal.relation, _record(proposal))


def as_they_stood(candidates: list[PetitionFeatures], *, on: date) -> list[PetitionFeatures]:
    """The candidates with their matters, open or closed as they were that day: what reached an
    open matter added to it, what came after its end repeated it."""
    laid = dict(
        Belonging.objects.filter(petition_id__in=[c.id for c in candidates])
        .values_list("petition_id", "matter_id")
    )  # fmt: skip
    closed = set(
        Closing.objects.filter(matter__in=laid.values(), on__lte=on)
        .filter(Q(reopened_at__isnull=True) | Q(reopened_at__date__gt=on))
        .values_list("matter_id", flat=True)
    )
    return [
        replace(c, matter_id=laid[c.id], matter_open=laid[c.id] not in closed)  # type: ignore[index]
        if c.id in laid else c
        for c in candidates
    ]  # fmt: skip


def _record(proposal: Proposal) -> dict[str, object]:
    """The shape every proposal is kept in, with the sentences still to be translated."""
    return {
        "relation": proposal.relation.value,
        "strength": int(proposal.strength),
        "reasons": [str(reason) for reason in proposal.reasons],
        "why": [as_data(reason) for reason in proposal.reasons],
        "matter": _public(Matter, proposal.matter_id),
        "petition": _public(Petition, proposal.candidate_id),
    }


def _public(model: type[Matter] | type[Petition], pk: object) -> str:
    """The public id of a row, empty where there is none."""
    if pk is None:
        return ""
    return str(model.objects.values_list("public_id", flat=True).get(pk=cast(int, pk)))
