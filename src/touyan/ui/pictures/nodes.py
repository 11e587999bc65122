"""SVG as small trees: escaped when written, and written with or without what only a page needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOCAL = re.compile(r"^(?:/(?![/\\])|\?|#)")
_ONLY_ON_A_PAGE = {"href", "tabindex", "role", "focusable"}


@dataclass(frozen=True)
class Node:
    """An element; `plain` writing leaves out links, focus, names for readers, and tips."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node | str, ...] = ()

    def written(self, *, plain: bool = False) -> str:
        tag = "g" if plain and self.tag == "a" else self.tag
        inner = "".join(_written(child, plain=plain) for child in self.children)
        pairs = "".join(
            f' {name}="{_clean(value)}"'
            for name, value in self.attributes
            if not (plain and _is_for_pages(name))
        )
        return f"<{tag}{pairs}>{inner}</{tag}>" if inner else f"<{tag}{pairs}/>"

    @property
    def words(self) -> str:
        """Every text in it."""
        return "".join(child if isinstance(child, str) else child.words for child in self.children)

    @property
    def is_tip(self) -> bool:
        return ("class", "tip") in self.attributes


def node(tag: str, *children: Node | str, **attributes: object) -> Node:
    """An element; `class_` is class, an underscore is a hyphen, None leaves an attribute out."""
    pairs = [
        (name.rstrip("_").replace("_", "-"), number(value))
        for name, value in attributes.items()
        if value is not None
    ]
    return Node(tag, tuple(pairs), children)


def text(words: str, x: float, y: float, **attributes: object) -> Node:
    return node("text", words, x=x, y=y, **attributes)


def mark(*children: Node, name: str, href: str = "") -> Node:
    """Something that stands for a figure: it has a name, takes the focus, perhaps opens a list."""
    inside = (node("title", name), *children)
    if href:
        return node("a", *inside, class_="mark", href=local(href), aria_label=name)
    return node("g", *inside, class_="mark", tabindex=0, role="img", aria_label=name)


def local(href: str) -> str:
    """The address, if it leads nowhere but into this product."""
    if not _LOCAL.match(href):
        raise ValueError(f"{href} leads out of the product")
    return href


def number(value: object) -> str:
    """Lengths to a hundredth of a point; anything else as it is."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)


def _written(child: Node | str, *, plain: bool) -> str:
    if isinstance(child, str):
        return _clean(child)
    return "" if plain and child.is_tip else child.written(plain=plain)


def _clean(words: str) -> str:
    return escape(_NOT_IN_XML.sub("\ufffd", words))


def _is_for_pages(name: str) -> bool:
    return name in _ONLY_ON_A_PAGE or name.startswith("aria-")
