"""touyan's own PostgreSQL, started when no DATABASE_URL is set (ADR 0002).

    with EmbeddedPostgres(data_dir=Path("var/postgres")) as database:
        psycopg.connect(database.url(role="app"))

A server of one's own is named by two environment variables instead: ``DATABASE_URL`` (the
application's role, which owns nothing) and ``DATABASE_OWNER_URL`` (the owner, for migrations).
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from touyan.config.postgres.binaries import program_folder
from touyan.config.postgres.cluster import ensure_cluster
from touyan.config.postgres.credentials import ROLES
from touyan.config.postgres.durability import check_durability
from touyan.config.postgres.errors import EmbeddedPostgresError
from touyan.config.postgres.home import Home, find_home
from touyan.config.postgres.roles import DATABASE, ensure_roles
from touyan.config.postgres.server import (
    POLL_SECONDS,
    RELAUNCH_SECONDS,
    accepts_connections,
    connection_parameters,
    launch,
    may_relaunch,
    refusal,
    running_pid,
    stop_server,
    wait_until_ready,
)

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "check_durability"]


def _say(sentence: str) -> None:
    print(sentence, flush=True)


class EmbeddedPostgres:
    """One database in one data folder, shared by every process that names the folder.

    Whoever comes first starts the server, the others use it; leaving the ``with`` block stops it
    when no other process is inside one. The folder is never deleted.
    """

    def __init__(self, data_dir: Path, *, report: Callable[[str], None] = _say) -> None:
        self._data_dir = data_dir
        self._report = report
        self._found_home: Home | None = None
        self._use: int | None = None

    @property
    def home(self) -> Home:
        """Where the database really is: the data folder, or for root perhaps elsewhere."""
        if self._found_home is None:
            self._found_home = find_home(data_dir=self._data_dir, report=self._report)
        return self._found_home

    @property
    def programs(self) -> Path:
        """The folder of PostgreSQL's programs (pg_dump and the others)."""
        return program_folder(account=self.home.account, report=self._report)

    def start(self) -> None:
        """Create, recover, start or adopt the database; return when it takes connections."""
        self.home.prepare()
        with self._locked():
            self._declare_use()
            if not self._adopt():
                ensure_cluster(home=self.home, programs=self.programs, report=self._report)
                self._launch()
            ensure_roles(home=self.home)

    def stop(self) -> None:
        """Stop the server cleanly, whoever started it and whoever else is using it."""
        self._end_use()
        if not self.home.folder.exists():
            return
        with self._locked():
            self._stop_if_running()

    def release(self) -> None:
        """Leave the database; the last to leave stops the server."""
        self._end_use()
        with self._locked():
            if self._is_unused():
                self._stop_if_running()

    def tend(self) -> None:
        """Start the server again if it died; cheap enough to be called every second."""
        if self._use is not None and running_pid(home=self.home) is None:
            self._report("The database has died; it is started again.")
            self.start()

    def is_running(self) -> bool:
        """True when the server of this folder takes connections."""
        return running_pid(home=self.home) is not None and accepts_connections(home=self.home)

    def url(self, role: str = "app", database: str = DATABASE) -> str:
        """libpq URL for role ``app``, ``owner`` or ``superuser``, over the Unix socket."""
        wanted = self.parameters(role=role, database=database)
        return (
            f"postgresql://{wanted['user']}:{quote(wanted['password'], safe='')}@/"
            f"{quote(database, safe='')}?host={quote(wanted['host'], safe='')}"
            f"&port={wanted['port']}"
        )

    def parameters(self, role: str = "app", database: str = DATABASE) -> dict[str, str]:
        """The same as libpq parameters: host, port, dbname, user, password."""
        return connection_parameters(home=self.home, role=ROLES[role], database=database)

    def __enter__(self) -> "EmbeddedPostgres":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _adopt(self) -> bool:
        """Use a server that another process started, also one whose starter was killed."""
        pid = running_pid(home=self.home)
        return pid is not None and wait_until_ready(home=self.home, pid=pid, report=self._report)

    def _launch(self) -> None:
        limit = time.monotonic() + RELAUNCH_SECONDS
        while True:
            process = launch(home=self.home, programs=self.programs)
            if wait_until_ready(home=self.home, pid=process.pid, report=self._report):
                return
            if not may_relaunch(home=self.home) or time.monotonic() > limit:
                raise refusal(home=self.home)
            time.sleep(POLL_SECONDS * 10)

    def _stop_if_running(self) -> None:
        pid = running_pid(home=self.home)
        if pid is not None:
            stop_server(home=self.home, pid=pid)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time starts or stops; the kernel frees the lock of a killed one."""
        descriptor = self._open(name="start.lock")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _declare_use(self) -> None:
        # Held by number, not by a file object: an owner that forgets this object still uses the
        # database until its process ends.
        if self._use is None:
            self._use = self._open(name="use.lock")
            fcntl.flock(self._use, fcntl.LOCK_SH)

    def _end_use(self) -> None:
        if self._use is not None:
            os.close(self._use)
            self._use = None

    def _is_unused(self) -> bool:
        descriptor = self._open(name="use.lock")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True

    def _open(self, *, name: str) -> int:
        descriptor = os.open(self.home.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        owner = self.home.folder.stat()
        if os.fstat(descriptor).st_uid != owner.st_uid:
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        return descriptor
