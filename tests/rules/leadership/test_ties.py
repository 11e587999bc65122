"""A declared tie is with whoever it names, and with nobody whose name is a piece of another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.leadership.rules.ties import speaks_of

NAMES = st.sampled_from(["马义永", "吴秀兰", "李明", "欧阳明", "阿迪力·买买提", "John Smith"])
KIN = st.sampled_from(["之弟", "的妻子", "大学同学", "", "，系邻居", "当过我的老师", "案的证人"])
LEAD = st.sampled_from(["", "系", "表弟", "丈夫", "与", "曾任职单位同事：", "主任", "对方"])


@given(lead=LEAD, name=NAMES, kin=KIN)
def test_a_tie_that_names_somebody_is_found_whatever_stands_around(
    lead: str, name: str, kin: str
) -> None:
    assert speaks_of(f"{lead}{name}{kin}", name)


@pytest.mark.parametrize(
    ("tie", "name"),
    [
        ("王芳菲", "王芳"),
        ("王芳菲之友", "王芳"),
        ("与李明德是战友", "李明"),
        ("张江明之弟", "江明"),
        ("同学张江明", "江明"),
        ("欧阳明之妻", "阳明"),
        ("欧阳明月的妹妹", "欧阳明"),
        ("高新区人民法院", "高新"),
        ("阿迪力·买买提之子", "阿迪力"),
        ("Johnson", "John"),
        ("张某之友", "张"),
    ],
)
def test_a_piece_of_a_longer_word_is_nobodys_name(tie: str, name: str) -> None:
    assert not speaks_of(tie, name)


def test_a_name_is_found_beside_a_longer_one_that_holds_it() -> None:
    assert speaks_of("王芳菲、王芳之友", "王芳")


def test_what_cannot_be_told_apart_counts() -> None:
    assert speaks_of("黄山中学同学", "黄山")
    assert speaks_of("王建国律师事务所", "王建国")
