"""Many matters on a frozen list, entered directly: for figures, columns and query counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.database.campaigns.campaigning import Drive

from touyan.campaigns.models import Batch, BatchEntry, Campaign, Candidate, EntryMark
from touyan.intake.rules.words import Kind
from touyan.leadership.models import Charge
from touyan.matters.models import Act, Closing, Matter, Resolution
from touyan.organs.models import Organ

PLOTS = ("surveyed", "led", "working", "proposed", "closed", "resolved", "left")


def crowd(
    drive: Drive, campaign: Campaign, *, number: int, plots: tuple[str, ...] = PLOTS
) -> Batch:
    """A frozen batch whose matters stand at every step in turn."""
    story = drive.story
    organ = Organ.objects.get(pk=campaign.organ_id)
    start, year = story.now, 2026 + campaign.batches.count()
    matters = Matter.objects.bulk_create(
        Matter(
            number=f"事{organ.code}-{year}-{n:06d}", organ=organ, first_organ=organ,
            kind=Kind.CRIMINAL_PETITION, title="不服故意伤害案刑事判决", petitioner_names="吴某",
            stage="handling", received_on=date(2020, 1, 1) + timedelta(days=n % 2400),
            opened_at=start, changed_at=start,
        )
        for n in range(number)
    )  # fmt: skip
    batch = Batch.objects.create(
        campaign=campaign, number=campaign.batches.count() + 1, prepared_at=start,
        due_on=date(2027, 6, 30), frozen_at=start, size=number, digest="0" * 64,
    )  # fmt: skip
    found = Candidate.objects.bulk_create(
        Candidate(campaign=campaign, matter=m, source="rule", organ=organ, put_at=start,
                  outcome="accepted", decision="符合", decided_at=start, batch=batch)
        for m in matters
    )  # fmt: skip
    entries = BatchEntry.objects.bulk_create(
        BatchEntry(batch=batch, matter=one.matter, ordinal=n, organ=organ, candidate=one)
        for n, one in enumerate(found, 1)
    )
    story.later(hours=1)
    _happened(drive, [(entry, plots[n % len(plots)]) for n, entry in enumerate(entries)])
    story.later(hours=1)
    return batch


def _happened(drive: Drive, told: list[tuple[BatchEntry, str]]) -> None:
    """What brings a matter to its step, as rows."""
    cast, at = drive.story.cast, drive.story.now
    later = ("led", "working", "proposed", "closed", "resolved")
    Charge.objects.bulk_create(
        Charge(matter=e.matter, organ=e.organ, leader=cast.zhao, named_at=at, answered_at=at,
               state="accepted")
        for e, plot in told if plot in later
    )  # fmt: skip
    Act.objects.bulk_create(
        Act(matter=e.matter, verb="start_handling", at=at, happened_on=at.date(), organ=e.organ,
            detail={})
        for e, plot in told if plot in later[1:]
    )  # fmt: skip
    marks = {"proposed": "propose", "left": "leave"}
    EntryMark.objects.bulk_create(
        EntryMark(entry=e, mark=marks[plot], reason="情况属实", by=cast.li, at=at)
        for e, plot in told if plot in marks
    )  # fmt: skip
    Closing.objects.bulk_create(
        Closing(matter=e.matter, on=at.date(), at=at, report="已答复")
        for e, plot in told if plot in ("closed", "resolved")
    )  # fmt: skip
    Resolution.objects.bulk_create(_resolved(e, cast, at) for e, plot in told if plot == "resolved")


def _resolved(entry: BatchEntry, cast: Any, at: Any) -> Resolution:
    return Resolution(
        matter=entry.matter, grade=2, state="verified", proposed_by=cast.li, proposed_at=at,
        verified_by=cast.he, verified_at=at, contact={"how": "telephone"}, on=at.date(),
        window_until=at.date() + timedelta(days=180),
    )  # fmt: skip
