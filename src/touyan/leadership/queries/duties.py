"""Whether a matter must be led, from what the register holds and people stated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.intake.models import ChallengedDecision, Subject
from touyan.intake.rules.words import Kind
from touyan.leadership.models import Statement
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.duty import Duty, DutyFacts, duty, liable_by_names
from touyan.leadership.rules.words import StatedFact
from touyan.matters.models import Act, Matter


def duty_of(matter: Matter) -> Duty:
    """What every rule says of a matter the caller has found visible."""
    return duty(rules_now(), duty_facts(matter))


def duty_facts(matter: Matter) -> DutyFacts:
    """The facts of one matter as the duty rules ask for them."""
    accepted = Act.objects.filter(matter=matter, verb="accept").order_by("id")
    return DutyFacts(
        kind=Kind(matter.kind),
        first_level=matter.first_organ.level,
        lodged_on=matter.received_on,
        accepted_on=accepted.values_list("happened_on", flat=True).first(),
        region=matter.first_organ.code,
        level=matter.organ.level,
        stated=stated_facts(matter),
        stated_on=_stated_on(matter),
        references=_references(matter),
    )


def stated_facts(matter: Matter) -> dict[str, bool]:
    """The newest statement of each fact; who is liable is read from the names when unsaid."""
    liable = liable_by_names(Kind(matter.kind), _bodies(matter))
    said = {} if liable is None else {StatedFact.LIABLE.value: liable}
    rows = Statement.objects.filter(matter=matter).order_by("id").values_list("fact", "holds")
    return {**said, **dict(rows)}


def _stated_on(matter: Matter) -> dict[str, date]:
    """The day of the newest statement of each fact."""
    rows = Statement.objects.filter(matter=matter).order_by("id").values_list("fact", "at")
    return {fact: legal_day(at) for fact, at in rows}


def _references(matter: Matter) -> dict[str, str]:
    """What the newest statement of each fact refers to."""
    rows = Statement.objects.filter(matter=matter).order_by("id")
    return dict(rows.values_list("fact", "reference"))


def campaign_acts(matter: Matter) -> list[str]:
    """The acts the campaign of the newest statement asks of the matter's leader."""
    last = Statement.objects.filter(matter=matter, fact=StatedFact.CAMPAIGN).order_by("-id").first()
    return list(last.terms.get("acts", [])) if last and last.holds else []


def _bodies(matter: Matter) -> Iterator[str]:
    """The bodies the petitions complain of or whose decision they challenge."""
    mine = {"petition__belonging__matter": matter}
    yield from Subject.objects.filter(**mine).values_list("unit_name", flat=True)
    yield from ChallengedDecision.objects.filter(**mine).values_list("organ_name", flat=True)
