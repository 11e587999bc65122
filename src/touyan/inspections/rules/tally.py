"""What was answered in an inspection, by places of the frozen list: every figure is counted from
this, and opens the very matters it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from touyan.inspections.rules.agreement import Agreement, Pair, agreement
from touyan.inspections.rules.findings import Stage
from touyan.inspections.rules.words import Answer, Source

WITHDRAWN = "withdrawn"
"""What stands of a question not met whose finding was withdrawn after the office answered: it
applied, and was not held against anybody."""
APPLIES = (Answer.MET.value, Answer.NOT_MET.value, WITHDRAWN)

By = Mapping[str, Mapping[str, Sequence[int]]]
"""By question, then by answer: places in the frozen list."""


@dataclass(frozen=True)
class Found:
    """One finding: where in the list, on which question, how it weighs, how far it is mended."""

    ordinal: int
    question: str
    severity: str
    stage: str


@dataclass(frozen=True)
class Tally:
    """`apart` and `unsettled` name what two reviewers answered, joined by a stroke: the first of
    matters whose answers stand, the second of those that wait for a third."""

    picked: Mapping[str, Sequence[int]] = field(default_factory=dict)
    reviewed: Sequence[int] = ()
    answers: By = field(default_factory=dict)
    apart: By = field(default_factory=dict)
    findings: Sequence[Found] = ()
    unsettled: By = field(default_factory=dict)

    def within(self, places: Set[int]) -> Tally:
        """The same of these matters alone: whoever may not know of a matter cannot find it by
        subtracting."""
        return Tally(
            picked={name: _kept(found, places) for name, found in self.picked.items()},
            reviewed=_kept(self.reviewed, places),
            answers=_by(self.answers, places),
            apart=_by(self.apart, places),
            unsettled=_by(self.unsettled, places),
            findings=[one for one in self.findings if one.ordinal in places],
        )

    def without(self, places: Set[int]) -> Tally:
        """The same, as if these matters were not reviewed yet."""
        if not places:
            return self
        known = frozenset(self.reviewed) - places
        unsettled = _by(self.unsettled, self.sample - places)
        return replace(self.within(known), picked=self.picked, unsettled=unsettled)

    @cached_property
    def sample(self) -> frozenset[int]:
        """What was looked at because of the draw, or because all was."""
        return frozenset(
            place for source in (Source.FULL, Source.DRAWN) for place in self.picked.get(source, ())
        )

    @cached_property
    def chosen(self) -> frozenset[int]:
        """What was looked at on purpose; never part of an estimate."""
        return frozenset(self.picked.get(Source.PURPOSIVE, ()))


def without_withdrawn(tally: Tally) -> Tally:
    """The tally with what was withdrawn told apart from what was not met."""
    gone: dict[str, set[int]] = {}
    for one in tally.findings:
        if one.stage == Stage.WITHDRAWN:
            gone.setdefault(one.question, set()).add(one.ordinal)
    answers = dict(tally.answers)
    for question, places in gone.items():
        given = dict(answers.get(question, {}))
        bad = set(given.get(Answer.NOT_MET, ()))
        given[Answer.NOT_MET.value] = sorted(bad - places)
        given[WITHDRAWN] = sorted(bad & places)
        answers[question] = given
    return replace(tally, answers=answers)


def _kept(found: Sequence[int], places: Set[int]) -> list[int]:
    return [place for place in found if place in places]


def _by(by: By, places: Set[int]) -> By:
    return {
        question: {name: _kept(found, places) for name, found in answers.items()}
        for question, answers in by.items()
    }


def as_data(tally: Tally) -> dict[str, Any]:
    """The tally as plain data to be frozen; every list in order."""
    return {
        "picked": {name: sorted(found) for name, found in sorted(tally.picked.items())},
        "reviewed": sorted(tally.reviewed),
        "answers": _ordered(tally.answers),
        "apart": _ordered(tally.apart),
        "unsettled": _ordered(tally.unsettled),
        "findings": sorted([one.ordinal, one.question, one.severity, one.stage]
                           for one in tally.findings),
    }  # fmt: skip


def _ordered(by: By) -> dict[str, dict[str, list[int]]]:
    return {
        question: {name: sorted(found) for name, found in sorted(by[question].items())}
        for question in sorted(by)
    }


def from_data(data: Mapping[str, Any]) -> Tally:
    """What `as_data` froze."""
    return Tally(
        picked=data["picked"],
        reviewed=data["reviewed"],
        answers=data["answers"],
        apart=data["apart"],
        unsettled=data.get("unsettled", {}),
        findings=[Found(*one) for one in data["findings"]],
    )


def agreed(tally: Tally, question: str = "") -> Agreement:
    """How far the two reviewers agreed, on one question or over all: of every matter of the full
    check or the draw that both are done with, whether or not it waits for a third. Leaving out
    those that wait would leave out the disagreements."""
    asked = [question] if question else sorted({*tally.answers, *tally.unsettled})
    counted: Counter[Pair] = Counter()
    for code in asked:
        for pair, held in _pairs(tally, code):
            counted[pair] += held
    return agreement(counted)


def _pairs(tally: Tally, code: str) -> Iterator[tuple[Pair, int]]:
    """Each pair of answers to a question with how often it was given."""
    apart, sample = tally.apart.get(code, {}), tally.sample
    differed = {place for found in apart.values() for place in found}
    for answer, found in tally.answers.get(code, {}).items():
        said = Answer.NOT_MET.value if answer == WITHDRAWN else answer
        yield (said, said), len(sample.intersection(found) - differed)
    for pairs in (apart, tally.unsettled.get(code, {})):
        for both, found in pairs.items():
            one, other = both.split("/")
            yield (one, other), len(sample.intersection(found))


def behind(tally: Tally, figure: str, *, population: Collection[int]) -> list[int] | None:
    """The places one figure counts, by its code; None for no such figure.

    "population", "sample", of it "reviewed" and "waiting", "chosen"; "answer:Q05:not_met" of the
    sample, "chosen:Q05:not_met" of those looked at on purpose, "apart:Q05", "stage:closed",
    "severity:harm".
    """
    name, _colon, rest = figure.partition(":")
    if not rest:
        return _plain(tally, name, population)
    if name in ("answer", "chosen"):
        question, _colon, answer = rest.partition(":")
        among = tally.sample if name == "answer" else tally.chosen
        return sorted(among.intersection(tally.answers.get(question, {}).get(answer, ())))
    if name == "apart":
        return sorted({place for found in tally.apart.get(rest, {}).values() for place in found})
    if name in ("stage", "severity"):
        return sorted({one.ordinal for one in tally.findings if getattr(one, name) == rest})
    return None


def findings_behind(tally: Tally, figure: str) -> int:
    """How many findings one figure counts; a matter may hold several."""
    name, _colon, rest = figure.partition(":")
    if name not in ("stage", "severity"):
        return 0
    return sum(getattr(one, name) == rest for one in tally.findings)


def _plain(tally: Tally, name: str, population: Collection[int]) -> list[int] | None:
    found = {
        "population": population,
        "sample": tally.sample,
        "reviewed": tally.sample.intersection(tally.reviewed),
        "waiting": tally.sample.difference(tally.reviewed),
        "chosen": tally.chosen,
    }.get(name)
    return None if found is None else sorted(found)
