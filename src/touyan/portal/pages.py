"""Pages that read nothing about anyone."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from touyan.deadlines.queries import rules_as_of
from touyan.deadlines.rules.clock_rule import ClockRule, legal_day
from touyan.deadlines.rules.explaining import event_name
from touyan.deadlines.wording import limit
from touyan.portal.look import open_page
from touyan.ui.sentences import sentence


@open_page
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The front door: what works, in large buttons."""
    return render(request, "portal/home.html")


@open_page
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """What a procuratorate accepts, and the ways to turn to it."""
    return render(request, "portal/guide.html")


@open_page
@require_GET
def limits(request: HttpRequest) -> HttpResponse:
    """The time limits in force today, from the table the clocks themselves are counted by."""
    rules = rules_as_of(legal_day(request.now))  # type: ignore[attr-defined]
    context = {
        "limits": [_shown(rule) for rule in sorted(rules, key=_order) if _is_public(rule)],
        "regional": any(rule.scope for rule in rules),
    }
    return render(request, "portal/limits.html", context)


@dataclass(frozen=True)
class Limit:
    """One time limit in words."""

    name: str
    length: str
    starts: str
    legal_basis: str


def _is_public(rule: ClockRule) -> bool:
    """Rules of the whole nation whose wording is certain; we promise nobody what is not."""
    return not rule.scope and rule.certainty == "confirmed"


def _order(rule: ClockRule) -> tuple[int, str]:
    return len(rule.code), rule.code


def _shown(rule: ClockRule) -> Limit:
    language = get_language() or "zh-hans"
    return Limit(rule.name(language), limit(rule), _starts(rule), rule.legal_basis(language))


def _starts(rule: ClockRule) -> str:
    if rule.starts_after:
        return _("the end of the period before it")
    names = [sentence(event_name(verb)) for verb in sorted(rule.starts_on)]
    return pgettext("between things listed", ", ").join(names)
