"""Rows into PostgreSQL by COPY, many tables at a time."""

from __future__ import annotations

import json
from typing import Any

import psycopg
from psycopg import sql

COLUMNS: dict[str, tuple[str, ...]] = {
    "intake_petition": (
        "id", "public_id", "number", "sealed", "organ_id", "handling_organ_id", "channel", "kind",
        "title", "text", "received_on", "registered_at", "registered_by_id", "anonymous",
        "replyable", "collective", "hardship", "sent_by", "petitioner_names", "source",
        "source_number", "query_code_index", "search",
    ),
    "intake_party": (
        "id", "public_id", "petition_id", "ordinal", "role", "is_organisation", "name",
        "name_pinyin", "identity_type", "identity_sealed", "identity_index", "phone_sealed",
        "phone_index", "address_sealed", "represents",
    ),
    "intake_subject": ("petition_id", "ordinal", "role", "name", "unit_name"),
    "intake_claim": ("id", "petition_id", "ordinal", "text"),
    "intake_challengeddecision": (
        "petition_id", "number", "number_key", "organ_name", "decided_on",
    ),
    "intake_undecided": ("petition_id", "organ_id", "due_on", "proposal"),
    "matters_matter": (
        "id", "public_id", "number", "sealed", "organ_id", "first_organ_id", "department_id",
        "handler_id", "kind", "title", "petitioner_names", "stage", "urgent", "hardship",
        "ordinary_procedure", "non_prosecution", "assigned_from_above", "repeated", "received_on",
        "opened_at", "changed_at", "next_due_on", "next_clock", "version", "search",
    ),
    "matters_belonging": (
        "petition_id", "matter_id", "relation", "first_in_unit", "first_at_level",
        "first_in_system", "proposed", "reason", "decided_by_id", "decided_at",
    ),
    "matters_document": (
        "id", "public_id", "matter_id", "organ_id", "petition_id", "kind", "number", "title",
        "addressee", "paragraphs", "state", "drafted_by_id", "drafted_at", "signed_by_id",
        "signed_at", "opinion", "dated", "served_on", "served_how", "served_proof", "served_by_id",
        "version",
    ),
    "matters_act": (
        "id", "matter_id", "verb", "at", "happened_on", "by_id", "organ_id", "petition_id",
        "document_id", "legal_basis", "reason", "detail",
    ),
    "matters_note": ("matter_id", "text", "by_id", "at"),
    "matters_clockrow": (
        "matter_id", "code", "starts_on", "due_on", "met_on", "void_on", "suspended",
    ),
    "matters_assignment": (
        "matter_id", "organ_id", "department_id", "handler_id", "assigned_by_id", "from_at",
        "until_at", "reason",
    ),
    "matters_closing": (
        "id", "matter_id", "on", "at", "by_id", "report", "answers", "reopened_at",
    ),
    "matters_termination": (
        "matter_id", "on", "at", "by_id", "organ_id", "grounds", "remedies", "revoked_reason",
    ),
    "matters_resolution": (
        "public_id", "matter_id", "grade", "state", "evidence", "proposed_by_id", "proposed_at",
        "returned_by_id", "returned_at", "contact", "note", "verified_by_id", "verified_at", "on",
        "window_rule", "window_until", "passed_at", "passed_by_id", "performed", "ended_at",
        "ended_how", "ended_by_id", "ended_petition_id", "ended_words",
    ),
    "campaigns_revisit": (
        "public_id", "matter_id", "closing_id", "months", "due_on", "rule", "dropped_at",
        "done_on", "done_by_id", "done_at", "contact", "answers", "result", "findings",
        "promised", "taken_up", "decision", "decided_by_id", "decided_at",
    ),
    "campaigns_cause": ("matter_id", "code", "applies", "reason", "by_id", "at"),
    "campaigns_scrutiny": (
        "public_id", "matter_id", "organ_id", "origin", "unit_id", "unit_name", "error",
        "findings", "advice", "opened_by_id", "opened_at", "sent_by_id", "sent_at", "number",
        "receiver_id", "answer", "mended", "answered_by_id", "answered_at",
    ),
    "leadership_firstresponsible": (
        "matter_id", "part", "organ_id", "department_id", "person_id", "since",
    ),
    "leadership_statement": (
        "matter_id", "fact", "holds", "reason", "reference", "by_id", "at", "terms",
    ),
    "leadership_dutyrow": ("matter_id", "due", "unknown", "since", "codes"),
    "leadership_chargeform": (
        "id", "public_id", "matter_id", "organ_id", "reasons", "summary", "submitted_by_id",
        "submitted_at", "read_at", "outcome", "note", "decided_by_id", "decided_at",
    ),
    "leadership_charge": (
        "id", "public_id", "matter_id", "organ_id", "leader_id", "leader_title", "form_id",
        "follows_id", "voluntary", "named_by_id", "named_at", "state", "answered_at",
        "decline_ground", "decline_reason", "ended_at", "end_ground", "end_reason",
    ),
    "leadership_deed": (
        "public_id", "charge_id", "kind", "happened_on", "at", "by_id", "on_behalf", "evidence",
        "act_id",
    ),
    "leadership_relief": (
        "public_id", "matter_id", "organ_id", "party_id", "conditions", "hardship", "months",
        "asked", "referred_on", "referred_by_id", "referred_at", "state", "reason",
        "decided_by_id", "decided_at", "wage", "cap", "granted", "granted_before", "new_ground",
        "paid_on", "paid_proof", "paid_by_id",
    ),
    "leadership_helpmeasure": (
        "public_id", "matter_id", "kind", "who", "text", "begun_on", "begun_by_id", "at",
        "consent", "neutral", "unpaid", "reference", "pauses", "result", "ended_on",
        "ended_by_id",
    ),
    "leadership_hearingofficer": (
        "id", "public_id", "organ_id", "name", "occupation", "unit", "interests", "active_from",
        "added_at",
    ),
    "leadership_hearing": (
        "id", "public_id", "matter_id", "organ_id", "charge_id", "form", "question", "at_place",
        "place", "on", "at", "attend", "chair_id", "state", "set_by_id", "set_at", "seed", "pool",
        "drawn_by_id", "drawn_at", "noticed_on", "noticed_how", "held_on", "record", "present",
        "recorder", "weight", "weighed_by_id", "weighed_at", "weighed_why", "consent_by_id",
        "consent_at", "consent_why", "told_officers_on", "told_officers_how", "told_petitioner_on",
        "told_petitioner_how", "cancelled_why",
    ),
    "leadership_panelseat": (
        "id", "public_id", "hearing_id", "officer_id", "place", "excused", "excused_why",
    ),
    "leadership_hearingstep": ("hearing_id", "step", "text", "by_id", "at"),
    "leadership_hearingopinion": ("seat_id", "stance", "text", "entered_by_id", "at"),
    "leadership_signanswer": ("charge_id", "sign", "text", "by_id", "at"),
    "leadership_promise": (
        "public_id", "matter_id", "text", "owner_id", "due_on", "made_on", "made_by_id", "at",
        "kept_on", "kept_how", "kept_by_id",
    ),
    "leadership_inquiry": (
        "matter_id", "who", "unit", "how", "what", "answered", "on", "noted_by_id", "at",
    ),
    "leadership_receptionday": (
        "id", "public_id", "organ_id", "leader_id", "leader_title", "by_chief", "kind", "on",
        "starts", "ends", "morning", "afternoon", "place", "places", "planned_by_id",
        "planned_at", "published_at", "cancel_reason",
    ),
    "leadership_booking": (
        "id", "public_id", "day_id", "slot", "name", "phone_sealed", "topic", "online",
        "code_index", "made_by_id", "made_at", "state", "changed_at", "cancel_reason", "matter_id",
    ),
    "leadership_receptionrecord": (
        "public_id", "booking_id", "received_by_id", "written_by_id", "at", "where", "present",
        "said", "answered", "began", "ended", "confirmed", "why",
    ),
    "leadership_absence": (
        "leader_id", "organ_id", "deputy_id", "from_on", "until_on", "reason", "set_by_id", "at",
    ),
    "inspections_pick": (
        "id", "public_id", "entry_id", "source", "place", "reason", "by_id", "at",
    ),
    "inspections_review": (
        "public_id", "pick_id", "seat", "reviewer_id", "assigned_by_id", "assigned_at",
        "prefilled", "answers", "saved_at", "done_at", "version",
    ),
    "inspections_outcome": ("inspection_id", "pick_id", "answers", "apart", "settled_at"),
    "inspections_finding": (
        "id", "public_id", "inspection_id", "pick_id", "organ_id", "question", "severity", "fact",
        "evidence", "rule", "stage", "found_by_id", "found_at", "answer_by", "owner_id",
        "measures", "due_on", "earlier_id", "version",
    ),
    "inspections_findingstep": (
        "finding_id", "verb", "text", "evidence", "due_on", "by_id", "at",
    ),
}  # fmt: skip
"""Tables in the order of their foreign keys, with the columns written."""


class Batch:
    """Rows waiting to be copied, table by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}

    def add(self, table: str, *values: Any) -> None:
        self.rows[table].append(values)

    def write(self, connection: psycopg.Connection[Any]) -> None:
        """Copy everything in one transaction and start afresh."""
        with connection.transaction(), connection.cursor() as cursor:
            for table, rows in self.rows.items():
                if rows:
                    with cursor.copy(_statement(table)) as copy:
                        for row in rows:
                            copy.write_row(row)
        for rows in self.rows.values():
            rows.clear()


def keep_sequences(cursor: Any) -> None:
    """Sequences past the ids that were given."""
    for table, columns in COLUMNS.items():
        if columns[0] == "id":
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608 - names from this file
                f" (SELECT coalesce(max(id), 1) FROM {table}))"
            )


def _statement(table: str) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table]))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_tsvector(lexemes: set[str]) -> str:
    """The text form of a tsvector; lexemes hold letters, digits and Chinese characters only."""
    return " ".join(f"'{lexeme}'" for lexeme in lexemes)
