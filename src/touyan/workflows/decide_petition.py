"""A person decides to which matter a petition belongs; proposal and decision are both kept."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from touyan.audit.actions import record
from touyan.campaigns.actions.resolving import end_by_petition
from touyan.campaigns.rules.resolution import REOPENS
from touyan.intake.models import Petition, Undecided
from touyan.intake.queries import petition_by_public_id
from touyan.kernel.errors import Conflict, NotPermitted, Refused
from touyan.kernel.messages import N_
from touyan.leadership.actions.duties import reassess
from touyan.leadership.actions.firsts import keep_first
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import lock
from touyan.matters.actions.opening import Label, join_matter, open_matter
from touyan.matters.models import Matter
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of
from touyan.organs.rules.roles import Role
from touyan.workflows.propose_relation import scopes_within, suggest

DECIDERS = frozenset({Role.CLERK, Role.HANDLER, Role.DEPARTMENT_HEAD})


@transaction.atomic
def decide_petition(
    *,
    petition_id: uuid.UUID,
    relation: Relation,
    matter_id: uuid.UUID | None,
    reason: str,
    by: Account,
    now: datetime,
) -> Matter:
    """Lay a petition to a matter, or open a new one. When in doubt: first.

    Deciding otherwise than proposed takes a reason; so does every label other than first, since
    it may cost the petitioner a right and can be contested.
    """
    petition = petition_by_public_id(petition_id, viewer=viewer_of(by, now=now))
    _claim(petition, by=by, now=now)
    said = suggest(petition, viewer=viewer_of(by, now=now), now=now)
    chosen = _chosen(relation, matter_id, by=by, now=now)
    agrees = relation is said.relation and (chosen is None or chosen == said.matter)
    if not agrees and not reason.strip():
        raise Refused(N_("You decide otherwise than proposed: say why."))
    if chosen is None:
        label = Label(Relation.FIRST, reason=reason, proposed=said.as_record())
        matter = open_matter(petition, label=label, by=by, now=now)
        keep_first(matter, now=now)
        reassess(matter, by=by, now=now)
    else:
        label = _label(petition, chosen, relation, reason, said.as_record())
        join_matter(petition, chosen, label=label, by=by, now=now)
        if relation in REOPENS:
            end_by_petition(chosen, petition, by=by, now=now)
        matter = chosen
    record(
        verb="petition.decide",
        by=by,
        now=now,
        subject_type="petition",
        subject_id=petition.public_id,
        organ_id=petition.handling_organ_id,
        detail={
            "relation": relation.value,
            "proposed": said.relation.value,
            "matter": matter.number,
        },
    )
    return matter


def _claim(petition: Petition, *, by: Account, now: datetime) -> None:
    """Take the petition off the undecided list; of two clerks deciding at once one is refused."""
    viewer = viewer_of(by, now=now)
    if not viewer.holds(DECIDERS, organ_path=petition.handling_organ.path):
        raise NotPermitted(
            N_("The petition is decided by the office that handles it: %(organ)s."),
            organ=petition.handling_organ.name,
        )
    taken, _ = Undecided.objects.filter(petition=petition).delete()
    if not taken:
        raise Conflict(
            N_("This petition has already been decided, perhaps by a colleague just now.")
        )


def _chosen(
    relation: Relation, matter_id: uuid.UUID | None, *, by: Account, now: datetime
) -> Matter | None:
    if relation is Relation.FIRST:
        return None
    if matter_id is None:
        raise Refused(N_("Choose the matter this petition belongs to."))
    return lock(matter_id, by=by, now=now)


def _label(
    petition: Petition, matter: Matter, relation: Relation, reason: str, said: dict[str, object]
) -> Label:
    scopes = scopes_within(petition, matter)
    return Label(
        relation,
        first_in_unit=scopes.in_unit.first,
        first_at_level=scopes.at_level.first,
        first_in_system=scopes.in_system.first,
        reason=reason,
        proposed=said,
    )
