"""Who reviews what: independent, evenly, two for each."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from touyan.inspections.rules.assigning import Inspector, Looked, assign, check_enough, why_not
from touyan.kernel.errors import Refused

IDS = st.integers(1, 12)
SETS = st.frozensets(IDS, max_size=4)
INSPECTORS = st.lists(
    st.builds(Inspector, IDS, SETS), min_size=0, max_size=8, unique_by=lambda one: one.account
)
MATTERS = st.lists(st.builds(Looked, st.integers(1, 500), SETS, SETS, SETS, SETS,
                             st.integers(0, 2)), max_size=30,
                   unique_by=lambda one: one.entry)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(MATTERS, INSPECTORS)
def test_nobody_ever_reviews_what_they_may_not(
    matters: list[Looked], inspectors: list[Inspector]
) -> None:
    given_out, short = assign(matters, inspectors, seats=2, loads={})
    known = {one.account: one for one in inspectors}
    for looked in matters:
        chosen = given_out[looked.entry]
        assert len(set(chosen)) == len(chosen)
        assert all(why_not(known[account], looked) is None for account in chosen)
        may = [one for one in inspectors if why_not(one, looked) is None]
        free = max(0, 2 - looked.taken)
        assert len(chosen) == min(free, len(may))
        assert (looked.entry in short) is (len(may) < free)


def test_work_is_shared_evenly() -> None:
    inspectors = [Inspector(n, frozenset({n})) for n in range(1, 21)]
    matters = [Looked(n, frozenset({n % 20 + 1})) for n in range(2000)]
    given_out, short = assign(matters, inspectors, seats=2, loads={})
    loads = Counter(account for chosen in given_out.values() for account in chosen)
    assert not short
    assert max(loads.values()) - min(loads.values()) <= 2


def test_the_same_two_do_not_always_meet() -> None:
    inspectors = [Inspector(n) for n in range(20)]
    given_out, _short = assign([Looked(n, frozenset()) for n in range(1000)], inspectors, seats=2,
                               loads={})  # fmt: skip
    pairs = Counter(frozenset(chosen) for chosen in given_out.values())
    assert len(pairs) > 150  # of 190 that there are
    assert max(pairs.values()) < 30


def test_whoever_has_less_already_gets_more() -> None:
    inspectors = [Inspector(1), Inspector(2)]
    given_out, _short = assign([Looked(n, frozenset()) for n in range(4)], inspectors, seats=1,
                               loads={1: 4})  # fmt: skip
    assert Counter(account for chosen in given_out.values() for account in chosen) == {2: 4}


def test_the_reason_of_a_wall_is_not_told() -> None:
    walled = why_not(Inspector(1), Looked(1, frozenset(), walled=frozenset({1})))
    assert str(walled) == "This inspector cannot review this matter."


def test_too_few_inspectors_are_refused_with_the_cure() -> None:
    with pytest.raises(Refused, match="2 matters find no reviewer"):
        check_enough([1, 2])
