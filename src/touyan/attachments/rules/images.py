"""Pictures: size known before decoding; a clean rendition for the screen.

The original is evidence and is kept as received. What the screen shows is drawn anew, so
position, device and anything else written beside the pixels stays behind.
"""

from __future__ import annotations

import io
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from touyan.attachments.rules.foreign import refuse_hidden_content
from touyan.attachments.rules.limits import FileRefused, Limits
from touyan.kernel.messages import N_

_FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".gif": "GIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
}
_SHOWN = [*dict.fromkeys(_FORMATS.values()), "WEBP"]
_DRAWN_PIXELS = 24_000_000  # other formats are decoded whole: 24 MP is about 100 MB
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError)

_TOO_MANY = N_("The picture has more than %(limit)s million pixels.")
_TAKE_AGAIN = N_("Photograph or scan it again at a lower resolution.")
_OPEN_AGAIN = N_("Open the picture, save it again as JPEG, and send that.")


def _damaged() -> FileRefused:
    return FileRefused(N_("The picture is damaged."), cure=_OPEN_AGAIN)


def _webp_size(head: bytes) -> tuple[int, int]:
    """Read by hand: the library allocates the whole canvas merely to open it (RFC 9649)."""
    form, data = head[12:16], head[20:]
    if form == b"VP8X":
        return 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
    if form == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        sides = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        return sides[0] & 0x3FFF, sides[1] & 0x3FFF
    raise _damaged()


def _measure(stream: BinaryIO, ending: str) -> tuple[int, int]:
    stream.seek(0)
    if ending == ".webp":
        return _webp_size(stream.read(64))
    try:
        with Image.open(stream, formats=[_FORMATS[ending]]) as image:
            return image.size
    except _BROKEN as error:
        raise _damaged() from error


def _too_many(limits: Limits) -> FileRefused:
    return FileRefused(_TOO_MANY, cure=_TAKE_AGAIN, limit=limits.pixels // 1_000_000)


def refuse_unsafe_image(stream: BinaryIO, limits: Limits, *, ending: str) -> None:
    """Refuse a pixel flood, a damaged picture, or one that hides another file."""
    try:
        width, height = _measure(stream, ending)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(limits) from error
    if width * height > limits.pixels:
        raise _too_many(limits)
    if not width or not height:
        raise _damaged()
    refuse_hidden_content(stream)


def _upright(image: Image.Image, side: int) -> Image.Image:
    """First page only, turned as the camera meant, small enough for a screen."""
    image.draft("RGB", (side, side))
    if image.width * image.height > _DRAWN_PIXELS:
        raise FileRefused(
            N_("The picture is too large to show here."), cure=N_("Download the original.")
        )
    mode = "RGBA" if image.has_transparency_data else "RGB"
    turned = ImageOps.exif_transpose(image.convert(mode))
    turned.thumbnail((side, side))
    return turned


def rendition(stream: BinaryIO, *, side: int = 1600) -> bytes:
    """A JPEG drawn from the pixels alone: no EXIF, no position, no colour profile, no comment."""
    stream.seek(0)
    try:
        with Image.open(stream, formats=_SHOWN) as image:
            drawn = _upright(image, side)
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise _damaged() from error
    page = Image.new("RGB", drawn.size, "white")
    page.paste(drawn, mask=drawn if drawn.mode == "RGBA" else None)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()
