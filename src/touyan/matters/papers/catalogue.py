"""The kinds of paper an office may issue, in the order of the procedure."""

from __future__ import annotations

from touyan.matters.papers import helping, leading, learning, to_petitioner, within_offices
from touyan.matters.papers.hearings import KINDS_OF_HEARING
from touyan.matters.papers.kinds import Kind

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        to_petitioner.RECEIPT,
        within_offices.ORAL_RECORD,
        within_offices.RECEPTION_RECORD,
        to_petitioner.PROCEDURAL_REPLY,
        to_petitioner.SUPPLEMENT,
        within_offices.TRANSFER,
        to_petitioner.ELSEWHERE,
        to_petitioner.NON_ACCEPTANCE,
        to_petitioner.ACCEPTANCE,
        leading.CHARGE_FORM,
        within_offices.ASSIGNMENT,
        to_petitioner.PROGRESS,
        to_petitioner.EXTENSION,
        helping.RELIEF_APPROVAL,
        helping.LAWYER_REFERRAL,
        helping.COORDINATION_LETTER,
        *KINDS_OF_HEARING,
        to_petitioner.ANSWER,
        within_offices.CLOSING_REPORT,
        learning.SCRUTINY_OPINION,
    )
}
