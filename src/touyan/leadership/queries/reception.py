"""Reception days, and their call lists. A booking is hidden with its matter."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields import IntegerField
from django.db.models.functions import Cast

from touyan.deadlines.rules.clock_rule import LEGAL_TIME, legal_day
from touyan.intake.models import Petition, Wall
from touyan.intake.queries import visible_petitions, walls_against
from touyan.kernel.errors import NotVisible
from touyan.leadership.models import Booking, Charge, ReceptionDay, ReceptionRecord
from touyan.leadership.queries.charges import absences_on, stands_in
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.dated import DatedRule, parameter
from touyan.leadership.rules.dated import in_force as in_force_rules
from touyan.leadership.rules.reception import (
    AHEAD,
    NOON,
    RECEPTION,
    BookingState,
    DayKind,
    YearOfOffice,
    asked_of,
    notice_days,
)
from touyan.leadership.rules.words import ChargeState
from touyan.matters.models import Matter
from touyan.matters.queries import visible
from touyan.organs.models import Account, Organ
from touyan.organs.queries import in_force, viewer_of
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import LEADERS


def reception_organs(viewer: Viewer) -> list[int]:
    """The offices whose receptions the viewer looks after."""
    return sorted({grant.organ_id for grant in viewer.grants if grant.role in RECEPTION})


def days_between(first: date, last: date, *, viewer: Viewer) -> QuerySet[ReceptionDay]:
    """The reception days of the viewer's offices, in order, with how many places are booked."""
    alive = seen_bookings(viewer, "bookings__") & _kept("bookings__")
    return (
        ReceptionDay.objects.filter(organ__in=reception_organs(viewer), on__range=(first, last))
        .select_related("organ", "leader__person")
        .annotate(booked=Count("bookings", filter=alive))
        .order_by("on", "starts", "id")
    )


def _kept(before: str = "") -> Q:
    return ~Q(**{f"{before}state": BookingState.CANCELLED})


def seen_bookings(viewer: Viewer, before: str = "") -> Q:
    """What the viewer may know of: bookings on nobody's matter or on one in sight."""
    matter, petition = f"{before}matter", f"{before}petition"
    return (Q(**{f"{matter}__isnull": True}) | Q(**{f"{matter}__in": visible(viewer=viewer)})) & (
        Q(**{f"{petition}__isnull": True})
        | Q(**{f"{petition}__in": visible_petitions(viewer=viewer)})
    )


def day_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> ReceptionDay:
    """One day of the viewer's offices."""
    found = ReceptionDay.objects.filter(organ__in=reception_organs(viewer), public_id=public_id)
    day = found.select_related("organ", "leader__person", "planned_by__person").first()
    if day is None:
        raise NotVisible
    return day


def bookings_of(day: ReceptionDay, *, viewer: Viewer) -> QuerySet[Booking]:
    """The call list of a day the caller has found visible."""
    found = Booking.objects.filter(seen_bookings(viewer), day=day)
    return found.select_related("matter", "petition", "made_by__person").order_by("slot", "id")


def twice_on(bookings: Iterable[Booking]) -> dict[int, list[int]]:
    """Places of a call list held by the same name with the same telephone number, by booking: the
    other places. Numbers are compared, never shown."""
    by_name: dict[str, list[Booking]] = {}
    for one in bookings:
        if one.state not in (BookingState.CANCELLED, BookingState.ABSENT):
            by_name.setdefault(one.name, []).append(one)
    found = {}
    for group in (rows for rows in by_name.values() if len(rows) > 1):
        numbers = {one.pk: phone_of(one) for one in group}
        for one in group:
            others = [
                two.slot
                for two in group
                if two is not one and numbers[two.pk] and numbers[two.pk] == numbers[one.pk]
            ]
            if others:
                found[one.pk] = others
    return found


def booking_by_public_id(public_id: uuid.UUID, *, viewer: Viewer) -> Booking:
    """One booking on a day of the viewer's offices."""
    found = Booking.objects.filter(
        seen_bookings(viewer), day__organ__in=reception_organs(viewer), public_id=public_id
    )
    booking = found.select_related(
        "day__organ", "day__leader__person", "matter__organ", "petition", "made_by__person"
    ).first()
    if booking is None:
        raise NotVisible
    return booking


