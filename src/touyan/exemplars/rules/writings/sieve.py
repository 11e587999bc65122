"""Which true words a text cannot hold in any writing, told at a glance: an edition has thousands
of them, and most have hardly a sign in it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from touyan.exemplars.rules.characters import halves, old_readings, readings
from touyan.exemplars.rules.folding import is_han, letters, plain
from touyan.exemplars.rules.secrets import Kind, Secret

_WORDS = frozenset({Kind.NAME, Kind.ORGAN, Kind.ADDRESS})
_AS_LETTERS = str.maketrans("1l0345", "iioeas")
"""Figures taken for letters, as one letter each."""
_LONG = 3


class Sieve:
    """A folded text by its signs, and by its letters."""

    def __init__(self, text: str) -> None:
        self._signs = frozenset(text)
        self._letters = "".join(sign for sign in text if not is_han(sign)).translate(_AS_LETTERS)

    def may_hold(self, secret: Secret) -> bool:
        """Whether half of its characters are there, or one of them in letters."""
        if secret.kind not in _WORDS:
            return True
        characters, spelt = _signs_of(secret)
        there = sum(any(form <= self._signs for form in forms) for forms in characters)
        if 2 * there >= len(characters) or (there and self._letters):
            return True
        return any(each in self._letters for each in spelt)


@lru_cache(maxsize=65_536)
def _signs_of(secret: Secret) -> tuple[tuple[tuple[frozenset[str], ...], ...], tuple[str, ...]]:
    """Each character as sets of signs that must be there, and every syllable of all of them
    and the initials of all together."""
    signs = [sign for sign in secret.value if letters(sign)]
    characters = tuple(
        (frozenset(letters(sign)), *(frozenset(plain(each)) for each in halves(sign)))
        for sign in signs
    )
    spelt = {each for sign in signs for each in (*readings(sign), *old_readings(sign))}
    if len(signs) >= _LONG:
        firsts = [{each[0] for each in readings(sign)} for sign in signs]
        spelt |= {"".join(row) for row in product(*firsts)}
    return characters, tuple(each.translate(_AS_LETTERS) for each in sorted(spelt))
