"""Looks up the Chinese of a catalogue sentence, without Django."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

MO = Path(__file__).resolve().parent.parent / "src/touyan/locale/zh_Hans/LC_MESSAGES/django.mo"


@cache
def _catalogue() -> gettext.NullTranslations:
    with MO.open("rb") as handle:
        return gettext.GNUTranslations(handle)


def chinese(text: str) -> str:
    """The sentence in Chinese, or itself where the catalogue has none."""
    return _catalogue().gettext(text) if text else ""
