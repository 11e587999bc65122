"""Field helpers of the petition forms: translated choices and several files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy


def named(names: Mapping[Any, str], first: object = None) -> list[tuple[str, Any]]:
    """Choices in the reader's language, perhaps with an empty one first."""
    listed: list[tuple[str, Any]] = [(key.value, gettext_lazy(name)) for key, name in names.items()]
    return listed if first is None else [("", first), *listed]


class SeveralFiles(forms.FileInput):
    """A file input for any number of files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; an empty list when none was chosen."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file, even an empty one: the examination says what is wrong with it."""
        return list(data or [])
