"""Form fields every screen shares."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.ui.rules.dates import date_from_typing


class TypedDateField(forms.DateField):
    """A date typed the way clerks type it: 20261124, 2026-11-24, 2026.11.24, 2026年11月24日."""

    default_error_messages = {
        "invalid": _("Enter a real date as year, month and day, for example 20261124."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        """The date, or the field's own complaint."""
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        typed = date_from_typing(value)
        if typed is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return typed
