"""Where the matters of a campaign stand at a moment, in one query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from touyan.campaigns.models import Batch, BatchEntry, Campaign, EntryMark
from touyan.campaigns.rules.standing import Figures
from touyan.campaigns.rules.terms import terms_of
from touyan.campaigns.rules.words import Mark, Step
from touyan.leadership.models import Charge
from touyan.matters.models import Act, Closing, Resolution
from touyan.matters.queries import visible
from touyan.organs.models import Organ
from touyan.organs.rules.access import Viewer

WORK = (
    "start_handling", "decide", "serve_answer", "hold_reception", "hold_hearing", "lead_read",
    "lead_meet", "lead_plan", "lead_preside", "lead_explain", "lead_relief",
)  # fmt: skip
"""Acts that show a matter being worked on."""
Entries = QuerySet[Any]
"""Entries of frozen lists, annotated with where their matters stand."""


def entries(
    campaign: Campaign,
    *,
    viewer: Viewer,
    as_of: datetime,
    batches: Iterable[Batch] | None = None,
    organ: Organ | None = None,
) -> Entries:
    """The matters of the campaign's frozen lists that the viewer may see, each with `step`, `led`,
    `surveyed`, `left` and `grade` as they stood at the moment `as_of`."""
    found = BatchEntry.objects.filter(batch__campaign=campaign, batch__frozen_at__lte=as_of)
    if batches is not None:
        found = found.filter(batch__in=batches)
    if organ is not None:
        found = found.filter(organ__path__startswith=organ.path)
    seen = found.filter(matter__in=visible(viewer=viewer))
    return _with_standing(seen, as_of, terms_of(campaign.terms).resolved_from)


def _with_standing(found: Entries, as_of: datetime, resolved_from: int) -> Entries:
    closed = _closed(as_of)
    said = _standing_proposals(as_of).order_by("-id").values("mark")[:1]
    grade = _resolution(as_of).values("then_grade")[:1]
    annotated: Entries = found.annotate(
        led=Exists(_charges(as_of)),
        surveyed=Exists(_marks(as_of, Mark.SURVEY)),
        left=Exists(_marks(as_of, Mark.LEAVE)),
        grade=Subquery(grade, output_field=IntegerField()),
        last_said=Subquery(said, output_field=TextField()),
    ).annotate(
        step=Case(
            When(Exists(closed) & Q(grade__gte=resolved_from), then=Value(Step.RESOLVED.value)),
            When(Exists(closed), then=Value(Step.CLOSED.value)),
            When(last_said=Mark.PROPOSE.value, then=Value(Step.PROPOSED.value)),
            When(Exists(_worked(as_of)), then=Value(Step.WORKING.value)),
            When(led=True, then=Value(Step.LED.value)),
            default=Value(Step.SURVEYED.value),
            output_field=TextField(),
        )
    )
    return annotated


def _closed(as_of: datetime) -> QuerySet[Closing]:
    """Closed since the list was frozen: what was closed before is why it is on the list."""
    still = Q(reopened_at__isnull=True) | Q(reopened_at__gt=as_of)
    return Closing.objects.filter(
        still, matter=OuterRef("matter"), at__lte=as_of, at__gte=OuterRef("batch__frozen_at")
    )


def _resolution(as_of: datetime) -> QuerySet[Any]:
    """Verified since the list was frozen and in force at the moment."""
    still = Q(ended_at__isnull=True) | Q(ended_at__gt=as_of)
    found = Resolution.objects.filter(
        still,
        matter=OuterRef("matter"),
        verified_at__lte=as_of,
        verified_at__gte=OuterRef("batch__frozen_at"),
    )
    before = When(grade=3, passed_at__gt=as_of, then=Value(2))
    graded: QuerySet[Any] = found.annotate(
        then_grade=Case(before, default=F("grade"), output_field=IntegerField())
    )
    return graded.order_by("-id")


def ended_resolutions(as_of: datetime) -> QuerySet[Resolution]:
    """Verified since the list was frozen and ended by the moment, by whomever."""
    return Resolution.objects.filter(
        matter=OuterRef("matter"),
        ended_at__lte=as_of,
        verified_at__gte=OuterRef("batch__frozen_at"),
    )


def _charges(as_of: datetime) -> QuerySet[Charge]:
    """A leader accepted and was in charge at some time since the list was frozen."""
    since = Q(ended_at__isnull=True) | Q(ended_at__gte=OuterRef("batch__frozen_at"))
    return Charge.objects.filter(
        since,
        matter=OuterRef("matter"),
        answered_at__lte=as_of,
        state__in=["accepted", "ended"],
    )


def _worked(as_of: datetime) -> QuerySet[Act]:
    return Act.objects.filter(
        matter=OuterRef("matter"),
        verb__in=WORK,
        at__lte=as_of,
        at__gte=OuterRef("batch__frozen_at"),
    )


def _marks(as_of: datetime, *marks: Mark) -> QuerySet[EntryMark]:
    return EntryMark.objects.filter(entry=OuterRef("pk"), mark__in=marks, at__lte=as_of)


def _standing_proposals(as_of: datetime) -> QuerySet[EntryMark]:
    """Proposals to close and their withdrawal, since the matter was last taken up again."""
    reopened = Closing.objects.filter(
        matter=OuterRef("entry__matter"), reopened_at__gt=OuterRef("at"), reopened_at__lte=as_of
    )
    return _marks(as_of, Mark.PROPOSE, Mark.WITHDRAW).exclude(Exists(reopened))


def figures_of(found: Entries) -> Figures:
    """The figures of annotated entries."""
    on_list = Q(left=False)
    closed = Q(step__in=[Step.CLOSED.value, Step.RESOLVED.value])
    counted = found.order_by().aggregate(
        total=Count("pk"),
        gone=Count("pk", filter=Q(left=True)),
        being_led=Count("pk", filter=on_list & Q(led=True)),
        were_closed=Count("pk", filter=on_list & closed),
        were_resolved=Count("pk", filter=on_list & Q(step=Step.RESOLVED.value)),
    )
    return Figures(*counted.values())


def columns(found: Entries) -> dict[Step, int]:
    """How many matters still on the list stand at each step."""
    rows = found.filter(left=False).order_by().values("step").annotate(number=Count("pk"))
    numbers = dict(rows.values_list("step", "number"))
    return {step: numbers.get(step.value, 0) for step in Step}


def standings(
    campaign: Campaign, *, organ: Organ, viewer: Viewer, now: datetime
) -> list[dict[str, Any]]:
    """Each matter of an office and those beneath it, as a report keeps it."""
    found = entries(campaign, viewer=viewer, as_of=now, organ=organ)
    rows = found.order_by("batch__number", "ordinal").values(
        "step", "left", "led", "grade", "organ_id",
        public=F("matter__public_id"), number=F("matter__number"),
        title=F("matter__title"), batch_number=F("batch__number"),
    )  # fmt: skip
    return [
        {
            "matter": str(row["public"]), "number": row["number"], "title": row["title"],
            "organ": row["organ_id"], "batch": row["batch_number"], "step": row["step"],
            "left": row["left"], "led": row["led"], "grade": row["grade"],
        }
        for row in rows
    ]  # fmt: skip
