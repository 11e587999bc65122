"""Whom an old register complains of, matched to the people and offices the directory knows.

A register writes names; a wall needs to know whom it keeps out. A name of an officer of the very
office is taken to be that officer: a wall too many sends the petition upward, one too few lays it
on the desk of the person it complains of.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from touyan.intake.rules.entry import PetitionEntry, SubjectEntry
from touyan.organs.models import Organ, Person
from touyan.organs.queries import posts_in_force


def with_our_own(entry: PetitionEntry, *, organ: Organ, on: date) -> PetitionEntry:
    """The entry with officers and offices among those complained of made known."""
    if not entry.subjects:
        return entry
    return replace(
        entry, subjects=tuple(_known(subject, organ=organ, on=on) for subject in entry.subjects)
    )


def _known(subject: SubjectEntry, *, organ: Organ, on: date) -> SubjectEntry:
    office = (
        Organ.objects.filter(name=subject.unit_name, valid_to__isnull=True).first()
        if subject.unit_name
        else None
    )
    if subject.name:
        person = _officer(subject.name, office or organ, on=on)
        if person:
            return replace(subject, person_id=person.pk)
    return replace(subject, organ_id=office.pk) if office else subject


def _officer(name: str, office: Organ, *, on: date) -> Person | None:
    serving = posts_in_force(on=on).filter(organ=office, person__name=name)
    return Person.objects.filter(pk__in=serving.values("person")).first()
