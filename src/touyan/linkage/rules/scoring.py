"""Propose how a new petition relates to earlier ones: with reasons, for a person to decide.

A false "repeat" loses a right, a false "first" costs some work; therefore a repeat needs the same
person and the same matter, and whatever is in doubt stays a first petition.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from touyan.intake.rules.words import Channel
from touyan.kernel.messages import N_, Message, message
from touyan.linkage.rules.features import PetitionFeatures
from touyan.linkage.rules.matter import (
    MatterComparison,
    compare_matter,
    difference,
    same_matter,
    text_reason,
)
from touyan.linkage.rules.parameters import LinkageParameters, parameters_on
from touyan.linkage.rules.persons import Evidence, Strength, nobody_named, same_person
from touyan.linkage.rules.texts import addition_share
from touyan.linkage.rules.words import Relation

_PASSED_ON = frozenset({Channel.ASSIGNED.value, Channel.REFERRED.value, Channel.FORWARDED.value})
_PRECEDENCE = {
    Relation.FIRST: 0,
    Relation.JOINT: 1,
    Relation.REPEAT: 2,
    Relation.SUPPLEMENT: 3,
    Relation.DUPLICATE: 4,
}


@dataclass(frozen=True)
class Link:
    """How the new petition relates to one earlier one."""

    candidate_id: Hashable
    matter_id: Hashable | None
    relation: Relation
    strength: Strength
    reasons: tuple[Message, ...]
    text_overlap: float


@dataclass(frozen=True)
class Proposal:
    """The machine's proposal. `links` lists every candidate worth showing beside it, best first."""

    relation: Relation
    strength: Strength
    reasons: tuple[Message, ...]
    candidate_id: Hashable | None = None
    matter_id: Hashable | None = None
    links: tuple[Link, ...] = ()


def _age(petition: PetitionFeatures) -> tuple[date, str]:
    """The day of receipt, then the order of registration: 9 stands before 10."""
    return petition.received_on, str(petition.id).zfill(20)


def propose(
    new: PetitionFeatures,
    candidates: Iterable[PetitionFeatures],
    parameters: LinkageParameters | None = None,
) -> Proposal:
    """The relation proposed for a new petition among the candidates found for it."""
    used = parameters or parameters_on(new.received_on)
    links = [
        link
        for earlier in sorted(candidates, key=_age, reverse=True)
        if earlier.id != new.id and (link := assess(new, earlier, used)).reasons
    ]
    links.sort(key=_rank, reverse=True)  # stable: of equals the latest stays in front
    best = links[0] if links else None
    if best is None or best.relation is Relation.FIRST:
        return Proposal(
            Relation.FIRST, _first_strength(best), _first_reasons(best), links=tuple(links)
        )
    return Proposal(
        best.relation, best.strength, best.reasons, best.candidate_id, best.matter_id, tuple(links)
    )


def _rank(link: Link) -> tuple[bool, int, int, float]:
    return (
        link.relation is not Relation.FIRST,
        int(link.strength),
        _PRECEDENCE[link.relation],
        link.text_overlap,
    )


def _first_strength(nearest: Link | None) -> Strength:
    return Strength.PROBABLE if nearest else Strength.STRONG


def _first_reasons(nearest: Link | None) -> tuple[Message, ...]:
    if nearest is None:
        return (message(N_("No earlier petition of the same person or matter was found.")),)
    return nearest.reasons


def assess(new: PetitionFeatures, earlier: PetitionFeatures, parameters: LinkageParameters) -> Link:
    """Compare with one earlier petition; a first without reasons has nothing in common with it."""
    seen = compare_matter(new, earlier, parameters)
    person = same_person(new, earlier)
    if person.strength:
        relation, strength, reasons = _of_same_person(new, earlier, person, seen, parameters)
    elif nobody_named(new) and nobody_named(earlier):
        relation, strength, reasons = _of_nobody(new, earlier, seen, parameters)
    elif nobody_named(new) or nobody_named(earlier):
        relation, strength, reasons = Relation.FIRST, Strength.NONE, ()
    else:
        relation, strength, reasons = _of_others(seen)
    return Link(earlier.id, earlier.matter_id, relation, strength, reasons, seen.texts.jaccard)


_Outcome = tuple[Relation, Strength, tuple[Message, ...]]


