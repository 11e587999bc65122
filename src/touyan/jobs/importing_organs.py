"""`touyan import organs FILE`: an office's own tree from a spreadsheet."""

from __future__ import annotations

import sys
from pathlib import Path

from django.utils import timezone

from touyan.attachments.rules.content import inspect
from touyan.attachments.rules.limits import MEGABYTE, Limits
from touyan.kernel.errors import NotVisible, Refused
from touyan.organs.actions import import_tree
from touyan.organs.queries import (
    Account,
    Organ,
    TreePlan,
    account_by_username,
    current_posts,
    organ_by_code,
    plan_tree,
)
from touyan.organs.rules.tree_file import Sheet, read_workbook, write_problems

LIMITS = Limits(file_bytes=10 * MEGABYTE)


def run(path: str, organ_code: str, by_username: str, dry_run: bool, rejected_path: str) -> int:
    """Read the file, say what every row means, and enter what can be entered; 0 when all can."""
    file, now = Path(path), timezone.now()
    try:
        account = account_by_username(by_username)
        organ = _organ(organ_code, account)
        sheet = _sheet(file)
        plan = plan_tree(organ=organ, sheet=sheet, on=timezone.localdate(now))
        _report(organ, sheet, plan)
        if not dry_run:
            done = import_tree(organ=organ, file_name=file.name, sheet=sheet, by=account, now=now)
            _say(f"Entered as import {done.pk}: {done.accepted} of {done.rows} rows accepted.")
        else:
            _say("Nothing was changed: this was a trial (--dry-run).")
    except NotVisible:
        _say("There is no such person or office. Check --by and --organ.")
        return 2
    except Refused as refusal:
        _say(f"Not imported: {refusal}")
        return 2
    return _rejected(plan, sheet, rejected_path)


def _organ(code: str, account: Account) -> Organ:
    if code:
        return organ_by_code(code)
    post = current_posts(account=account, now=timezone.now()).first()
    if post is None:
        raise NotVisible
    return post.organ


def _sheet(file: Path) -> Sheet:
    with file.open("rb") as stream:
        inspect(name=file.name, stream=stream, size=file.stat().st_size, limits=LIMITS)
        stream.seek(0)
        return read_workbook(stream)


def _report(organ: Organ, sheet: Sheet, plan: TreePlan) -> None:
    reading = plan.reading
    _say(f"{organ.name} ({organ.code}): {len(sheet.records)} rows")
    _say(f"  {len(reading.matched):>6} known offices")
    _say(f"  {len(plan.short_names):>6} of them with a new short name")
    _say(f"  {len(reading.new):>6} new offices")
    _say(f"  {len(reading.rejected_rows):>6} rows kept out")
    if sheet.unused_columns:
        _say(f"  columns not used: {', '.join(sheet.unused_columns)}")
    for found in reading.new:
        _say(f"  row {found.row:>4}  new: {found.organ.name}, code {found.organ.code}")
    for problem in reading.problems:
        kind = "note" if problem.is_note else "kept out"
        _say(f"  row {problem.row:>4}  {kind}, {problem.field}: {problem.reason} {problem.cure}")


def _rejected(plan: TreePlan, sheet: Sheet, path: str) -> int:
    problems = plan.reading.problems
    if path and problems:
        Path(path).write_bytes(write_problems(problems, sheet=sheet, words=str))
        _say(f"What is to be corrected is in {path}.")
    return 1 if plan.reading.rejected_rows else 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
