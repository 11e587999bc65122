"""Django registration of the component library."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, icons and the shell."""

    name = "touyan.ui"
    label = "ui"
