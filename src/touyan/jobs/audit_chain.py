"""`touyan audit verify` and `touyan audit anchor`."""

from __future__ import annotations

import sys
import time

from django.utils import timezone

from touyan.audit.actions import write_anchor
from touyan.audit.queries import read_anchors, rows_written
from touyan.audit.queries import verify as walk_chain
from touyan.kernel.errors import Refused


def verify() -> int:
    """Walk the log and say what was found; 1 when a row is broken."""
    total, began = rows_written(), time.monotonic()
    try:
        verdict = walk_chain(lambda walked: _progress(walked, total))
    except Refused as refusal:
        _say(str(refusal))
        return 1
    if sys.stdout.isatty():
        _say("\r", end="")
    seconds = time.monotonic() - began
    if verdict.whole:
        _say(f"The audit log is whole: {verdict.rows:,} rows walked, {verdict.anchors:,} anchors"
             f" met, {seconds:.1f} s.")  # fmt: skip
        return 0
    _say(f"The audit log is BROKEN at row {verdict.broken_at}: {verdict.reason}.")
    _say(f"{verdict.rows:,} rows were walked. Keep the database and its backups as they are, and"
         " compare this row with the newest backup.")  # fmt: skip
    return 1


def anchor() -> int:
    """Note the newest row's digest outside the database."""
    file = write_anchor(now=timezone.now())
    if file is None:
        _say("The audit log is empty: there is nothing to anchor yet.")
        return 0
    _say(f"Row {read_anchors()[-1].number:,} is noted in {file}. Keep copies of it elsewhere.")
    return 0


def _progress(walked: int, total: int) -> None:
    if sys.stdout.isatty():
        _say(f"\r{walked:,} of {total:,} rows", end="")


def _say(text: str, *, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()
