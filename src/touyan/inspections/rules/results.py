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
MOST_WAITING = 0.1
"""Where more of the drawn matters than this are not reviewed, nothing is inferred: nobody knows
whether the rest are like the others."""


@dataclass(frozen=True)
class Result:
    """One question: how often each answer stands among the sample and among what was chosen on
    purpose; the share at fault among those it applies to, None where it applies to none or nothing
    is inferred. `reviewed` of the `sample` are reviewed to the end."""

    question: str
    counts: Mapping[str, int]
    chosen: Mapping[str, int]
    estimate: Estimate | None
    drawn: bool
    reviewed: int = 0
    inferred: bool = True

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
    may = not drawn or why_nothing_inferred(tally, strata) is None
    return [
        _result(code, tally, strata, sample, chosen, held, seen, drawn=drawn, may=may,
                confidence=confidence)
        for code in questions
    ]  # fmt: skip


def why_nothing_inferred(tally: Tally, strata: Mapping[int, str]) -> Message | None:
    """Why a sample says nothing of the whole list yet; None where it does."""
    sample = tally.sample
    seen = sample.intersection(tally.reviewed)
    blind = len(set(strata.values()) - {strata[place] for place in seen})
    waiting = len(sample) - len(seen)
    if blind:
        return message(
            N_("Nothing is inferred of the whole list yet: %(waiting)s of the %(sample)s matters "
               "drawn are not reviewed to the end, and %(blind)s parts of the list have no "
               "reviewed matter."),
            waiting=waiting, sample=len(sample), blind=blind,
        )  # fmt: skip
    if waiting > MOST_WAITING * len(sample):
        return message(
            N_("Nothing is inferred of the whole list yet: %(waiting)s of the %(sample)s matters "
               "drawn are not reviewed to the end."),
            waiting=waiting, sample=len(sample),
        )  # fmt: skip
    return None


def _result(
    code: str, tally: Tally, strata: Mapping[int, str], sample: frozenset[int],
    chosen: frozenset[int], held: Counter[str], seen: Counter[str], *, drawn: bool, may: bool,
    confidence: int,
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
        estimate=estimate(observed, confidence=confidence) if may else None,
        drawn=drawn,
        reviewed=len(sample),
        inferred=may,
    )


def _seen(met: int, bad: int, seen: int) -> list[tuple[bool, bool]]:
    """Each reviewed matter: whether the question applied, whether it failed."""
    return [(True, False)] * met + [(True, True)] * bad + [(False, False)] * (seen - met - bad)


def told(result: Result, *, confidence: int) -> Message:
    """The result in words, for people who do not reckon with samples."""
    found = result.estimate
    if not result.reviewed:
        return message(N_("No matter is reviewed to the end yet."))
    if not result.applied:
        return message(N_("It applied to no matter that was looked at."))
    if found is None:
        return message(
            N_("Not met in %(failed)s of the %(applied)s reviewed matters it applies to; nothing "
               "is inferred of the whole list."),
            failed=result.failed, applied=result.applied,
        )  # fmt: skip
    if not result.drawn and not found.failed:
        return message(N_("Met in all %(applied)s matters it applies to."), applied=found.applied)
    if not result.drawn:
        return message(
            N_("%(failed)s of the %(applied)s matters it applies to were not met: %(share)s%%."),
            failed=found.failed, applied=found.applied, share=percent(found.share),
        )  # fmt: skip
    if not found.failed:
        return message(
            N_("Met in all %(applied)s drawn matters it applies to. Of all matters of the list it "
               "applies to, 0%% to %(high)s%% are not met (%(confidence)s%% confidence interval)."),
            applied=found.applied, high=percent(found.high), confidence=confidence,
        )  # fmt: skip
    return message(
        N_("Not met in %(failed)s of %(applied)s drawn matters it applies to. Of all matters of "
           "the list it applies to, an estimated %(share)s%% are not met (%(confidence)s%% "
           "confidence interval %(low)s%% to %(high)s%%)."),
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


def last_change(rounds: Iterable[Result | None]) -> Change | None:
    """How the last two rounds that tell something differ; a round that is still reviewed does not
    hide what the ones before it showed."""
    told = [one for one in rounds if one and one.estimate]
    return changed(told[-2], told[-1]) if len(told) > 1 else None


def percent(share: float) -> str:
    """A share in per cent, to one place."""
    return f"{100 * share:.1f}"


def common(found: Iterable[Result]) -> list[Result]:
    """The questions not met in most matters, of those not met at all: a large share of a few
    matters is no common problem."""
    bad = [one for one in found if one.failed]
    return sorted(bad, key=lambda one: (-one.failed, -_share(one), one.question))[:MOST_COMMON]


def _share(one: Result) -> float:
    return one.failed / one.applied
