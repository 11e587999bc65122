"""Passwords of the three database roles: random, made once, kept beside the cluster."""

import json
import os
import secrets
from pathlib import Path

from touyan.config.postgres.errors import EmbeddedPostgresError

SUPERUSER = "postgres"
OWNER = "touyan_owner"
APPLICATION = "touyan_app"
ROLES = {"app": APPLICATION, "owner": OWNER, "superuser": SUPERUSER}


def read_passwords(*, path: Path) -> dict[str, str]:
    """Return role name -> password."""
    try:
        found = json.loads(path.read_text(encoding="ascii"))
        return {role: str(found[role]) for role in ROLES.values()}
    except FileNotFoundError as error:
        raise EmbeddedPostgresError(
            f"The passwords of the embedded database are missing: {path}. Start the database "
            "once to create it; if there is a database already, put the file back from a backup."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise EmbeddedPostgresError(
            f"The passwords of the embedded database in {path} are damaged. Put the file back "
            "from a backup."
        ) from error


def create_passwords(*, path: Path) -> None:
    """Write new random passwords, unless there are some; on disk before anything uses them."""
    if path.exists():
        return
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES.values()}
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.unlink(missing_ok=True)  # left by a killed start with the same process number
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="ascii") as file:
        json.dump(passwords, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
