"""How far two reviewers who did not see each other's answers agree, beyond chance.

Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
(1960): κ = (observed − expected) / (1 − expected).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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


Pair = tuple[str, str]


def agreement(pairs: Iterable[Pair] | Mapping[Pair, int]) -> Agreement:
    """Of pairs of answers to the same question on the same matter, one by one or counted."""
    found = Counter(pairs)
    total = found.total()
    if not total:
        return Agreement(0, 0, None)
    equal = sum(held for (one, other), held in found.items() if one == other)
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), held in found.items():
        first[one] += held
        second[other] += held
    expected = sum(first[word] * second[word] for word in first) / total**2
    if expected >= 1:
        return Agreement(total, equal, None)
    return Agreement(total, equal, (equal / total - expected) / (1 - expected))


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
