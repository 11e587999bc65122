"""Which operating-system account runs the server.

PostgreSQL refuses to run as root. A system account is then used that exists everywhere, so
that nothing has to be created; an administrator who prefers a dedicated one creates the account
``touyan`` before the first start. A folder that exists already stays with its owner.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from touyan.config.postgres.errors import EmbeddedPostgresError

PREFERRED_ACCOUNTS = ("touyan", "nobody")


@dataclass(frozen=True)
class Account:
    """The account the server's processes belong to."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        """True when we (root) have to change over to it."""
        return self.uid != os.geteuid()

    def popen_options(self) -> dict[str, Any]:
        """Keyword arguments that make ``subprocess`` start a program as this account."""
        if not self.is_other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, *, path: Path) -> None:
        """Make the account the owner of a file or folder we just created."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can(self, *, test: str, path: Path) -> bool:
        """Ask the kernel, as that account: ``test`` is an option of test(1) such as ``-x``."""
        command: Sequence[str] = ("/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path))
        return subprocess.run(command, cwd="/", **self.popen_options()).returncode == 0


def server_account(*, cluster: Path) -> Account:
    """Return the account for this cluster: its owner, else ourselves, else a system account."""
    if os.geteuid() != 0:
        return _ourselves(cluster=cluster)
    if cluster.exists() and (found := cluster.stat()).st_uid != 0:
        return Account(uid=found.st_uid, gid=found.st_gid)
    for name in PREFERRED_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has neither an account 'touyan' nor "
        "'nobody'. Create one, or start touyan as an ordinary user."
    )


def _ourselves(*, cluster: Path) -> Account:
    if cluster.exists() and cluster.stat().st_uid != os.geteuid():
        raise EmbeddedPostgresError(
            f"The database in {cluster} belongs to another user (number {cluster.stat().st_uid}). "
            "Start touyan as that user or as root, or give this copy its own data folder."
        )
    return Account(uid=os.geteuid(), gid=os.getegid())
