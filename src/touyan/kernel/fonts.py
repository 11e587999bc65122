"""The fonts at hand, and which characters they can draw: the deployer's folder and the bundled.

System fonts are never used, so that what is drawn looks the same on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"

_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


@cache
def fonts_at_hand(font_dir: Path | None = None) -> typst.Fonts:
    """Fonts of the deployer's folder and the bundled ones; read once per process."""
    bundled = pylopdf_fonts_zh_cn.serif_path().parent
    folders = [folder for folder in (font_dir, bundled) if folder is not None]
    return fonts_in(*folders)


def fonts_in(*folders: Path) -> typst.Fonts:
    """Fonts of these folders and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def coverage_of(fonts: typst.Fonts) -> dict[str, frozenset[int]]:
    """Which characters each family can draw."""
    coverage: dict[str, frozenset[int]] = {}
    for face in fonts.fonts():
        if face.path is not None:
            seen = coverage.get(face.family, frozenset())
            coverage[face.family] = seen | _characters(face.path, face.index)
    return coverage


def visible(text: str) -> Iterable[str]:
    """The characters of a text that need drawing, each once, in order."""
    return (
        sign
        for sign in dict.fromkeys(text)
        if unicodedata.category(sign) not in _INVISIBLE and not _is_variation_selector(sign)
    )


@cache
def _characters(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as face:
        return frozenset(face.getBestCmap() or ())


def _is_variation_selector(sign: str) -> bool:
    return 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF
