"""The gate no typical case passes while a true word survives in it, however it is written.

A surname with 某 is not a name: 张某甲 tells nobody. A match is a refusal and never a hint; an
editor who means something else by the same signs says it in other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from touyan.exemplars.rules.decoding import decoded
from touyan.exemplars.rules.folding import Fold, Folded, fold, letters
from touyan.exemplars.rules.secrets import Kind, Secret
from touyan.exemplars.rules.writings import writings
from touyan.exemplars.rules.writings.sieve import Sieve
from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_


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
        read = _Read(text)
        for secret in secrets:
            for start, end in read.places(secret):
                yield Leak(piece.where, secret.kind, text[start:end], start, end, secret.value)


class _Read:
    """One text, folded in each way once it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: dict[Fold, Folded] = {}
        self._sieve = Sieve(self.by(letters).text)

    def by(self, way: Fold) -> Folded:
        if way not in self._folded:
            self._folded[way] = fold(self._text, way)
        return self._folded[way]

    def places(self, secret: Secret) -> list[tuple[int, int]]:
        """Where it stands: of what one place says in several writings, the widest."""
        if not self._sieve.may_hold(secret):
            return []
        kept: list[tuple[int, int]] = []
        for start, end in sorted(
            set(self._spans(secret)), key=lambda span: (span[0] - span[1], span)
        ):
            if all(end <= first or start >= last for first, last in kept):
                kept.append((start, end))
        return sorted(kept)

    def _spans(self, secret: Secret) -> Iterator[tuple[int, int]]:
        for way, pattern in writings(secret):
            folded = self.by(way)
            for match in pattern.finditer(folded.text):
                start, end = match.span()
                if start < end and _stands_alone(folded, start, end):
                    yield folded.places[start], folded.places[end - 1] + 1


def _stands_alone(folded: Folded, start: int, end: int) -> bool:
    """No longer word in Latin letters, and no longer number, goes on at either end."""

    def goes_on(before: int, after: int) -> bool:
        pair = folded.text[before : before + 1] + folded.text[after : after + 1]
        return len(pair) > 1 and pair.isascii() and pair.isalpha() and not folded.gaps[after]

    return not (start and goes_on(start - 1, start)) and not goes_on(end - 1, end)
