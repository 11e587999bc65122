"""Every true word by which somebody in a matter could be found, for the gate of typical cases.

Sealed numbers are opened here and go nowhere but to the gate, which shows none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from touyan.exemplars.rules import secrets as of
from touyan.exemplars.rules.gate import Piece
from touyan.exemplars.rules.lookalikes import looking_like
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.intake.models import ChallengedDecision, Claim, Party, Petition, Subject
from touyan.kernel.identity import birth_date
from touyan.leadership.models import Charge
from touyan.matters.models import Act, Assignment, Belonging, Document, Matter
from touyan.organs.models import Organ, Person
from touyan.workflows.gather_attendants import accounts_of, attendants_of

_RESIDENT = frozenset({15, 18})
"""Lengths of a resident identity number, which holds a birthday."""


_OF_LAW = re.compile("法释|法发|高检发|高检会|国发|国办发|中办发|公通字|司发")
"""Numbers of rules, which a case may well cite."""


def secrets_of(matter: Matter, *, spared: Organ | None = None) -> frozenset[Secret]:
    """Of the matter, of everyone in it, and of the matters the same people are in. `spared` is the
    office that issues the text and signs it with its name."""
    matters = _linked(matter)
    laid = Belonging.objects.filter(matter__in=matters).values_list("petition", flat=True)
    petitions = Petition.objects.filter(pk__in=set(laid))
    found = {
        *_people(petitions), *_officials(matter, matters), *_units(matters, petitions),
        *_numbers(matters, petitions), *_days(petitions), *attendants_of(matters),
        *_told(matters, petitions),
    }  # fmt: skip
    return frozenset(found - set(of.organs(spared.name) if spared else []))


def _linked(matter: Matter) -> QuerySet[Matter]:
    """The matter, and those in which one of its people stands under the same number.

    Asked step by step, so that each question finds its index in a register of any size.
    """
    own = Party.objects.filter(petition__belonging__matter=matter)
    pairs = list(own.values_list("identity_index", "phone_index"))
    identities, phones = ({pair[at] for pair in pairs if pair[at]} for at in (0, 1))
    same = Party.objects.filter(Q(identity_index__in=identities) | Q(phone_index__in=phones))
    petitions = set(same.values_list("petition", flat=True))
    laid = Belonging.objects.filter(petition__in=petitions).values_list("matter", flat=True)
    return Matter.objects.filter(pk__in={matter.pk, *laid})


def _people(petitions: QuerySet[Petition]) -> Iterator[Secret]:
    for party in Party.objects.filter(petition__in=petitions):
        yield from of.names(party.name)
        yield from of.names(*party.represents.replace("，", "、").split("、"))
        identity = _opened(party, "identity")
        yield from of.figures(identity, _opened(party, "phone"))
        yield from of.addresses(_opened(party, "address"))
        born = birth_date(identity) if len(identity) in _RESIDENT else None
        yield from of.days([born] if born else [])
    for name in Subject.objects.filter(petition__in=petitions).values_list("name", flat=True):
        yield from of.names(name)


def _opened(party: Party, field: str) -> str:
    sealed = getattr(party, f"{field}_sealed")
    context = f"party:{party.public_id}:{field}"
    return str(settings.KEYRING.open(sealed, context=context)) if sealed else ""


def _officials(matter: Matter, matters: QuerySet[Matter]) -> list[Secret]:
    """Whoever handled, led, signed or did anything in it."""
    accounts = {matter.handler_id, *accounts_of(matters)}
    for rows, fields in (
        (Act.objects.filter(matter__in=matters), ("by",)),
        (Assignment.objects.filter(matter__in=matters), ("handler", "assigned_by")),
        (Document.objects.filter(matter__in=matters), ("drafted_by", "signed_by", "served_by")),
        (Charge.objects.filter(matter__in=matters), ("leader", "named_by")),
    ):
        for row in rows.values_list(*fields):
            accounts |= set(row)
    people = Person.objects.filter(account__in=accounts - {None})
    return of.names(*people.values_list("name", flat=True))


def _units(matters: QuerySet[Matter], petitions: QuerySet[Petition]) -> list[Secret]:
    known = Organ.objects.filter(
        Q(pk__in=matters.values("organ"))
        | Q(pk__in=matters.values("first_organ"))
        | Q(pk__in=Act.objects.filter(matter__in=matters).values("organ"))
        | Q(pk__in=petitions.values("organ"))
    )
    subjects = Subject.objects.filter(petition__in=petitions)
    challenged = ChallengedDecision.objects.filter(petition__in=petitions)
    return of.organs(
        *known.values_list("name", flat=True),
        *_said(subjects.values_list("unit_name", flat=True)),
        *_said(challenged.values_list("organ_name", flat=True)),
    )


def _said(values: Iterable[str]) -> list[str]:
    return [value for value in values if value]


def _numbers(matters: QuerySet[Matter], petitions: QuerySet[Petition]) -> list[Secret]:
    challenged = ChallengedDecision.objects.filter(petition__in=petitions)
    return of.numbers(
        *matters.values_list("number", flat=True),
        *petitions.values_list("number", flat=True),
        *petitions.values_list("source_number", flat=True),
        *challenged.values_list("number", flat=True),
        *Document.objects.filter(matter__in=matters).values_list("number", flat=True),
    )


def _told(matters: QuerySet[Matter], petitions: QuerySet[Petition]) -> Iterator[Secret]:
    """What the petitions and the acts tell in their own words: other names, numbers, plates."""
    claims = Claim.objects.filter(petition__in=petitions).values_list("text", flat=True)
    reasons = Act.objects.filter(matter__in=matters).exclude(reason="")
    titles = petitions.values_list("title", flat=True)
    for text in {*titles, *petitions.values_list("text", flat=True), *claims,
                 *reasons.values_list("reason", flat=True)}:  # fmt: skip
        yield from of.aliases(text)
        yield from (
            Secret(each.kind, each.true)
            for each in looking_like(Piece("", text))
            if each.kind in (Kind.FIGURES, Kind.NUMBER) and not _OF_LAW.search(each.true)
        )


def _days(petitions: QuerySet[Petition]) -> list[Secret]:
    decided = ChallengedDecision.objects.filter(petition__in=petitions, decided_on__isnull=False)
    days: set[date | None] = set(decided.values_list("decided_on", flat=True))
    days |= set(petitions.values_list("received_on", flat=True))
    return of.days(sorted(day for day in days if day))
