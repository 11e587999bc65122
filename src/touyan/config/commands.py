"""What each word of the command line does."""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from touyan.config import database as db
from touyan.config.supervisor import ProcessSpec, Supervisor

Command = Callable[[argparse.Namespace], int | None]
DJANGO = frozenset(
    {
        "makemigrations",
        "migrate",
        "shell",
        "check",
        "collectstatic",
        "sqlmigrate",
        "showmigrations",
        "dbshell",
    }
)
AS_OWNER = frozenset({"migrate", "makemigrations", "showmigrations"})


def django(words: Sequence[str]) -> None:
    """One of Django's own commands, as the owner where it changes the schema."""
    from django.core.management import execute_from_command_line

    with db.serving(), db.as_owner() if words[0] in AS_OWNER else nullcontext():
        execute_from_command_line(["touyan", *words])


def ready() -> None:
    """Django set up on the application's role, the server's settings found durable."""
    import django as framework

    framework.setup()
    from django.db import connection

    from touyan.config.embedded import check_durability

    connection.ensure_connection()
    if faults := check_durability(connection.connection):
        raise SystemExit("touyan does not start: " + " ".join(faults))


def run(arguments: argparse.Namespace) -> int:
    """Everything together, until Ctrl-C."""
    began = time.monotonic()
    _say("database", "starting")
    with db.serving() as server:
        _prepare_and_fill(arguments)
        shown = arguments.demo != "none" and not _production()
        _banner(arguments.port, time.monotonic() - began, demonstration=shown)
        tend = server.tend if server else None
        return Supervisor(_processes(arguments.port), tend=tend).run()


def _prepare_and_fill(arguments: argparse.Namespace) -> None:
    if arguments.demo != "none" and not _production():
        _self("demo", "--size", arguments.demo)
    else:
        _self("prepare")


def _production() -> bool:
    return os.environ.get("TOUYAN_ENV") == "production"


def _processes(port: int) -> list[ProcessSpec]:
    web_words = ("web", "--port", str(port))
    return [ProcessSpec("web", _argv(*web_words)), ProcessSpec("worker", _argv("worker"))]


def _argv(*words: str) -> list[str]:
    return [sys.executable, "-m", "touyan", *words]


def _self(*words: str) -> None:
    """A command of our own in a process of its own, so that it runs under its own role."""
    if subprocess.run(_argv(*words)).returncode:
        raise SystemExit(f"touyan {' '.join(words)} failed; see above.")


def _say(name: str, text: str) -> None:
    print(f"{name:>10} │ {text}", flush=True)


def _banner(port: int, seconds: float, *, demonstration: bool) -> None:
    from touyan.demonstration.rules.cast import lines

    print(f"\n  touyan is starting at  http://localhost:{port}   (ready after {seconds:.0f} s)\n")
    for line in lines() if demonstration else []:
        print(f"  {line}")
    print("\n  Ctrl-C stops everything.\n", flush=True)


def web(arguments: argparse.Namespace) -> int:
    """The web server alone."""
    with db.serving():
        ready()
        from gunicorn.app.wsgiapp import run as serve

        sys.argv = ["gunicorn", "touyan.config.wsgi:application", *_web_options(arguments.port)]
        serve()
    return 0


def _web_options(port: int) -> list[str]:
    """Threads rather than more processes: pages wait for the database, uploads are slow."""
    options = {
        "--bind": f"0.0.0.0:{port}",
        "--workers": str(max(2, os.cpu_count() or 2)),
        "--worker-class": "gthread",
        "--threads": "8",
        "--timeout": "120",
        "--graceful-timeout": "5",  # less than the supervisor waits before it kills
        "--max-requests": "20000",
        "--max-requests-jitter": "2000",
        "--error-logfile": "-",
        "--log-level": "warning",
    }
    return [word for option in options.items() for word in option]


def worker(arguments: argparse.Namespace) -> int:
    """The worker, which also defers what the schedule says."""
    with db.serving():
        ready()
        from touyan.jobs.worker import work

        work()
    return 0


def prepare(arguments: argparse.Namespace) -> int:
    """Bring the schema, the grants and the reference data up to date."""
    with db.serving():
        with db.as_owner():
            ready()
            from touyan.config.preparing import prepare_schema

            prepare_schema(say=lambda text: _say("database", text))
        return subprocess.run([sys.executable, "-m", "touyan.config.preparing"]).returncode


def demo(arguments: argparse.Namespace) -> int:
    """Make the demonstration, in a folder prepared for it first where it is new."""
    if _production():
        raise SystemExit("The demonstration is not made in production.")
    with db.serving():
        _self("prepare")
        with db.as_owner():
            ready()
            from touyan.demonstration.loading import load

            load(size=arguments.size, seed=arguments.seed, say=lambda text: _say("demo", text))
    return 0


def new_key(arguments: argparse.Namespace) -> int:
    """Print a key."""
    print(secrets.token_hex(arguments.bytes))
    return 0


def audit(arguments: argparse.Namespace) -> int:
    """Walk the audit chain, or note its head outside the database."""
    with db.serving():
        ready()
        from touyan.jobs.audit_chain import anchor, verify

        return verify() if arguments.what == "verify" else anchor()


def figures(arguments: argparse.Namespace) -> int:
    """Count every figure anew, or compare all of them with the ledger."""
    with db.serving():
        ready()
        from touyan.jobs.figures import compare, count_everything

        return count_everything() if arguments.what == "rebuild" else compare()


def import_file(arguments: argparse.Namespace) -> int:
    """Bring in a spreadsheet with a progress bar."""
    if not Path(arguments.file).is_file():
        raise SystemExit(f"There is no file {arguments.file}.")
    with db.serving():
        ready()
        from touyan.jobs.importing import import_organs, import_register

        return (import_register if arguments.what == "register" else import_organs)(arguments)
