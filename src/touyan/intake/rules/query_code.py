"""The code on a receipt with which the petitioner looks up the progress.

Twelve symbols out of 31 (59 bits): with a million codes alive, 4.3 × 10⁸ guesses hit 0.0006 times.
"""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def make(choose: Callable[[str], str]) -> str:
    """A fresh code; `choose` picks one symbol and must be a cryptographic source."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """In three groups of four, as printed."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def normalise(typed: str) -> str:
    """What was typed, without dashes, blanks and small letters."""
    return "".join(symbol for symbol in typed.upper() if symbol in ALPHABET)
