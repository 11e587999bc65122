"""True words of whoever took part in a matter beside its parties: at its hearings, in relief and
help, at receptions. For the gate of typical cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from touyan.exemplars.rules import secrets as of
from touyan.exemplars.rules.secrets import Secret
from touyan.exemplars.rules.substitutes import is_person
from touyan.leadership.models import (
    Booking,
    Hearing,
    HearingOfficer,
    HearingRequest,
    HelpMeasure,
    PanelSeat,
    Relief,
)
from touyan.matters.models import Matter

_BETWEEN = re.compile(r"[、，,；;\s]+")
_LONGEST_NAME = 4
_ACCOUNTS = (
    (Hearing, "matter", ("chair", "set_by", "drawn_by", "weighed_by", "consent_by")),
    (HearingRequest, "matter", ("entered_by", "decided_by")),
    (Relief, "matter", ("referred_by", "decided_by", "paid_by")),
    (HelpMeasure, "matter", ("begun_by", "ended_by")),
    (Booking, "matter", ("made_by", "day__leader")),
)
"""Whose accounts stand in which row."""


def attendants_of(matters: QuerySet[Matter]) -> Iterator[Secret]:
    """Names, telephones, units, numbers, places and days."""
    yield from _hearings(matters)
    yield from _panels(matters)
    yield from _help(matters)
    yield from _receptions(matters)


def accounts_of(matters: QuerySet[Matter]) -> set[int | None]:
    """The staff who chaired, decided, paid, received."""
    found: set[int | None] = set()
    for model, place, fields in _ACCOUNTS:
        rows: Any = model._default_manager.filter(**{f"{place}__in": matters})
        for row in rows.values_list(*fields):
            found |= set(row)
    return found


def _hearings(matters: QuerySet[Matter]) -> Iterator[Secret]:
    for hearing in Hearing.objects.filter(matter__in=matters):
        yield from of.addresses(hearing.place)
        yield from _people(hearing.recorder)
        yield from of.days(_given(hearing.on, hearing.held_on))
    applied = HearingRequest.objects.filter(matter__in=matters)
    for applicant, on in applied.values_list("applicant", "applied_on"):
        yield from _people(applicant)
        yield from of.days([on])


def _panels(matters: QuerySet[Matter]) -> Iterator[Secret]:
    """Every hearing officer who was drawn, also one who was excused."""
    seats = PanelSeat.objects.filter(hearing__matter__in=matters).values("officer")
    for officer in HearingOfficer.objects.filter(pk__in=seats):
        yield from of.names(officer.name)
        yield from of.organs(officer.unit)
        context = f"hearing-officer:{officer.public_id}:phone"
        yield from of.figures(_opened(officer.phone_sealed, context))


def _help(matters: QuerySet[Matter]) -> Iterator[Secret]:
    for relief in Relief.objects.filter(matter__in=matters):
        yield from of.days(_given(relief.referred_on, relief.paid_on))
        yield from of.numbers(relief.paid_proof)
    for help_given in HelpMeasure.objects.filter(matter__in=matters):
        yield from _people(help_given.who)
        yield from of.numbers(help_given.reference)
        yield from of.days(_given(help_given.begun_on, help_given.ended_on))


def _receptions(matters: QuerySet[Matter]) -> Iterator[Secret]:
    for booking in Booking.objects.filter(matter__in=matters).select_related("day"):
        yield from _people(booking.name)
        context = f"booking:{booking.public_id}:phone"
        yield from of.figures(_opened(booking.phone_sealed, context))
        yield from of.days([booking.day.on])


def _people(said: str) -> Iterator[Secret]:
    """Names in a line somebody wrote; what is no person's name is a unit."""
    for each in _BETWEEN.split(said):
        if is_person(each) and len(each) <= _LONGEST_NAME:
            yield from of.names(each)
        else:
            yield from of.organs(each)


def _given(*days: date | None) -> list[date]:
    return [day for day in days if day]


def _opened(sealed: Any, context: str) -> str:
    return str(settings.KEYRING.open(sealed, context=context)) if sealed else ""
