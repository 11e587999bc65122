"""Places of the provincial units on the tile grid: equal squares, no outline, no extent.

Keys are the first two digits of the division code; 66 is the Xinjiang Corps office and
`military` the military procuratorate, which no outline map can show. Letters are those of
GB/T 2260 (XPCC and Mil are not in it), for squares too small for a name.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from touyan.kernel.messages import N_


@dataclass(frozen=True)
class Tile:
    """One unit's square: column and row count from the top left."""

    code: str
    letters: str
    name: str
    column: int
    row: int


COLUMNS = 9
ROWS = 8
SHADES = 5

TILES = (
    Tile("23", "HL", N_("Heilongjiang"), 8, 0),
    Tile("65", "XJ", N_("Xinjiang"), 0, 1),
    Tile("66", "XPCC", N_("XJ Corps"), 1, 1),
    Tile("15", "NM", N_("Inner Mongolia"), 5, 1),
    Tile("11", "BJ", N_("Beijing"), 6, 1),
    Tile("12", "TJ", N_("Tianjin"), 7, 2),
    Tile("22", "JL", N_("Jilin"), 8, 1),
    Tile("62", "GS", N_("Gansu"), 2, 2),
    Tile("64", "NX", N_("Ningxia"), 3, 2),
    Tile("61", "SN", N_("Shaanxi"), 4, 2),
    Tile("14", "SX", N_("Shanxi"), 5, 2),
    Tile("13", "HE", N_("Hebei"), 6, 2),
    Tile("21", "LN", N_("Liaoning"), 8, 2),
    Tile("54", "XZ", N_("Xizang"), 1, 3),
    Tile("63", "QH", N_("Qinghai"), 2, 3),
    Tile("51", "SC", N_("Sichuan"), 3, 3),
    Tile("50", "CQ", N_("Chongqing"), 4, 3),
    Tile("41", "HA", N_("Henan"), 5, 3),
    Tile("37", "SD", N_("Shandong"), 6, 3),
    Tile("53", "YN", N_("Yunnan"), 3, 4),
    Tile("52", "GZ", N_("Guizhou"), 4, 4),
    Tile("42", "HB", N_("Hubei"), 5, 4),
    Tile("34", "AH", N_("Anhui"), 6, 4),
    Tile("32", "JS", N_("Jiangsu"), 7, 4),
    Tile("31", "SH", N_("Shanghai"), 8, 4),
    Tile("45", "GX", N_("Guangxi"), 4, 5),
    Tile("43", "HN", N_("Hunan"), 5, 5),
    Tile("36", "JX", N_("Jiangxi"), 6, 5),
    Tile("33", "ZJ", N_("Zhejiang"), 7, 5),
    Tile("46", "HI", N_("Hainan"), 4, 6),
    Tile("44", "GD", N_("Guangdong"), 5, 6),
    Tile("35", "FJ", N_("Fujian"), 6, 6),
    Tile("71", "TW", N_("Taiwan"), 7, 6),
    Tile("82", "MO", N_("Macao"), 5, 7),
    Tile("81", "HK", N_("Hong Kong"), 6, 7),
    Tile("military", "Mil", N_("Military"), 0, 7),
)


def foot(values: Collection[float]) -> float:
    """Where the shades begin: at nought, or, where all figures lie far from it, at the smallest in
    whole numbers, so that they can be told apart."""
    low, top = min(values, default=0), max(values, default=0)
    begins = float(math.floor(low)) if low * 2 > top else 0.0
    return begins if begins < top else 0.0


def shade(value: float | None, *, values: Collection[float]) -> int:
    """0 where there is no figure, else 1 to SHADES by equal steps up to the largest."""
    low, top = foot(values), max(values, default=0)
    if value is None:
        return 0
    if top <= 0 or value <= low:
        return 1
    return min(SHADES, int((value - low) / (top - low) * SHADES - 1e-9) + 1)


def bounds(values: Collection[float]) -> list[float]:
    """The largest figure of each shade; of counts, the largest whole one."""
    low, top = foot(values), max(values, default=0)
    if top <= 0:
        return []
    steps = [low + (top - low) * step / SHADES for step in range(1, SHADES + 1)]
    counts = top - low > SHADES and all(value == int(value) for value in values)
    return [float(math.floor(step + 1e-9)) for step in steps] if counts else steps
