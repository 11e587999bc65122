"""The product as its users run it, in a folder of its own, and what can be done to it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from tests import databases
from tests.bootstrap import DATA, ROOT
from tests.cast import make_cast
from tests.database.trust.browser import Browser

from touyan.config.embedded import EmbeddedPostgres
from touyan.config.postgres.server import running_pid
from touyan.config.settings import _database

RUN = [sys.executable, "-m", "touyan"]
READY_SECONDS = 300
"""Long, as every limit here: a slow machine is no fault of what is tested."""


def prepared() -> Path:
    """A folder with schema, directory, static files and the cast; made once per version of the
    sources, for only the clients' time is of interest here."""
    with databases.one_at_a_time("product"):
        keys = (DATA / "keys.env").read_bytes()
        made = DATA / f"product_{databases._digest()}_{hashlib.sha256(keys).hexdigest()[:8]}"
        if not made.exists():
            for old in DATA.glob("product_*"):
                shutil.rmtree(old, ignore_errors=True)
            draft = Path(tempfile.mkdtemp(prefix="touyan-product-", dir="/tmp"))
            draft.chmod(0o755)
            shutil.copy(DATA / "keys.env", draft / "keys.env")
            run = subprocess.run([*RUN, "prepare"], env=environment(draft), capture_output=True,
                                 text=True, timeout=600, check=False)  # fmt: skip
            assert run.returncode == 0, run.stdout + run.stderr
            database = EmbeddedPostgres(draft / "postgres", report=lambda text: None)
            with database, using(database):
                make_cast(now=datetime.now(UTC))
            subprocess.run(["cp", "-a", str(draft), str(made)], check=True)
            shutil.rmtree(draft)
    return made


def environment(data: Path) -> dict[str, str]:
    """What the product is started with."""
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {**kept, "TOUYAN_DATA": str(data), "PYTHONPATH": str(ROOT / "src")}


_OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "TOUYAN_APP_URL", "TOUYAN_EMBEDDED", "TOUYAN_ENV")


@contextlib.contextmanager
def using(database: EmbeddedPostgres) -> Iterator[None]:
    """Django's connection of this process laid to another database for a while."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(_database(database.url("app")), TIME_ZONE=None, CONN_MAX_AGE=0)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Product:
    """`touyan run` on a copy of the prepared folder."""

    data: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.data / "postgres", report=lambda text: None)

    @property
    def log(self) -> str:
        return (self.data / "run.log").read_text(errors="replace")

    def start(self) -> float:
        """Start it and wait for the sign-in page; the seconds it took."""
        began = time.monotonic()
        words = ["run", "--demo", "none", "--port", str(self.port)]
        with (self.data / "run.log").open("ab") as log:
            self.process = subprocess.Popen([*RUN, *words], env=environment(self.data), stdout=log,
                                            stderr=log)  # fmt: skip
        wait_until(self.answers, seconds=READY_SECONDS, otherwise=lambda: self.log[-3000:])
        return time.monotonic() - began

    def answers(self) -> bool:
        return Browser(self.port).get("/sign-in/") == 200

    def stop(self) -> int:
        """As with Ctrl-C; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(120)

    def end(self) -> None:
        """Whatever state it is in, nothing of it remains."""
        for pid in reversed(self.tree()):
            kill(pid)
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
        self.database.stop()

    def tree(self) -> list[int]:
        """The processes it started, and theirs; not the database's."""
        return descendants(self.process.pid) if self.process else []

    def part(self, word: str) -> int | None:
        """The process that runs `touyan WORD`."""
        return next((pid for pid in self.tree() if command(pid)[-4:].count(word)), None)

    def web_workers(self) -> list[int]:
        """The processes that answer requests."""
        master = self.part("web")
        return children(master) if master else []

    def postmaster(self) -> int | None:
        return running_pid(home=self.database.home)


def wait_until(
    done: Callable[[], object], *, seconds: float, otherwise: Callable[[], str] = str
) -> None:
    limit = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < limit, otherwise()
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def descendants(pid: int) -> list[int]:
    found = []
    for child in children(pid):
        found += [child, *descendants(child)]
    return found


def command(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().rstrip("\0").split("\0")
    return []


def lives(pid: int) -> bool:
    """Whether the process still runs; a dead one nobody has fetched does not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def kill(pid: int | None) -> bool:
    """kill -9; whether there was anything to kill."""
    if pid is None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False
