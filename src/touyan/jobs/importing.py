"""`touyan import register` and `touyan import organs`: a spreadsheet from the command line."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from touyan.intake.rules.import_columns import (
    FIELD_NAMES,
    ColumnMap,
    from_record,
    suggest,
    unknown_heads,
)
from touyan.intake.rules.import_words import read_channel, read_kind
from touyan.jobs import importing_organs
from touyan.kernel.errors import Invalid, NotVisible, Refused
from touyan.kernel.messages import Message
from touyan.linkage.rules.words import RELATION_NAMES, Relation
from touyan.organs.queries import Account, Organ, account_by_username, organ_by_code
from touyan.workflows.import_register.beginning import (
    FileFromDisk,
    begin,
    go_on,
    kept_mapping,
    may_import,
    send,
    unfinished_run,
)
from touyan.workflows.import_register.queries import (
    ImportRun,
    counts_of,
    failure_of,
    late_clocks,
    proposed_counts,
)
from touyan.workflows.import_register.rejected import rejected_workbook
from touyan.workflows.import_register.running import carry_on

WIDTH = 30
INTERRUPTED = 130
"""What a shell expects of a command stopped by Ctrl-C."""


def import_organs(arguments: argparse.Namespace) -> int:
    """An office's own tree."""
    return importing_organs.run(
        arguments.file, arguments.organ, arguments.by, arguments.dry_run, arguments.rejected
    )


def import_register(arguments: argparse.Namespace) -> int:
    """An office's old register; 0 when every row is in, 1 when some have to be corrected."""
    with translation.override(language()):
        try:
            return _import(arguments)
        except KeyboardInterrupt:
            _end_line()
            _say(_("Stopped. What is registered stays; the same command carries on."))
            return INTERRUPTED
        except NotVisible:
            _say(_("There is no such person or office. Check --by and --organ."))
        except Invalid as invalid:
            for problem in invalid.problems:
                _say(f"{_words(problem.reason)} {_words(problem.cure or '')}")
        except Refused as refusal:
            cure = getattr(refusal, "cure", "")
            _say(_("Not imported: %(reason)s") % {"reason": _words(refusal.message)} + _after(cure))
    return 2


