"""Reads the word lists and sentences of the demonstration from the text files beside it.

They are plain text so that someone who knows the field can mend a sentence without Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

Block = dict[str, list[str]]
"""Lines `key: value` up to an empty line; a key may stand several times."""


@cache
def words(name: str) -> list[str]:
    """One of the word lists."""
    return next(blocks("words"))[name][0].split()


def blocks(name: str) -> Iterator[Block]:
    """The blocks of one file, in order."""
    source = files("touyan.demonstration.rules").joinpath(f"data/{name}.txt")
    for paragraph in source.read_text(encoding="utf-8").split("\n\n"):
        block: Block = {}
        for line in paragraph.splitlines():
            if line.strip() and not line.startswith("#"):
                key, _, value = line.partition(": ")
                block.setdefault(key, []).append(value.strip())
        if block:
            yield block
