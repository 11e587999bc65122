"""Thresholds of the machine's proposal, as dated data. In doubt the proposal is "first"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LinkageParameters:
    """When two petitions are near enough: figures about texts and days, none about people."""

    valid_from: date
    basis: str
    # A submission sent through a second channel arrives within these days of the first;
    # a copy passed on by another body takes longer; the same channel twice means sent twice.
    duplicate_days: int = 15
    duplicate_passed_on_days: int = 45
    duplicate_same_channel_days: int = 1
    # Share of the weighted two-character pairs that both texts have, of all pairs of both
    # (overlap) or of the shorter text (containment).
    identical_overlap: float = 0.88
    same_overlap: float = 0.50
    same_containment: float = 0.70
    similar_overlap: float = 0.25
    similar_containment: float = 0.42
    # Below this weight of pairs a text is too short for containment to mean anything.
    least_weight: float = 24.0
    # From this share of new pairs on, a text mostly adds to the earlier one.
    addition_share: float = 0.40
    # From this share of common dates, sums and the like, the particulars agree.
    particulars_agree: float = 0.50


PARAMETERS: tuple[LinkageParameters, ...] = (
    LinkageParameters(
        valid_from=date(1949, 10, 1),
        basis="touyan design page 1: a relation is proposed with reasons; in doubt: first",
    ),
)


def parameters_on(day: date) -> LinkageParameters:
    """The thresholds in force on a day."""
    return max((p for p in PARAMETERS if p.valid_from <= day), key=lambda p: p.valid_from)
