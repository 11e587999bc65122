"""The columns of the list of matters, on the screen and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from touyan.deadlines.queries import rules_as_of
from touyan.desk.clocks import due_view
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.messages import N_, Message
from touyan.linkage.rules.words import Relation
from touyan.matters.queries import Matter
from touyan.matters.rules.lifecycle import STAGE_NAMES, Stage
from touyan.ui.sentences import sentence
from touyan.ui.tags.text import icon

Column = dict[str, object]
Names = Mapping[str, str]

_COLUMNS: tuple[Column, ...] = (
    {"key": "number", "label": N_("Number"), "kind": "code", "sort": "number", "fixed": True,
     "line": "first"},
    {"key": "petitioner", "label": N_("Petitioner"), "kind": "noted", "line": "second"},
    {"key": "title", "label": N_("Matter"), "kind": "noted", "wide": True, "line": "second"},
    {"key": "kind", "label": N_("Kind"), "kind": "noted", "fit": True, "line": "third"},
    {"key": "stage", "label": N_("Stage"), "kind": "stage", "line": "first"},
    {"key": "organ", "label": N_("Office"), "kind": "noted", "fit": True, "line": "third"},
    {"key": "handler", "label": N_("Handler"), "kind": "text", "short": True, "line": "third"},
    {"key": "clock", "label": N_("Time limit"), "kind": "clock", "sort": "due", "line": "third"},
    {"key": "received", "label": N_("Received on"), "kind": "date", "sort": "received",
     "off": True, "line": "none"},
    {"key": "changed", "label": N_("Changed"), "kind": "datetime", "sort": "changed",
     "line": "none"},
    {"key": "repeated", "label": N_("Marks"), "kind": "text", "line": "first"},
    {"key": "channel", "label": N_("Channel"), "kind": "text", "short": True, "off": True,
     "line": "third"},
)  # fmt: skip
_ONE_OFFICE, _SEVERAL_OFFICES = frozenset({"organ"}), frozenset({"changed"})
"""Hidden until asked for: what one office need not be told, what makes room for the office."""
_TONES = {
    Stage.SUPPLEMENT: "amber",
    Stage.PAUSED: "grey",
    Stage.TRANSFERRED: "grey",
    Stage.INFORMED: "grey",
    Stage.NOT_ACCEPTED: "grey",
    Stage.DECIDED: "blue",
    Stage.HANDLING: "blue",
    Stage.ASSIGNED: "blue",
    Stage.ACCEPTED: "blue",
    Stage.ANSWERED: "green",
    Stage.CLOSED: "green",
    Stage.WATCHED: "green",
    Stage.TERMINATED: "grey",
    Stage.REOPENED: "amber",
}


def columns(*, several_offices: bool, chosen: Collection[str] = ()) -> list[Column]:
    """The columns, those hidden that were not chosen or are not shown without being chosen."""
    spare = _SEVERAL_OFFICES if several_offices else _ONE_OFFICE
    listed = []
    for column in _COLUMNS:
        key = column["key"]
        off = column.get("off", False) or key in spare
        if chosen:
            off = key not in chosen and not column.get("fixed")
        listed.append({**column, "label": _(str(column["label"])), "off": off})
    return listed


def shown(listed: list[Column], key: str) -> bool:
    return any(column["key"] == key and not column["off"] for column in listed)


def with_channel(found: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters with the way their first petition came."""
    first = FilteredRelation("belongings", condition=Q(belongings__relation=Relation.FIRST))
    return found.alias(first_petition=first).annotate(
        channel=F("first_petition__petition__channel")
    )


def clock_names(*, today: date) -> dict[str, str]:
    """What each time limit is called today, in the reader's language; the nation's name first."""
    language = get_language() or "zh-hans"
    names: dict[str, str] = {}
    for rule in rules_as_of(today):
        names.setdefault(rule.code, rule.name(language))
    return names


