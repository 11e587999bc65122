"""What an office is called by those who look for it."""

from __future__ import annotations

import pytest

from touyan.organs.rules.calling import called, telling
from touyan.organs.rules.directory import shipped_directory

BY_CODE = {row.code: row for row in shipped_directory()}


def phrases(code: str) -> frozenset[str]:
    row = BY_CODE[code]
    return called(code=row.code, name=row.name, short_name=row.short_name, name_en=row.name_en)


@pytest.mark.parametrize(
    "said",
    ["330106", "西湖检", "西湖区", "西湖区检察院", "杭州市西湖区人民检察院", "xihu", "xihu district",
     "xihu district procuratorate", "xihu district hangzhou city zhejiang province"],
)  # fmt: skip
def test_a_district_office_is_called_by_its_place_in_both_languages(said):
    assert said in phrases("330106")


def test_a_province_is_called_without_its_ending():
    assert {"zhejiang", "浙江", "浙江省检察院"} <= phrases("330000")


def test_no_office_is_called_by_what_every_office_is_called():
    common = {"people's", "procuratorate", "district", "city", "检察院", "人民检察院", "区", "市"}
    assert not any(common & phrases(code) for code in BY_CODE)


def test_only_telling_words_are_looked_up():
    assert telling(["people's procuratorate of xihu district"]) == ["xihu"]
