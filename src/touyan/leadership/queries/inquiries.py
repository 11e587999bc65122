"""Who asked after matters: every inquiry noted, month by month, for those who answer for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from touyan.leadership.models import Inquiry as Inquiry
from touyan.matters.queries import visible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer
from touyan.organs.rules.roles import Role


@dataclass(frozen=True)
class Month:
    """A month by its first day."""

    first: date

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> Month:
        return Month((self.first + timedelta(days=32)).replace(day=1))

    @property
    def former(self) -> Month:
        return Month((self.first - timedelta(days=1)).replace(day=1))


def month_of(text: str, *, today: date) -> Month:
    """The month typed as 2026-11, or this one where nothing sensible is typed."""
    year, _dash, month = text.partition("-")
    plain = len(year) == 4 and (year + month).isdecimal()
    if plain and 1 <= int(month or 0) <= 12 and int(year) >= 1949:
        return Month(date(int(year), int(month), 1))
    return Month(today.replace(day=1))


def offices_asked_about(roles: Collection[Role], *, viewer: Viewer) -> QuerySet[Organ]:
    """The offices in which the viewer holds one of the roles: their own, none beneath."""
    own = {grant.organ_id for grant in viewer.grants if grant.role in roles}
    return Organ.objects.filter(pk__in=own).order_by("code")


def inquiries_in(month: Month, *, organs: Collection[Organ], viewer: Viewer) -> QuerySet[Inquiry]:
    """The inquiries of a month about matters these offices handle, the earliest first."""
    return (
        Inquiry.objects.filter(matter__organ__in=organs, on__range=(month.first, month.last))
        .filter(matter__in=visible(viewer=viewer))
        .select_related("matter", "noted_by__person")
        .order_by("on", "id")
    )


def summary_of(found: QuerySet[Inquiry]) -> dict[str, int]:
    """How many inquiries, about how many matters, and how many were left unanswered."""
    return found.order_by().aggregate(
        inquiries=Count("pk"),
        matters=Count("matter", distinct=True),
        unanswered=Count("pk", filter=Q(answered="")),
    )
