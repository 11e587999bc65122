"""Which database serves, and preparing it: migrations by the owner, grants for the application."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from touyan.config.embedded import EmbeddedPostgres


def data_dir() -> Path:
    return Path(os.environ.get("TOUYAN_DATA", "var")).expanduser().resolve()


def own_server() -> EmbeddedPostgres | None:
    """The embedded server, unless DATABASE_URL names another."""
    if os.environ.get("DATABASE_URL") and not os.environ.get("TOUYAN_EMBEDDED"):
        return None
    return EmbeddedPostgres(data_dir() / "postgres")


@contextmanager
def serving() -> Iterator[EmbeddedPostgres | None]:
    """The embedded server, if it is the one, for as long as this or another process needs it."""
    server = own_server()
    if server is None:
        yield None
        return
    with server:
        _name_roles(server)
        yield server


def _name_roles(server: EmbeddedPostgres) -> None:
    """Both roles named to this process and its children."""
    os.environ["TOUYAN_EMBEDDED"] = "1"
    os.environ["DATABASE_URL"] = server.url(role="app")
    os.environ["DATABASE_OWNER_URL"] = server.url(role="owner")


@contextmanager
def as_owner() -> Iterator[None]:
    """Within: DATABASE_URL names the owner. Before Django is set up only."""
    app = os.environ.get("DATABASE_URL", "")
    os.environ["TOUYAN_APP_URL"] = app
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL", app)
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = app
