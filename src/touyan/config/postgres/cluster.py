"""Creating the cluster (PostgreSQL's data directory) and writing its settings.

initdb works in a folder with another name, which is renamed when it is complete: a folder named
``cluster`` is therefore always whole, and an initdb killed half-way leaves it untouched.
"""

import os
import secrets
import subprocess
from collections.abc import Callable
from pathlib import Path

from touyan.config.postgres.binaries import major_version
from touyan.config.postgres.credentials import SUPERUSER, create_passwords, read_passwords
from touyan.config.postgres.errors import EmbeddedPostgresError
from touyan.config.postgres.home import Home

UNFINISHED = "cluster.unfinished-"

# A petition acknowledged to a petitioner must survive a power cut: the first three lines are
# never relaxed. The rest suits an office's machine with 4 GB of memory.
SETTINGS = """\
# Written by touyan at every start; put your own changes into cluster/postgresql.conf, below
# the line that includes this file.
fsync = on
full_page_writes = on
synchronous_commit = on

listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 60

shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 256MB
random_page_cost = 1.1
jit = off
wal_compression = on
checkpoint_timeout = 15min
max_wal_size = 2GB

logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_file_mode = 0600
log_line_prefix = '%m [%p] %u@%d '
log_lock_waits = on
# Statements and their values hold petitioners' data: neither goes into the log.
log_statement = 'none'
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
"""


def ensure_cluster(*, home: Home, programs: Path, report: Callable[[str], None]) -> None:
    """Create the cluster when there is none; refuse one that is damaged or of another version."""
    _write_settings(home=home)
    for leftover in sorted(home.folder.glob(f"{UNFINISHED}*")):
        report(
            f"An earlier first start was broken off; it left {leftover}, which holds no data and "
            "may be deleted."
        )
    if home.cluster.exists() and any(home.cluster.iterdir()):
        _check(cluster=home.cluster)
        return
    if home.passwords.exists():
        read_passwords(path=home.passwords)
    create_passwords(path=home.passwords)
    report("The database is created; this happens once.")
    building = home.folder / f"{UNFINISHED}{secrets.token_hex(4)}"
    building.mkdir(mode=0o700)
    home.account.give(path=building)
    _run_initdb(home=home, programs=programs, folder=building)
    building.rename(home.cluster)
    _sync_folder(path=home.folder)


def _check(*, cluster: Path) -> None:
    version, control = cluster / "PG_VERSION", cluster / "global" / "pg_control"
    if not version.exists() or not control.exists():
        raise EmbeddedPostgresError(
            f"The folder {cluster} is not a complete database. touyan does not touch it: put it "
            "back from a backup, or move it away to begin with an empty database."
        )
    if (found := version.read_text().strip()) != major_version():
        raise EmbeddedPostgresError(
            f"The database in {cluster} is of PostgreSQL {found}, but PostgreSQL "
            f"{major_version()} is installed. Dump it with version {found} and load it into a "
            "new data folder, or install the earlier version of touyan again."
        )


def _run_initdb(*, home: Home, programs: Path, folder: Path) -> None:
    password_file = home.folder / "initdb.password"
    password_file.unlink(missing_ok=True)  # left by a killed first start
    descriptor = os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="ascii") as file:
        file.write(read_passwords(path=home.passwords)[SUPERUSER])
    home.account.give(path=password_file)
    command = [
        str(programs / "initdb"), f"--pgdata={folder}", f"--username={SUPERUSER}",
        f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums",
    ]  # fmt: skip
    options = home.account.popen_options()
    try:
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, **options)
    finally:
        password_file.unlink()
    if done.returncode != 0:
        raise EmbeddedPostgresError(f"The database could not be created:\n{done.stderr.strip()}")
    with open(folder / "postgresql.conf", "a", encoding="utf-8") as file:
        file.write("\ninclude = '../touyan.conf'\n")
        file.flush()
        os.fsync(file.fileno())


def _write_settings(*, home: Home) -> None:
    target = home.folder / "touyan.conf"
    unfinished = target.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    unfinished.write_text(SETTINGS, encoding="utf-8")
    unfinished.chmod(0o644)
    unfinished.replace(target)


def _sync_folder(*, path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
