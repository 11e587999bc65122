"""Results of an inspection: for each question how many matters fail it, and what that says of all.

A drawn sample is estimated with its interval; a full check says what it counted; what was looked at
on purpose stands apart and says nothing of the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from touyan.inspections.rules.estimates import Estimate, Observed, estimate
from touyan.inspections.rules.tally import APPLIES, WITHDRAWN, Tally
from touyan.inspections.rules.words import Answer
from touyan.kernel.messages import N_, Message, message

MOST_COMMON = 5


@dataclass(frozen=True)
class Result:
    """One question: how often each answer stands among the sample and among what was chosen on
    purpose; the share at fault among those it applies to, None where it applies to none."""

    question: str
    counts: Mapping[str, int]
    chosen: Mapping[str, int]
    estimate: Estimate | None
    drawn: bool

    @property
    def failed(self) -> int:
        return self.counts.get(Answer.NOT_MET, 0)

    @property
    def applied(self) -> int:
        return sum(self.counts.get(answer, 0) for answer in APPLIES)


def results(
    tally: Tally, strata: Mapping[int, str], questions: Iterable[str], *, drawn: bool,
    confidence: int,
) -> list[Result]:  # fmt: skip
    """For each question its result. `strata` names the stratum of every matter of the list."""
    reviewed = frozenset(tally.reviewed)
    sample, chosen = tally.sample & reviewed, tally.chosen & reviewed
    held = Counter(strata.values()) if drawn else Counter(strata[place] for place in sample)
    seen = Counter(strata[place] for place in sample)
    return [
        _result(code, tally, strata, sample, chosen, held, seen, drawn=drawn,
                confidence=confidence)
        for code in questions
    ]  # fmt: skip


def _result(
    code: str, tally: Tally, strata: Mapping[int, str], sample: frozenset[int],
    chosen: frozenset[int], held: Counter[str], seen: Counter[str], *, drawn: bool, confidence: int,
) -> Result:  # fmt: skip
    answers = tally.answers.get(code, {})
    among = {name: sample.intersection(found) for name, found in answers.items()}
    met = Counter(
        strata[place] for name in (Answer.MET, WITHDRAWN) for place in among.get(name, ())
    )
    bad = Counter(strata[place] for place in among.get(Answer.NOT_MET, ()))
    observed = [Observed(held[one], _seen(met[one], bad[one], seen[one])) for one in sorted(held)]
    return Result(
        question=code,
        counts={name: len(found) for name, found in among.items()},
        chosen={name: len(chosen.intersection(found)) for name, found in answers.items()},
        estimate=estimate(observed, confidence=confidence),
        drawn=drawn,
    )


def _seen(met: int, bad: int, seen: int) -> list[tuple[bool, bool]]:
    """Each reviewed matter: whether the question applied, whether it failed."""
    return [(True, False)] * met + [(True, True)] * bad + [(False, False)] * (seen - met - bad)


def told(result: Result, *, confidence: int) -> Message:
    """The result in words, for people who do not reckon with samples."""
    found = result.estimate
    if found is None:
        return message(N_("It applied to no matter that was looked at."))
    if not result.drawn and not found.failed:
        return message(N_("Met in all %(applied)s matters it applies to."), applied=found.applied)
    if not result.drawn:
        return message(
            N_("%(failed)s of the %(applied)s matters it applies to were not met: %(share)s%%."),
            failed=found.failed, applied=found.applied, share=percent(found.share),
        )  # fmt: skip
    if not found.failed:
        return message(
            N_("Met in all %(applied)s drawn matters. Among all matters of the list it applies to, "
               "at most %(high)s%% may not be met, in %(confidence)s of 100 draws."),
            applied=found.applied, high=percent(found.high), confidence=confidence,
        )  # fmt: skip
    return message(
        N_("Not met in %(failed)s of %(applied)s drawn matters. Among all matters of the list it "
           "applies to, about %(share)s%% were not met: between %(low)s%% and %(high)s%%, in "
           "%(confidence)s of 100 draws."),
        failed=found.failed, applied=found.applied, share=percent(found.share),
        low=percent(found.low), high=percent(found.high), confidence=confidence,
    )  # fmt: skip


class Change(StrEnum):
    """How a share not met changed from one round to the next."""

    FEWER = "fewer"
    MORE = "more"
    UNCLEAR = "unclear"


CHANGE_NAMES = {
    Change.FEWER: N_("Less often not met"),
    Change.MORE: N_("More often not met"),
    Change.UNCLEAR: N_("No clear difference"),
}


def changed(before: Result | None, after: Result | None) -> Change | None:
    """Whether it clearly changed: only where the bounds of the two rounds do not meet. None where
    one of them did not ask, or it applied nowhere."""
    if not (before and before.estimate and after and after.estimate):
        return None
    one, two = before.estimate, after.estimate
    if two.high < one.low:
        return Change.FEWER
    return Change.MORE if two.low > one.high else Change.UNCLEAR


def percent(share: float) -> str:
    """A share in per cent, to one place."""
    return f"{100 * share:.1f}"


def common(found: Iterable[Result]) -> list[Result]:
    """The questions not met in most matters, of those not met at all: a large share of a few
    matters is no common problem."""
    bad = [one for one in found if one.estimate and one.failed]
    return sorted(bad, key=lambda one: (-one.failed, -_share(one), one.question))[:MOST_COMMON]


def _share(one: Result) -> float:
    return one.estimate.share if one.estimate else 0.0
