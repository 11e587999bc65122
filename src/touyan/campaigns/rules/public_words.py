"""How the office recorded the end of a matter, in words for the one who brought it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from touyan.campaigns.rules.resolution import OPEN
from touyan.kernel.messages import N_, Message, message

_PROPOSED = N_(
    "The office proposes to record how this matter ended. Someone who had no part in it speaks "
    "with you first."
)
_RECORDED = {
    0: N_("Recorded: the procedure has ended, and you do not agree. You keep every right."),
    1: N_("Recorded: the reasons were given to you, and you gave no view."),
    2: N_("Recorded: a petitioner of this matter confirmed that it is resolved."),
    3: N_("Recorded: a petitioner confirmed that it is resolved, and what was owed has been done."),
}
_ENDED = N_("The record of how the matter ended no longer holds: it does not count as resolved.")
_DOUBTED = N_("I do not agree: it is not resolved")
_DISPUTED = N_("I do not agree with the result")
"""What the petitioner says on pressing the button: of a matter that nobody called resolved, not
that it is not resolved."""
CALLED_RESOLVED = 2


@dataclass(frozen=True)
class PublicOutcome:
    """What the record says, since when, and whether one may say that it is not so."""

    says: Message
    on: date | None
    open: bool
    watched_until: date | None = None
    contest: Message | None = None
    """The words of the button by which the petitioner says that it is not so."""


def public_outcome(
    state: str, grade: int, *, on: date | None, ended_on: date | None, until: date | None
) -> PublicOutcome | None:
    """The newest resolution as the petitioner reads it; a returned proposal concerns nobody."""
    if state == "ended":
        return PublicOutcome(message(_ENDED), ended_on, open=False)
    if state not in OPEN:
        return None
    contest = message(_DOUBTED if grade >= CALLED_RESOLVED else _DISPUTED)
    if state == "proposed":
        return PublicOutcome(message(_PROPOSED), None, open=True, contest=contest)
    watched = until if grade == CALLED_RESOLVED else None
    return PublicOutcome(
        message(_RECORDED[grade]), on, open=True, watched_until=watched,
        contest=contest if grade else None,
    )  # fmt: skip
