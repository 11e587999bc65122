"""Killed servers, killed starters, broken-off set-ups: the next start puts it right."""

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from touyan.config.embedded import EmbeddedPostgres, EmbeddedPostgresError
from touyan.config.postgres.server import is_alive, running_pid

Starter = Callable[..., "subprocess.Popen[str]"]
Waiter = Callable[[Callable[[], bool]], None]
START = """
import os, signal, sys
from pathlib import Path
from touyan.config.embedded import EmbeddedPostgres
from touyan.config.postgres.server import running_pid
database = EmbeddedPostgres(Path(sys.argv[1]), report=lambda text: None)
database.start()
print(running_pid(home=database.home), flush=True)
"""
THEN_BE_KILLED = START + "os.kill(os.getpid(), signal.SIGKILL)"
THEN_STAY = START + "signal.pause()"


def pid_of(database: EmbeddedPostgres) -> int:
    found = running_pid(home=database.home)
    assert found is not None
    return found


def commit_a_row(database: EmbeddedPostgres) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        connection.execute("CREATE TABLE letter (id int)")
        connection.execute("INSERT INTO letter VALUES (7)")


def rows(database: EmbeddedPostgres) -> list[tuple[int]]:
    with psycopg.connect(database.url("owner")) as connection:
        return connection.execute("SELECT id FROM letter").fetchall()


def test_a_committed_row_survives_the_killing_of_the_server(database: EmbeddedPostgres) -> None:
    database.start()
    commit_a_row(database)
    os.kill(pid_of(database), signal.SIGKILL)
    EmbeddedPostgres(database.home.folder, report=lambda text: None).start()
    assert rows(database) == [(7,)]


def test_tending_starts_a_killed_server_again(
    database: EmbeddedPostgres, said: list[str], wait_until: Waiter
) -> None:
    database.start()
    commit_a_row(database)
    database.tend()
    first = pid_of(database)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid=first))
    database.tend()
    assert rows(database) == [(7,)]
    assert said[-1] == "The database has died; it is started again."


def test_a_server_whose_starter_was_killed_is_adopted_and_stopped(
    database: EmbeddedPostgres, run_python: Starter
) -> None:
    starter = run_python("-c", THEN_BE_KILLED, str(database.home.folder))
    answer, _ = starter.communicate(timeout=120)
    assert starter.returncode == -signal.SIGKILL
    database.start()
    assert pid_of(database) == int(answer)
    database.release()
    assert not database.is_running()
    assert not (database.home.cluster / "postmaster.pid").exists()


def _is_stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_a_dead_server_its_starter_never_reaped_does_not_bar_the_next(
    database: EmbeddedPostgres, run_python: Starter, wait_until: Waiter
) -> None:
    starter = run_python("-c", THEN_STAY, str(database.home.folder))
    assert starter.stdout is not None
    server = int(starter.stdout.readline())
    os.kill(starter.pid, signal.SIGSTOP)
    wait_until(lambda: _is_stopped(starter.pid))  # else it may yet reap what dies next
    os.kill(server, signal.SIGKILL)
    wait_until(lambda: not is_alive(pid=server))
    os.kill(server, 0)  # still there, as a zombie
    database.start()
    assert database.is_running()
    assert pid_of(database) != server


def test_two_that_start_at_once_share_one_server(
    database: EmbeddedPostgres, run_python: Starter
) -> None:
    both = [run_python("-c", THEN_STAY, str(database.home.folder)) for _ in range(2)]
    answers = [process.stdout.readline() for process in both if process.stdout]
    assert answers[0] == answers[1] == f"{pid_of(database)}\n"


def test_the_last_to_leave_stops_the_server(database: EmbeddedPostgres) -> None:
    other = EmbeddedPostgres(database.home.folder, report=lambda text: None)
    with database:
        with other:
            assert pid_of(database) == pid_of(other)
        assert database.is_running()
    assert not database.is_running()


def test_a_reused_process_number_is_named_and_the_file_left_alone(
    database: EmbeddedPostgres,
) -> None:
    database.start()
    database.stop()
    account = database.home.account
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", **account.popen_options())
    record = database.home.cluster / "postmaster.pid"
    try:
        record.write_text(f"{stranger.pid}\n{database.home.cluster}\n")
        account.give(path=record)
        with pytest.raises(EmbeddedPostgresError, match=f"names process {stranger.pid}"):
            database.start()
        assert record.exists()
    finally:
        stranger.kill()
        stranger.wait()
    database.start()
    assert database.is_running()


def test_a_first_start_killed_in_the_middle_is_begun_anew(
    database: EmbeddedPostgres, said: list[str], run_python: Starter, wait_until: Waiter
) -> None:
    folder = database.home.folder
    starter = run_python("-c", THEN_STAY, str(folder))
    wait_until(lambda: any(folder.glob("cluster.unfinished-*/base")))
    os.killpg(starter.pid, signal.SIGKILL)
    assert not database.home.cluster.exists()
    database.start()
    assert database.is_running()
    assert any("broken off" in sentence for sentence in said)
    assert any(folder.glob("cluster.unfinished-*/base")), "nothing is deleted"


def test_roles_missing_after_a_killed_first_start_are_created(database: EmbeddedPostgres) -> None:
    database.start()
    with psycopg.connect(database.url("superuser", "postgres"), autocommit=True) as connection:
        connection.execute("DROP SCHEMA touyan_ready")
        connection.execute("DROP DATABASE touyan")
        connection.execute("DROP OWNED BY touyan_app")
        connection.execute("DROP ROLE touyan_app")
    database.stop()
    database.start()
    commit_a_row(database)
    with psycopg.connect(database.url("app")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("touyan_app",)


def test_a_damaged_or_foreign_cluster_is_refused_and_left_alone(database: EmbeddedPostgres) -> None:
    database.start()
    database.stop()
    version = database.home.cluster / "PG_VERSION"
    kept = version.read_text()
    version.write_text("15\n")
    with pytest.raises(EmbeddedPostgresError, match=r"is of PostgreSQL 15, but PostgreSQL \d+"):
        database.start()
    version.unlink()
    with pytest.raises(EmbeddedPostgresError, match="is not a complete database"):
        database.start()
    version.write_text(kept)
    database.home.account.give(path=version)
    database.start()
    assert database.is_running()


def test_lost_or_foreign_passwords_are_said(database: EmbeddedPostgres) -> None:
    with pytest.raises(
        EmbeddedPostgresError, match="passwords of the embedded database are missing"
    ):
        database.url()
    database.start()
    passwords = database.home.passwords
    kept = passwords.read_text()
    passwords.write_text(kept.replace('"postgres": "', '"postgres": "x'))
    with pytest.raises(EmbeddedPostgresError, match="does not accept the password"):
        database.start()
    passwords.write_text("{")
    with pytest.raises(EmbeddedPostgresError, match="are damaged"):
        database.start()
    passwords.write_text(kept)


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder: Path) -> None:
    database = EmbeddedPostgres(folder / ("检察院" * 12) / "data", report=lambda text: None)
    with database:
        assert len(os.fsencode(database.home.socket)) < 80
        commit_a_row(database)
        assert rows(database) == [(7,)]
    shutil.rmtree(database.home.socket)
