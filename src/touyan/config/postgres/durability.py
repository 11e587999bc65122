"""May this server be trusted with what we acknowledge? Asked of any PostgreSQL, ours or not."""

from typing import Any

OLDEST_VERSION = 150000

# English message ids; whoever shows them translates them.
VERSION_TOO_OLD = "The database server is older than PostgreSQL 15, the oldest touyan works with."
SWITCHED_OFF = {
    "fsync": (
        "The database server runs with fsync = off: after a power cut, petitions already "
        "acknowledged would be lost or damaged. Set fsync = on and restart the server."
    ),
    "full_page_writes": (
        "The database server runs with full_page_writes = off: a power cut could leave damaged "
        "pages that nothing repairs. Set full_page_writes = on and reload the server."
    ),
    "synchronous_commit": (
        "The database server runs with synchronous_commit = off for this role: petitions already "
        "acknowledged would be lost when it crashes. Set synchronous_commit = on and reload it."
    ),
}
SETTINGS_QUERY = """
SELECT name, setting FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version_num')
"""


def check_durability(connection: Any) -> list[str]:
    """Return what is wrong with the server behind a DB-API connection; empty when safe.

    Ask over the application's own connection: settings can differ per role and database.
    """
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS_QUERY)
        settings: dict[str, str] = dict(cursor.fetchall())
    problems = [text for name, text in SWITCHED_OFF.items() if settings[name] == "off"]
    if int(settings["server_version_num"]) < OLDEST_VERSION:
        problems.insert(0, VERSION_TOO_OLD)
    return problems
