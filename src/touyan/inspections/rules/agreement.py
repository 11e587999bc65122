"""How far two reviewers who did not see each other's answers agree, beyond chance.

Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
(1960): κ = (observed − expected) / (1 − expected).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from touyan.kernel.messages import N_, Message, message


@dataclass(frozen=True)
class Agreement:
    """Pairs of answers, how many were equal, and κ; None where chance alone explains everything."""

    pairs: int
    equal: int
    kappa: float | None

    @property
    def told_kappa(self) -> float | None:
        """κ where it is said at all: of a few pairs it is chance."""
        return self.kappa if self.pairs >= FEWEST else None


FEWEST = 32
"""Twice the square of the four answers (Cicchetti, Applied Psychological Measurement 5, 1981)."""


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Of pairs of answers to the same question on the same matter."""
    found = list(pairs)
    if not found:
        return Agreement(0, 0, None)
    equal = sum(one == other for one, other in found)
    first, second = Counter(one for one, _o in found), Counter(other for _o, other in found)
    expected = sum(first[word] * second[word] for word in first) / len(found) ** 2
    if expected >= 1:
        return Agreement(len(found), equal, None)
    return Agreement(len(found), equal, (equal / len(found) - expected) / (1 - expected))


NEARLY_ALL = 0.9


def told(found: Agreement) -> Message:
    """κ in words (Landis and Koch 1977); where almost everybody answers the same, it is low however
    well they agree (Feinstein and Cicchetti, Journal of Clinical Epidemiology 43, 1990)."""
    if not found.pairs:
        return message(N_("No matter was reviewed twice yet."))
    if found.pairs < FEWEST:
        return message(N_("Too few pairs of answers to tell agreement from chance"))
    if found.kappa is None:
        return message(N_("All answers are the same, so agreement cannot be told from chance."))
    if found.equal >= NEARLY_ALL * found.pairs and found.kappa < _WORDS[1][0]:
        return message(
            N_("Nearly all answers are the same; κ tells little where one answer prevails.")
        )
    for least, words in _WORDS:
        if found.kappa >= least:
            return message(words)
    return message(N_("Less agreement than by chance"))


_WORDS = (
    (0.81, N_("Almost perfect agreement")),
    (0.61, N_("Substantial agreement")),
    (0.41, N_("Moderate agreement")),
    (0.21, N_("Fair agreement")),
    (0.0, N_("Slight agreement")),
)
