"""How long a rule's period is, in the reader's language: for the staff's table and the public's."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from touyan.deadlines.rules.clock_rule import ClockRule


def length(amount: int, unit: str) -> str:
    """7 calendar days; 3 months; 5 working days."""
    texts = {
        "day": ngettext("%(n)s calendar day", "%(n)s calendar days", amount),
        "month": ngettext("%(n)s month", "%(n)s months", amount),
        "working_day": ngettext("%(n)s working day", "%(n)s working days", amount),
    }
    return texts[unit] % {"n": amount}


def limit(rule: ClockRule) -> str:
    """The length, whether it repeats, and the most an extension may add."""
    text = length(rule.amount, rule.unit)
    if rule.repeats:
        once = rule.amount == 1 and rule.unit == "month"
        text = _("every month") if once else _("every %(length)s") % {"length": text}
    if rule.extends_by:
        more = length(rule.extends_by, rule.unit)
        text = _("%(length)s (+ %(more)s at most)") % {"length": text, "more": more}
    return text