def booked_too(booking: Booking, *, viewer: Viewer) -> list[Booking]:
    """Other places of the same person, by name and telephone number, at the same office on the
    same or a neighbouring day: perhaps a mistake, perhaps not."""
    number, near = phone_of(booking), timedelta(days=1)
    if not number:
        return []
    named = Booking.objects.filter(
        seen_bookings(viewer), name=booking.name, day__organ=booking.day.organ_id,
        day__on__range=(booking.day.on - near, booking.day.on + near),
    )  # fmt: skip
    found = named.exclude(state__in=[BookingState.CANCELLED, BookingState.ABSENT])
    others = found.exclude(pk=booking.pk).select_related("day__leader__person")
    return [one for one in others.order_by("day__on", "slot") if phone_of(one) == number]


def matters_of_visits(days: Iterable[ReceptionDay], *, viewer: Viewer) -> dict[int, list[Matter]]:
    """The matters with which a leader goes to the petitioners, by day; none of one out of sight."""
    visits = [day.pk for day in days if day.kind == DayKind.VISIT]
    if not visits:
        return {}
    kept = Booking.objects.filter(seen_bookings(viewer), _kept(), matter__isnull=False)
    found: dict[int, list[Matter]] = {}
    for one in kept.filter(day__in=visits).select_related("matter").order_by("slot"):
        matters = found.setdefault(one.day_id, [])
        if one.matter and one.matter not in matters:
            matters.append(one.matter)
    return found


def phone_of(booking: Booking) -> str:
    """The telephone number opened. The caller records the disclosure."""
    if not booking.phone_sealed:
        return ""
    context = f"booking:{booking.public_id}:phone"
    return str(settings.KEYRING.open(booking.phone_sealed, context=context))


def records_of(booking: Booking) -> QuerySet[ReceptionRecord]:
    """The record and its corrections, the first one first."""
    found = ReceptionRecord.objects.filter(booking=booking)
    return found.select_related("received_by__person", "written_by__person").order_by("id")


def receptions_on(matter: Matter, *, viewer: Viewer) -> QuerySet[Booking]:
    """Receptions about a matter the caller has found visible, at the viewer's offices, the newest
    first."""
    found = Booking.objects.filter(
        seen_bookings(viewer), _kept(), matter=matter, day__organ__in=reception_organs(viewer)
    )
    return found.select_related("day__leader__person").order_by("-day__on", "-id")


def kept_out(
    leader: Account, *, matter: Matter | None, petition: Petition | None, now: datetime
) -> bool:
    """Whether a wall of the matter or petition keeps the leader from this petitioner."""
    walls = walls_against(viewer_of(leader, now=now))
    around = Q(pk__in=[])
    if matter:
        around |= Q(petition__belonging__matter=matter)
    if petition:
        around |= Q(petition=petition)
    return bool(Wall.objects.filter(around, pk__in=walls.values("pk")).exists())


def charge_held(matter: Matter, *, on: date) -> Charge | None:
    """The accepted charge a reception on that day can be an act of."""
    charge = Charge.objects.filter(matter=matter, state=ChargeState.ACCEPTED).first()
    return charge if charge and legal_day(charge.named_at) <= on else None


def to_confirm(*, viewer: Viewer, now: datetime) -> QuerySet[Booking]:
    """Receptions the viewer held, written down by somebody else: the leader in charge, or the
    deputy standing in today, confirms them before they prove an act of the charge."""
    away = absences_on(legal_day(now)).filter(
        deputy_id=viewer.account_id, leader=OuterRef("leader"), organ=OuterRef("organ")
    )
    charge = Charge.objects.filter(
        Q(leader_id=viewer.account_id) | Exists(away),
        matter=OuterRef("matter"), state=ChargeState.ACCEPTED,
        named_at__date__lte=OuterRef("day__on"),
    )  # fmt: skip
    last = ReceptionRecord.objects.filter(booking=OuterRef("pk")).order_by("-pk")
    return (
        Booking.objects.filter(
            seen_bookings(viewer), Exists(charge), state=BookingState.RECEIVED, deed__isnull=True
        )
        .alias(receiver=Subquery(last.values("received_by")[:1]))
        .filter(receiver=viewer.account_id)
        .select_related("day", "matter")
        .order_by("day__on", "id")
    )


def days_ahead(organ: Organ, *, on: date) -> int:
    """How long before a day its notice is to be public."""
    rule = parameter(rules_now(), family="reception", code="T2", day=on, region=organ.code)
    return notice_days(rule)


