"""An invented average wage for the provinces of the cast, so that the demonstration can grant
judicial assistance. touyan ships no wage, and none is ever entered outside the demonstration."""

from __future__ import annotations

from datetime import date

from touyan.demonstration.rules.cast import ELSEWHERE, PROVINCE
from touyan.leadership.rules.dated import DatedRule
from touyan.leadership.rules.relief import WAGE

YEARS = 3
PROVINCE_DIGITS = 2
WAGES = {PROVINCE[:PROVINCE_DIGITS]: 7200, ELSEWHERE[:PROVINCE_DIGITS]: 6300}
"""Yuan a month, by the beginning of the unit codes of a province."""


def invented_wages(today: date) -> list[DatedRule]:
    """One row a year and province, each saying that it is invented."""
    return [
        DatedRule(
            family="relief", code=WAGE, scope=scope, certainty="to_confirm",
            name_zh="职工月平均工资（演示用，虚构）",
            name_en="Average monthly wage (invented, for the demonstration)",
            legal_basis_zh="虚构数据，仅供演示，无任何依据",
            legal_basis_en="Invented for the demonstration; no text stands behind it",
            valid_from=date(today.year - ago, 1, 1), valid_to=date(today.year - ago, 12, 31),
            content={"monthly_wage": wage - 200 * ago, "year": today.year - ago - 1},
        )
        for scope, wage in WAGES.items()
        for ago in range(YEARS)
    ]  # fmt: skip
