"""Which font draws what: the deployer's licensed fonts first, the bundled free ones behind.

GB/T 9704-2012 names fonts that may not be shipped. System fonts are never used, so that a paper
looks the same on every machine; what had to be substituted is reported.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

import typst

from touyan.kernel.fonts import SANS, SERIF, coverage_of, fonts_at_hand, visible


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
    role: (SANS, SERIF) if role is Role.HEADING else (SERIF, SANS) for role in Role
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
        return [sign for sign in visible(text) if ord(sign) not in self._everything]

    def borrowed(self, role: Role, text: str) -> dict[str, str]:
        """Characters the role's first font lacks, and the family that draws them instead."""
        first, *rest = self.chain(role)
        lacking = [sign for sign in visible(text) if ord(sign) not in self._coverage[first]]
        found = ((s, next((f for f in rest if ord(s) in self._coverage[f]), "")) for s in lacking)
        return {sign: family for sign, family in found if family}

    @cached_property
    def _coverage(self) -> dict[str, frozenset[int]]:
        return coverage_of(self.fonts)

    @cached_property
    def _everything(self) -> frozenset[int]:
        return frozenset().union(*self._coverage.values())


@cache
def font_set(font_dir: Path | None = None) -> FontSet:
    """Fonts of the deployer's folder and the bundled ones; read once per process."""
    return FontSet(fonts_at_hand(font_dir))


def missing_glyphs(text: str, *, font_dir: Path | None = None) -> list[str]:
    """Characters that would print as empty boxes: for names, a reason not to issue."""
    return font_set(font_dir).missing(text)