def years_of(organs: Iterable[Organ], *, year: int, today: date) -> dict[int, YearOfOffice]:
    """Half-days of each office in a year: received by its chief and by others, as the records
    say, and planned for the chief."""
    organs = list(organs)
    rules, day = rules_now(), min(today, date(year, 12, 31))
    held, planned = _held(organs, year), _planned(organs, year, today)
    years = {}
    for organ in organs:
        rule = parameter(rules, family="reception", code="T1", day=day, region=organ.code)
        years[organ.pk] = YearOfOffice(
            held=held[organ.pk, True],
            planned=planned.get(organ.pk, 0),
            asked=asked_of(rule, level=organ.level),
            by_others=held[organ.pk, False],
        )
    return years


def _held(organs: list[Organ], year: int) -> Counter[tuple[int, bool]]:
    """Half-days in which somebody was received, by office and whether its chief received: what was
    planned and left no record counts for nothing."""
    kept = ReceptionRecord.objects.filter(
        booking__day__organ__in=organs, booking__day__on__year=year
    )
    rows = (
        kept.filter(~Exists(ReceptionRecord.objects.filter(corrects=OuterRef("pk"))))
        .annotate(chief=Exists(_chief_then()), morning=Q(began__lt=NOON))
        .values_list("booking__day__organ_id", "chief", "booking__day__on", "received_by_id",
                     "morning")
        .distinct()
    )  # fmt: skip
    return Counter((organ, chief) for organ, chief, *_half in rows)


def _chief_then() -> QuerySet[ReceptionDay]:
    """Days of the chief whose leader received: the title was noted when the day was planned."""
    day = OuterRef("booking__day")
    return ReceptionDay.objects.filter(
        Q(pk=day) | Q(organ=OuterRef("booking__day__organ"), on=OuterRef("booking__day__on")),
        leader=OuterRef("received_by"), by_chief=True,
    )  # fmt: skip


def _planned(organs: list[Organ], year: int, today: date) -> dict[int, int]:
    """Half-days the chief is still to hold."""
    halves = Cast("morning", IntegerField()) + Cast("afternoon", IntegerField())
    days = ReceptionDay.objects.filter(
        ~Exists(ReceptionRecord.objects.filter(booking__day=OuterRef("pk"))),
        organ__in=organs, by_chief=True, on__year=year, on__gte=today, cancelled_at__isnull=True,
    )  # fmt: skip
    return dict(days.values_list("organ_id").annotate(number=Sum(halves)))


def unrecorded(*, viewer: Viewer, now: datetime) -> QuerySet[Booking]:
    """People still on the list of a day that is over, of whom nothing was noted: those of the
    viewer's offices, or only of the viewer's own days where the viewer only receives."""
    today, clock = legal_day(now), now.astimezone(LEGAL_TIME).time()
    over = Q(day__on__lt=today) | Q(day__on=today, day__ends__lte=clock)
    found = Booking.objects.filter(
        seen_bookings(viewer), over, state__in=AHEAD, day__organ__in=reception_organs(viewer)
    )
    if viewer.roles <= LEADERS:
        found = found.filter(day__leader=viewer.account_id)
    return found.select_related("day__leader__person").order_by("day__on", "slot", "id")


def matter_by_number(number: str, *, viewer: Viewer) -> Matter | None:
    """The matter of a number, if the viewer may know of it."""
    return visible(viewer=viewer).filter(number=number).first()


def confirms(
    viewer: Viewer, booking: Booking, record: ReceptionRecord | None, *, now: datetime
) -> Charge | None:
    """The charge whose act the record proves once the viewer, who received, confirms it: the
    viewer's own, or that of the leader the viewer stands in for."""
    if record is None or booking.deed_id or booking.matter is None:
        return None
    charge = charge_held(booking.matter, on=booking.day.on)
    if charge is None or record.received_by_id != viewer.account_id:
        return None
    mine = charge.leader_id == viewer.account_id
    return charge if mine or stands_in(viewer.account_id, charge, on=legal_day(now)) else None


def offices_counted(*, viewer: Viewer, on: date) -> QuerySet[Organ]:
    """The viewer's offices and those right beneath them, in the order of the directory."""
    own = reception_organs(viewer)
    found = Organ.objects.filter(in_force(on), Q(pk__in=own) | Q(parent__in=own))
    return found.order_by("level", "code")


def reception_rule(*, on: date) -> DatedRule | None:
    """What a year asks of chiefs, as it is in force."""
    found = in_force_rules(rules_now(), family="reception", day=on)
    return next((rule for rule in found if rule.code == "T1"), None)
