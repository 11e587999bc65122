"""Where the database lives.

Everything of one database stands in one *home* folder: ``cluster`` (PostgreSQL's own folder),
``passwords.json``, ``touyan.conf``, ``log`` and ``socket``. The home is the data folder asked
for, unless we are root and the server's account cannot get there (a clone below /root): then it
is a folder below /var/lib/touyan named after the path, and the data folder keeps a note of it.
"""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from touyan.config.postgres.account import Account, server_account
from touyan.config.postgres.errors import EmbeddedPostgresError

SYSTEM_FOLDER = Path("/var/lib/touyan")
NOTE_NAME = "database-is-in.txt"
PORT = 5432
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET_PATH = 99
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")


@dataclass(frozen=True)
class Home:
    """The folder of one database and the account that runs its server."""

    folder: Path
    account: Account

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory; appears only when complete."""
        return self.folder / "cluster"

    @property
    def passwords(self) -> Path:
        """The generated passwords, readable by us alone."""
        return self.folder / "passwords.json"

    @property
    def log(self) -> Path:
        """The server's logs, one file a weekday."""
        return self.folder / "log"

    @property
    def socket(self) -> Path:
        """The folder of the Unix socket, short enough for the operating system."""
        near = self.folder / "socket"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH and (
            PLAIN_PATH.fullmatch(str(near))
        ):
            return near
        return Path("/tmp") / f"touyan-{self.account.uid}-{_digest(path=self.folder)}"  # noqa: S108

    def prepare(self) -> None:
        """Create the folders that are missing; refuse a socket folder that is not ours."""
        _make(folder=self.folder, mode=0o700)
        if not self.account.can(test="-x", path=self.folder):
            self.folder.chmod(0o711)  # the account passes through; it neither lists nor writes
        for folder in (self.log, self.socket):
            if _make(folder=folder, mode=0o700):
                self.account.give(path=folder)
        found = self.socket.lstat()
        if self.socket.is_symlink() or found.st_uid != self.account.uid or found.st_mode & 0o077:
            raise EmbeddedPostgresError(
                f"The folder {self.socket} for the database's socket is not private to user "
                f"number {self.account.uid}. Move it away and start again."
            )


def find_home(*, data_dir: Path, report: Callable[[str], None]) -> Home:
    """Return the home for a data folder, creating the folder and, where needed, the note."""
    wanted = Path(os.path.abspath(data_dir))
    _make(folder=wanted, mode=0o700)
    account = server_account(cluster=wanted / "cluster")
    note = wanted / NOTE_NAME
    if not note.exists() and (not account.is_other or _reachable(account=account, folder=wanted)):
        return Home(folder=wanted, account=account)
    return _elsewhere(wanted=wanted, note=note, report=report)


def _reachable(*, account: Account, folder: Path) -> bool:
    # The parent must let the account through; the folder itself is opened by prepare().
    return account.can(test="-x", path=folder.parent)


def _elsewhere(*, wanted: Path, note: Path, report: Callable[[str], None]) -> Home:
    folder = SYSTEM_FOLDER / _digest(path=wanted)
    if note.exists() and (named := Path(note.read_text().strip())) != folder:
        raise EmbeddedPostgresError(
            f"This copy of touyan was moved or copied: its database is in {named}. To take the "
            f"database along, rename that folder to {folder} and write that name into {note}. To "
            f"begin with an empty database, move {note} away."
        )
    if not note.exists():
        report(
            f"The database cannot run in {wanted}: only root may enter there, and PostgreSQL "
            f"does not run as root. It is kept in {folder}."
        )
        _make(folder=SYSTEM_FOLDER, mode=0o711)
        note.write_text(f"{folder}\n")
    return Home(folder=folder, account=server_account(cluster=folder / "cluster"))


def _make(*, folder: Path, mode: int) -> bool:
    """Create a folder with exactly this mode; False when it was there."""
    if folder.exists():
        return False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return False
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The folder {folder} cannot be created ({error.strerror}). Name a data folder that "
            "this user may write to."
        ) from error
    folder.chmod(mode)
    return True


def _digest(*, path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
