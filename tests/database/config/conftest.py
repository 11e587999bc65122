"""Real clusters in throw-away folders; every wait is bounded."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from touyan.config.embedded import EmbeddedPostgres
from touyan.config.postgres import binaries, home

SOURCE = Path(__file__).parents[3] / "src"
Starter = Callable[..., "subprocess.Popen[str]"]


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter: pytest's own ones are closed to the server's."""
    made = Path(tempfile.mkdtemp(prefix="touyan-test-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account may enter."""
    with open_folder() as made:
        yield made


@pytest.fixture(scope="session")
def standing_database() -> Iterator[EmbeddedPostgres]:
    """One running database for the tests that neither stop nor break it."""
    with open_folder() as made, EmbeddedPostgres(made / "data") as started:
        yield started


@pytest.fixture
def system_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for /var/lib/touyan."""
    for module in (home, binaries):
        monkeypatch.setattr(module, "SYSTEM_FOLDER", folder / "system")
    return folder / "system"


@pytest.fixture
def said() -> list[str]:
    """What the database reported on the console."""
    return []


@pytest.fixture
def database(folder: Path, said: list[str]) -> Iterator[EmbeddedPostgres]:
    """A database not yet started; stopped in the end whatever happened to it."""
    made = EmbeddedPostgres(folder / "data", report=said.append)
    yield made
    made.stop()


@pytest.fixture
def run_python() -> Iterator[Starter]:
    """Start a Python process with touyan importable; killed in the end."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    """Poll a condition for at most ten seconds."""

    def wait(condition: Callable[[], bool]) -> None:
        limit = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < limit, "waited in vain"
            time.sleep(0.01)

    return wait
