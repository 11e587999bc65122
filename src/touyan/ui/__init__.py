"""Screens' common ground: shell, components, behaviour, charts. Knows no feature."""
