"""What came out of the boxes of the editor is a text again; what was replaced can be put back."""

from __future__ import annotations

import pytest

from touyan.exemplars.rules import secrets
from touyan.exemplars.rules.content import empty, paragraph
from touyan.exemplars.rules.entering import Box, acts_in, check_entered, entered
from touyan.exemplars.rules.gate import Piece
from touyan.exemplars.rules.undoing import carried_out, put_back
from touyan.kernel.errors import Invalid

PEOPLE = secrets.names("张建国", "李安")


def test_a_paragraph_keeps_its_name_and_its_acts() -> None:
    text = entered(
        " 题  目 ", "一、二，一", [Box("facts", "abcdefgh", "甲")], acts={"abcdefgh": ["7"]}
    )
    assert (text["title"], text["keywords"]) == ("题 目", ["一", "二"])
    assert text["facts"] == [{"id": "abcdefgh", "text": "甲", "acts": ["7"]}]
    assert acts_in(text, empty()) == {"abcdefgh": ["7"]}


def test_a_line_left_empty_begins_another_paragraph() -> None:
    boxes = [
        Box("facts", "abcdefgh", "甲\r\n\r\n乙"),
        Box("facts", "", "\n"),
        Box("gist", "", "丙"),
    ]
    text = entered("", "", boxes, acts={})
    first, second = text["facts"]
    assert (first["id"], first["text"], second["text"]) == ("abcdefgh", "甲", "乙")
    assert second["id"] != first["id"]
    assert [each["text"] for each in text["gist"]] == ["丙"]


def test_two_boxes_of_one_name_are_two_paragraphs_and_foreign_names_are_not_taken() -> None:
    boxes = [Box("facts", name, "甲") for name in ("abcdefgh", "abcdefgh", "<b>", "title")]
    names = [each["id"] for each in entered("", "", boxes, acts={})["facts"]]
    assert len(set(names)) == 4
    assert "<b>" not in names
    assert not entered("", "", [Box("else", "", "甲")], acts={}).get("else")


def test_everything_too_long_is_named_at_once() -> None:
    text = {
        **empty(),
        "title": "题" * 201,
        "keywords": ["词"] * 11,
        "facts": [paragraph("甲" * 8001)],
    }
    with pytest.raises(Invalid) as refusal:
        check_entered(text)
    assert [one.field for one in refusal.value.problems] == ["title", "keywords", "text"]


def test_places_are_counted_in_the_text_they_led_to() -> None:
    pieces = [Piece("a", "张建国与李安，张建国"), Piece("b", "李安")]
    wanted = {(one.kind, one.value) for one in PEOPLE}
    texts, done = carried_out(pieces, PEOPLE, {}, wanted)
    for one in done:
        for place in one.places:
            assert texts[place.at][place.start : place.end] == one.substitute
    assert {one.true: len(one.places) for one in done} == {"张建国": 2, "李安": 2}


def test_what_was_written_over_is_not_put_back() -> None:
    wanted = [(PEOPLE[0].kind, PEOPLE[0].value)]
    (then,), (done,) = carried_out([Piece("a", "张建国来访，张建国走了")], PEOPLE, {}, wanted)
    assert put_back(then, "经查，" + then, done.places) == ("经查，张建国来访，张建国走了", 2)
    assert put_back(then, "来访，" + then[4:], done.places)[1] < 2
    assert put_back(then, "", done.places) == ("", 0)
