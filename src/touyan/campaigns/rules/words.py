"""Fixed words of campaigns: states, steps of a matter in a batch, titles on its timeline."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class Step(StrEnum):
    """Where a matter of a batch stands; computed from what happened, never set by hand."""

    SURVEYED = "surveyed"
    LED = "led"
    WORKING = "working"
    PROPOSED = "proposed"
    CLOSED = "closed"
    RESOLVED = "resolved"


STEP_NAMES = {
    Step.SURVEYED: N_("Survey stage"),
    Step.LED: N_("Led"),
    Step.WORKING: N_("Being worked on"),
    Step.PROPOSED: N_("Proposed for closing"),
    Step.CLOSED: N_("Closed, not resolved"),
    Step.RESOLVED: N_("Substantively resolved"),
}


class Mark(StrEnum):
    """What people put on record about a matter of a batch."""

    SURVEY = "survey"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    LEAVE = "leave"


TITLES = {
    "enter_batch": N_("Entered a batch of a campaign"),
    "survey_batch_matter": N_("Surveyed for a campaign"),
    "propose_closing": N_("Proposed for closing"),
    "withdraw_closing_proposal": N_("Proposal for closing taken back"),
    "leave_batch": N_("Left a batch of a campaign"),
    "propose_resolution": N_("Resolution proposed"),
    "return_resolution": N_("Proposal of resolution returned"),
    "verify_resolution": N_("Resolution verified"),
    "confirm_resolution": N_("Window passed: resolution confirmed"),
    "end_resolution": N_("Resolution reversed"),
    "revoke_termination": N_("Termination revoked"),
    "record_revisit": N_("Revisited after closing"),
    "answer_revisit": N_("Request to take the matter up again answered"),
    "name_cause": N_("Cause of recurrence named"),
    "open_scrutiny": N_("Reverse scrutiny begun"),
    "send_scrutiny": N_("Findings of reverse scrutiny sent"),
    "answer_scrutiny": N_("Findings of reverse scrutiny answered"),
}
"""The acts of this room as the timeline of a matter names them."""
