"""Screens are tested without collected static files and keep uploads in a folder of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def _plain_files(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = None  # served by nobody here: the pages only name the files
    stores = {name: dict(store) for name, store in settings.STORAGES.items()}
    stores["staticfiles"] = {"BACKEND": PLAIN}
    stores["attachments"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "files"},
    }
    settings.STORAGES = stores
