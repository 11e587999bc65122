"""How a unit or a place is written: plainly, with another word for its kind, in figures, in
English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touyan.exemplars.rules.folding import figures, letters, plain
from touyan.exemplars.rules.writings.signs import Way, any_of, in_latin, word_ways

_UNIT = re.compile(
    r"(?:^|[省市州盟区县旗])((?:(?![省市州盟区县旗])[一-鿿]){2,4}?)(?:[一-鿿]{1,8}族自治)?([区县旗市州盟])(?:人民)?(检察院|法院|公安局)$"
)
_BRANCH = re.compile(r"局([一-鿿]{2,4}?)[区县市]?分局$")
_IN_ENGLISH = {
    "检察院": "(?:peoples?)?procura(?:torate|cy)",
    "法院": "(?:intermediate|primary|basic|high)?(?:peoples?)?court",
    "公安局": "(?:publicsecurity|police)(?:bureau|office|department)?",
}
_SEAT = "(?:district|county|city|municipal(?:ity)?|banner|prefecture|qu|xian|shi)?"
_PLACE = re.compile(
    r"^(.{2,}?)(街道|大道|胡同|社区|小区|花园|公寓|大厦|广场|新村|村委会|镇|乡|村|路|街|巷|弄|苑|庄|寨|屯)$"
)
_ENDS = (
    "(?:街道|大道|胡同|社区|小区|花园|公寓|大厦|广场|新村|集镇|[镇乡村路街巷弄苑庄寨屯]"
    "|[0-9一二三四五六七八九十]{1,2}[组队社])"
)
_ENDS_IN_ENGLISH = (
    "(?:road|rd|street|st|avenue|ave|lane|alley|boulevard|township|town|village|newvillage|"
    "community|estate|gardens|garden|square|building|plaza|hamlet|residential)"
)
_FEATURES = "河湖江溪山岭岩坡岗沟坪坝湾塘口桥洞庙垭坳"
_OWN = 3
"""A place called after a river or a hill by so many characters needs no word for its kind."""
_NUMERAL = re.compile("[0-9零〇一二三四五六七八九十]")


def organ_ways(value: str) -> Iterator[Way]:
    yield letters, word_ways(value)
    if found := _UNIT.search(value):
        place, unit = in_latin(found[1]), _IN_ENGLISH[found[3]]
        yield letters, f"{place}{_SEAT}{unit}"
        yield letters, f"{unit}of(?:the)?{place}"
    if found := _BRANCH.search(value):
        yield letters, f"{in_latin(found[1])}{_SEAT}(?:sub)?(?:branch|bureau)"


def address_ways(value: str) -> Iterator[Way]:
    """沿渡河乡 tells as much as 沿渡河镇, and so does Yanduhe Town."""
    yield letters, word_ways(value)
    if found := _PLACE.match(value):
        yield letters, word_ways(found[1]) + _ENDS
        if latin := in_latin(found[1]):
            yield letters, latin + _ENDS_IN_ENGLISH
        if len(found[1]) >= _OWN and found[1][-1] in _FEATURES:
            yield letters, word_ways(found[1])
    if _NUMERAL.search(value):
        yield figures, any_of([re.escape(plain(value, figures))])
