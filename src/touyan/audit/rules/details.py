"""What the names inside an audit row mean: its subject and its details."""

from __future__ import annotations

from touyan.kernel.messages import N_, Message

SUBJECTS: dict[str, str] = {
    "account": N_("Account"),
    "person": N_("Person"),
    "organ": N_("Office"),
    "petition": N_("Petition"),
    "petitions": N_("Petitions"),
    "matter": N_("Matter"),
    "matters": N_("Matters"),
    "import": N_("Import"),
    "register": N_("The register"),
    "calendar_day": N_("Day of the calendar"),
    "calendar_year": N_("Year of the calendar"),
    "clock_rule": N_("Time-limit rule"),
    "leadership_rule": N_("Rule of leaders' charge"),
    "audit": N_("Audit log"),
    "draft": N_("Draft of a petition"),
    "demonstration": N_("Demonstration"),
    "directory": N_("Shipped directory"),
}

DETAILS: dict[str, str] = {
    "act": N_("Act no."),
    "before": N_("Working day before"),
    "changed": N_("Changed rows"),
    "channel": N_("Channel"),
    "characters": N_("Characters typed"),
    "code": N_("Code of the rule"),
    "columns": N_("Columns"),
    "counting": N_("Way of counting"),
    "days": N_("Days"),
    "department": N_("Department no."),
    "digest": N_("Digest"),
    "due": N_("Matters to be led"),
    "fields": N_("Fields"),
    "file": N_("File"),
    "filters": N_("Filters used"),
    "from": N_("From no."),
    "import": N_("Import no."),
    "kept_out": N_("Rows kept out"),
    "known": N_("Rows known"),
    "matter": N_("Matter"),
    "matters": N_("Matters"),
    "missing": N_("Missing"),
    "moved_from": N_("Moved from"),
    "new": N_("New rows"),
    "note": N_("Note no."),
    "number": N_("Business number"),
    "on": N_("Ends on"),
    "organs": N_("Offices"),
    "paper": N_("Paper"),
    "petitions": N_("Petitions"),
    "proposed": N_("Proposed by touyan"),
    "reason": N_("Reason"),
    "relation": N_("Relation"),
    "role": N_("Role"),
    "rows": N_("Rows"),
    "rules": N_("Rules"),
    "run": N_("Run no."),
    "scope": N_("Holds for"),
    "seed": N_("Seed"),
    "short_names": N_("Short names"),
    "size": N_("Size"),
    "source": N_("Source"),
    "stage": N_("Stage"),
    "title": N_("Post"),
    "since": N_("First day of the period"),
    "to": N_("To no."),
    "until": N_("Last day of the period"),
    "username": N_("Log-in name"),
    "valid_from": N_("In force from"),
    "view": N_("Saved view no."),
    "whole": N_("Whole"),
    "working": N_("Working day now"),
    "years": N_("Years"),
}


def subject_label(subject_type: str) -> Message | str:
    """The words for a kind of subject; one without words is shown as it is written."""
    return Message(SUBJECTS[subject_type]) if subject_type in SUBJECTS else subject_type


def detail_label(name: str) -> Message | str:
    """The words for a detail; one without words is shown as it is written."""
    return Message(DETAILS[name]) if name in DETAILS else name
