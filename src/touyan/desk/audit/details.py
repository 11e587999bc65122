"""Audit rows in words: whom or what a row is about, and its details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from touyan.audit.queries import Entry
from touyan.audit.rules.details import detail_label, subject_label
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.messages import Message
from touyan.linkage.rules.words import RELATION_NAMES
from touyan.matters.papers.catalogue import KINDS
from touyan.matters.rules.lifecycle import STAGE_NAMES
from touyan.matters.rules.signing import SERVICE_WAYS
from touyan.organs.queries import Organ, log_in_names, organs_by_id
from touyan.organs.rules.roles import ROLE_NAMES
from touyan.ui.sentences import sentence

KNOWN_VALUES: dict[str, Mapping[Any, str]] = {
    "stage": STAGE_NAMES,
    "role": ROLE_NAMES,
    "relation": RELATION_NAMES,
    "proposed": RELATION_NAMES,
    "channel": CHANNEL_NAMES,
    "kind": KIND_NAMES,
    "how": SERVICE_WAYS,
    "paper": {code: kind.title_en for code, kind in KINDS.items()},
}
NUMBERED = frozenset({"petition", "matter"})


@dataclass(frozen=True)
class Named:
    """What a page of rows names: offices, and log-in names by account and by person."""

    organs: Mapping[int, Organ]
    accounts: Mapping[int, str]
    people: Mapping[int, str]

    def subject(self, entry: Entry) -> str:
        """The name of what the row is about; its bare id where it has no name."""
        kind, key = entry.subject_type, entry.subject_id
        if kind in NUMBERED and entry.detail.get("number"):
            return str(entry.detail["number"])
        if not key.isdecimal():
            return key
        organ = self.organs.get(int(key)) if kind == "organ" else None
        names = {"account": self.accounts, "person": self.people}.get(kind, {})
        return organ.local_name if organ else names.get(int(key), key)


def named(entries: Iterable[Entry]) -> Named:
    """The names a page of rows needs, read at once."""
    listed = list(entries)
    organs = {entry.organ_id for entry in listed if entry.organ_id}
    accounts, people = log_in_names(accounts=_ids(listed, "account"), people=_ids(listed, "person"))
    return Named(organs_by_id(organs | _ids(listed, "organ")), accounts, people)


def _ids(entries: Iterable[Entry], kind: str) -> set[int]:
    return {
        int(entry.subject_id)
        for entry in entries
        if entry.subject_type == kind and entry.subject_id.isdecimal()
    }


def subject_word(subject_type: str) -> str:
    return sentence(subject_label(subject_type))


def in_words(detail: Mapping[str, object]) -> list[tuple[str, str]]:
    """Names and values a reader understands; what has no words is shown as it is written."""
    return [
        (sentence(detail_label(name)), _text(value, name))
        for name, value in detail.items()
        if value not in (None, "", [])
    ]


def _text(value: object, name: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return pgettext("between things listed", ", ").join(_text(each, name) for each in value)
    if isinstance(value, dict):
        return pgettext("between things listed", ", ").join(
            f"{sentence(detail_label(key))}: {_text(each, key)}" for key, each in value.items()
        )
    words = KNOWN_VALUES.get(name, {}).get(value)
    return sentence(Message(words)) if words else str(value)
