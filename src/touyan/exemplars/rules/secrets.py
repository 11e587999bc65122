"""What a typical case must not say: every true word by which somebody could be found.

The caller gathers the words from the matter and from everyone linked to it; here they become
secrets of a kind, for each kind is hidden, and found, in ways of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from touyan.kernel.messages import N_


class Kind(StrEnum):
    """What kind of word it is."""

    NAME = "name"
    ORGAN = "organ"
    ADDRESS = "address"
    FIGURES = "figures"
    NUMBER = "number"
    DAY = "day"


KIND_NAMES = {
    Kind.NAME: N_("Name"),
    Kind.ORGAN: N_("Unit"),
    Kind.ADDRESS: N_("Address"),
    Kind.FIGURES: N_("Identity, telephone, account or plate number"),
    Kind.NUMBER: N_("Case or document number"),
    Kind.DAY: N_("Exact date"),
}

_PLACE = re.compile(
    r"(?:(?!号)[一-鿿]){1,8}?(?:街道|大道|胡同|社区|小区|花园|公寓|大厦|广场|新村|村委会|镇|乡|村|路|街|巷|弄|苑|庄|寨|屯)"
)
_COUNTY = re.compile(r".*?(?:自治县|自治旗|林区|特区|[^地社小林特辖]区|[县旗]|市(?!.*[区县市旗]))")
_LEAST_PLACE = 3
_ABOVE = re.compile(
    r"^(?:[一-鿿]{2,8}?(?:省|自治区|特别行政区))?(?:[一-鿿]{2,6}?(?:市|自治州|盟|地区))?"
)

_SEATED = re.compile(r"[一-鿿]{1,8}?[区县旗市镇乡]")
"""A name in which a place still stands."""


_ALSO = "又名|曾用名|原名|别名|化名|小名|绰号|外号"
_SEVERAL = re.compile("[、，,;；/]")
_BEHIND = re.compile(rf"[（(:：]|{_ALSO}")
_ALIAS = re.compile(rf"(?:{_ALSO})[:：“‘]?([一-鿿]{{2,4}})(?![一-鿿])")
_TRADES = (
    "房地产开发|房地产|建筑安装|建筑工程|装饰工程|市政工程|建设工程|建材|建筑|建设|工程|装饰|置业|地产|物业管理"
    "|物业|实业|投资管理|投资|商贸|贸易|科技|信息技术|网络科技|电子|机械制造|机械|制造|化工|医药|药业|食品"
    "|饮食|餐饮|酒店管理|酒店|旅游|文化传媒|传媒|物流|运输|汽车|能源|矿业|煤业|煤炭|钢铁|纺织|服装|农业"
    "|林业|牧业|渔业|养殖|种植|环保|电力|水务|担保|小额贷款|金融|保险|咨询|劳务"
)
_UNIT_LIKE = re.compile(
    "(?:公司|集团|企业|厂|商店|商行|合作社|事务所|银行|协会|基金会|中心|[局院厅会所])$"
)
_COMMON = re.compile(
    "^(?:第.|中国|中华|国家|全国|城市|城乡|城投|交通|水利|人民|公交|农村|自来水|供销|新华)$"
)
_FIRM = re.compile(
    r"(?:[一-鿿]{2,8}?[省市县区州])*(?P<own>[一-鿿]{2,6}?)(?:（[^）]*）)?"
    rf"(?P<trade>{_TRADES})?(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|专业合作社|合作社)"
)
_TWICE = 4
"""A firm's own name of so many characters is often a city's and its own."""
_OF_SEAT = re.compile(
    r"(?:^|[省市州盟区县旗])((?:(?![省市州盟区县旗])[一-鿿]){2,4}?)(?:[一-鿿]{1,8}族自治)?[区县旗市州盟]((?:人民)?(?:检察院|法院)|公安局)$"
)
_BRANCH = re.compile(r"局([一-鿿]{2,4}?)[区县市]?分局$")
_HOUSE = re.compile(
    r"[0-9]{1,4}(?:号楼|[幢栋座])(?:[0-9一二三四五六七八九十]{1,2}单元)?[0-9]{3,4}室?"
)


@dataclass(frozen=True)
class Secret:
    """A true word, of a kind."""

    kind: Kind
    value: str


def names(*values: str) -> list[Secret]:
    """Of persons and firms, aliases among them; one character alone is nobody's name."""
    found = [form for each in values for name in _called(each) for form in (name, *_of_firm(name))]
    return [Secret(Kind.NAME, name) for name in dict.fromkeys(found) if len(name) > 1]


