"""Time limits in the reader's words: how long, counted how, from what to what, for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from touyan.deadlines.rules.clock_rule import ClockRule
from touyan.deadlines.rules.explaining import event_name
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES, Channel, Kind
from touyan.kernel.messages import Message
from touyan.ui.sentences import sentence

UNITS = {
    "day": gettext_lazy("Calendar days"),
    "working_day": gettext_lazy("Working days"),
    "month": gettext_lazy("Months"),
}
MONTH_ENDS = {
    "earlier": gettext_lazy("The earlier of the two readings of the law"),
    "civil": gettext_lazy(
        "Same date, or the month's end where it is missing (Civil Code, art. 202)"
    ),
    "criminal": gettext_lazy("From a month's last day to a month's last day (criminal procedure)"),
}
CERTAINTIES = {
    "confirmed": gettext_lazy("Confirmed"),
    "to_confirm": gettext_lazy("To be confirmed"),
}
STATUSES = {
    "proposed": (gettext_lazy("Waiting for approval"), "amber", "clock-suspended"),
    "withdrawn": (gettext_lazy("Withdrawn"), "grey", "x"),
    "current": (gettext_lazy("In force"), "green", "check"),
    "coming": (gettext_lazy("Not yet in force"), "blue", "calendar"),
    "replaced": (gettext_lazy("Replaced by a later version"), "grey", "history"),
    "ended": (gettext_lazy("No longer in force"), "grey", "history"),
}
FACTS = {
    "channel": gettext_lazy("Channel"),
    "kind": gettext_lazy("Kind of matter"),
    "anonymous": gettext_lazy("Anonymous"),
    "replyable": gettext_lazy("The petitioner can be reached"),
    "ordinary_procedure": gettext_lazy("Ordinary procedure outside litigation"),
    "non_prosecution": gettext_lazy("Petition against a decision not to prosecute"),
    "assigned_from_above": gettext_lazy("Assigned from above"),
    "level": gettext_lazy("Level of the office"),
}


def basis(rule: ClockRule) -> str:
    """In a few words, what days off do to the last day."""
    if rule.before_fact:
        return _("Counted back from the day fixed")
    if rule.unit == "working_day":
        return _("Days off do not count")
    return _("Moves past days off") if rule.roll_over else _("Never moves")


def counting(rule: ClockRule) -> str:
    """In a sentence, how the days are counted."""
    if rule.before_fact:
        return _("Counted back from the day fixed.")
    if rule.unit == "working_day":
        return _("The start day is not counted; only working days are.")
    if rule.roll_over:
        return _("The start day is not counted; a last day on a day off moves to the next "
                 "working day.")  # fmt: skip
    return _("The start day is not counted; the last day never moves.")


def starts(rule: ClockRule) -> str:
    """What sets the period going."""
    if rule.starts_after:
        return _("the end of %(code)s") % {"code": rule.starts_after}
    return events(rule.starts_on)


def events(verbs: Iterable[str]) -> str:
    """The names of events as one list, always in the same order."""
    return listed(sentence(event_name(verb)) for verb in sorted(verbs))


def listed(parts: Iterable[str]) -> str:
    return pgettext("between things listed", ", ").join(parts)


def conditions(wanted: Mapping[str, Sequence[object]]) -> list[str]:
    """Conditions of a rule, one line for each."""
    return [
        _("%(fact)s: %(values)s")
        % {"fact": FACTS.get(name, name), "values": listed(_value(name, each) for each in values)}
        for name, values in wanted.items()
    ]


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "channel":
        return sentence(Message(CHANNEL_NAMES[Channel(str(value))]))
    if name == "kind":
        return sentence(Message(KIND_NAMES[Kind(str(value))]))
    return str(value)
