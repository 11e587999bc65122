"""What may not leave with findings sent to the unit concerned: whatever tells who petitioned.

Regulations on Petition Work (2022), articles 30 and 46. The text is compared as a reader would
read it: full width, spaces, dashes and Chinese numerals make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from touyan.kernel.chinese import normalise_name, pinyin_key
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_, Message, message

_NUMERALS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "001234567891234567891")
_BETWEEN = re.compile(r"(?<=[0-9])[\s\-–—·.,，、()（）/_*]+(?=[0-9xX])")
_GAPS = re.compile(r"[\s·•.\-_*/]+")
_LATIN = re.compile(r"[^a-z]+")
_DISTRICT = re.compile(r"[省市区县]")
_LEAST_NAME = 2
_LEAST_LATIN = 6
_LEAST_NUMBER = 7
_LEAST_ADDRESS = 6


@dataclass(frozen=True)
class Known:
    """What is known of the petitioners: names, telephone and identity numbers, addresses, and the
    numbers under which their petitions are kept."""

    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()


_SAYS = {
    "names": N_(
        "%(part)s: “%(found)s” names a party of the matter. The unit may not learn who "
        "petitioned: take it out."
    ),
    "numbers": N_(
        "%(part)s: “%(found)s” is a telephone or identity number of a party. The unit may not "
        "learn who petitioned: take it out."
    ),
    "addresses": N_(
        "%(part)s: “%(found)s” is the address of a party. The unit may not learn who petitioned: "
        "take it out."
    ),
    "references": N_(
        "%(part)s: “%(found)s” is the number of the petition or matter. The unit has no access to "
        "it: take it out."
    ),
}


def check_outgoing(parts: Iterable[tuple[str, str]], known: Known) -> None:
    """Refuse a text that names a petitioner, naming what was found and where."""
    for part, text in parts:
        if said := telling(text, known):
            kind, found = said
            raise Refused(_says(kind, part, found))


def _says(kind: str, part: str, found: str) -> Message:
    return message(_SAYS[kind], part=message(part), found=found)


def telling(text: str, known: Known) -> tuple[str, str] | None:
    """The first thing in the text that tells who petitioned, with its kind."""
    plain = _GAPS.sub("", normalise_name(text))
    for name in sorted(known.names, key=len, reverse=True):
        if _names(name, plain, text):
            return "names", name
    digits = _digits(text)
    for number in sorted(known.numbers, key=len, reverse=True):
        if any(each in digits for each in _ways_to_write(number)):
            return "numbers", number
    for address in known.addresses:
        if any(each in plain for each in _parts_of(address)):
            return "addresses", address
    for reference in known.references:
        if normalise_name(reference) and _GAPS.sub("", normalise_name(reference)) in plain:
            return "references", reference
    return None


def _names(name: str, plain: str, text: str) -> bool:
    written = _GAPS.sub("", normalise_name(name))
    if len(written) < _LEAST_NAME:
        return False
    latin = _LATIN.sub("", pinyin_key(name).lower())
    letters = _LATIN.sub("", unicodedata.normalize("NFKC", text).lower())
    return written in plain or (len(latin) >= _LEAST_LATIN and latin in letters)


def _digits(text: str) -> str:
    """The text with every number as one run of digits."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text).translate(_NUMERALS)).upper()


def _ways_to_write(number: str) -> list[str]:
    """A number whole, and a landline also without its area code."""
    clean = re.sub(r"[^0-9A-Z]", "", number.upper())
    if len(clean) < _LEAST_NUMBER:
        return []
    local = re.fullmatch(r"0(?:10|2[0-9]|[3-9][0-9]{2})([0-9]{7,8})", clean)
    return [clean, local[1]] if local else [clean]


def _parts_of(address: str) -> list[str]:
    """An address whole, and its house without the province, city or district before it."""
    whole = _GAPS.sub("", normalise_name(address))
    houses = [whole[mark.end() :] for mark in _DISTRICT.finditer(whole)]
    found = [whole, *(house for house in houses if re.search("[0-9]", house))]
    return [each for each in found if len(each) >= _LEAST_ADDRESS]