def row(matter: Matter, *, today: date, names: Names) -> dict[str, object]:
    """One line of the list."""
    url = reverse("matter", args=[matter.public_id])
    clock = due_view(
        matter.next_due_on, today=today, label=names.get(matter.next_clock, matter.next_clock)
    )
    return {
        "id": str(matter.public_id),
        "label": matter.number,
        "url": url,
        "cells": {
            **words(matter),
            "title": {"text": matter.title},
            "kind": {"text": sentence(Message(KIND_NAMES[Kind(matter.kind)]))},
            "petitioner": {"text": matter.petitioner_names or _("Anonymous")},
            "organ": {"text": matter.organ.local_short_name, "full": matter.organ.local_name},
            "stage": {"label": _stage(matter), "tone": _TONES.get(Stage(matter.stage), "")},
            "clock": clock,
            "received": matter.received_on,
            "changed": matter.changed_at,
            "repeated": _marks(matter, url),
        },
    }


def words(matter: Matter) -> dict[str, str]:
    """What a line says in words alone; names as masked when they were entered."""
    channel = getattr(matter, "channel", None)
    return {
        "number": matter.number,
        "petitioner": matter.petitioner_names or _("Anonymous"),
        "title": matter.title,
        "kind": sentence(Message(KIND_NAMES[Kind(matter.kind)])),
        "stage": _stage(matter),
        "organ": matter.organ.local_name,
        "handler": matter.handler.person.name if matter.handler else "",
        "channel": sentence(Message(CHANNEL_NAMES[Channel(channel)])) if channel else "",
    }


def _stage(matter: Matter) -> str:
    return sentence(Message(STAGE_NAMES[Stage(matter.stage)]))


def _marks(matter: Matter, url: str) -> SafeString:
    """Repeated, urgent, hardship: each a sign with its word; repeated leads to the petitions."""
    marks = []
    if matter.repeated:
        marks.append(
            format_html(
                '<a class="chip" href="{}?tab=petitions">{}{}</a>',
                url,
                icon("refresh"),
                _("Repeated"),
            )
        )
    for held, name, label in (
        (matter.urgent, "warning", pgettext("mark", "Urgent")),
        (matter.hardship, "flag", _("Hardship")),
    ):
        if held:
            marks.append(
                format_html('<span class="chip chip-amber">{}{}</span>', icon(name), label)
            )
    return format_html_join(" ", "{}", ((mark,) for mark in marks))


Value = Callable[[Matter], Any]
EXPORTED: tuple[tuple[str, str, int, Value | None], ...] = (
    ("number", N_("Number"), 20, None),
    ("petitioner", N_("Petitioner"), 12, None),
    ("title", N_("Matter"), 50, None),
    ("kind", N_("Kind"), 14, None),
    ("stage", N_("Stage"), 12, None),
    ("organ", N_("Office"), 28, None),
    ("handler", N_("Handler"), 10, None),
    ("due", N_("Time limit ends"), 13, lambda matter: matter.next_due_on),
    ("clock", N_("Time limit"), 26, None),
    ("received", N_("Received on"), 13, lambda matter: matter.received_on),
    ("changed", N_("Changed"), 13, lambda matter: matter.changed_at),
    ("channel", N_("Channel"), 14, None),
    ("repeated", N_("Repeated"), 9, lambda matter: _yes(matter.repeated)),
    ("urgent", N_("Urgent matter"), 9, lambda matter: _yes(matter.urgent)),
    ("hardship", N_("Hardship"), 9, lambda matter: _yes(matter.hardship)),
)
"""The only columns a spreadsheet ever gets; names as in the list, no identifier, no text."""


def _yes(held: bool) -> str:
    return _("Yes") if held else ""


def exported(matter: Matter, *, names: Names) -> list[Any]:
    """One line of the spreadsheet."""
    said = {**words(matter), "clock": names.get(matter.next_clock, matter.next_clock)}
    return [value(matter) if value else said[key] for key, _label, _width, value in EXPORTED]
