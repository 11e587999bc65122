"""Which font draws what: the deployer's licensed fonts first, the bundled free ones behind.

GB/T 9704-2012 names fonts that may not be shipped. System fonts are never used, so that a paper
looks the same on every machine; what had to be substituted is reported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from fontTools.ttLib import TTFont

_SERIF, _SANS = "Noto Serif SC", "Noto Sans SC"
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}


class Role(StrEnum):
    """What a font is used for; the value is the name the standard gives it."""

    TITLE = "方正小标宋简体"
    BODY = "仿宋_GB2312"
    HEADING = "黑体"
    SUBHEADING = "楷体_GB2312"
    PAGE_NUMBER = "宋体"


# Family names under which the font of each role is found in the wild, best first.
_CANDIDATES: dict[Role, tuple[str, ...]] = {
    Role.TITLE: ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    Role.BODY: (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "方正仿宋_GBK",
        "FZFangSong-Z02",
        "朱雀仿宋",
        "Zhuque Fangsong (technical preview)",
        "FandolFang R",
    ),
    Role.HEADING: ("黑体", "SimHei", "方正黑体_GBK", "FZHei-B01"),
    Role.SUBHEADING: ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "LXGW WenKai", "FandolKai"),
    Role.PAGE_NUMBER: ("宋体", "SimSun"),
}
_BUNDLED: dict[Role, tuple[str, str]] = {
    role: (_SANS, _SERIF) if role is Role.HEADING else (_SERIF, _SANS) for role in Role
}


@dataclass(frozen=True)
class FontSet:
    """The fonts at hand, loaded once and used for every paper."""

    fonts: typst.Fonts

    @cached_property
    def families(self) -> dict[str, str]:
        """Family names as the font spells them, by folded name."""
        return {name.casefold(): name for name in self.fonts.families()}

    def preferred(self, role: Role) -> str | None:
        """The deployer's font for a role, if there is one."""
        known = self.families
        return next((known[n.casefold()] for n in _CANDIDATES[role] if n.casefold() in known), None)

    def chain(self, role: Role) -> list[str]:
        """Families tried for each character, in order; the rest of FONT_DIR fills rare ones."""
        preferred = self.preferred(role)
        first = [preferred] if preferred else []
        return list(dict.fromkeys([*first, *_BUNDLED[role], *sorted(self.families.values())]))

    def substituted(self) -> dict[str, str]:
        """Names the standard asks for that are not at hand, and what is drawn instead."""
        return {role.value: self.chain(role)[0] for role in Role if not self.preferred(role)}

    def missing(self, text: str) -> list[str]:
        """Characters of the text that no font at hand can draw, each once, in order."""
        return [sign for sign in _visible(text) if ord(sign) not in self._everything]

    def borrowed(self, role: Role, text: str) -> dict[str, str]:
        """Characters the role's first font lacks, and the family that draws them instead."""
        first, *rest = self.chain(role)
        lacking = [sign for sign in _visible(text) if ord(sign) not in self._coverage[first]]
        found = ((s, next((f for f in rest if ord(s) in self._coverage[f]), "")) for s in lacking)
        return {sign: family for sign, family in found if family}

    @cached_property
    def _coverage(self) -> dict[str, frozenset[int]]:
        coverage: dict[str, frozenset[int]] = {}
        for face in self.fonts.fonts():
            if face.path is not None:
                seen = coverage.get(face.family, frozenset())
                coverage[face.family] = seen | _characters(face.path, face.index)
        return coverage

    @cached_property
    def _everything(self) -> frozenset[int]:
        return frozenset().union(*self._coverage.values())


@cache
def font_set(font_dir: Path | None = None) -> FontSet:
    """Fonts of the deployer's folder and the bundled ones; read once per process."""
    bundled = pylopdf_fonts_zh_cn.serif_path().parent
    folders = [folder for folder in (font_dir, bundled) if folder is not None]
    return FontSet(
        typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    )


def missing_glyphs(text: str, *, font_dir: Path | None = None) -> list[str]:
    """Characters that would print as empty boxes: for names, a reason not to issue."""
    return font_set(font_dir).missing(text)


@cache
def _characters(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as face:
        return frozenset(face.getBestCmap() or ())


def _visible(text: str) -> Iterable[str]:
    return (
        sign
        for sign in dict.fromkeys(text)
        if unicodedata.category(sign) not in _INVISIBLE and not _is_variation_selector(sign)
    )


def _is_variation_selector(sign: str) -> bool:
    return 0xFE00 <= ord(sign) <= 0xFE0F or 0xE0100 <= ord(sign) <= 0xE01EF
