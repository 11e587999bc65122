"""Fixtures every test may use. The cast has the same people everywhere (tests/cast.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, settings

from tests.cast import cast, client_of  # noqa: F401 - fixtures for every test

BEIJING = ZoneInfo("Asia/Shanghai")

# How long an example takes depends on the machine, and is measured elsewhere.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    """Two answers of one moment are compared, and tests share a moment: every page is drawn."""
    kept_nowhere = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    with override_settings(CACHES={"default": kept_nowhere, "figures": kept_nowhere}):
        yield


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Beijing with nothing special about it."""
    return datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """A copy of the migrated template for this worker, used under the application's role."""
    from tests import databases

    name = databases.own_name()
    with django_db_blocker.unblock(), databases.one_at_a_time("setup"):  # type: ignore[attr-defined]
        databases.forget_old()
        databases.copy(name, of=databases.template())
        databases.use(name)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.close()
        databases.drop(name)
        databases.leave()


@pytest.fixture
def committed(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: object
) -> Iterator[str]:
    """A database of one's own whose transactions really commit: for races and crashes."""
    from tests import databases

    name = f"{databases.own_name()}_committed"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.copy(name, of=databases.template())
        databases.use(name)
        yield name
        databases.use(databases.own_name())
        databases.drop(name)
