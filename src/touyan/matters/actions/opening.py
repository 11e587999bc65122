"""A petition meets its matter: opens a new one, or is laid to one that exists.

These run inside the transaction of the deciding workflow.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import F, Func

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.actions import as_vector
from touyan.intake.models import Petition
from touyan.intake.rules.query_code import make
from touyan.intake.rules.words import Channel
from touyan.linkage.rules.words import Relation
from touyan.matters.actions.ledger import What, enter
from touyan.matters.models import Act, Belonging, Matter
from touyan.matters.rules.lifecycle import BY_VERB, Stage
from touyan.organs.actions import allot_number
from touyan.organs.models import Account

NO_NEW_CLOCK = frozenset({Relation.DUPLICATE})


@dataclass(frozen=True)
class Label:
    """How a petition stands to a matter, as decided: relation, scopes, what the machine said."""

    relation: Relation
    first_in_unit: bool = True
    first_at_level: bool = True
    first_in_system: bool = True
    reason: str = ""
    proposed: dict[str, object] = field(default_factory=dict)


def open_matter(petition: Petition, *, label: Label, by: Account, now: datetime) -> Matter:
    """Open a matter with this petition as its first; its ledger begins with the receipt."""
    matter = Matter(
        number=_number(petition, now),
        sealed=petition.sealed,
        organ=petition.handling_organ,
        first_organ=petition.organ,
        kind=petition.kind,
        title=petition.title,
        petitioner_names=petition.petitioner_names,
        stage=Stage.REGISTERED,
        hardship=petition.hardship,
        assigned_from_above=petition.channel == "assigned",
        received_on=petition.received_on,
        opened_at=now,
        changed_at=now,
        search=None,
    )
    matter.save()
    index_under(matter, petition)
    _lay(petition, matter, label, by=by, now=now)
    enter_arrival(matter, petition)
    enter(
        matter,
        "open",
        by=by,
        now=now,
        what=What(petition=petition, reason=label.reason, detail=_said(label)),
    )
    return matter


def join_matter(
    petition: Petition, matter: Matter, *, label: Label, by: Account, now: datetime
) -> None:
    """Lay a petition to a locked matter. A repeat, a joint one and a supplement are each owed a
    reply of their own; the same submission arriving twice is answered once."""
    matter.repeated = matter.repeated or label.relation is Relation.REPEAT
    matter.hardship = matter.hardship or petition.hardship
    index_under(matter, petition)
    _lay(petition, matter, label, by=by, now=now)
    if label.relation not in NO_NEW_CLOCK:
        enter_arrival(matter, petition)
    enter(
        matter,
        "join",
        by=by,
        now=now,
        what=What(petition=petition, reason=label.reason, detail=_said(label)),
    )


def _said(label: Label) -> dict[str, object]:
    return {"relation": label.relation.value, "proposed": label.proposed}


def _number(petition: Petition, now: datetime) -> str:
    organ, year = petition.handling_organ, legal_day(now).year
    if petition.sealed:
        return f"密事{organ.code}-{year}-{make(secrets.choice)[:8]}"
    return f"事{organ.code}-{year}-{allot_number(organ=organ, series='matter', year=year):05d}"


def index_under(matter: Matter, petition: Petition) -> None:
    """The matter is found by its own number and by whatever finds its petitions."""
    vector = as_vector([matter.number, matter.title])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter m SET search = coalesce(m.search, ''::tsvector) || p.search"
            " FROM intake_petition p WHERE m.id = %s AND p.id = %s",
            [matter.pk, petition.pk],
        )
    Matter.objects.filter(pk=matter.pk).update(
        search=Func(F("search"), vector, function="", arg_joiner=" || ", template="%(expressions)s")
    )


def _lay(
    petition: Petition, matter: Matter, label: Label, *, by: Account, now: datetime
) -> Belonging:
    return Belonging.objects.create(
        petition=petition,
        matter=matter,
        relation=label.relation,
        first_in_unit=label.first_in_unit,
        first_at_level=label.first_at_level,
        first_in_system=label.first_in_system,
        proposed=label.proposed,
        reason=label.reason.strip(),
        decided_by=by,
        decided_at=now,
    )


def enter_arrival(matter: Matter, petition: Petition) -> None:
    """Receipt and registration as they happened; the clocks start with the day of receipt."""
    for verb, day in (
        ("receive", petition.received_on),
        ("register", legal_day(petition.registered_at)),
    ):
        Act.objects.create(
            matter=matter,
            verb=verb,
            at=petition.registered_at,
            happened_on=day,
            by=petition.registered_by,
            organ=petition.organ,
            petition=petition,
            legal_basis=BY_VERB[verb].basis,
            detail={
                "channel": petition.channel,
                "replyable": petition.replyable,
                "anonymous": petition.anonymous,
                "assigned_from_above": petition.channel == Channel.ASSIGNED,
            },
        )
