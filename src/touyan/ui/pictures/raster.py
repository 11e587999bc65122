"""A picture as PNG, for papers and messages that take no SVG.

Drawn by typst with the bundled Noto Sans SC, or the fonts of FONT_DIR for what that lacks. No
system font is used; where a character has no font, nothing is drawn rather than a box.
"""

from __future__ import annotations

from pathlib import Path

import typst
from django.conf import settings

from touyan.kernel.errors import Refused
from touyan.kernel.fonts import SANS, coverage_of, fonts_at_hand, visible
from touyan.kernel.messages import N_, message
from touyan.ui.pictures.picture import Picture

_SHEET = b"""#let size(name) = float(sys.inputs.at(name)) * 1pt
#set page(width: size("width"), height: size("height"), margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""

NO_FONT = N_(
    "No font at hand has these characters: %(signs)s. Put a font that has them into the folder "
    "FONT_DIR names, or download the SVG."
)


class NoFont(Refused):
    """There is no font for characters of the picture, so it cannot be drawn as PNG."""


def png(picture: Picture, *, scale: int = 2, fonts: typst.Fonts | None = None) -> bytes:
    """The file's drawing as PNG, `scale` dots a point; refused where a character has no font."""
    at_hand = fonts if fonts is not None else _fonts()
    drawing = picture.standalone(family=SANS)
    _require_glyphs(picture.words, at_hand)
    width, height = picture.size
    drawn = typst.compile(
        _SHEET,
        font_paths=at_hand,
        ignore_system_fonts=True,
        format="png",
        ppi=72.0 * scale,
        sys_inputs={"svg": drawing.decode(), "width": str(width), "height": str(height)},
    )
    if not isinstance(drawn, bytes):
        raise TypeError("typst returned no picture")
    return drawn


def _fonts() -> typst.Fonts:
    return fonts_at_hand(Path(settings.FONT_DIR) if settings.FONT_DIR else None)


def _require_glyphs(words: str, fonts: typst.Fonts) -> None:
    drawable = frozenset().union(*coverage_of(fonts).values())
    lacking = [sign for sign in visible(words) if ord(sign) not in drawable]
    if lacking:
        raise NoFont(message(NO_FONT, signs="".join(lacking[:20])))
