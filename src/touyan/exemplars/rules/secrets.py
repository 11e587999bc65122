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


@dataclass(frozen=True)
class Secret:
    """A true word, of a kind."""

    kind: Kind
    value: str


def names(*values: str) -> list[Secret]:
    """Of persons and firms, aliases among them; one character alone is nobody's name."""
    return [Secret(Kind.NAME, each.strip()) for each in values if len(each.strip()) > 1]


def organs(*values: str) -> list[Secret]:
    """A unit by its name, and without the province and the city before it, and without 人民.

    What is left of a province's own unit (人民检察院) names nobody, nor does the nation's."""
    forms: dict[str, None] = {}
    for value in values:
        short = _ABOVE.sub("", value)
        for form in (value, short if _SEATED.match(short) else ""):
            if len(form) > len("检察院") and not form.startswith("最高"):
                forms |= dict.fromkeys((form, form.replace("人民", "")))
    return [Secret(Kind.ORGAN, form) for form in forms if len(form) > _LEAST_PLACE]


def addresses(*values: str) -> list[Secret]:
    """Every named place beneath the county: a county may be named, a village may not."""
    found: dict[str, None] = {}
    for value in values:
        beneath = _COUNTY.sub("", value, count=1)
        found |= dict.fromkeys(each[0] for each in _PLACE.finditer(beneath))
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
