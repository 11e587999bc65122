"""The machine's proposal: to which matter a petition may belong, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from touyan.intake.models import Petition
from touyan.intake.queries import petitions_of_matter_ids
from touyan.intake.rules.entry import PetitionEntry
from touyan.kernel.messages import Message, as_data
from touyan.linkage.queries import (
    candidate_ids,
    features_of,
    features_of_entry,
    stored_features,
)
from touyan.linkage.rules.features import PetitionFeatures
from touyan.linkage.rules.persons import STRENGTH_NAMES, Strength
from touyan.linkage.rules.scopes import EarlierPetition, FirstScopes, first_scopes
from touyan.linkage.rules.scoring import Link, Proposal, propose
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.matters.models import Belonging, Document, Matter
from touyan.matters.queries import visible
from touyan.matters.rules.lifecycle import ENDED, Stage
from touyan.organs.rules.access import Viewer

SHOWN = 6


@dataclass(frozen=True)
class Similar:
    """One earlier petition worth looking at, and what the office answered to it."""

    petition: Petition
    matter: Matter | None
    relation: Relation
    strength: Strength
    reasons: tuple[Message, ...]
    answers: tuple[Document, ...] = ()

    @property
    def key(self) -> str:
        """The matter's public id as text, for the page's choices."""
        return str(self.matter.public_id) if self.matter else ""

    @property
    def relation_name(self) -> Message:
        return Message(RELATION_NAMES[self.relation])

    @property
    def strength_name(self) -> Message:
        return Message(STRENGTH_NAMES[self.strength])


@dataclass(frozen=True)
class Suggestion:
    """The proposal with the earlier petitions it rests on."""

    relation: Relation
    strength: Strength
    reasons: tuple[Message, ...]
    matter: Matter | None
    similar: tuple[Similar, ...]

    def as_record(self) -> dict[str, object]:
        """What is kept of the proposal beside the decision."""
        return {
            "relation": self.relation.value,
            "strength": int(self.strength),
            "reasons": [as_data(reason) for reason in self.reasons],
            "matter": str(self.matter.public_id) if self.matter else "",
        }


def similar_to_entry(entry: PetitionEntry, *, viewer: Viewer, now: datetime) -> list[Similar]:
    """Earlier petitions like the one being typed, best first."""
    return _similar(_proposal(features_of_entry(entry), viewer), viewer)


def suggest(petition: Petition, *, viewer: Viewer, now: datetime) -> Suggestion:
    """The proposal for a registered petition."""
    proposal = _proposal(features_of(petition), viewer)
    similar = _similar(proposal, viewer)
    chosen = next((s for s in similar if s.petition.pk == proposal.candidate_id), None)
    if chosen is None or chosen.matter is None:
        relation = Relation.FIRST
        return Suggestion(relation, proposal.strength, proposal.reasons, None, tuple(similar))
    return Suggestion(
        proposal.relation, proposal.strength, proposal.reasons, chosen.matter, tuple(similar)
    )


def _proposal(features: PetitionFeatures, viewer: Viewer) -> Proposal:
    candidates = stored_features(candidate_ids(features, viewer=viewer))
    laid = {
        petition_id: (matter_id, stage)
        for petition_id, matter_id, stage in Belonging.objects.filter(
            petition_id__in=[c.id for c in candidates]
        ).values_list("petition_id", "matter_id", "matter__stage")
    }
    known = [_with_matter(found, laid.get(int(str(found.id)))) for found in candidates]
    return propose(features, known)


def _with_matter(features: PetitionFeatures, laid: tuple[int, str] | None) -> PetitionFeatures:
    if laid is None:
        return features
    return replace(features, matter_id=laid[0], matter_open=Stage(laid[1]) not in ENDED)


def _similar(proposal: Proposal, viewer: Viewer) -> list[Similar]:
    links: list[Link] = list(proposal.links)[:SHOWN]
    petitions = {p.pk: p for p in petitions_of_matter_ids(link.candidate_id for link in links)}  # type: ignore[misc]
    matters = {
        m.pk: m for m in visible(viewer=viewer).filter(pk__in=[link.matter_id for link in links])
        .defer("search").select_related("organ")
    }  # fmt: skip
    answers: dict[int, list[Document]] = {}
    for document in Document.objects.filter(matter__in=matters, state="served").order_by(
        "served_on"
    ):
        answers.setdefault(document.matter_id, []).append(document)
    return [
        Similar(
            petition=petitions[link.candidate_id],  # type: ignore[index]
            matter=matters.get(link.matter_id or 0),  # type: ignore[call-overload]
            relation=link.relation,
            strength=link.strength,
            reasons=link.reasons,
            answers=tuple(answers.get(link.matter_id or 0, [])),  # type: ignore[call-overload]
        )
        for link in links
        if link.candidate_id in petitions
    ]


def scopes_within(petition: Petition, matter: Matter) -> FirstScopes:
    """First in unit, at level, in system, judged among the petitions of the matter chosen."""
    earlier = Belonging.objects.filter(matter=matter).select_related("petition__organ")
    return first_scopes(
        organ=petition.organ_id,
        level=petition.organ.level,
        received_on=petition.received_on,
        earlier=[
            EarlierPetition(b.petition_id, b.petition.organ_id, b.petition.organ.level,
                            b.petition.received_on, wrong_door=matter.stage == Stage.TRANSFERRED)
            for b in earlier
            if b.petition_id != petition.pk
        ],
    )  # fmt: skip
