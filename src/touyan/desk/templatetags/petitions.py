"""Words of a petition's fixed lists in the reader's language."""

from __future__ import annotations

from django.template import Library

from touyan.intake.rules.words import (
    PARTY_ROLE_NAMES,
    SUBJECT_ROLE_NAMES,
    PartyRole,
    SubjectRole,
)
from touyan.kernel.identity import DOCUMENT_TYPE_LABELS, DocumentType
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

register = Library()


@register.filter
def party_role(value: str) -> str:
    return sentence(Message(PARTY_ROLE_NAMES[PartyRole(value)]))


@register.filter
def subject_role(value: str) -> str:
    return sentence(Message(SUBJECT_ROLE_NAMES[SubjectRole(value)]))


@register.filter
def document_type(value: str) -> str:
    return sentence(Message(DOCUMENT_TYPE_LABELS[DocumentType(value)]))
