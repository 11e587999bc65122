"""From a matter's acts to its clocks: the events, the facts, and the projected rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from touyan.deadlines.queries import current_calendar, rules_in_force
from touyan.deadlines.rules.clock_rule import Event
from touyan.deadlines.rules.clocks import Clock, project
from touyan.matters.models import Act, Belonging, ClockRow, Matter

_WHOLE = frozenset({"close", "terminate", "reopen"})
"""These concern every petition of a matter, whichever one an old register names with them."""


def events_of(acts: Iterable[Act]) -> list[Event]:
    """The ledger as the clock engine reads it: legal days, never the time of typing.

    What was done about a petition before it left for another matter counts there, not here.
    """
    acts = list(acts)
    left = {act.petition_id: act.pk for act in acts if act.verb == "leave"}
    return [
        Event(act.verb, act.happened_on, {**act.detail, **_about(act)})
        for act in acts
        if act.petition_id not in left or act.pk > left[act.petition_id]
    ]


def _about(act: Act) -> dict[str, object]:
    return {"petition": act.petition_id} if act.petition_id and act.verb not in _WHOLE else {}


def facts_of(matter: Matter) -> dict[str, object]:
    """What conditions of rules ask about a matter."""
    first = (
        Belonging.objects.filter(matter=matter, relation="first")
        .values_list("petition__channel", "petition__anonymous", "petition__replyable")
        .first()
    )
    return facts_with(matter, first)


def facts_with(matter: Matter, first: tuple[str, bool, bool] | None) -> dict[str, object]:
    """The same, its first petition's channel, anonymity and replyability already read."""
    channel, anonymous, replyable = first or ("", False, True)
    return {
        "kind": matter.kind,
        "channel": channel,
        "anonymous": anonymous,
        "replyable": replyable,
        "ordinary_procedure": matter.ordinary_procedure,
        "non_prosecution": matter.non_prosecution,
        "assigned_from_above": matter.assigned_from_above,
        "region": matter.organ.code,
        "level": matter.organ.level,
    }


def clocks_now(matter: Matter, *, now: datetime) -> list[Clock]:
    """The matter's clocks with their explanations, computed from the acts at this moment."""
    acts = Act.objects.filter(matter=matter).order_by("happened_on", "id")
    return project(
        rules_in_force(),
        events_of(acts),
        facts=facts_of(matter),
        calendar=current_calendar(),
        now=now,
    )


def reproject(matter: Matter, *, now: datetime) -> None:
    """Replace the matter's clock rows and its next due day; the caller saves the matter."""
    clocks = clocks_now(matter, now=now)
    ClockRow.objects.filter(matter=matter).delete()
    ClockRow.objects.bulk_create(row_of(matter, clock) for clock in clocks)
    matter.next_due_on, matter.next_clock = next_due(clocks)


def next_due(clocks: Iterable[Clock]) -> tuple[date | None, str]:
    """The earliest last day still owed, and the clock it belongs to. A clock without a day: the
    calendar cannot tell it yet."""
    running = [clock for clock in clocks if not clock.met and not clock.ended]
    dated = [(clock.due_on, clock.rule.code) for clock in running if clock.due_on]
    untold = [clock.rule.code for clock in running if not clock.due_on and clock.unknown_year]
    return min(dated, default=(None, untold[0] if untold else ""))


def row_of(matter: Matter, clock: Clock) -> ClockRow:
    """The stored projection of one clock: dates only, never a state."""
    return ClockRow(
        matter=matter,
        code=clock.rule.code,
        starts_on=clock.start.day,
        due_on=clock.due_on,
        met_on=clock.met_on,
        void_on=clock.void_on,
        suspended=clock.suspended_now,
    )
