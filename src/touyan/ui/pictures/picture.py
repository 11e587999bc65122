"""A picture: drawn once for a wide and once for a narrow screen, with its table twin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from touyan.ui.pictures.nodes import Node, node, text
from touyan.ui.pictures.values import Table
from touyan.ui.rules.scales import wrapped
from touyan.ui.sentences import sentence

WIDE = 640
NARROW = 340
LEAST = 240
PAD = 16

_STYLES = Path(__file__).resolve().parent.parent / "static" / "ui"
_ONLY_ON_A_PAGE = "/* On a page only */"


@dataclass(frozen=True)
class Drawing:
    """Elements on a ground of a given size."""

    width: float
    height: float
    nodes: tuple[Node, ...]


Draw = Callable[[float, str], Drawing]


@dataclass(frozen=True)
class Picture:
    """What a page, a paper or a file needs of a picture; `empty` when there is no figure in it."""

    kind: str
    title: str
    unit: str
    table: Table
    drawings: tuple[Drawing, ...]
    note: str = ""
    empty: bool = False
    name: str = ""

    @property
    def heading(self) -> str:
        if not self.unit:
            return self.title
        return _("%(title)s (%(unit)s)") % {"title": self.title, "unit": self.unit}

    @property
    def svg(self) -> SafeString:
        """Both drawings for a page; its stylesheet shows the one that fits."""
        sizes = ("wide", "narrow") if len(self.drawings) > 1 else ("only",)
        pairs = zip(sizes, self.drawings, strict=True)
        return SafeString("".join(self._on_page(size, drawing) for size, drawing in pairs))

    def _on_page(self, size: str, drawing: Drawing) -> str:
        return node(
            "svg",
            *drawing.nodes,
            class_=f"pic pic-{self.kind} pic-{size}",
            viewBox=_view(drawing.width, drawing.height),
            width=drawing.width,
            height=drawing.height,
            role="img" if self.name else "group",
            aria_label=self.name or self.heading,
        ).written()

    @property
    def words(self) -> str:
        """Every text the file shows, to ask whether a font has all its characters."""
        return "".join(each.words for each in self._sheet().nodes)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the file in points."""
        sheet = self._sheet()
        return round(sheet.width), round(sheet.height)

    def standalone(self, *, family: str = "") -> bytes:
        """The picture as a file that needs nothing else: title, unit, legend, note and styles.

        The file names the fonts of the screens and brings none; `family` names another first.
        """
        sheet = self._sheet()
        root = node(
            "svg",
            node("style", _styles(family)),
            *sheet.nodes,
            xmlns="http://www.w3.org/2000/svg",
            class_=f"pic pic-{self.kind}",
            viewBox=_view(sheet.width, sheet.height),
            width=sheet.width,
            height=sheet.height,
        )
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{root.written(plain=True)}\n'.encode()

    def _sheet(self) -> Drawing:
        drawing = self.drawings[0]
        room = max(drawing.width, LEAST)
        head, top = _lines(self.heading, y=PAD, width=room, size=16, name="head")
        body = node("g", *drawing.nodes, transform=f"translate({PAD} {top + 8:g})")
        below = top + 8 + drawing.height
        foot, bottom = _lines(self.note, y=below, width=room, size=12, name="note")
        width, height = room + 2 * PAD, bottom + PAD
        ground = node("rect", class_="ground", width=width, height=height)
        return Drawing(width, float(round(height)), (ground, *head, body, *foot))


def picture_of(
    draw: Draw,
    *,
    kind: str,
    title: object,
    unit: object,
    table: Table,
    width: int = WIDE,
    note: object = "",
    name: str = "",
) -> Picture:
    """The picture drawn by `draw(width, key)` in both widths; the key makes its own ids.

    With a `name` it is one small thing: drawn once, and without ids.
    """
    key = "" if name else _key(kind, title, table)
    narrow = () if name else (draw(NARROW, f"{key}n"),)
    drawings = (draw(width, f"{key}w"), *narrow)
    values = [cell.value for row in table.rows for cell in row]
    return Picture(
        kind=kind,
        title=sentence(title),
        unit=sentence(unit),
        table=table,
        drawings=drawings,
        note=sentence(note),
        name=name,
        empty=all(value is None for value in values),
    )


def _key(kind: str, title: object, table: Table) -> str:
    """The same for the same figures: a page that is kept or compared stays as it is."""
    return f"p{sha256(f'{kind}{title}{table}'.encode(errors='replace')).hexdigest()[:8]}"


def _lines(
    words: str, *, y: float, width: float, size: float, name: str
) -> tuple[tuple[Node, ...], float]:
    lines = wrapped(words, room=width, size=size) if words else []
    step = size * 1.4
    nodes = [text(line, PAD, y + size + step * n, class_=name) for n, line in enumerate(lines)]
    return tuple(nodes), y + step * len(lines)


def _view(width: float, height: float) -> str:
    return f"0 0 {width:g} {height:g}"


@cache
def _styles(family: str) -> str:
    """The drawing rules of the product's stylesheet with its light colours filled in."""
    tokens = (_STYLES / "tokens.css").read_text("utf-8").partition("@media")[0]
    rules = (_STYLES / "pictures.css").read_text("utf-8").partition(_ONLY_ON_A_PAGE)[0]
    first = f'font-family: "{family}", ' if family else "font-family: "
    return filled(rules, tokens=tokens).replace("font-family: ", first)


def filled(rules: str, *, tokens: str) -> str:
    """Styles with every var(--name) replaced by what the tokens say, and no comments."""
    bare = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    for declaration in tokens.replace("\n", " ").partition("{")[2].split(";"):
        name, _colon, value = declaration.partition(":")
        if name.strip().startswith("--"):
            bare = bare.replace(f"var({name.strip()})", " ".join(value.split()))
    return " ".join(bare.split())
