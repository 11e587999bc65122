"""Made-up petitions: first ones, their repeats in other words, chasers and additions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random

from touyan.demonstration.rules.corpus import Block, blocks
from touyan.demonstration.rules.facts import (
    Challenged,
    challenged_decision,
    happened_on,
    make_facts,
    spoken,
)
from touyan.demonstration.rules.grammar import Sequence, compile_text, render
from touyan.demonstration.rules.places import Place

KINDS = (
    *("accusation", "report", "criminal_petition", "civil_petition", "administrative_petition"),
    *("filing_supervision", "state_compensation", "judicial_assistance", "officer_complaint"),
    *("suggestion", "other"),
)


@dataclass(frozen=True)
class Scenario:
    """One kind of grievance, its sentences compiled."""

    kind: str
    title: Sequence
    story: Sequence
    claims: tuple[Sequence, ...]
    challenge: str
    accused: Sequence
    decider: Sequence
    accused_is_person: bool


@dataclass(frozen=True, slots=True)
class PetitionText:
    """What a petitioner wrote, and what a clerk would enter beside it."""

    kind: str
    scenario: int
    title: str
    text: str
    claims: tuple[str, ...]
    accused_person: str
    accused_unit: str
    decider_unit: str
    challenged: Challenged | None
    facts: Mapping[str, str]


@cache
def scenarios(kind: str) -> tuple[Scenario, ...]:
    """All grievances of a kind."""
    return tuple(_scenario(block) for block in blocks("scenarios") if block["kind"] == [kind])


def _scenario(block: Block) -> Scenario:
    def one(key: str) -> str:
        return block.get(key, [""])[0]

    return Scenario(
        kind=one("kind"),
        title=compile_text(one("title")),
        story=compile_text(one("story")),
        claims=tuple(compile_text(claim) for claim in block["claim"]),
        challenge=one("challenge"),
        accused=compile_text(one("accused")),
        decider=compile_text(one("decider")),
        accused_is_person=one("accused") == "{accused}",
    )


@cache
def frame(name: str) -> Sequence:
    """A sentence that stands around stories."""
    return compile_text(next(blocks("frames"))[name][0])


def petition_text(
    rng: Random, *, kind: str, place: Place, petitioner: str, on: date, age: int = 50
) -> PetitionText:
    """A petition of a kind received on a day; an empty petitioner writes anonymously."""
    choices = scenarios(kind)
    index = int(rng.random() * len(choices))
    scenario = choices[index]
    happened = happened_on(rng, on=on, decided=bool(scenario.challenge))
    facts = make_facts(rng, place, petitioner=petitioner, age=age, happened=happened)
    decider = render(scenario.decider, facts, rng)
    challenged = None
    if scenario.challenge:
        challenged = challenged_decision(
            rng,
            place,
            challenge=scenario.challenge,
            kind=kind,
            decider=decider,
            happened=happened,
            on=on,
        )
        facts["number"] = challenged.number
    accused = render(scenario.accused, facts, rng)
    facts["title"] = title = render(scenario.title, facts, rng)
    claims = tuple(render(claim, facts, rng) for claim in scenario.claims)
    facts["claim"] = claims[0]
    return PetitionText(
        kind=kind,
        scenario=index,
        title=title,
        text=_letter(scenario, facts, rng),
        claims=claims,
        accused_person=accused if scenario.accused_is_person else "",
        accused_unit="" if scenario.accused_is_person else accused,
        decider_unit=decider,
        challenged=challenged,
        facts=facts,
    )


_OPENINGS = ("from_village", "from_village", "from_town", "from_party")


def _letter(scenario: Scenario, facts: Mapping[str, str], rng: Random, lead: str = "") -> str:
    opening = _OPENINGS[int(rng.random() * len(_OPENINGS))] if facts["me"] else "from_nobody"
    return (
        render(frame("greeting"), facts, rng)
        + render(frame(opening), facts, rng)
        + lead
        + render(scenario.story, facts, rng)
        + render(frame("closing"), facts, rng)
    )


def paraphrase(
    rng: Random, earlier: PetitionText, *, earlier_on: date, answered: bool = True
) -> PetitionText:
    """The same person raising the same matter again in other words."""
    scenario = scenarios(earlier.kind)[earlier.scenario]
    facts = {**earlier.facts, "earlier": spoken(earlier_on)}
    lead = render(frame("answered" if answered else "unanswered"), facts, rng)
    title = render(frame("repeat_title"), facts, rng) + render(scenario.title, facts, rng)
    return replace(earlier, title=title, text=_letter(scenario, facts, rng, lead))


def chaser(rng: Random, earlier: PetitionText, *, earlier_on: date) -> PetitionText:
    """A short letter that asks how the matter stands."""
    return _about(rng, earlier, earlier_on, "chase", "催问：")


def addition(rng: Random, earlier: PetitionText, *, earlier_on: date) -> PetitionText:
    """More papers for a matter that is being handled."""
    return _about(rng, earlier, earlier_on, "addition", "补充材料：")


def _about(
    rng: Random, earlier: PetitionText, earlier_on: date, name: str, prefix: str
) -> PetitionText:
    pages = str(2 + int(rng.random() * 30))
    facts = {**earlier.facts, "earlier": spoken(earlier_on), "pages": pages}
    return replace(earlier, title=prefix + earlier.title, text=render(frame(name), facts, rng))
