"""When a time limit or a promise is brought to somebody's notice: before its end and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from touyan.kernel.messages import N_

NAMING_CLOCK = "L1"
"""The chief's own limit; every other one presses on the leader in charge."""


NAMED_RULE = "A1"
"""The dated rule by which the named leader's answer is waited for; no clock of the matter."""


class NoticeKind(StrEnum):
    BEFORE = "before"
    AFTER = "after"


NOTICE_NAMES = {
    NoticeKind.BEFORE: N_("Time limit ends soon"),
    NoticeKind.AFTER: N_("Time limit has passed"),
}


class NoticeFor(StrEnum):
    LEADER = "leader"
    CHIEF = "chief"
    ABOVE = "above"
    OWNER = "owner"
    MENDER = "mender"
    ANSWERER = "answerer"
    INSPECTION = "inspection"
    NAMED = "named"
    NAMER = "namer"


FOR_NAMES = {
    NoticeFor.LEADER: N_("You are in charge, or named to be"),
    NoticeFor.CHIEF: N_("The form waits for you"),
    NoticeFor.ABOVE: N_("An office beneath yours"),
    NoticeFor.OWNER: N_("You are to keep this promise"),
    NoticeFor.MENDER: N_("You are to mend this finding"),
    NoticeFor.ANSWERER: N_("Your office answers this finding"),
    NoticeFor.INSPECTION: N_("Your office runs the inspection"),
    NoticeFor.NAMED: N_("You were named: take charge or decline"),
    NoticeFor.NAMER: N_("The leader named has not answered yet"),
}
PROMISE_NOTICES = {
    NoticeKind.BEFORE: N_("Promise to be kept soon"),
    NoticeKind.AFTER: N_("Promise not kept in time"),
}

NAMING_NOTICES = {
    NoticeKind.BEFORE: N_("Answer to the naming is waited for"),
    NoticeKind.AFTER: N_("Answer to the naming is overdue"),
}

FINDING_NOTICES = {
    NoticeKind.BEFORE: N_("Day of a finding comes soon"),
    NoticeKind.AFTER: N_("Day of a finding has passed"),
}


@dataclass(frozen=True)
class Pressing:
    """A running time limit, or a promise: its last day, and how long before it presses."""

    code: str
    due_on: date
    soon_days: int


def notice_kind(limit: Pressing, *, today: date) -> NoticeKind | None:
    """Whether the limit is to be noticed today, and as what."""
    if limit.due_on < today:
        return NoticeKind.AFTER
    if limit.due_on - timedelta(days=limit.soon_days) <= today:
        return NoticeKind.BEFORE
    return None
