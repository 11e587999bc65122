"""Turns the kernel's sentences into the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext

from touyan.kernel.messages import Listing, Message


def joined(parts: Iterable[object]) -> str:
    """Several things as one list, parted as the reader's language parts them."""
    return pgettext("between things listed", ", ").join(sentence(part) for part in parts)


def sentence(text: object) -> str:
    """The text in the active language; a Message is translated with its parameters."""
    if isinstance(text, Listing):
        return joined(text.parts)
    if not isinstance(text, Message):
        return "" if text is None else str(text)
    if not text.text:
        return ""
    translated = gettext(text.text)
    if not text.params:
        return translated
    return translated % {
        name: sentence(value) if isinstance(value, Message | Listing) else value
        for name, value in text.params.items()
    }
