"""Fixed words of a leader's charge: acts, states, grounds."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_
from touyan.leadership.rules.hearing_words import HEARING_TITLES


class LeaderAct(StrEnum):
    """What a leader in charge does in person."""

    READ = "read"
    MEET = "meet"
    PLAN = "plan"
    PRESIDE = "preside"
    DECIDE = "decide"
    EXPLAIN = "explain"
    RELIEF = "relief"
    FOLLOW_UP = "follow_up"


ACT_NAMES = {
    LeaderAct.READ: N_("Read the case file"),
    LeaderAct.MEET: N_("Meet the petitioner"),
    LeaderAct.PLAN: N_("Set the plan"),
    LeaderAct.PRESIDE: N_("Preside over the hearing"),
    LeaderAct.DECIDE: N_("Decide and sign"),
    LeaderAct.EXPLAIN: N_("Explain law and reasons"),
    LeaderAct.RELIEF: N_("Relief and coordination"),
    LeaderAct.FOLLOW_UP: N_("Follow up"),
}


class ChargeState(StrEnum):
    NAMED = "named"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"


CHARGE_STATE_NAMES = {
    ChargeState.NAMED: N_("Named, not yet answered"),
    ChargeState.ACCEPTED: N_("In charge"),
    ChargeState.DECLINED: N_("Declined"),
    ChargeState.ENDED: N_("Charge ended"),
}
OPEN_CHARGE = (ChargeState.NAMED, ChargeState.ACCEPTED)


class DeclineGround(StrEnum):
    RECUSAL = "recusal"
    ABSENCE = "absence"


DECLINE_GROUNDS = {
    DeclineGround.RECUSAL: N_("Recusal: a direct interest or an earlier part in the matter"),
    DeclineGround.ABSENCE: N_("Absence for longer than the time limits allow"),
}


class EndGround(StrEnum):
    HANDED_OVER = "handed_over"
    POST_ENDED = "post_ended"
    ORGAN_MERGED = "organ_merged"
    MATTER_LEFT = "matter_left"


END_GROUNDS = {
    EndGround.HANDED_OVER: N_("Handed over to another leader"),
    EndGround.POST_ENDED: N_("The leader's post ended"),
    EndGround.ORGAN_MERGED: N_("The office was merged into another"),
    EndGround.MATTER_LEFT: N_("The matter went to another office"),
}


class StatedFact(StrEnum):
    """What a person states about a matter because no register can know it."""

    MAJOR = "major"
    CAMPAIGN = "campaign"
    LIABLE = "procuratorate_liable"


STATED_FACTS = {
    StatedFact.MAJOR: N_("Major, difficult or complicated"),
    StatedFact.CAMPAIGN: N_("Backlog matter of a campaign"),
    StatedFact.LIABLE: N_("A procuratorate is the organ liable to compensate"),
}


class Responsible(StrEnum):
    """The three firsts of the first-responsibility system (2003 measures, article 3)."""

    ORGAN = "organ"
    DEPARTMENT = "department"
    PERSON = "person"


RESPONSIBLE_NAMES = {
    Responsible.ORGAN: N_("First-responsible office"),
    Responsible.DEPARTMENT: N_("First-responsible department"),
    Responsible.PERSON: N_("First-responsible person"),
}


TITLES = {
    "submit_for_charge": N_("Form laid before the chief"),
    "return_charge_form": N_("Form returned"),
    "name_leader": N_("Leader named"),
    "accept_charge": N_("Charge accepted"),
    "decline_charge": N_("Charge declined"),
    "take_charge": N_("Charge taken up"),
    "hand_over_charge": N_("Charge handed over"),
    "release_charge": N_("Charge ended"),
    "state_fact": N_("Fact stated"),
    "lead_read": N_("File read by the leader"),
    "lead_meet": N_("Petitioner met by the leader"),
    "lead_plan": N_("Plan set"),
    "lead_preside": N_("Hearing presided over"),
    "lead_explain": N_("Law and reasons explained"),
    "lead_relief": N_("Relief or coordination arranged"),
    "lead_follow_up": N_("Followed up"),
    "answer_sign": N_("Sign answered"),
    "make_promise": N_("Promise made"),
    "keep_promise": N_("Promise kept"),
    "note_inquiry": N_("Inquiry noted"),
    "book_reception": N_("Reception by a leader booked"),
    "hold_reception": N_("Petitioner received by a leader"),
    **HEARING_TITLES,
    "refer_relief": N_("Judicial assistance referred"),
    "grant_relief": N_("Judicial assistance granted"),
    "refuse_relief": N_("Judicial assistance refused"),
    "pay_relief": N_("Judicial assistance paid"),
    "begin_help": N_("Help begun"),
    "end_help": N_("Help ended"),
}
"""The acts of this room as the timeline of a matter names them."""
