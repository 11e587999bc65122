"""Bulletins: texts whose figures are bound to measures."""
