"""The touyan command. `touyan help` lists what it does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from touyan.config import commands


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; what touyan does not know goes to Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touyan.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in commands.DJANGO:
        commands.django(words)
        return
    arguments = parser().parse_args(words)
    sys.exit(arguments.command(arguments) or 0)


def parser() -> argparse.ArgumentParser:
    """The commands with their words and one-line descriptions."""
    top = argparse.ArgumentParser(prog="touyan", description="Petition case management.")
    sub = top.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: commands.Command, text: str) -> argparse.ArgumentParser:
        child = sub.add_parser(name, help=text, description=text)
        child.set_defaults(command=run)
        return child

    _serving(add)
    _filling(add)
    key = add("new-key", commands.new_key, "print a fresh random key")
    key.add_argument("bytes", type=int, choices=[16, 32])
    audit = add("audit", commands.audit, "prove the audit log, or anchor it outside the database")
    audit.add_argument("what", choices=["verify", "anchor"])
    figures = add("figures", commands.figures, "count all figures anew, or prove them")
    figures.add_argument("what", choices=["rebuild", "drift"])
    return top


Add = Callable[[str, commands.Command, str], argparse.ArgumentParser]


def _serving(add: Add) -> None:
    port = int(os.environ.get("TOUYAN_PORT", "8000"))
    run = add("run", commands.run, "start database, web server, worker and scheduler together")
    run.add_argument("--port", type=int, default=port)
    run.add_argument("--demo", default="nation", choices=["none", "office", "nation", "year"])
    web = add("web", commands.web, "start the web server alone")
    web.add_argument("--port", type=int, default=port)
    add("worker", commands.worker, "start the worker, which also keeps the schedule")


def _filling(add: Add) -> None:
    add("prepare", commands.prepare, "migrate, grant, and load the shipped reference data")
    demo = add("demo", commands.demo, "make the demonstration, the same each time")
    demo.add_argument("--size", default="nation", choices=["office", "nation", "year"])
    demo.add_argument("--seed", type=int, default=20221223)
    text = "bring in a spreadsheet: a register or an organ tree"
    load = add("import", commands.import_file, text)
    load.add_argument("what", choices=["register", "organs"])
    load.add_argument("file")
    for word, meaning in {
        "--organ": "unit code of the office the rows belong to",
        "--by": "log-in name of the person importing",
        "--mapping": "saved mapping of columns",
        "--channel": "channel of rows that name none (letter)",
        "--kind": "kind of petition of rows that name none (other)",
        "--register": "name of the old register, where there are several",
        "--rejected": "where to write the rows to be corrected",
    }.items():
        load.add_argument(word, default="", help=meaning)
    load.add_argument(
        "--without-impossible-answers",
        action="store_true",
        help="register rows whose answer cannot be true, without that answer",
    )
    load.add_argument("--dry-run", action="store_true", help="check every row, enter none")
