"""Figures given out: frozen, proven, restated."""
