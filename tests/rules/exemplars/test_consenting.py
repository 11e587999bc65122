"""Whose consent it takes before a matter is published."""

from __future__ import annotations

import pytest

from touyan.exemplars.rules.consenting import Row, agreed, lacking, petitioners, whose
from touyan.kernel.errors import Invalid, Refused

WU, LIU = Row(1, "petitioner", "吴秀兰", b"w"), Row(2, "representative", "刘大勇")
AGAIN = Row(5, "petitioner", "吴秀兰")


def test_the_agent_is_not_asked_and_who_petitioned_twice_is_asked_once() -> None:
    everybody = petitioners([WU, LIU, Row(3, "agent", "郑律师"), AGAIN])
    assert [(one.name, one.keys) for one in everybody] == [("吴秀兰", {1, 5}), ("刘大勇", {2})]
    assert [one.shown for one in everybody] == ["吴某", "刘某"]


def test_two_people_of_one_name_are_two() -> None:
    assert len(petitioners([WU, Row(6, "petitioner", "吴秀兰", b"other")])) == 2


def test_consent_is_whole_once_each_has_given_it_under_any_of_their_entries() -> None:
    everybody = petitioners([WU, LIU, AGAIN])
    assert [one.name for one in lacking(everybody, [5])] == ["刘大勇"]
    assert not agreed(everybody, [5])
    assert agreed(everybody, [5, 2])


def test_consent_that_names_nobody_is_that_of_one_who_petitions_alone() -> None:
    assert agreed(petitioners([WU, AGAIN]), [None])
    assert not agreed(petitioners([WU, LIU]), [None])
    assert not agreed(petitioners([WU]), [])


def test_where_several_petition_it_is_said_whose_consent_is_entered() -> None:
    assert whose(petitioners([WU, AGAIN]), None) == 1
    assert whose(petitioners([]), None) is None
    everybody = petitioners([WU, LIU])
    assert whose(everybody, 2) == 2
    with pytest.raises(Invalid, match="which of them"):
        whose(everybody, None)
    with pytest.raises(Refused, match="does not petition"):
        whose(everybody, 9)
