"""Which papers announce a move, and when it is in force."""

from __future__ import annotations

import pytest

from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.signing import ANNOUNCES, missing_move, signers
from touyan.organs.rules.roles import Role

FREE = {"receipt", "procedural_reply", "progress", "assignment", "closing_report", "oral_record",
        "charge_form", "relief_approval", "lawyer_referral", "coordination", "hearing_notice",
        "hearing_public_notice", "hearing_record", "hearing_opinion", "hearing_outcome",
        "hearing_refusal", "reception_record", "scrutiny_opinion"}  # fmt: skip


def test_every_kind_of_paper_either_announces_a_move_or_is_free() -> None:
    assert set(KINDS) == set(ANNOUNCES) | FREE
    assert not set(ANNOUNCES) & FREE


@pytest.mark.parametrize(("paper", "move"), sorted((p, m.verb) for p, m in ANNOUNCES.items()))
def test_a_paper_waits_for_the_move_it_announces(paper: str, move: str) -> None:
    missing = missing_move(paper, ["receive", "register", "triage"])
    assert missing is not None
    assert missing.verb == move
    assert missing_move(paper, ["receive", move, "assign"]) is None
    assert missing_move(paper, ["receive", move, "close", "reopen"]) is not None
    assert missing_move(paper, ["receive", move, "close", "reopen", move]) is None


@pytest.mark.parametrize("paper", sorted(FREE))
def test_the_other_papers_wait_for_nothing(paper: str) -> None:
    assert missing_move(paper, []) is None


def test_any_leader_signs_the_answer_they_decided_but_not_every_paper() -> None:
    assert Role.COMMITTEE_MEMBER in signers("answer")
    assert Role.COMMITTEE_MEMBER not in signers("non_acceptance")
    assert Role.DEPARTMENT_HEAD not in signers("answer")
