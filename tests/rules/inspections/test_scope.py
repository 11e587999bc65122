"""The scope of an inspection: what it takes, what it may ask, how it reads."""

from __future__ import annotations

from datetime import date

import pytest

from touyan.inspections.rules.scope import ScopeFacts, check_scope, in_words, takes
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Invalid

SCOPE = {"accepted_from": "2025-12-01", "accepted_until": "2026-11-30", "levels": [3, 4],
         "kinds": ["criminal_petition"], "led": "led", "ended": "closed"}  # fmt: skip
FITS = ScopeFacts(Kind.CRIMINAL_PETITION, 4, date(2026, 5, 1), led=True, closed=True)


def test_every_part_must_hold() -> None:
    assert takes(SCOPE, FITS)
    for spoilt in (
        ScopeFacts(Kind.STATE_COMPENSATION, 4, date(2026, 5, 1), led=True, closed=True),
        ScopeFacts(Kind.CRIMINAL_PETITION, 2, date(2026, 5, 1), led=True, closed=True),
        ScopeFacts(Kind.CRIMINAL_PETITION, 4, date(2025, 11, 30), led=True, closed=True),
        ScopeFacts(Kind.CRIMINAL_PETITION, 4, date(2026, 12, 1), led=True, closed=True),
        ScopeFacts(Kind.CRIMINAL_PETITION, 4, None, led=True, closed=True),
        ScopeFacts(Kind.CRIMINAL_PETITION, 4, date(2026, 5, 1), led=False, closed=True),
        ScopeFacts(Kind.CRIMINAL_PETITION, 4, date(2026, 5, 1), led=True, closed=False),
    ):
        assert not takes(SCOPE, spoilt), spoilt


def test_a_part_left_out_asks_nothing() -> None:
    assert takes({}, FITS)
    assert takes({"levels": [], "led": ""}, FITS)


def test_it_reads_as_sentences() -> None:
    told = [str(one) for one in in_words(SCOPE)]
    assert told[0] == "Accepted on 2025-12-01 or later"
    assert len(told) == 6


@pytest.mark.parametrize("spoilt", [{"levels": [9]}, {"kinds": ["x"]}, {"led": "x"},
                                    {"accepted_from": "2026"}, {"colour": "red"},
                                    {"accepted_from": "2026-02-01", "accepted_until": "2026-01-01"}])  # fmt: skip
def test_what_cannot_be_asked_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        check_scope(spoilt)
