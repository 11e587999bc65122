"""Places of the provincial units on the tile grid: equal squares, no outline, no extent.

Keys are the first two digits of the division code; 66 is the Xinjiang Corps office and
`military` the military procuratorate, which no outline map can show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from touyan.kernel.messages import N_


@dataclass(frozen=True)
class Tile:
    """One unit's square: column and row count from the top left."""

    code: str
    name: str
    column: int
    row: int


COLUMNS = 9
ROWS = 8
SHADES = 5

TILES = (
    Tile("23", N_("Heilongjiang"), 8, 0),
    Tile("65", N_("Xinjiang"), 0, 1),
    Tile("66", N_("XJ Corps"), 1, 1),
    Tile("15", N_("Inner Mongolia"), 5, 1),
    Tile("11", N_("Beijing"), 6, 1),
    Tile("12", N_("Tianjin"), 7, 2),
    Tile("22", N_("Jilin"), 8, 1),
    Tile("62", N_("Gansu"), 2, 2),
    Tile("64", N_("Ningxia"), 3, 2),
    Tile("61", N_("Shaanxi"), 4, 2),
    Tile("14", N_("Shanxi"), 5, 2),
    Tile("13", N_("Hebei"), 6, 2),
    Tile("21", N_("Liaoning"), 8, 2),
    Tile("54", N_("Xizang"), 1, 3),
    Tile("63", N_("Qinghai"), 2, 3),
    Tile("51", N_("Sichuan"), 3, 3),
    Tile("50", N_("Chongqing"), 4, 3),
    Tile("41", N_("Henan"), 5, 3),
    Tile("37", N_("Shandong"), 6, 3),
    Tile("53", N_("Yunnan"), 3, 4),
    Tile("52", N_("Guizhou"), 4, 4),
    Tile("42", N_("Hubei"), 5, 4),
    Tile("34", N_("Anhui"), 6, 4),
    Tile("32", N_("Jiangsu"), 7, 4),
    Tile("31", N_("Shanghai"), 8, 4),
    Tile("45", N_("Guangxi"), 4, 5),
    Tile("43", N_("Hunan"), 5, 5),
    Tile("36", N_("Jiangxi"), 6, 5),
    Tile("33", N_("Zhejiang"), 7, 5),
    Tile("46", N_("Hainan"), 4, 6),
    Tile("44", N_("Guangdong"), 5, 6),
    Tile("35", N_("Fujian"), 6, 6),
    Tile("71", N_("Taiwan"), 7, 6),
    Tile("82", N_("Macao"), 5, 7),
    Tile("81", N_("Hong Kong"), 6, 7),
    Tile("military", N_("Military"), 0, 7),
)


def shade(value: float | None, *, values: Iterable[float]) -> int:
    """0 where there is no figure, else 1 to SHADES by equal steps up to the largest."""
    top = max(values, default=0)
    if value is None:
        return 0
    if top <= 0 or value <= 0:
        return 1
    return min(SHADES, int(value / top * SHADES - 1e-9) + 1)
