"""Pictures of figures, drawn on the server from plain values: SVG, table twin, files."""

from __future__ import annotations

from touyan.ui.pictures.bars import bars
from touyan.ui.pictures.distribution import distribution
from touyan.ui.pictures.funnel import funnel
from touyan.ui.pictures.heat import heat
from touyan.ui.pictures.picture import Picture
from touyan.ui.pictures.raster import NoFont, png
from touyan.ui.pictures.spark import spark
from touyan.ui.pictures.tiles import tiles
from touyan.ui.pictures.trend import trend
from touyan.ui.pictures.values import Point, Series
from touyan.ui.rules.spreads import Bin, bins_of

__all__ = [
    "Bin",
    "NoFont",
    "Picture",
    "Point",
    "Series",
    "bars",
    "bins_of",
    "distribution",
    "funnel",
    "heat",
    "png",
    "spark",
    "tiles",
    "trend",
]
