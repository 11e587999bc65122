"""The application's own role cannot rewrite history: the database refuses it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from touyan.audit.actions import record
from touyan.config.grants import append_only_tables

HISTORY = ["audit_entry", "intake_petition", "matters_act"]
ATTEMPTS = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "DROP TABLE {table} CASCADE",
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("table", HISTORY)
def test_history_cannot_be_changed(db: None, table: str, attempt: str):
    column = "verb" if table != "intake_petition" else "text"
    statement = attempt.format(table=table, column=column)
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_every_table_marked_append_only_is_kept_so(db: None):
    with connection.cursor() as cursor:
        for table in sorted(append_only_tables()):
            rights = [
                f"has_table_privilege(current_user, '{table}', '{right}')"
                for right in ("UPDATE", "DELETE", "TRUNCATE")
            ]
            cursor.execute(f"SELECT {' OR '.join(rights)}")
            assert cursor.fetchone() == (False,), table


def test_the_application_owns_nothing_and_is_no_superuser(db: None):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False,)


def test_a_row_outside_a_transaction_is_refused(committed: str, now: datetime):
    with pytest.raises(RuntimeError):
        record(verb="matter.read", by=None, now=now)
