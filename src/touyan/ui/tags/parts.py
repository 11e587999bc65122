"""Deadlines, steps, timelines, cards: what a page says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.template import Context, Library
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from touyan.ui.rules.dates import short_date
from touyan.ui.sentences import sentence
from touyan.ui.tags import read
from touyan.ui.tags.text import _day

register = Library()


def clock_words(state: str, days_left: int | None) -> str:
    """What the deadline's state is called, with the days counted out."""
    days = days_left or 0
    if state == "overdue":
        late = abs(days)
        return _("1 day overdue") if late == 1 else _("%(days)s days overdue") % {"days": late}
    if state == "met_late":
        return _("Done late")
    fixed = {
        "suspended": _("Paused"),
        "met": _("Done in time"),
        "void": _("Does not apply"),
        "unknown": _("Days off not announced yet"),
    }
    if state in fixed:
        return fixed[state]
    if days_left is None:
        return pgettext("clock", "Running")
    if days == 0:
        return _("Due today")
    return _("1 day left") if days == 1 else _("%(days)s days left") % {"days": days}


def clock_view(clock: object, *, now: date | None = None) -> dict[str, Any]:
    """What the chip and the card both need from a clock (object or mapping)."""
    state = read(clock, "state", "plenty")
    due_on = read(clock, "due_on")
    return {
        "state": state,
        "words": clock_words(state, read(clock, "days_left")),
        "due_on": due_on,
        "due": short_date(due_on, now=now) if due_on else "",
        "not_before": read(clock, "not_before") if state == "unknown" else None,
        "label": sentence(read(clock, "label", "")),
        "lines": [sentence(line) for line in read(clock, "explanation", None) or ()],
    }


@register.inclusion_tag("ui/parts/clock_chip.html", takes_context=True)
def clock_chip(context: Context, clock: object) -> dict[str, Any]:
    """A deadline in one line: shape, words, date; hover or focus explains it."""
    return clock_view(clock, now=_day(read(context.get("shell"), "now")))


@register.inclusion_tag("ui/parts/clock_card.html")
def clock_card(clock: object) -> dict[str, Any]:
    """A deadline with its reckoning folded beneath it ("why this date?")."""
    return clock_view(clock)


@register.inclusion_tag("ui/parts/stage_chip.html")
def stage_chip(label: object, tone: str = "", icon: str = "") -> dict[str, Any]:
    """A stage or mark in one word; tone is empty, blue, green, amber or grey."""
    return {"label": label, "tone": tone, "icon": icon}


@register.inclusion_tag("ui/parts/steps.html")
def steps(items: Iterable[object], label: str = "") -> dict[str, Any]:
    """The road a matter takes; items carry label, state (done, current, todo) and perhaps at."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/timeline.html", takes_context=True)
def timeline(context: Context, entries: Iterable[object]) -> dict[str, Any]:
    """What happened; entries carry at, title, who, body, link, kind (node, instruction, system)."""
    return {"entries": entries, "now": read(context.get("shell"), "now")}


@register.inclusion_tag("ui/parts/identity_bar.html")
def identity_bar(
    number: str, title: object, facts: Iterable[tuple[object, object]] = (), chips: object = ()
) -> dict[str, Any]:
    """Which matter this page is about; chips carry label, tone and perhaps icon or url."""
    return {"number": number, "title": title, "facts": facts, "chips": chips}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Iterable[object], label: str = "", kind: str = "tabs") -> dict[str, Any]:
    """Pages of one thing; items carry label, url, current, count. kind="pills" for saved views."""
    return {"items": items, "label": label, "kind": kind}


@register.inclusion_tag("ui/parts/kpi.html")
def kpi(
    label: object, value: object, url: str = "", tone: str = "", note: object = ""
) -> dict[str, Any]:
    """One figure that opens the list behind it; tone is a clock state or empty."""
    return {"label": label, "value": value, "url": url, "tone": tone, "note": note}


@register.inclusion_tag("ui/parts/empty_state.html")
def empty_state(
    title: object, text: object = "", url: str = "", action: object = "", icon: str = "inbox"
) -> dict[str, Any]:
    """Why there is nothing here, and the next thing to do."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("ui/parts/progress_card.html")
def progress_card(job: object, poll_url: str = "") -> dict[str, Any]:
    """A long job: job carries label, state, done, total, note, cancel_url, result_url.

    state is queued, running, done, failed or cancelled; leaving the page is safe.
    """
    return {
        "job": job,
        "poll_url": poll_url,
        "open": read(job, "state") in ("queued", "running"),
    }


@register.inclusion_tag("ui/parts/task_list.html")
def task_list(tasks: Iterable[object]) -> dict[str, Any]:
    """Things to do in any order; tasks carry label, url, hint, state (done, todo, blocked)."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/parts/toast.html")
def toast(
    text: object, level: str = "info", undo_url: str = "", seconds: int = 0
) -> dict[str, Any]:
    """A message that can be put away; with undo_url it offers to take the act back."""
    return {"text": text, "level": level, "undo_url": undo_url, "seconds": seconds}


@register.inclusion_tag("ui/parts/confirm.html")
def confirm(label: object, url: str, text: object, **options: Any) -> dict[str, Any]:
    """A button that asks first: a dialog, or without script a fold, around a POST to `url`.

    Options: button, tone (primary, warn), facts (pairs), hidden (mapping of names to values),
    reason (name of a required text box), reason_label.
    """
    return {"label": label, "url": url, "text": text, **options}


@register.inclusion_tag("ui/parts/definition_list.html")
def definition_list(items: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """Names and values in two columns; an empty value reads "not filled in", never "no"."""
    return {"items": items}
