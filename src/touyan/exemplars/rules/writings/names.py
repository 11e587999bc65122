"""How a person's name, or a firm's, is written: plainly, in letters, in initials, with something
between, backwards, or with one character for another of its sound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from touyan.exemplars.rules.characters import alike_in_sound, readings
from touyan.exemplars.rules.folding import as_written, bared, letters, plain
from touyan.exemplars.rules.writings.signs import Way, any_of, in_latin, leet, sign_ways, word_ways
from touyan.intake.rules.names import COMPOUND_SURNAMES

_LONG = 3
"""A name of so many characters is told from others by two of them, or by its initials."""
_LONGEST_PERSON = 4
_CALLED = "(?:名字?|名字?[叫为是]|叫)"
_TITLE = "(?:同志|先生|女士|大姐|大哥|阿姨)"


def name_ways(value: str) -> Iterator[Way]:
    signs = [sign for sign in value if letters(sign)]
    yield letters, word_ways(signs)
    if not all(map(readings, signs)):
        yield from _western(value)
        return
    for at in (0, 1, 2):
        yield letters, in_latin(signs[at:] + signs[:at])
    if len(signs) >= _LONG:
        yield from _long(signs)
    if len(signs) <= _LONGEST_PERSON:
        yield from _person(signs, 2 if "".join(signs[:2]) in COMPOUND_SURNAMES else 1)


def _long(signs: Sequence[str]) -> Iterator[Way]:
    """One character for another of its sound; backwards; with fillers between."""
    one_off = [
        "".join(_one_of(alike_in_sound(sign)) if at == off else re.escape(letters(sign))
                for at, sign in enumerate(signs))
        for off in range(len(signs))
    ]  # fmt: skip
    yield letters, any_of(one_off)
    yield letters, word_ways(reversed(signs))
    yield bared, word_ways(sign for sign in signs if bared(sign))
    yield as_written, _initials(signs)


def _initials(signs: Sequence[str]) -> str:
    """ZJG or Z. J. G., in capitals alone."""
    firsts = [sorted({each[0].upper() for each in readings(sign)}) for sign in signs]
    row = r"[\s.·-]{0,2}".join(f"[{''.join(each)}]" for each in firsts)
    return f"(?<![A-Za-z]){row}(?![A-Za-z])"


def _one_of(signs: str) -> str:
    return f"[{re.escape(signs)}]"


def _person(signs: Sequence[str], first: int) -> Iterator[Way]:
    surname, given = signs[:first], signs[first:]
    family, own = word_ways(surname), word_ways(given)
    yield letters, f"{family}[姓氏某]?{_CALLED}{own}"
    if len(given) < 2:
        return
    yield letters, f"{family}(?:姓|氏|老|{_TITLE}){own}"
    yield letters, f"{own}(?:姓{family}|{family}姓)"
    yield letters, f"{plain(''.join(given))}{_TITLE}"
    yield from _half_initials(surname, given)


def _half_initials(surname: Sequence[str], given: Sequence[str]) -> Iterator[Way]:
    """Zhang J. G., 张JG, Z建国, 张J国."""
    firsts = [any_of(dict.fromkeys(each[0] for each in readings(sign))) for sign in given]
    own, family = "".join(firsts), any_of(each[0] for each in readings(surname[0]))
    yield letters, f"{word_ways(surname)}{own}"
    yield letters, f"{own}{in_latin(surname)}"
    yield letters, f"{family}{word_ways(given)}"
    yield letters, f"{in_latin(given)}{family}"
    for at, first in enumerate(firsts):
        rest = [first if at == place else sign_ways(sign) for place, sign in enumerate(given)]
        yield letters, f"{any_of(map(letters, surname))}{''.join(rest)}"


def _western(value: str) -> Iterator[Way]:
    """John Smith, Smith John, J. Smith, Smith J."""
    words = [word for word in re.split(r"[\s·•・,.]+", value) if letters(word[:1]).isascii()]
    if len(words) < 2 or not all(plain(word).isalpha() for word in words):
        return
    first, last = words[0], words[-1]
    yield letters, leet(first) + leet(last)
    yield letters, leet(last) + leet(first)
    yield letters, plain(first)[0] + leet(last)
    yield letters, leet(last) + plain(first)[0]
