"""What the application's role may do: it owns nothing, and on append-only tables it may only
insert and read, so that no fault of the application can rewrite history."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.db import connection

APPEND_ONLY_TABLES = frozenset({"audit_entry"})


def append_only_tables() -> set[str]:
    """Tables whose rows are inserted and read, never changed or deleted."""
    marked = {m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False)}
    return marked | APPEND_ONLY_TABLES


def application_role() -> str:
    url = os.environ.get("TOUYAN_APP_URL") or os.environ["DATABASE_URL"]
    return unquote(urlsplit(url).username or "")


def grant_to_application() -> None:
    """Give the application's role what it needs, and take back the rest. Runs as the owner."""
    role = connection.ops.quote_name(application_role())
    kept = ", ".join(connection.ops.quote_name(table) for table in sorted(append_only_tables()))
    with connection.cursor() as cursor:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {kept} FROM {role}",
            f"REVOKE ALL ON django_migrations FROM {role}",
            f"GRANT SELECT ON django_migrations TO {role}",
        ):
            cursor.execute(statement)
