"""Every word in a part of an office file: what is shown, what was struck out, what is hidden.

Text is read paragraph by paragraph and in several ways, for a name may be whole only after a
deletion is undone, a hidden run left out, or the reading above a character taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from touyan.exemplars.papers.limits import unreadable
from touyan.exemplars.rules.gate import Piece

_RUNNING = frozenset({"t", "delText", "instrText", "delInstrText"})
_BREAKS = frozenset({"tab", "br", "cr"})
_NUMBERED = frozenset({"id", "paraId", "textId", "durableId", "uri", "Requires", "Ignorable"})
_SHORT = 7
"""Figures below this length say nothing: widths, colours, places in a list."""
_WAYS = {
    "as shown": frozenset({"deleted", "hidden", "code", "reading"}),
    "before changes": frozenset({"inserted", "hidden", "code", "reading"}),
    "with hidden text": frozenset({"deleted", "code", "reading"}),
    "with everything": frozenset({"reading"}),
}
_MARKS = {"del": "deleted", "moveFrom": "deleted", "ins": "inserted", "moveTo": "inserted",
          "rt": "reading", "instrText": "code", "delInstrText": "code"}  # fmt: skip


def words_of(part: str, data: bytes) -> Iterator[Piece]:
    """The running text of a part, then everything else in it that is written in words."""
    root = _parsed(data)
    for paragraph in _paragraphs(root):
        yield from _readings(part, paragraph)
    for element in root.iter():
        yield from _beside(part, element)


def _parsed(data: bytes) -> Element:
    builder = TreeBuilder(insert_comments=True, insert_pis=True)
    parser = DefusedXMLParser(target=builder)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise unreadable() from error
    return root


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _paragraphs(root: Element) -> Iterator[Element]:
    return (each for each in root.iter() if _name(each) in {"p", "si", "is"})


def _readings(part: str, paragraph: Element) -> Iterator[Piece]:
    marked = list(_marked(paragraph, frozenset()))
    seen = set()
    for way, left_out in _WAYS.items():
        text = "".join(text for text, marks in marked if not marks & left_out)
        if text.strip() and text not in seen:
            seen.add(text)
            yield Piece(f"{part}: {way}", text)
    above = "".join(text for text, marks in marked if "reading" in marks)
    if above:
        yield Piece(f"{part}: with everything", above)


def _marked(element: Element, marks: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each stretch of text with what was done to it; a text box is a paragraph of its own."""
    for child in element:
        name = _name(child)
        if name in {"p", "si", "is"}:
            continue
        if name in _RUNNING:
            mark = {_MARKS[name]} if name in _MARKS else set()
            yield child.text or "", marks | mark
        elif name in _BREAKS:
            yield " ", marks
        elif name == "sym":
            yield _symbol(child), marks
        else:
            yield from _marked(child, marks | _marks_of(child, name))


def _marks_of(element: Element, name: str) -> frozenset[str]:
    if name == "r" and any(
        _name(each) in {"vanish", "webHidden", "specVanish"}
        for properties in element
        if _name(properties) == "rPr"
        for each in properties
    ):
        return frozenset({"hidden"})
    return frozenset({_MARKS[name]} if name in _MARKS else ())


def _symbol(element: Element) -> str:
    """A character given by its number in a font."""
    code = next((value for key, value in element.items() if key.endswith("char")), "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _beside(part: str, element: Element) -> Iterator[Piece]:
    """Remarks of the format itself, text that is no running text, and attributes in words."""
    if not _name(element):
        yield Piece(f"{part}: remark", element.text or "")
        return
    if _name(element) not in _RUNNING and says_something(element.text or ""):
        yield Piece(f"{part}: {_name(element)}", element.text or "")
    if says_something(element.tail or ""):
        yield Piece(f"{part}: {_name(element)}", element.tail or "")
    for key, value in element.items():
        name = key.rpartition("}")[2]
        if not (name in _NUMBERED or name.startswith("rsid")) and says_something(value):
            yield Piece(f"{part}: {_name(element)} {name}", value, alone=True)


def says_something(text: str) -> bool:
    """Whether a value is more than a mark of the format: in words, or a longer number."""
    plain = text.strip()
    return (
        not plain.isascii()
        or (len(plain) > 1 and not plain.replace(".", "").isdigit())
        or (len(plain) >= _SHORT and plain.isdigit())
    )