def _of_same_person(
    new: PetitionFeatures,
    earlier: PetitionFeatures,
    person: Evidence,
    seen: MatterComparison,
    parameters: LinkageParameters,
) -> _Outcome:
    matter = same_matter(seen)
    reasons = tuple(e.reason for e in (person, matter) if e.reason)
    if not matter.strength:
        if _asks_for_progress(new, earlier, person, seen):
            chase = message(N_("It asks about progress while a matter of theirs is open."))
            return Relation.SUPPLEMENT, Strength.POSSIBLE, (*reasons, chase)
        apart = difference(seen) or message(N_("The texts tell of other facts."))
        return Relation.FIRST, Strength.NONE, (*reasons, apart)
    strength = min(person.strength, matter.strength)
    if submission := _same_submission(new, earlier, seen, parameters):
        return Relation.DUPLICATE, max(strength, Strength.PROBABLE), (*reasons, submission)
    if new.received_on < earlier.received_on:
        return Relation.FIRST, Strength.NONE, (*reasons, message(N_("It was received earlier.")))
    if earlier.matter_open:
        return Relation.SUPPLEMENT, strength, (*reasons, _addition(new, earlier, parameters))
    if seen.new_evidence and not seen.identical:
        fresh = message(N_("It speaks of new facts or evidence, which make it a first petition."))
        return Relation.FIRST, Strength.NONE, (*reasons, fresh)
    if strength is Strength.POSSIBLE and person.strength is Strength.POSSIBLE:
        return _on_the_name_alone(seen, reasons)
    return Relation.REPEAT, strength, reasons


def _on_the_name_alone(seen: MatterComparison, reasons: tuple[Message, ...]) -> _Outcome:
    """Many people share a name: without a number, the whole matter has to agree."""
    if seen.same_text and (seen.shared_numbers or seen.shared_subjects or seen.identical):
        return Relation.REPEAT, Strength.POSSIBLE, reasons
    if seen.shared_numbers:
        return Relation.REPEAT, Strength.POSSIBLE, reasons
    return Relation.FIRST, Strength.NONE, reasons


def _of_nobody(
    new: PetitionFeatures,
    earlier: PetitionFeatures,
    seen: MatterComparison,
    parameters: LinkageParameters,
) -> _Outcome:
    """Anonymous petitions: the same accused stands for the same person."""
    agree = seen.shared_subjects and seen.similar_text and not difference(seen)
    if not agree or new.received_on < earlier.received_on:
        return Relation.FIRST, Strength.NONE, ()
    reasons = (
        message(N_("Both are anonymous and complain of the same person or unit.")),
        text_reason(seen),
    )
    strength = Strength.PROBABLE if seen.same_text else Strength.POSSIBLE
    if submission := _same_submission(new, earlier, seen, parameters):
        return Relation.DUPLICATE, strength, (*reasons, submission)
    if earlier.matter_open:
        return Relation.SUPPLEMENT, strength, (*reasons, _addition(new, earlier, parameters))
    if seen.new_evidence and not seen.identical:
        return Relation.FIRST, Strength.NONE, reasons
    return Relation.REPEAT, strength, reasons


def _of_others(seen: MatterComparison) -> _Outcome:
    """Other people with the same grievance: joint, each of them still owed an answer."""
    if difference(seen):
        return Relation.FIRST, Strength.NONE, ()
    others = message(N_("Other petitioners."))
    if seen.shared_numbers:
        matter = same_matter(seen)
        strength = Strength.PROBABLE if seen.similar_text else Strength.POSSIBLE
        return Relation.JOINT, strength, tuple(r for r in (others, matter.reason) if r)
    alike = seen.same_text and not seen.particulars_differ
    if alike and (seen.shared_subjects or (seen.identical and seen.texts.particulars)):
        return Relation.JOINT, Strength.PROBABLE, (others, text_reason(seen))
    return Relation.FIRST, Strength.NONE, ()


def _same_submission(
    new: PetitionFeatures,
    earlier: PetitionFeatures,
    seen: MatterComparison,
    parameters: LinkageParameters,
) -> Message | None:
    if not seen.identical:
        return None
    days = abs((new.received_on - earlier.received_on).days)
    if new.channel == earlier.channel:
        allowed = parameters.duplicate_same_channel_days
    elif _PASSED_ON & {new.channel, earlier.channel}:
        allowed = parameters.duplicate_passed_on_days
    else:
        allowed = parameters.duplicate_days
    if days > allowed:
        return None
    return message(N_("The same submission, received %(days)s days apart."), days=days)


def _asks_for_progress(
    new: PetitionFeatures, earlier: PetitionFeatures, person: Evidence, seen: MatterComparison
) -> bool:
    return (
        new.text.chasing
        and earlier.matter_open is True
        and new.received_on >= earlier.received_on
        and person.strength > Strength.POSSIBLE
        and difference(seen) is None
    )


def _addition(
    new: PetitionFeatures, earlier: PetitionFeatures, parameters: LinkageParameters
) -> Message:
    if new.text.chasing:
        return message(N_("It asks about progress while a matter of theirs is open."))
    if addition_share(new=new.text, earlier=earlier.text) >= parameters.addition_share:
        return message(N_("The matter is open, and most of the text is added to it."))
    return message(N_("The matter is still open and has not been answered."))
