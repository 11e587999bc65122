"""What cannot be as it stands in the register is named, with the sentence that tells why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from touyan.intake.rules.words import Kind
from touyan.statistics.rules.quality import (
    Defect,
    Entered,
    History,
    Step,
    matter_defects,
    petition_defects,
)

DAY = date(2026, 3, 2)


def history(*steps: tuple[str, int], closed: int | None = None, replyable: bool = True) -> History:
    """Steps by days after the receipt."""
    return History(
        DAY,
        [Step(verb, DAY + timedelta(days=days)) for verb, days in steps],
        None if closed is None else DAY + timedelta(days=closed),
        replyable,
    )


USUAL = (("triage", 1), ("accept", 3), ("assign", 3), ("start_handling", 4), ("decide", 60),
         ("serve_answer", 62))  # fmt: skip


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (history(*USUAL, closed=63), set()),
        (history(("triage", 1), ("transfer", 2), closed=5), set()),
        (history(("triage", -1)), {Defect.ORDER}),
        (history(("triage", 1), ("accept", 5), ("assign", 4)), {Defect.ORDER}),
        (history(*USUAL, closed=2), {Defect.CLOSED_EARLY, Defect.AFTER_CLOSING}),
        (history(*USUAL, closed=61), {Defect.AFTER_CLOSING}),
        (history(("triage", 1), ("accept", 3), closed=9), {Defect.NO_DECISION}),
        (history(("triage", 1), closed=9), {Defect.NO_DECISION}),
        (history(*USUAL[:-1], closed=63), {Defect.NO_ANSWER}),
        (history(*USUAL[:-1], closed=63, replyable=False), set()),
    ],
)
def test_a_matter_whose_acts_cannot_have_followed_one_another_is_told(told, wrong):
    assert set(matter_defects(told)) == wrong


def test_what_an_old_register_answered_was_decided_there():
    steps = [Step("accept", DAY, imported=True), Step("serve_answer", DAY, imported=True)]
    assert not matter_defects(History(DAY, steps, DAY))


def test_the_sentence_names_both_moves_and_both_days():
    [why] = matter_defects(history(("triage", 1), ("accept", 5), ("assign", 4))).values()
    assert why.params["day"] == DAY + timedelta(days=4)
    assert why.params["reached"] == DAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("entered", "wrong"),
    [
        (Entered(Kind.CRIMINAL_PETITION, DAY, DAY), set()),
        (Entered(Kind.OTHER, DAY, DAY), {Defect.NO_KIND}),
        (Entered(Kind.CIVIL_PETITION, DAY, DAY, challenged=0), {Defect.NO_GROUND}),
        (Entered(Kind.SUGGESTION, DAY, DAY, challenged=0), set()),
        (Entered(Kind.REPORT, DAY, DAY, claims=0), {Defect.NO_DEMAND}),
        (Entered(Kind.REPORT, DAY, DAY + timedelta(days=3)), set()),
        (Entered(Kind.REPORT, DAY, DAY + timedelta(days=4)), {Defect.LATE}),
    ],
)
def test_a_petition_entered_late_or_without_its_labels_is_told(entered, wrong):
    assert set(petition_defects(entered)) == wrong
