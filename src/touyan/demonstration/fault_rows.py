"""Slips of the pen in the register, for the list of what is wrong in it to show. Petitions entered
late or without their demands come with `writing.py`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from touyan.campaigns.models import BatchEntry
from touyan.matters.models import Act, Closing, Matter

LOST = "移交纸质卷宗时漏录"


def plant_faults(organs: Collection[int], *, now: datetime) -> None:
    """An assignment dated before the receipt, a closing dated before the acceptance, one without
    the decision its ending demands, one without its answer; the first matters in which each can
    be, none of them on a list of a campaign."""
    again = (
        Act.objects.filter(verb="assign", matter__stage="handling", matter__organ__in=organs)
        .select_related("matter")
        .order_by("pk")
        .first()
    )
    if again:
        day = again.matter.received_on - timedelta(days=7)
        _enter(again.matter, "assign", like=again, on=day, now=now, reason="补录分案，日期误填")
    on_lists = BatchEntry.objects.filter(matter=OuterRef("matter"))
    accepted = Act.objects.filter(
        ~Exists(on_lists), verb="accept", matter__stage="closed", matter__organ__in=organs,
    ).select_related("matter").order_by("pk")  # fmt: skip
    for like, fault in zip(accepted[:3], (_closed_early, _undecided, _unanswered), strict=False):
        fault(like, now)


def _closed_early(like: Act, now: datetime) -> None:
    closing = Closing.objects.filter(matter=like.matter, reopened_at=None)
    closing.update(on=like.happened_on - timedelta(days=1))


def _undecided(like: Act, now: datetime) -> None:
    """Taken up once more and closed again, with nothing on record between."""
    _again(like, (), now)


def _unanswered(like: Act, now: datetime) -> None:
    _again(like, ("decide",), now)


def _again(like: Act, between: tuple[str, ...], now: datetime) -> None:
    Closing.objects.filter(matter=like.matter, reopened_at=None).update(reopened_at=now)
    for verb in ("reopen", *between, "close"):
        _enter(like.matter, verb, like=like, on=now.date(), now=now, reason=LOST)
    Closing.objects.create(matter=like.matter, on=now.date(), at=now, by=like.by, report=LOST)


def _enter(
    matter: Matter, verb: str, *, like: Act, on: date, now: datetime, reason: str
) -> None:  # fmt: skip
    Act.objects.create(
        matter=matter, verb=verb, at=now, by=like.by, organ=like.organ, happened_on=on,
        legal_basis=like.legal_basis, detail=like.detail if verb == like.verb else {},
        reason=reason,
    )  # fmt: skip
