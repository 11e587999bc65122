"""The gate no typical case passes while a true word survives in it, however it is written.

A surname with 某 is not a name: 张某甲 tells nobody. A match is a refusal and never a hint; an
editor who means something else by the same signs says it in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from touyan.exemplars.rules.folding import (
    Folded,
    decoded,
    figures,
    fold,
    halves,
    letters,
    plain,
    readings,
)
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_

_RUN = 7
"""So many figures of a number in a row point to its holder: 138****1234 does not."""
_LEAST_FIGURES = 5
_FILLING = re.compile("[年第字号]")
_FILLED = "[年第字号]{0,2}"
_LEAST_CORE = 12
"""A number of so many figures alone, without the word before it, is one of a kind."""
_TENS = 10
_INITIALS = 3


@dataclass(frozen=True)
class Piece:
    """A stretch of text and where it stands: a paragraph, a cell, a note, a line of metadata.

    What stands `alone`, a value of the file's format, never runs on into its neighbours: widths and
    angles in a row are no telephone number.
    """

    where: str
    text: str
    alone: bool = False


@dataclass(frozen=True)
class Leak:
    """A true word found: where, what stands there, and of which kind it is; the word itself is for
    the one who replaces it, and is printed nowhere."""

    where: str
    kind: Kind
    shown: str
    start: int
    end: int
    true: str = field(default="", repr=False, compare=False)


def leaks(pieces: Sequence[Piece], secrets: Iterable[Secret]) -> list[Leak]:
    """Every true word in any piece, and in the pieces read on without a break."""
    wanted = sorted(set(secrets), key=lambda each: (each.kind, each.value))
    found = [leak for piece in _distinct(pieces) for leak in _in_piece(piece, wanted)]
    whole = Piece("", "".join(piece.text for piece in pieces if not piece.alone))
    if not found and len(pieces) > 1:
        found = list(_in_piece(whole, wanted))
    return found


def _distinct(pieces: Sequence[Piece]) -> list[Piece]:
    """Each value that stands alone once: a file says the same of thousands of its parts."""
    values = {piece.text: piece for piece in reversed(pieces) if piece.alone}
    return [*(piece for piece in pieces if not piece.alone), *values.values()]


def check_clean(pieces: Sequence[Piece], secrets: Iterable[Secret]) -> None:
    """Refuse while anything survives; the refusal names no true word."""
    found = leaks(pieces, secrets)
    if found:
        message = N_("%(count)s words by which somebody could be found are still in the text.")
        raise Refused(message, count=len(found))


def _in_piece(piece: Piece, secrets: Sequence[Secret]) -> Iterator[Leak]:
    for text in decoded(piece.text):
        read = {letters: fold(text), figures: fold(text, figures)}
        for secret in secrets:
            folded = read[letters if secret.kind in _WORDS else figures]
            for start, end in _spans(folded, secret):
                first, last = folded.places[start], folded.places[end - 1]
                shown = text[first : last + 1]
                yield Leak(piece.where, secret.kind, shown, first, last + 1, secret.value)
        yield from _initials(piece.where, text, secrets)


_WORDS = frozenset({Kind.NAME, Kind.ORGAN, Kind.ADDRESS})


def _spans(folded: Folded, secret: Secret) -> Iterator[tuple[int, int]]:
    for pattern in _patterns(secret):
        for match in pattern.finditer(folded.text):
            if _stands_alone(folded, *match.span()):
                yield match.span()


def _stands_alone(folded: Folded, start: int, end: int) -> bool:
    """No longer word in Latin letters, and no longer number, goes on at either end."""

    def goes_on(before: int, after: int) -> bool:
        pair = folded.text[before : before + 1] + folded.text[after : after + 1]
        return len(pair) > 1 and pair.isascii() and pair.isalpha() and not folded.gaps[after]

    return not (start and goes_on(start - 1, start)) and not goes_on(end - 1, end)


@lru_cache(maxsize=65_536)
def _patterns(secret: Secret) -> tuple[re.Pattern[str], ...]:
    """Compiled once: an edition has thousands of true words, more than `re` keeps by itself."""
    return tuple(map(re.compile, _ways_to_write(secret)))


def _ways_to_write(secret: Secret) -> tuple[str, ...]:
    if secret.kind in _WORDS:
        return _word_patterns(secret)
    if secret.kind is Kind.DAY:
        return (_day_pattern(secret.value),)
    value = plain(secret.value, figures)
    if secret.kind is Kind.NUMBER:
        return _number_patterns(value)
    return _window_patterns(value)


def _word_patterns(secret: Secret) -> tuple[str, ...]:
    signs = [sign for sign in secret.value if letters(sign)]
    spelt = ("".join(map(_ways, signs)),)
    syllables = [f"(?:{'|'.join(readings(sign))})[1-5]?" for sign in signs if readings(sign)]
    if secret.kind is Kind.NAME and len(syllables) == len(signs):
        return (*spelt, *("".join(syllables[at:] + syllables[:at]) for at in (1, 2)))
    return spelt


def _ways(sign: str) -> str:
    """A character as itself, as its two halves, or as any of its syllables."""
    ways = [re.escape(letters(sign))]
    if parts := halves(sign):
        ways.append(re.escape(plain(parts)))
    ways += [f"{each}[1-5]?" for each in readings(sign)]
    return f"(?:{'|'.join(dict.fromkeys(ways))})"


def _number_patterns(value: str) -> tuple[str, ...]:
    kept = _FILLING.sub("", value)
    if sum(each.isdigit() for each in kept) < _LEAST_FIGURES:
        return ()
    joined = _FILLED.join(map(re.escape, kept))
    core = kept.lstrip("".join(each for each in kept if not each.isdigit()))
    return (joined, _FILLED.join(core)) if len(core) >= _LEAST_CORE else (joined,)


def _window_patterns(value: str) -> tuple[str, ...]:
    if len(value) < _RUN:
        return (re.escape(value),) if len(value) >= _LEAST_FIGURES else ()
    runs = (value[at : at + _RUN] for at in range(len(value) - _RUN + 1))
    return ("|".join(dict.fromkeys(map(re.escape, runs))),)


def _day_pattern(value: str) -> str:
    """What goes on with 月 is a month: 2026年11月 does not tell of 1 January."""
    year, month, day = value.split("-")
    return f"{year}年?{_count(int(month))}月?{_count(int(day))}(?![0-9十月])"


def _count(number: int) -> str:
    """A month or day in figures, with or without a nought, or counted with 十."""
    tens, ones = divmod(number, _TENS)
    counted = f"{tens if tens > 1 else ''}十{ones or ''}" if tens else str(ones)
    return f"(?:{number:02d}|{number}|{counted})"


def _initials(where: str, text: str, secrets: Iterable[Secret]) -> Iterator[Leak]:
    """ZJG or Z. J. G. for a name of three characters or more."""
    for secret in secrets:
        if secret.kind is not Kind.NAME or len(secret.value) < _INITIALS:
            continue
        firsts = [{each[0].upper() for each in readings(sign)} for sign in secret.value]
        if not all(firsts):
            continue
        pattern = r"[\s.·-]{0,2}".join(f"[{''.join(sorted(each))}]" for each in firsts)
        for match in re.finditer(rf"(?<![A-Za-z]){pattern}(?![A-Za-z])", text):
            yield Leak(where, secret.kind, match[0], *match.span(), secret.value)
