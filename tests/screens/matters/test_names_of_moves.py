"""One act has one name: on the button, in the matter's timeline, in the audit log."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from touyan.audit.rules.verbs import VERBS
from touyan.desk.matters.page_acts import TITLES
from touyan.matters.rules.lifecycle import MOVES

ARRIVALS = {"open": "建立信访事项", "join": "信访件归入", "leave": "信访件转归其他事项"}


def chinese(sentence: str) -> str:
    with override("zh-hans"):
        return gettext(sentence)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.verb)
def test_a_move_is_called_the_same_on_the_button_the_timeline_and_the_audit_log(move):
    name = chinese(move.name)
    assert name in chinese(TITLES[move.verb])
    assert name in chinese(VERBS[f"matter.{move.verb}"])


@pytest.mark.parametrize("verb", ARRIVALS)
def test_a_petition_coming_to_a_matter_is_called_the_same_in_both(verb):
    assert ARRIVALS[verb] in chinese(TITLES[verb])
    assert ARRIVALS[verb] in chinese(VERBS[f"matter.{verb}"])


def test_every_act_of_a_timeline_has_its_words_in_the_audit_log():
    assert {f"matter.{verb}" for verb in TITLES} <= VERBS.keys()


def test_the_names_are_those_of_the_glossary():
    names = {move.verb: chinese(move.name) for move in MOVES}
    wanted = {
        "register": "登记", "triage": "分流", "accept": "受理", "decline": "不予受理",
        "transfer": "移送", "assign": "分派", "close": "办结", "terminate": "终结",
    }  # fmt: skip
    assert {verb: names[verb] for verb in wanted} == wanted
