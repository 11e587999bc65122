from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

NOW = datetime(2024, 5, 17, 2, 30, tzinfo=UTC)


@pytest.fixture
def store(settings: Settings, tmp_path: Path) -> Path:
    """The attachments' folder, empty and of this test alone; no scanner."""
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "files"},
    }
    settings.STORAGES = {**settings.STORAGES, "attachments": place}
    settings.TOUYAN_CLAMD = ""
    return tmp_path / "files"
