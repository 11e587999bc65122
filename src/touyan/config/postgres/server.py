"""The server process: finding one that runs, launching one, waiting for it, stopping it."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from touyan.config.postgres.credentials import SUPERUSER, read_passwords
from touyan.config.postgres.errors import EmbeddedPostgresError
from touyan.config.postgres.home import PORT, Home

POLL_SECONDS = 0.03
REPORT_SECONDS = 5.0
# Children of a killed server need a moment to notice; until then PostgreSQL rightly refuses.
RELAUNCH_SECONDS = 15.0
STOP_SECONDS = 60.0


def connection_parameters(*, home: Home, role: str, database: str) -> dict[str, str]:
    """libpq parameters for a role, by its name in the database."""
    password = read_passwords(path=home.passwords)[role]
    return {
        "host": str(home.socket),
        "port": str(PORT),
        "dbname": database,
        "user": role,
        "password": password,
    }


def running_pid(*, home: Home) -> int | None:
    """Process number of the live server of exactly this cluster, whoever started it."""
    pid = _recorded_pid(home=home)
    if pid is None or not is_alive(pid=pid):
        return None
    return pid if _works_in(pid=pid, folder=home.cluster) else None


def is_alive(*, pid: int) -> bool:
    """True for a process that runs; a zombie is dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _state(pid=pid) != "Z"


def accepts_connections(*, home: Home) -> bool:
    """Connect as the superuser and check that it is our cluster that answers."""
    parameters = connection_parameters(home=home, role=SUPERUSER, database="postgres")
    try:
        with psycopg.connect(**parameters, connect_timeout=5) as connection:  # type: ignore[arg-type]
            row = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise EmbeddedPostgresError(
                f"The server in {home.cluster} does not accept the password in {home.passwords}. "
                "Put the file back that belongs to this database."
            ) from error
        return False
    return row is not None and os.path.samefile(str(row[0]), home.cluster)


def launch(*, home: Home, programs: Path) -> "subprocess.Popen[bytes]":
    """Start the server as a process of its own group, so that Ctrl-C does not reach it."""
    _set_zombie_aside(home=home)
    # The socket's folder belongs to this one cluster, whose own interlocks decide; a lock file in
    # it could only name a dead server, or a stranger that got the dead one's number.
    (home.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
    command = [
        str(programs / "postgres"), "-D", str(home.cluster),
        "-c", f"unix_socket_directories={home.socket}", "-c", f"port={PORT}",
    ]  # fmt: skip
    with open(_start_log(home=home), "wb") as output:
        process = subprocess.Popen(
            command,
            cwd=home.cluster,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **home.account.popen_options(),
        )
    # A dead server nobody reaps looks alive to the next one and bars its way.
    threading.Thread(target=process.wait, name="reap-postgres", daemon=True).start()
    return process


def wait_until_ready(*, home: Home, pid: int, report: Callable[[str], None]) -> bool:
    """Wait for connections as long as the process lives: recovery may take minutes."""
    begun = reported = time.monotonic()
    while is_alive(pid=pid):
        if accepts_connections(home=home):
            return True
        if time.monotonic() - reported > REPORT_SECONDS:
            reported = time.monotonic()
            report(f"The database is recovering ({reported - begun:.0f} s so far).")
        time.sleep(POLL_SECONDS)
    return False


def may_relaunch(*, home: Home) -> bool:
    """True when the refusal only speaks of a predecessor that is about to be gone."""
    text = start_messages(home=home)
    if "shared memory block" in text:
        return True
    pid = _recorded_pid(home=home)
    return "lock file" in text and (pid is None or not is_alive(pid=pid))


def start_messages(*, home: Home) -> str:
    """What the server said before it opened its log."""
    path = _start_log(home=home)
    return path.read_text(encoding="utf-8", errors="replace")[-2000:] if path.exists() else ""


def refusal(*, home: Home) -> EmbeddedPostgresError:
    """The error for a server that ended instead of starting."""
    pid = _recorded_pid(home=home)
    if pid is not None and is_alive(pid=pid) and running_pid(home=home) is None:
        return EmbeddedPostgresError(
            f"PostgreSQL does not start: {home.cluster / 'postmaster.pid'}, left by an earlier "
            f"server, names process {pid}, and a process with that number runs now. If process "
            f"{pid} is surely no PostgreSQL server, move the file away and start again."
        )
    return EmbeddedPostgresError(
        f"PostgreSQL does not start. Its last words, and more in {home.log}:\n"
        f"{start_messages(home=home).strip()}\n{_last_logged(home=home)}"
    )


def stop_server(*, home: Home, pid: int) -> None:
    """Fast shutdown: sessions are ended, a checkpoint is written, nothing is left to recover."""
    os.kill(pid, signal.SIGINT)
    if not _gone_within(pid=pid, seconds=STOP_SECONDS):
        raise EmbeddedPostgresError(
            f"The database (process {pid}) has not stopped within {STOP_SECONDS:.0f} seconds; it "
            f"is left to finish. Its log is in {home.log}."
        )


def _gone_within(*, pid: int, seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if not is_alive(pid=pid):
            return True
        time.sleep(POLL_SECONDS)
    return False


def _start_log(*, home: Home) -> Path:
    return home.folder / "start.log"


def _last_logged(*, home: Home) -> str:
    logs = sorted(home.log.iterdir(), key=lambda path: path.stat().st_mtime)
    text = logs[-1].read_text(encoding="utf-8", errors="replace") if logs else ""
    return "\n".join(text.splitlines()[-5:])


def _recorded_pid(*, home: Home) -> int | None:
    try:
        lines = (home.cluster / "postmaster.pid").read_text().splitlines()
        return abs(int(lines[0]))
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _set_zombie_aside(*, home: Home) -> None:
    """Rename the pid file of a dead server that its parent never reaped.

    kill(2) calls a zombie alive, so PostgreSQL would wait for it for ever. The kernel says it is
    dead; PostgreSQL's second interlock, the shared memory segment, still guards the cluster.
    """
    pid = _recorded_pid(home=home)
    if pid is not None and _state(pid=pid) == "Z":
        (home.cluster / "postmaster.pid").rename(home.folder / "postmaster.pid.of-zombie")


def _state(*, pid: int) -> str:
    """The kernel's letter for a process, empty where /proc does not exist."""
    try:
        # The program's name stands in parentheses and may hold spaces itself.
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def _works_in(*, pid: int, folder: Path) -> bool:
    """A postmaster's working directory is its cluster; a reused number works elsewhere."""
    if not Path("/proc/self").exists():
        return True
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", folder)
    except OSError:
        return False
