"""The two roles: one owns and migrates, the other works and owns nothing.

Every statement may be repeated, so a first start broken off between two of them is finished by
the next one.
"""

import psycopg
from psycopg import sql

from touyan.config.postgres.credentials import APPLICATION, OWNER, SUPERUSER, read_passwords
from touyan.config.postgres.home import Home
from touyan.config.postgres.server import connection_parameters

DATABASE = "touyan"
ATTRIBUTES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
    APPLICATION: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
}
# The owner keeps CONNECT on "postgres": test databases are created from there.
SERVER_RIGHTS = """
REVOKE ALL ON DATABASE postgres, template1, touyan FROM PUBLIC;
GRANT CONNECT ON DATABASE postgres, template1 TO touyan_owner;
GRANT CONNECT ON DATABASE touyan TO touyan_app;
"""
# Since PostgreSQL 15 "public" belongs to the database's owner; only using it is left to others.
SCHEMA_RIGHTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO touyan_app;
"""
READY_SCHEMA = "touyan_ready"


def ensure_roles(*, home: Home) -> None:
    """Create roles and database where missing."""
    parameters = connection_parameters(home=home, role=SUPERUSER, database="postgres")
    with psycopg.connect(**parameters, autocommit=True) as connection:  # type: ignore[arg-type]
        if _exists(connection, "SELECT 1 FROM pg_namespace WHERE nspname = %s", READY_SCHEMA):
            return
        passwords = read_passwords(path=home.passwords)
        for role in ATTRIBUTES:
            _ensure_role(connection, role=role, password=passwords[role])
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            connection.execute("CREATE DATABASE touyan OWNER touyan_owner TEMPLATE template0")
        connection.execute(SERVER_RIGHTS)
        parameters["dbname"] = DATABASE
        with psycopg.connect(**parameters, autocommit=True) as inside:  # type: ignore[arg-type]
            inside.execute(SCHEMA_RIGHTS)
        # Last of all, the mark that everything above is done; it stays out of our own database.
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(READY_SCHEMA)))


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None


def _ensure_role(connection: psycopg.Connection, *, role: str, password: str) -> None:
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    # Hashed here, so that the password itself reaches neither the server nor its log.
    verifier = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    )
    connection.execute(
        sql.SQL("ALTER ROLE {} {} PASSWORD {}").format(
            sql.Identifier(role), sql.SQL(ATTRIBUTES[role]), sql.Literal(verifier.decode())
        )
    )
