"""What a rule of the leader's charge says, part by part, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from touyan.intake.rules.words import KIND_NAMES, Kind
from touyan.kernel.messages import Message
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.rule_content import DECLARED, Part, parts_of
from touyan.ui.sentences import sentence

Facts = list[tuple[str, str]]


def says(rule: DatedRule) -> Facts:
    """Each part of the rule with its value; parts that say nothing are left out."""
    told = [(part, _value(part, rule)) for part in parts_of(rule.family, rule.content, rule.code)]
    return [(label_of(part), text) for part, text in told if text]


def label_of(part: Part) -> str:
    return sentence(Message(part.label))


def choices_of(part: Part) -> list[tuple[object, str]]:
    """The values a part offers, in the reader's language."""
    offered = (part.choices or {}).items()
    return [(getattr(value, "value", value), sentence(Message(name))) for value, name in offered]


def _value(part: Part, rule: DatedRule) -> str:
    value = rule.content.get(part.code)
    if part.kind == "yes":
        return _("yes") if value else ""
    if part.kind == "number":
        missing = part.code in rule.content and rule.family not in DECLARED
        return str(value) if value is not None else _("to be filled in") if missing else ""
    names = dict(choices_of(part))
    if part.kind == "choice":
        return names.get(value or "", "")
    if part.code == "kinds" and not value and not rule.content.get("to_fill"):
        return _("every kind")
    if part.code == "stated":
        return _listed(_stated(names[fact], kinds) for fact, kinds in (value or {}).items())
    return _listed(names[each] for each in value or ())


def _stated(fact: str, kinds: list[str]) -> str:
    """A fact with the kinds of matter of which alone it is asked."""
    if not kinds:
        return fact
    asked = _listed(sentence(Message(KIND_NAMES[Kind(kind)])) for kind in kinds)
    return _("%(fact)s (asked only of: %(kinds)s)") % {"fact": fact, "kinds": asked}


def _listed(parts: Iterable[str]) -> str:
    return pgettext("between things listed", ", ").join(parts)
