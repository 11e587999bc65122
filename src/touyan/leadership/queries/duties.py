"""Whether a matter must be led, from what the register holds and people stated."""

from __future__ import annotations

from touyan.intake.models import ChallengedDecision, Subject
from touyan.intake.rules.words import Kind
from touyan.leadership.models import Statement
from touyan.leadership.queries.rulebook import rules_now
from touyan.leadership.rules.duty import Duty, DutyFacts, duty
from touyan.leadership.rules.words import StatedFact
from touyan.matters.models import Act, Matter

PROCURATORATE = "检察院"


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
        stated=stated_facts(matter),
    )


def stated_facts(matter: Matter) -> dict[str, bool]:
    """The newest statement of each fact; who is liable is read from the names when unsaid."""
    said: dict[str, bool] = {}
    if Kind(matter.kind) is Kind.STATE_COMPENSATION:
        named = _bodies(matter)
        if named:
            said[StatedFact.LIABLE.value] = any(PROCURATORATE in name for name in named)
    rows = Statement.objects.filter(matter=matter).order_by("id").values_list("fact", "holds")
    return {**said, **dict(rows)}


def _bodies(matter: Matter) -> list[str]:
    """The bodies the petitions complain of or whose decision they challenge."""
    mine = {"petition__belonging__matter": matter}
    units = Subject.objects.filter(**mine).values_list("unit_name", flat=True)
    deciders = ChallengedDecision.objects.filter(**mine).values_list("organ_name", flat=True)
    return [name for name in (*units, *deciders) if name]
