"""`{% load ui %}` brings every component tag; the tags live in touyan.ui.tags by subject."""

from __future__ import annotations

from django.template import Library

from touyan.ui.tags import boards, figures, forms, lists, parts, text

register = Library()
for part in (text, parts, lists, forms, figures, boards):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
