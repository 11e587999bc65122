"""The figures following the ledger, and `touyan figures rebuild|drift`."""

from __future__ import annotations

import sys
import time

from django.utils import timezone
from procrastinate.contrib.django import app

from touyan.statistics.actions.following import drift, follow, rebuild
from touyan.statistics.actions.reports import draft_due


@app.periodic(cron="* * * * *")
@app.task(name="touyan.follow_figures", queue="figures", queueing_lock="touyan.follow_figures")
def follow_figures(timestamp: int) -> None:
    """Count anew what was touched in the minute before; what was never counted, all of it."""
    follow(now=timezone.now())


@app.periodic(cron="50 1 * * 0")
@app.task(name="touyan.compare_figures", queue="figures", queueing_lock="touyan.compare_figures")
def compare_figures(timestamp: int) -> None:
    """Prove every figure against the register; the page of the comparison tells what differs."""
    drift(now=timezone.now())


@app.periodic(cron="35 5 * * *")
@app.task(
    name="touyan.draft_statistical_reports", queue="figures",
    queueing_lock="touyan.draft_statistical_reports",
)  # fmt: skip
def draft_statistical_reports(timestamp: int) -> None:
    """Draw up what offices above ask for, the night after a period ended."""
    follow(now=timezone.now())
    draft_due(now=timezone.now())


def count_everything() -> int:
    """Count every matter and petition anew, saying how far it is."""
    began = time.monotonic()
    rebuild(now=timezone.now(), progress=_progress)
    _say(f"\rEvery figure is counted anew: {time.monotonic() - began:.0f} s.")
    return 0


def compare() -> int:
    """Compare the figures with the ledger; 1 where they differ."""
    found = drift(now=timezone.now(), progress=_progress)
    if not found:
        _say("\rThe figures agree with the ledger.")
        return 0
    _say("\rThe figures DIFFER from the ledger:")
    for element, number in found.items():
        _say(f"  {element}: {number:,}")
    _say("Bring them into line with: touyan figures rebuild")
    return 1


def _progress(done: int, total: int) -> None:
    if sys.stdout.isatty():
        _say(f"\r{done:,} of {total:,}", end="")


def _say(text: str, *, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()
