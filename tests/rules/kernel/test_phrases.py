"""Known names among typed words."""

from __future__ import annotations

import pytest

from touyan.kernel.phrases import is_quoted, spans, take_phrases

KNOWN = {
    "assigned": "stage",
    "assigned from above": "channel",
    "criminal petition": "kind",
    "刑事申诉": "kind, in Chinese",
}


@pytest.mark.parametrize(
    ("typed", "meant", "left"),
    [
        ("Criminal  PETITION Xihu", ["kind"], "Xihu"),
        ("assigned from above", ["channel"], ""),
        ("assigned from below", ["stage"], "from below"),
        ("刑事申诉 工资", ["kind, in Chinese"], "工资"),
        ("刑事申诉，工资", ["kind, in Chinese"], "工资"),
        ("不服刑事申诉决定", [], "不服刑事申诉决定"),
        ("wages, criminal petition, assigned", ["kind", "stage"], "wages"),
        ("", [], ""),
    ],
)
def test_the_longest_known_phrase_counts_and_the_rest_is_left(typed, meant, left):
    assert take_phrases(typed, KNOWN) == (meant, left)


def test_every_run_of_words_may_be_a_phrase():
    assert spans("One two") == ["one", "one two", "two"]


def test_quoted_words_are_left_as_they_are():
    assert is_quoted('"刑事申诉"')
    assert is_quoted("“criminal petition”")
    assert not is_quoted('5" pipe')
    assert not is_quoted('"')
