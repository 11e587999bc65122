"""Databases for tests: one migrated and filled template, copied for every worker.

Tests run under the application's role, with its real grants.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.db import connection

from tests.bootstrap import DATA, ROOT
from touyan.config.embedded import EmbeddedPostgres

SOURCES = (
    "src/touyan/**/migrations/*.py",
    "src/touyan/organs/data/*.csv",
    "src/touyan/deadlines/data/*",
    "src/touyan/deadlines/rules/clocks.py",
    "src/touyan/leadership/data/*",
    "src/touyan/config/grants.py",
    "tests/databases.py",
)
TOLD_BY = (*SOURCES, "src/touyan/**/*.py", "tests/database/campaigns/listed.py")
"""What a demonstration rests on."""


@cache
def server() -> EmbeddedPostgres:
    """The running server; started once, left when the process ends its tests."""
    found = EmbeddedPostgres(DATA / "postgres")
    found.start()
    return found


def leave() -> None:
    """End this process's use of the server; the last to leave stops it."""
    server().release()
    server.cache_clear()


def _digest(*patterns: str) -> str:
    found = (path for pattern in patterns or SOURCES for path in ROOT.glob(pattern))
    paths = sorted(path for path in found if path.is_file())
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """A lock between the processes of one test run."""
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def run_as_owner(sql: str) -> None:
    """A statement outside any transaction, as the owner."""
    with psycopg.connect(server().url(role="owner"), autocommit=True) as owner:
        owner.execute(sql)  # type: ignore[arg-type]


def drop(name: str) -> None:
    """Drop a database and end who is still in it: as the superuser, for one of them may be a
    vacuum of the server's own."""
    with psycopg.connect(server().url(role="superuser"), autocommit=True) as superuser:
        superuser.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def exists(name: str) -> bool:
    with psycopg.connect(server().url(role="owner"), autocommit=True) as owner:
        return (
            owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            is not None
        )


def template() -> str:
    """The name of the migrated template, built when the sources changed."""
    return build_once(f"template_{_digest()}", base="template1", fill=_fill)


def build_once(name: str, *, base: str, fill: Callable[[], None]) -> str:
    """A database of that name, made from the base and filled by the owner, once."""
    with one_at_a_time("template"):
        if not exists(name):
            run_as_owner(f'DROP DATABASE IF EXISTS "{name}_draft"')
            run_as_owner(f'CREATE DATABASE "{name}_draft" TEMPLATE "{base}"')
            use(f"{name}_draft", role="owner")
            fill()
            connection.close()
            run_as_owner(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    return name


def _fill() -> None:
    from touyan.config.preparing import load_reference, prepare_schema

    os.environ["TOUYAN_APP_URL"] = server().url(role="app")
    prepare_schema(say=lambda text: None)
    load_reference(say=lambda text: None)
    _keep_statistics()


def _keep_statistics() -> None:
    """Tests roll back what they wrote: a vacuum in between finds no rows, and many are then planned
    for as none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = off)')


def demonstration(name: str, *, fill: Callable[[], None]) -> str:
    """A template with a demonstration in it, made once per version of the product."""
    return build_once(f"demo_{_digest(*TOLD_BY)}_{name}", base=template(), fill=fill)


def copy(name: str, *, of: str) -> None:
    """A fresh copy of a template."""
    drop(name)
    run_as_owner(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')


def use(name: str, *, role: str = "app") -> None:
    """Point Django's connection at a database under a role."""
    from touyan.config.settings import _database

    connection.close()
    url = server().url(role=role, database=name)  # type: ignore[arg-type]
    os.environ["DATABASE_URL"] = url
    connection.settings_dict.update(_database(url), TIME_ZONE=None)
    connection.settings_dict["CONN_MAX_AGE"] = 0


def own_name() -> str:
    """This process's own database: two test runs side by side do not meet."""
    return f"test_{os.getpid()}"


def _is_gone(name: str) -> bool:
    """Whether the process that made this test database has ended."""
    parts = name.split("_")
    return parts[0] == "test" and not Path(f"/proc/{parts[1]}").exists()


def forget_old() -> None:
    """Drop templates of earlier sources and the databases of runs that were killed."""
    keep = {_digest(), _digest(*TOLD_BY)}
    with psycopg.connect(server().url(role="owner"), autocommit=True) as owner:
        rows = owner.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^((template|demo)_[0-9a-f]{12}|test_[0-9])'"
        ).fetchall()
        for (name,) in rows:
            if _is_gone(name) or (not name.startswith("test_") and name.split("_")[1] not in keep):
                drop(name)
