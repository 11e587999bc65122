"""What petitioners were promised. A promise is hidden with its matter, or with its booking."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from touyan.kernel.errors import NotVisible
from touyan.leadership.models import Promise, ReceptionRecord
from touyan.leadership.queries.reception import seen_bookings
from touyan.leadership.rules.promises import SPEAKERS
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ
from touyan.organs.queries.viewers import grants_in_force
from touyan.organs.rules.access import Viewer


def promises_in_sight(*, viewer: Viewer) -> QuerySet[Promise]:
    """Promises the viewer's offices made, and those the viewer is to keep."""
    offices = [grant.organ_id for grant in viewer.grants]
    own = Q(matter__organ__in=offices) | Q(matter=None, booking__day__organ__in=offices)
    on_matter = Q(matter__in=visible(viewer=viewer))
    to_visitor = Q(matter=None) & seen_bookings(viewer, "booking__")
    return (
        Promise.objects.filter(own | Q(owner=viewer.account_id), on_matter | to_visitor)
        .select_related("matter__organ", "booking__day__organ", "owner__person", "kept_by__person")
        .order_by("due_on", "id")
    )


def promise_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Promise:
    """One promise the viewer may know of."""
    promise = promises_in_sight(viewer=viewer).filter(public_id=public_id).first()
    if promise is None:
        raise NotVisible
    return promise


def promises_at(record: ReceptionRecord) -> QuerySet[Promise]:
    """What was promised with this record; before 2026-12 only the moment tells."""
    there = Q(booking=record.booking_id)
    if record.booking.matter_id:
        there |= Q(booking=None, matter=record.booking.matter_id)
    found = Promise.objects.filter(there, at=record.at)
    return found.select_related("owner__person").order_by("id")


def promises_of(matter: Matter) -> QuerySet[Promise]:
    """What the office promised in a matter the caller has found visible, open ones first."""
    found = Promise.objects.filter(matter=matter).select_related("owner__person", "made_by__person")
    return found.order_by("kept_on", "due_on", "id")


def promise_owners(organ: Organ | int, *, on: date) -> QuerySet[Account]:
    """Who may be given a promise to keep: the people of an office who speak for it."""
    held = grants_in_force(on).filter(role__in=SPEAKERS, post__organ=organ)
    found = Account.objects.filter(person__in=held.values("person"), is_active=True)
    return found.select_related("person").order_by("person__name_pinyin", "pk")