def _called(value: str) -> list[str]:
    """张建国（又名张大国） is two names; what else stands in brackets is none."""
    if _UNIT_LIKE.search(value):
        return [value.strip()]
    whole = [_BEHIND.split(each)[0].strip() for each in _SEVERAL.split(value)]
    return [*whole, *_ALIAS.findall(value)]


def _of_firm(name: str) -> list[str]:
    """What a firm is called for short: 鸿运建材 and 鸿运公司 for 杭州鸿运建材有限公司."""
    firm = _FIRM.fullmatch(name)
    if not firm or _COMMON.search(firm["own"]):
        return []
    own, trade = firm["own"], firm["trade"] or ""
    words = [own, own[-2:]] if len(own) == _TWICE else [own]
    forms = [f"{word}{end}" for word in words for end in (trade, "公司", "集团", "厂") if end]
    return [*forms, own] if len(own) >= _TWICE else forms


def aliases(text: str) -> list[Secret]:
    """Other names of which somebody tells: 又名张大国."""
    return names(*_ALIAS.findall(text))


def organs(*values: str) -> list[Secret]:
    """A unit by its name, and without the province and the city before it, and without 人民, and by
    its place and kind alone.

    What is left of a province's own unit (人民检察院) names nobody, nor does the nation's."""
    forms: dict[str, None] = {}
    for value in values:
        short = _ABOVE.sub("", value)
        for form in (value, short if _SEATED.match(short) else "", *_for_short(value)):
            if len(form) > len("检察院") and not form.startswith("最高"):
                forms |= dict.fromkeys((form, form.replace("人民", "")))
    return [Secret(Kind.ORGAN, form) for form in forms if len(form) > _LEAST_PLACE]


def _for_short(value: str) -> list[str]:
    """西湖检察院 for 西湖区人民检察院; 西湖分局 and 西湖公安分局 for 杭州市公安局西湖区分局."""
    found = []
    if seat := _OF_SEAT.search(value):
        found.append(seat[1] + seat[2])
    if branch := _BRANCH.search(value):
        of = "公安" if "公安" in value else ""
        found += [
            branch[1] + "分局",
            *(branch[1] + end for end in (f"{of}分局", f"区{of}分局") if of),
        ]
    return found


def addresses(*values: str) -> list[Secret]:
    """Every named place beneath the county: a county may be named, a village may not; and a house
    with its room."""
    found: dict[str, None] = {}
    for value in values:
        beneath = _COUNTY.sub("", value, count=1)
        found |= dict.fromkeys(each[0] for each in _PLACE.finditer(beneath))
        found |= dict.fromkeys(each[0] for each in _HOUSE.finditer(beneath))
    return [Secret(Kind.ADDRESS, place) for place in found if len(place) >= _LEAST_PLACE]


def figures(*values: str) -> list[Secret]:
    """Identity documents, telephones, accounts, plates."""
    return [Secret(Kind.FIGURES, value) for value in values if value.strip()]


def numbers(*values: str) -> list[Secret]:
    """Of cases, papers and matters."""
    return [Secret(Kind.NUMBER, value) for value in values if value.strip()]


def days(values: Iterable[date]) -> list[Secret]:
    """Birthdays and other exact days by which somebody is known."""
    return [Secret(Kind.DAY, day.isoformat()) for day in values]
