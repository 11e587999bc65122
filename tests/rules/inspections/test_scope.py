"""The scope of an inspection: what it takes, what it may ask, how it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from touyan.inspections.rules.scope import ScopeFacts, check_scope, in_words, takes
from touyan.intake.rules.words import Kind
from touyan.kernel.errors import Invalid

SCOPE = {"accepted_from": "2025-12-01", "accepted_until": "2026-11-30", "levels": [3, 4],
         "kinds": ["criminal_petition"], "first": "in_unit", "led": "led", "ended": "closed"}  # fmt: skip
FITS = ScopeFacts(Kind.CRIMINAL_PETITION, 4, date(2026, 5, 1), frozenset({"in_unit"}), led=True,
                  closed=True)  # fmt: skip


def test_every_part_must_hold() -> None:
    assert takes(SCOPE, FITS)
    for spoilt in (
        {"kind": Kind.STATE_COMPENSATION},
        {"level": 2},
        {"accepted_on": date(2025, 11, 30)},
        {"accepted_on": date(2026, 12, 1)},
        {"accepted_on": None},
        {"first": frozenset({"at_level"})},
        {"led": False},
        {"closed": False},
    ):
        assert not takes(SCOPE, replace(FITS, **spoilt)), spoilt


def test_a_part_left_out_asks_nothing() -> None:
    assert takes({}, FITS)
    assert takes({"levels": [], "led": ""}, FITS)


def test_it_reads_as_sentences() -> None:
    told = [str(one) for one in in_words(SCOPE)]
    assert told[0] == "Accepted on 2025-12-01 or later"
    assert len(told) == 7


@pytest.mark.parametrize("spoilt", [{"levels": [9]}, {"kinds": ["x"]}, {"led": "x"}, {"first": "x"},

                                    {"accepted_from": "2026"}, {"colour": "red"},
                                    {"accepted_from": "2026-02-01", "accepted_until": "2026-01-01"}])  # fmt: skip
def test_what_cannot_be_asked_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        check_scope(spoilt)