def language() -> str:
    """English where the environment asks for it, else Chinese, the register's own language."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, names), "").startswith("en") else "zh-hans"


def _import(arguments: argparse.Namespace) -> int:
    began, file = time.monotonic(), Path(arguments.file)
    by, organ = account_by_username(arguments.by), organ_by_code(arguments.organ)
    may_import(organ=organ, by=by, now=timezone.now())
    run = _run(arguments, file, organ=organ, by=by)
    run = carry_on(run.public_id, clock=timezone.now, tell=_progress)
    _end_line()
    _report(run, seconds=time.monotonic() - began)
    return _hand_back(run, arguments.rejected, by=by)


def _run(arguments: argparse.Namespace, file: Path, *, organ: Organ, by: Account) -> ImportRun:
    """The run left unfinished by this very file with these very columns, or a new one."""
    digest = hashlib.sha256(file.read_bytes()).digest()
    held = None if arguments.dry_run else unfinished_run(sha256=digest, organ=organ, by=by)
    if held and _options(arguments, organ, held.heads).as_record() == held.mapping:
        begun = f"{timezone.localtime(held.started_at):%F %H:%M}"
        _say(_("Carrying on the import begun on %(begun)s.") % {"begun": begun})
        if held.state in ("checked", "cancelled", "failed"):
            held = go_on(public_id=held.public_id, by=by, now=timezone.now(), defer=False)
        return held
    run = begin(upload=FileFromDisk(file), organ=organ, by=by, now=timezone.now())
    mapping = _options(arguments, organ, run.heads)
    for head, meant in mapping.columns.items():
        _say(f"  {head} → {gettext(FIELD_NAMES[meant])}")
    if unknown := unknown_heads(run.heads, mapping.columns):
        _say("  " + _("not taken in: %(columns)s") % {"columns": ", ".join(unknown)})
    return send(
        public_id=run.public_id,
        mapping=mapping,
        dry_run=arguments.dry_run,
        by=by,
        now=timezone.now(),
        defer=False,
    )


def _options(arguments: argparse.Namespace, organ: Organ, heads: list[str]) -> ColumnMap:
    kept = kept_mapping(arguments.mapping, organ=organ) if arguments.mapping else None
    mapping = replace(kept or from_record({}), columns=suggest(heads, kept))
    if arguments.channel:
        mapping = replace(mapping, channel=read_channel(arguments.channel))
    if arguments.kind:
        mapping = replace(mapping, kind=read_kind(arguments.kind))
    if arguments.register:
        mapping = replace(mapping, register=arguments.register)
    if arguments.without_impossible_answers:
        mapping = replace(mapping, without_impossible_answers=True)
    return mapping


def _progress(run: ImportRun) -> None:
    if run.state == "reading":
        line = _("Rows read: %(rows)s") % {"rows": f"{run.done:,}"}
    else:
        filled = WIDTH * run.done // max(run.total, 1)
        line = _("Registering: %(done)s of %(total)s") % {
            "done": f"{run.done:,}", "total": f"{run.total:,}"}  # fmt: skip
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}]"
        line = f"{line} {bar} {run.done * 100 // max(run.total, 1)} %"
    if sys.stdout.isatty():
        _say(f"\r{line}", end="")
    elif run.done % 500 < 20:
        _say(line)


def _end_line() -> None:
    if sys.stdout.isatty():
        _say("")


def _report(run: ImportRun, *, seconds: float) -> None:
    counts = counts_of(run)
    rows, took = f"{sum(counts.values()):,}", f"{seconds:.1f}"
    _say(_("%(office)s: rows read: %(rows)s, seconds: %(seconds)s")
         % {"office": run.organ.name, "rows": rows, "seconds": took})  # fmt: skip
    if failure := failure_of(run):
        _say("  " + _("Stopped: %(reason)s") % {"reason": _words(failure)})
    _count(counts["registered"], _("Registered"))
    if counts["ready"]:
        _count(counts["ready"], _("Sound, not registered"))
    _count(counts["known"], _("Already in the register"))
    _count(counts["rejected"], _("Rejected"))
    for relation, number in proposed_counts(run).items():
        name = _words(Message(RELATION_NAMES[Relation(relation)]))
        _count(number, _("proposed as: %(relation)s") % {"relation": name})
    for code, (late, number) in late_clocks(run).items():
        said = _("%(late)s late of %(all)s") % {"late": f"{late:,}", "all": f"{number:,}"}
        _say(f"  {code} {said}")
    if run.dry_run:
        _say(_("Nothing was registered: this was a trial (--dry-run)."))


def _count(number: int, name: str) -> None:
    _say(f"  {number:>7,}  {name}")


def _hand_back(run: ImportRun, path: str, *, by: Account) -> int:
    if run.state == "failed":
        return 2
    if not counts_of(run)["rejected"]:
        return 0
    if path:
        Path(path).write_bytes(rejected_workbook(run, by=by, now=timezone.now(), translate=_words))
        _say(_("What is to be corrected is in %(file)s.") % {"file": path})
    else:
        _say(_("Name a file with --rejected to have the rejected rows with their reasons."))
    return 1


def _after(cure: object) -> str:
    return f" {words}" if (words := _words(cure)) else ""


def _words(text: object) -> str:
    """A sentence in the language of the terminal."""
    if not isinstance(text, Message) or not text.text:
        return str(text) if text and not isinstance(text, Message) else ""
    translated = gettext(text.text)
    return (
        translated
        % {
            name: _words(value) if isinstance(value, Message) else value
            for name, value in text.params.items()
        }
        if text.params
        else translated
    )


def _say(text: str, *, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()
