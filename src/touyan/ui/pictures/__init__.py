"""Pictures of figures, drawn on the server from plain values: SVG, table twin, file."""

from __future__ import annotations

from touyan.ui.pictures.bars import bars
from touyan.ui.pictures.picture import Picture
from touyan.ui.pictures.raster import NoFont, png
from touyan.ui.pictures.trend import trend
from touyan.ui.pictures.values import Point, Series

__all__ = ["NoFont", "Picture", "Point", "Series", "bars", "png", "trend"]
