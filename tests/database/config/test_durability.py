"""A server that may lose what it acknowledged is found out (trust goal R11)."""

import psycopg
import pytest

from touyan.config.embedded import EmbeddedPostgres, check_durability
from touyan.config.postgres.durability import SWITCHED_OFF, VERSION_TOO_OLD


def problems(database: EmbeddedPostgres) -> list[str]:
    with psycopg.connect(database.url("app")) as connection:
        return check_durability(connection)


def alter(database: EmbeddedPostgres, statement: str) -> None:
    with psycopg.connect(database.url("superuser"), autocommit=True) as connection:
        connection.execute(statement)


def test_each_unsafe_setting_is_named_and_a_safe_server_passes(database: EmbeddedPostgres) -> None:
    database.start()
    assert problems(database) == []
    for name, sentence in SWITCHED_OFF.items():
        alter(database, f"ALTER SYSTEM SET {name} = off")
        database.stop()
        database.start()
        assert problems(database) == [sentence]
        alter(database, f"ALTER SYSTEM RESET {name}")
        database.stop()
        database.start()
    assert problems(database) == []


def test_a_setting_switched_off_for_the_application_alone_is_found(
    database: EmbeddedPostgres,
) -> None:
    database.start()
    alter(database, "ALTER ROLE touyan_app SET synchronous_commit = off")
    assert problems(database) == [SWITCHED_OFF["synchronous_commit"]]


@pytest.mark.parametrize(("version", "found"), [("140012", [VERSION_TOO_OLD]), ("150000", [])])
def test_an_old_server_is_refused(version: str, found: list[str]) -> None:
    class OldServer:
        """No such server can be had from a package; only its answer counts."""

        def cursor(self) -> "OldServer":
            return self

        def __enter__(self) -> "OldServer":
            return self

        def __exit__(self, *_: object) -> None: ...

        def execute(self, _: str) -> None: ...

        def fetchall(self) -> list[tuple[str, str]]:
            return [(name, "on") for name in SWITCHED_OFF] + [("server_version_num", version)]

    assert check_durability(OldServer()) == found
