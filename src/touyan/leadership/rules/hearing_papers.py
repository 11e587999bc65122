"""From when on each paper of a hearing may be written: not before what it tells has happened."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.kernel.messages import N_
from touyan.leadership.rules.hearing_words import HearingForm, HearingState

FROM_WHEN = {
    "hearing_refusal": N_("an application for a hearing is refused"),
    "hearing_notice": N_("a hearing is set"),
    "hearing_public_notice": N_("an open hearing is set"),
    "hearing_record": N_("the hearing has begun"),
    "hearing_opinion": N_("the hearing officers have given their opinions"),
    "hearing_outcome": N_("the opinions are weighed"),
}


@dataclass(frozen=True)
class HearingSoFar:
    """What decides which papers there is something to write in. The record is signed before the
    hearing is entered as held: it and the opinions may be written while it goes on."""

    refused: bool = False
    state: HearingState | None = None
    form: HearingForm | None = None
    begun: bool = False
    heard: bool = False


def papers_open(so_far: HearingSoFar) -> frozenset[str]:
    """Codes of the papers that may be written now."""
    under = so_far.state not in (None, HearingState.CANCELLED)
    weighed = so_far.state in (HearingState.DECIDED, HearingState.TOLD)
    may = {
        "hearing_refusal": so_far.refused,
        "hearing_notice": under,
        "hearing_public_notice": under and so_far.form is HearingForm.OPEN,
        "hearing_record": under and so_far.begun,
        "hearing_opinion": under and so_far.heard,
        "hearing_outcome": weighed,
    }
    return frozenset(code for code, open_now in may.items() if open_now)
