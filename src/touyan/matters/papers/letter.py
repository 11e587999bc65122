"""One paper as plain data: what it says, before anyone decides how it is drawn.

Layout terms follow GB/T 9704-2012 (official documents of party and government organs).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LINES_PER_PAGE = 22  # GB/T 9704-2012, 5.2.2
CHARACTERS_PER_LINE = 28
DATE_BLANK = 4  # 7.3.5.1: the date leaves four characters blank on its right
HEADING_LENGTH = 26  # a numbered paragraph longer than this is text, not a heading

# What XML 1.0 cannot carry; one such character would make the whole Word file unreadable.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、\S")
_LEFT_BLANK = re.compile(r"：$|^年[\s　]*月[\s　]*日$")
_SUBNUMBERED = re.compile(r"（[一二三四五六七八九十]+）\S")


class Level(StrEnum):
    """Rank of a paragraph, told from its number (GB/T 9704-2012, 7.3.3)."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A paper ready to be drawn. Text is cleaned on the way in and is never markup."""

    kind: str
    title: str
    organ_name: str
    dated: date
    paragraphs: Sequence[str]
    addressee: str = ""
    number: str = ""
    serial: str = ""
    attachments: Sequence[str] = ()
    copies: Sequence[str] = ()
    signed: bool = True
    labels: Sequence[str] = ()
    """Labels of a form, which is drawn as a table; none for running text."""

    def __post_init__(self) -> None:
        for name in ("kind", "title", "organ_name", "addressee", "number", "serial"):
            object.__setattr__(self, name, one_line(getattr(self, name)))
        object.__setattr__(self, "paragraphs", split_paragraphs(self.paragraphs))
        for name in ("attachments", "copies"):
            lines = tuple(line for item in getattr(self, name) if (line := one_line(item)))
            object.__setattr__(self, name, lines)

    @property
    def date_line(self) -> str:
        """The date as it is printed."""
        return chinese_date(self.dated)

    @property
    def text(self) -> str:
        """Every character the paper prints, for checks of glyphs and of length."""
        parts = [self.serial, self.organ_name, self.title, self.number, self.addressee]
        parts += [*self.paragraphs, *self.attachments, self.date_line, *self.copies]
        return "\n".join(part for part in parts if part)


def chinese_date(day: date) -> str:
    """2026年3月5日: Arabic figures, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def one_line(text: str) -> str:
    """The text without line breaks or characters that no file can carry."""
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """The text without characters that no file can carry.

    Not normalised: composing would swap compatibility ideographs, and names use them.
    """
    return _NOT_XML.sub("", text)


def split_paragraphs(texts: Iterable[str]) -> tuple[str, ...]:
    """One entry per paragraph; typed indents and empty lines go, the layout sets its own."""
    lines = (line.strip() for text in texts for line in clean(text).splitlines())
    return tuple(line.expandtabs(1) for line in lines if line)


def level_of(paragraph: str) -> Level:
    """Whether a paragraph is a heading (一、), a sub-heading (（一）) or body text."""
    if len(paragraph) > HEADING_LENGTH or paragraph[-1:] in "。；：，、":
        return Level.BODY
    if _NUMBERED.match(paragraph):
        return Level.HEADING
    return Level.SUBHEADING if _SUBNUMBERED.match(paragraph) else Level.BODY


def attachment_lines(attachments: Sequence[str]) -> list[tuple[str, str]]:
    """附件 as number and name: numbered only when several, without end punctuation (7.3.4)."""
    names = [name.rstrip("。；，、;,.") for name in attachments]
    if len(names) < 2:
        return [("", name) for name in names]
    return [(f"{place}. ", name) for place, name in enumerate(names, start=1)]


def is_sticky(letter: Letter, place: int) -> bool:
    """Whether a paragraph may not end its page: headings, a short last one before the seal, and
    the lines to be signed by hand, which stay together with a short line above them."""
    text = letter.paragraphs[place]
    last = place == len(letter.paragraphs) - 1
    short = len(text) <= 3 * CHARACTERS_PER_LINE
    if level_of(text) is not Level.BODY:
        return True
    if last:
        return letter.signed and short
    first = first_to_sign(letter)
    return first is not None and (place >= first or (place == first - 1 and short))


def first_to_sign(letter: Letter) -> int | None:
    """Where the last lines begin that are left to be filled in and signed by hand, if any are."""
    place = len(letter.paragraphs)
    while place and _LEFT_BLANK.search(letter.paragraphs[place - 1]):
        place -= 1
    return place if place < len(letter.paragraphs) else None


def width_in_characters(text: str) -> float:
    """Printed width counted in full-width characters."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return wide + (len(text) - wide) / 2


def signature_blanks(letter: Letter) -> tuple[float, float]:
    """Characters left blank to the right of the organ's name and of the date.

    The name is centred on the date (7.3.5.1); a name too long for that starts from the margin
    and the date is centred under it instead.
    """
    organ, day = width_in_characters(letter.organ_name), width_in_characters(letter.date_line)
    blank = DATE_BLANK - (organ - day) / 2
    return (blank, DATE_BLANK) if blank >= 0 else (0.0, (organ - day) / 2)
