"""A question takes one measure apart by two dimensions, or lays several side by side."""

from __future__ import annotations

import pytest

from touyan.kernel.errors import Invalid, Refused
from touyan.statistics.rules.crossing import (
    Dimension,
    Query,
    askable,
    check_query,
    checked_name,
    summed,
)
from touyan.statistics.rules.measures import Shape, shipped_measures

RECEIVED, CLOSED = (shipped_measures()[code] for code in ("received", "closed"))


@pytest.mark.parametrize(
    "query",
    [
        Query((RECEIVED, CLOSED), Dimension.MONTH),
        Query((RECEIVED,), Dimension.OFFICE, Dimension.KIND),
        Query((RECEIVED,), Dimension.LEVEL, Dimension.MONTH),
    ],
)
def test_what_makes_a_table_is_asked(query):
    check_query(query, months=12)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (Query((RECEIVED,), Dimension.KIND, Dimension.KIND), "columns"),
        (Query((RECEIVED,), Dimension.OFFICE, Dimension.LEVEL), "columns"),
        (Query((RECEIVED, CLOSED), Dimension.KIND, Dimension.CHANNEL), "second"),
        (Query((RECEIVED,), Dimension.KIND, Dimension.MONTH), "columns"),
    ],
)
def test_what_makes_none_is_refused_by_its_field(query, field):
    with pytest.raises(Invalid) as refused:
        check_query(query, months=30)
    assert [each.field for each in refused.value.problems] == [field]


def test_times_and_frozen_lists_are_not_asked_about():
    asked = askable(shipped_measures())
    assert "received" in asked
    assert not any(one.shape is Shape.DAYS or one.is_topical for one in asked.values())


def test_parts_add_up():
    assert summed([{"a": 1, "b": 2}, {"b": 3}]) == {"a": 1, "b": 5}


def test_a_query_is_kept_under_a_name():
    assert checked_name("  每月 收到 ") == "每月 收到"
    for name in ("  ", "长" * 61):
        with pytest.raises(Refused):
            checked_name(name)
