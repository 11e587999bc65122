"""Before Django is set up: touyan's own PostgreSQL for the tests, in a folder of their own."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TOUYAN_TEST_DATA", ROOT / "var" / "tests"))
os.environ["TOUYAN_DATA"] = str(DATA)
os.environ.pop("TOUYAN_ENV", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "touyan.config.settings")
