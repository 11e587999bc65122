"""A person lays a petition to another matter than before; both ledgers and the proposal stay."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.campaigns.actions.resolving import end_by_petition
from touyan.campaigns.rules.resolution import REOPENS
from touyan.intake.models import Petition
from touyan.intake.queries import petition_by_public_id
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import lock
from touyan.matters.actions.opening import Label
from touyan.matters.actions.relaying import carry_over
from touyan.matters.models import Belonging, Matter
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.access import Viewer
from touyan.workflows.decide_petition import DECIDERS
from touyan.workflows.propose_relation import scopes_within


@transaction.atomic
def relay_petition(
    *,
    petition_id: uuid.UUID,
    relation: Relation,
    matter_id: uuid.UUID,
    reason: str,
    by: Account,
    now: datetime,
) -> Matter:
    """Move a petition from the matter it was laid to, with its answers, to one that exists.

    Any label other than first may cost the petitioner a right, so it takes a reason.
    """
    viewer = viewer_of(by, now=now)
    petition = petition_by_public_id(petition_id, viewer=viewer)
    _require_decider(petition, viewer)
    if relation is Relation.FIRST or not reason.strip():
        raise Refused(N_("Say how it belongs to the other matter, and why: both are kept."))
    laid = Belonging.objects.filter(petition=petition).select_related("matter").first()
    if laid is None:
        raise Conflict(N_("This petition is not laid to any matter yet: decide it first."))
    if laid.matter.public_id == matter_id:
        raise Refused(N_("The petition already belongs to this matter."))
    matters = {  # locked in one order, so that two such moves never wait for each other
        public_id: lock(public_id, by=by, now=now)
        for public_id in sorted((laid.matter.public_id, matter_id))
    }
    source, target = matters[laid.matter.public_id], matters[matter_id]
    scopes = scopes_within(petition, target)
    label = Label(
        relation,
        first_in_unit=scopes.in_unit.first,
        first_at_level=scopes.at_level.first,
        first_in_system=scopes.in_system.first,
        reason=reason,
        proposed=laid.proposed,
    )
    carry_over(petition, source, target, label=label, by=by, now=now)
    if relation in REOPENS:
        end_by_petition(target, petition, by=by, now=now)
    record(
        verb="petition.relay",
        by=by,
        now=now,
        subject_type="petition",
        subject_id=petition.public_id,
        organ_id=petition.handling_organ_id,
        detail={"relation": relation.value, "from": source.number, "to": target.number},
    )
    return target


@transaction.atomic
def confirm_first(*, petition_id: uuid.UUID, reason: str, by: Account, now: datetime) -> Matter:
    """A person has looked at a petition laid as first by rule, and finds it is one."""
    viewer = viewer_of(by, now=now)
    petition = petition_by_public_id(petition_id, viewer=viewer)
    _require_decider(petition, viewer)
    laid = Belonging.objects.select_for_update(of=("self",)).select_related("matter")
    belonging = laid.filter(petition=petition).first()
    if belonging is None or belonging.relation != Relation.FIRST:
        raise Conflict(N_("This petition is no longer laid as first."))
    belonging.decided_by, belonging.decided_at = by, now
    belonging.reason = reason.strip() or belonging.reason
    belonging.save(update_fields=["decided_by", "decided_at", "reason"])
    record(
        verb="petition.confirm_first",
        by=by,
        now=now,
        subject_type="petition",
        subject_id=petition.public_id,
        organ_id=petition.handling_organ_id,
        detail={"proposed": belonging.proposed.get("relation", "")},
    )
    return belonging.matter


def _require_decider(petition: Petition, viewer: Viewer) -> None:
    if not viewer.holds(DECIDERS, organ_path=petition.handling_organ.path):
        raise NotPermitted(
            N_("The petition is decided by the office that handles it: %(organ)s."),
            organ=petition.handling_organ.name,
        )
