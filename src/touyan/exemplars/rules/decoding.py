"""What a text says to a program, or to an ear, that undoes what it was put into: escapes, marks of
a format, codes in letters, numbers spelt out."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable
from urllib.parse import unquote

_ESCAPE = re.compile(
    r"\\u\{?([0-9a-fA-F]{4,5})\}?|\\x([0-9a-fA-F]{2})|%u([0-9a-fA-F]{4})|U\+([0-9a-fA-F]{4,5})\s?"
)
_TAG = re.compile(r"<[^<>]{1,80}>")
_QUOTED = re.compile(r"=([0-9A-F]{2})")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{8,}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}[\s:]?){6,}(?![0-9A-Za-z])")
_SPELT = {
    "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ling": 0, "dong": 0, "yi": 1, "yao": 1, "er": 2, "liang": 2, "san": 3,
    "si": 4, "wu": 5, "liu": 6, "qi": 7, "guai": 7, "ba": 8, "jiu": 9, "gou": 9,
}  # fmt: skip
_WORD = "|".join(sorted(_SPELT, key=len, reverse=True))
_IN_WORDS = re.compile(rf"(?<![a-z])(?:(?:{_WORD})[\s,.·-]*){{5,}}(?![a-z])", re.IGNORECASE)
_ROUNDS = 3


def decoded(text: str) -> list[str]:
    """The text first, then every other reading of it."""
    found = {text: None}
    fresh = [text]
    for _round in range(_ROUNDS):
        fresh = [new for old in fresh for new in _once(old) if new not in found]
        found |= dict.fromkeys(fresh)
        if not fresh:
            break
    return list(found)


def _once(text: str) -> set[str]:
    read: list[Callable[[str], str]] = [html.unescape, unquote, _in_gbk, _escaped, _untagged]
    return {way(text) for way in (*read, _quoted, _from_base64, _from_hex, _from_words)}


def _in_gbk(text: str) -> str:
    return unquote(text, encoding="gb18030")


def _escaped(text: str) -> str:
    def sign(match: re.Match[str]) -> str:
        number = int(next(part for part in match.groups() if part), 16)
        return chr(number) if number <= 0x10FFFF else match[0]

    return _ESCAPE.sub(sign, text)


def _untagged(text: str) -> str:
    return _TAG.sub("", text)


def _quoted(text: str) -> str:
    return unquote(_QUOTED.sub(r"%\1", text))


def _from_base64(text: str) -> str:
    return _BASE64.sub(lambda found: _said(found[0], base64.b64decode), text)


def _from_hex(text: str) -> str:
    return _HEX.sub(lambda found: _said(re.sub(r"[\s:]", "", found[0]), bytes.fromhex), text)


def _said(code: str, by: Callable[[str], bytes]) -> str:
    """What the code says where that is text with a character in it; else the code as it is."""
    try:
        text = by(code + "=" * (-len(code) % 4) if by is base64.b64decode else code).decode()
    except (ValueError, binascii.Error):
        return code
    return text if any(sign > "⺀" for sign in text) else code


def _from_words(text: str) -> str:
    """One three eight, or yao san ba, as figures."""

    def digits(match: re.Match[str]) -> str:
        words = re.findall(_WORD, match[0].lower())
        return "".join(str(_SPELT[word]) for word in words) + " "

    return _IN_WORDS.sub(digits, text)
