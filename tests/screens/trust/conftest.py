"""One register for a whole module: built once, every request rolled back behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import override_settings
from tests.conftest import BEIJING
from tests.screens.conftest import PLAIN
from tests.screens.trust.register import Register, build

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=BEIJING)
FILES = "django.core.files.storage.FileSystemStorage"


@pytest.fixture(scope="module", autouse=True)
def _plain_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """As in the other screens' tests, but for the whole module: the register keeps files too."""
    from django.conf import settings

    stores: dict[str, Any] = {name: dict(store) for name, store in settings.STORAGES.items()}
    stores["staticfiles"] = {"BACKEND": PLAIN}
    folder = tmp_path_factory.mktemp("files")
    stores["attachments"] = {"BACKEND": FILES, "OPTIONS": {"location": folder}}
    with override_settings(STATIC_ROOT=None, STORAGES=stores):
        yield


@pytest.fixture(scope="module")
def frozen() -> Iterator[datetime]:
    """One moment for everything, so that two answers can be compared byte by byte."""
    with patch("django.utils.timezone.now", return_value=NOW):
        yield NOW


@pytest.fixture(scope="module")
def register(
    django_db_setup: None, django_db_blocker: Any, frozen: datetime, _plain_files: None
) -> Iterator[Register]:
    """Cases of one's own office, a sister's, the one below, the one above, and a sealed one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build(now=frozen)
        transaction.set_rollback(True)
