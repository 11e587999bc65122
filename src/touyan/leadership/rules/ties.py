"""Whether a declared tie such as 马义永之弟 speaks of somebody with a part in a matter.

A name counts wherever the text holds it, unless it can be told to be a piece of a longer, other
word: 王芳 in 王芳菲, 江明 in 张江明之弟, 高新 in 高新区. What cannot be told apart counts.
"""

from __future__ import annotations

import unicodedata

from touyan.intake.rules.names import COMPOUND_SURNAMES

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭萧田董潘袁蔡蒋杜叶程魏苏吕丁"
    "卢姚沈钟姜崔谭陆范汪廖贾韦夏邹熊孟秦邱侯江尹薛闫雷史陶贺郝顾龚邵覃武钱戴莫孔汤"
)
"""Common surnames that are not also words likely to stand before a name (任, 向, 曾, 方)."""
KIN = frozenset("弟哥姐妹兄妻夫父母爸妈爹娘子女儿亲侄甥叔伯舅姑姨嫂婿媳岳公婆爷奶孙")
AFTER = KIN | frozenset(
    "之的是系为有在与和及或等同对向给被由于从因其本曾前原现表堂外老师徒朋友邻战校家属"
    "律法检主院局处科所部庭案厂店铺社队先男代雇请聘托欠告"
)
"""Signs that go on after a finished name: kin, particles, verbs, titles, places of work."""
BEFORE = KIN | frozenset("之的是系为有与和及或同跟对给被由从因其我本学事友居人师")
PLACES = frozenset("市区县镇")


def plain(text: str) -> str:
    """A name without spaces and differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def speaks_of(tie: str, name: str) -> bool:
    """Whether the text of a tie holds the name as a name."""
    text, wanted = plain(tie), plain(name)
    if len(wanted) < 2:  # a sign alone, such as 张 or 某, is part of too many words
        return False
    place = text.find(wanted)
    while place >= 0:
        if not _is_a_piece(text[:place], wanted, text[place + len(wanted) :]):
            return True
        place = text.find(wanted, place + 1)
    return False


def _is_a_piece(before: str, name: str, after: str) -> bool:
    """Whether the name found here is told to be a piece of a longer word."""
    if _runs_on(before[-1:], name[0]) or _runs_on(name[-1], after[:1]):
        return True
    if after[:1] in PLACES and after[:1]:
        return True
    return _lacks_its_end(name, after) or _lacks_its_head(before, name)


def _runs_on(left: str, right: str) -> bool:
    """Latin letters of one word, or a middle dot inside a name of several parts."""
    both = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    return both or left in ("·", "•") or right in ("·", "•")


def _lacks_its_end(name: str, after: str) -> bool:
    """A surname with one further sign, then a sign no sentence goes on with, then an end."""
    surname = 2 if name[:2] in COMPOUND_SURNAMES else 1
    if len(name) - surname != 1 or not _is_word(after[:1]) or after[0] in AFTER:
        return False
    return not _is_word(after[1:2]) or after[1] in AFTER


def _lacks_its_head(before: str, name: str) -> bool:
    """The name begins inside a compound surname, or a surname stands at the head before it."""
    head = before[-1:]
    if head and head + name[0] in COMPOUND_SURNAMES:
        return True
    if len(name) != 2 or head not in SURNAMES or not head:
        return False
    return not _is_word(before[-2:-1]) or before[-2] in BEFORE


def _is_word(sign: str) -> bool:
    return bool(sign) and sign.isalnum()
