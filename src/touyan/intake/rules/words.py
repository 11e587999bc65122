"""The field's fixed words for a petition: ways in, kinds, parts people play."""

from __future__ import annotations

from enum import StrEnum

from touyan.kernel.messages import N_


class Channel(StrEnum):
    LETTER = "letter"
    VISIT = "visit"
    PHONE = "phone"
    ONLINE = "online_12309"
    VIDEO = "video"
    ASSIGNED = "assigned"
    REFERRED = "referred"
    FORWARDED = "forwarded"


CHANNEL_NAMES = {
    Channel.LETTER: N_("Letter"),
    Channel.VISIT: N_("Visit"),
    Channel.PHONE: N_("Telephone call"),
    Channel.ONLINE: N_("12309 online"),
    Channel.VIDEO: N_("Video reception"),
    Channel.ASSIGNED: N_("Assigned from above"),
    Channel.REFERRED: N_("Referred by a deputy or CPPCC member"),
    Channel.FORWARDED: N_("Forwarded by another body"),
}


class Kind(StrEnum):
    ACCUSATION = "accusation"
    REPORT = "report"
    CRIMINAL_PETITION = "criminal_petition"
    CIVIL_PETITION = "civil_petition"
    ADMINISTRATIVE_PETITION = "administrative_petition"
    FILING_SUPERVISION = "filing_supervision"
    STATE_COMPENSATION = "state_compensation"
    JUDICIAL_ASSISTANCE = "judicial_assistance"
    OFFICER_COMPLAINT = "officer_complaint"
    SUGGESTION = "suggestion"
    OTHER = "other"


KIND_NAMES = {
    Kind.ACCUSATION: N_("Accusation"),
    Kind.REPORT: N_("Report of crime"),
    Kind.CRIMINAL_PETITION: N_("Criminal petition"),
    Kind.CIVIL_PETITION: N_("Civil petition"),
    Kind.ADMINISTRATIVE_PETITION: N_("Administrative petition"),
    Kind.FILING_SUPERVISION: N_("Filing supervision"),
    Kind.STATE_COMPENSATION: N_("State compensation"),
    Kind.JUDICIAL_ASSISTANCE: N_("Judicial assistance"),
    Kind.OFFICER_COMPLAINT: N_("Complaint about officers"),
    Kind.SUGGESTION: N_("Opinion or suggestion"),
    Kind.OTHER: N_("Other petition"),
}


class PartyRole(StrEnum):
    PETITIONER = "petitioner"
    REPRESENTATIVE = "representative"
    SIGNATORY = "signatory"
    AGENT = "agent"


PARTY_ROLE_NAMES = {
    PartyRole.PETITIONER: N_("Petitioner"),
    PartyRole.REPRESENTATIVE: N_("Representative"),
    PartyRole.SIGNATORY: N_("Signatory"),
    PartyRole.AGENT: N_("Agent"),
}


class SubjectRole(StrEnum):
    ACCUSED = "accused"
    DECISION_MAKER = "decision_maker"


SUBJECT_ROLE_NAMES = {
    SubjectRole.ACCUSED: N_("Complained of"),
    SubjectRole.DECISION_MAKER: N_("Made or approved the challenged decision"),
}

COLLECTIVE_FROM = 5
"""Signatories from which a petition counts as collective in the statistics (domain brief, 4)."""

MOST_REPRESENTATIVES = 5
"""Regulations on Petition Work (2022), article 20: at most five representatives."""
