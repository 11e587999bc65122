"""Who may do what in a fresh database."""

import stat

import psycopg
import pytest

from touyan.config.embedded import EmbeddedPostgres

NOT_FOR_THE_APPLICATION = (
    "CREATE TABLE public.mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE DATABASE mine",
    "CREATE ROLE mine",
    "ALTER SYSTEM SET fsync = off",
    "COPY (SELECT 1) TO PROGRAM 'true'",
)


def run(database: EmbeddedPostgres, *statements: str, role: str, name: str = "touyan") -> list[str]:
    """Run statements, each committed; return the first column of the last one."""
    with psycopg.connect(database.url(role, name), autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return [str(row[0]) for row in cursor.fetchall()] if cursor.description else []


def test_owner_and_application_connect_as_themselves_without_powers(
    standing_database: EmbeddedPostgres,
) -> None:
    assert run(standing_database, "SELECT current_user", role="owner") == ["touyan_owner"]
    assert run(standing_database, "SELECT current_user", role="app") == ["touyan_app"]
    powers = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'touyan%' AND (rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls)"
    assert run(standing_database, powers, role="app") == []
    owned = "SELECT objid FROM pg_shdepend WHERE refobjid = 'touyan_app'::regrole AND deptype = 'o'"
    assert run(standing_database, owned, role="superuser") == []


def test_the_application_creates_nothing_and_reads_only_what_it_is_granted(
    standing_database: EmbeddedPostgres,
) -> None:
    for statement in NOT_FOR_THE_APPLICATION:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            run(standing_database, statement, role="app")
    run(
        standing_database,
        "CREATE TABLE letter (id int)",
        "INSERT INTO letter VALUES (7)",
        role="owner",
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(standing_database, "SELECT id FROM letter", role="app")
    run(standing_database, "GRANT SELECT ON letter TO touyan_app", role="owner")
    assert run(standing_database, "SELECT id FROM letter", role="app") == ["7"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(standing_database, "TRUNCATE letter", role="app")


def test_the_owner_may_create_a_test_database_and_the_application_stays_out_of_others(
    standing_database: EmbeddedPostgres,
) -> None:
    run(standing_database, "CREATE DATABASE test_touyan", role="owner", name="postgres")
    run(standing_database, "CREATE TABLE letter (id int)", role="owner", name="test_touyan")
    for name in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            run(standing_database, "SELECT 1", role="app", name=name)


def test_passwords_are_demanded_private_and_not_in_the_log(
    standing_database: EmbeddedPostgres,
) -> None:
    wanted = standing_database.parameters("owner")
    assert stat.S_IMODE(standing_database.home.passwords.stat().st_mode) == 0o600
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match="password|fe_sendauth"):
            psycopg.connect(**{**wanted, "password": password})  # type: ignore[arg-type]
    logged = "".join(path.read_text() for path in standing_database.home.log.iterdir())
    assert "ready to accept connections" in logged
    assert wanted["password"] not in logged
    assert "SCRAM-SHA-256$" not in logged


def test_the_cluster_is_utf8_checksummed_and_listens_on_no_port(
    standing_database: EmbeddedPostgres,
) -> None:
    settings = "SELECT setting FROM pg_settings WHERE name IN ('data_checksums', 'listen_addresses', 'server_encoding', 'unix_socket_permissions') ORDER BY name"
    assert run(standing_database, settings, role="superuser") == ["on", "", "UTF8", "0700"]
    assert run(standing_database, "SELECT lower('Ä') || length('头雁')", role="app") == ["ä2"]
