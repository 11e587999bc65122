"""The shipped directory is whole, consistent and the one the build tool last made."""

import hashlib
from collections import Counter
from datetime import date

from touyan.organs.rules.directory import (
    BRANCH,
    CORPS,
    KINDS,
    MILITARY,
    ORDINARY,
    OrganRow,
    shipped_directory,
    shipped_text,
)

TODAY = date(2026, 7, 1)
SHA256 = "5cd96a9333f425ea7f89ea86cfd1095f86d40b7c7b11a538120ef87a9d2f4574"


def current(*, level: int | None = None) -> list[OrganRow]:
    return [
        organ
        for organ in shipped_directory()
        if organ.is_valid_on(TODAY) and level in (None, organ.level)
    ]


def by_code() -> dict[str, OrganRow]:
    return {organ.code: organ for organ in shipped_directory()}


def test_the_file_is_the_one_that_was_reviewed() -> None:
    """Rebuild with tools/build_organs.py, review the difference, then change this sum."""
    assert hashlib.sha256(shipped_text().encode()).hexdigest() == SHA256


def test_unit_codes_are_unique_and_well_formed() -> None:
    codes = [organ.code for organ in shipped_directory()]
    assert len(codes) == len(set(codes))
    assert all(len(code) in (6, 9) and code[:6].isdigit() for code in codes)


def test_every_parent_exists_comes_first_and_stands_above() -> None:
    seen: dict[str, OrganRow] = {}
    for organ in shipped_directory():
        if organ.level > 1:
            assert seen[organ.parent_code].level < organ.level, organ
        seen[organ.code] = organ


def test_there_are_thirty_two_provincial_offices_and_a_military_one() -> None:
    provincial = Counter(organ.kind for organ in current(level=2))
    assert provincial[ORDINARY] + provincial[CORPS] == 32
    assert provincial[MILITARY] == 1
    assert len(current(level=1)) == 1


def test_the_numbers_of_prefectural_and_grassroots_offices_are_plausible() -> None:
    assert 350 <= len(current(level=3)) <= 450
    assert 3000 <= len(current(level=4)) <= 3300
    assert 3500 <= len(current()) <= 3700


def test_no_two_living_offices_share_a_name() -> None:
    count = Counter(name for organ in current() for name in (organ.name, *organ.other_names))
    assert [name for name, times in count.items() if times > 1] == []


def test_no_two_living_offices_share_an_english_name() -> None:
    count = Counter(organ.name_en for organ in current())
    assert [name for name, times in count.items() if times > 1] == []


def test_short_names_do_collide_and_a_parent_tells_them_apart() -> None:
    places = [organ for organ in current() if organ.short_name == "鼓楼检"]
    assert len(places) == 4
    assert len({organ.parent_code for organ in places}) == 4


def test_kinds_are_known_and_nothing_is_blank() -> None:
    for organ in shipped_directory():
        assert organ.kind in KINDS
        assert organ.short_name.endswith(("检", "分"))
        assert all((organ.name, organ.name_en, organ.division_code, organ.source)), organ
        assert "  " not in organ.name_en
        assert organ.name_en[0].isupper()


def test_dates_run_forward_and_the_ended_name_a_living_successor() -> None:
    organs = by_code()
    ended = [organ for organ in organs.values() if organ.valid_to]
    assert len(ended) > 50
    for organ in ended:
        assert date(2000, 1, 1) < organ.valid_to < TODAY  # type: ignore[operator]
        assert organs[organ.successor_code].is_valid_on(TODAY)
        assert organs[organ.successor_code].level <= organ.level
    assert all(
        organ.valid_from < organ.valid_to
        for organ in organs.values()
        if organ.valid_from and organ.valid_to
    )


def test_a_merged_district_ends_and_a_renamed_county_begins_anew() -> None:
    organs = by_code()
    assert organs["310108"].name == "上海市闸北区人民检察院"
    assert organs["310108"].is_valid_on(date(2015, 11, 4))
    assert not organs["310108"].is_valid_on(date(2015, 11, 5))
    assert organs["310108"].successor_code == "310106"
    assert organs["310230"].successor_code == "310151"
    assert organs["310151"].valid_from == date(2016, 7, 23)


def test_a_division_number_given_anew_leaves_the_old_office_its_own_code() -> None:
    organs = by_code()
    assert organs["500110H01"].name == "重庆市万盛区人民检察院"
    assert organs["500110H01"].division_code == organs["500110"].division_code


def test_a_unit_code_is_not_a_division_code() -> None:
    organs = by_code()
    assert organs["310000B01"].name == "上海市人民检察院第一分院"
    assert organs["310000B01"].kind == BRANCH
    assert organs["310104"].parent_code == "310000B01"
    assert organs["660100"].division_code == "659002"


def test_the_first_branches_hold_their_districts() -> None:
    names = {organ.code: organ.name for organ in shipped_directory()}
    parents = {organ.name: names.get(organ.parent_code) for organ in current()}
    assert parents["北京市朝阳区人民检察院"] == "北京市人民检察院第三分院"
    assert parents["重庆市万州区人民检察院"] == "重庆市人民检察院第二分院"
    assert parents["仙桃市人民检察院"] == "湖北省人民检察院汉江分院"
    assert parents["雄县人民检察院"] == "河北省人民检察院雄安新区分院"
    assert parents["苏州工业园区人民检察院"] == "苏州市人民检察院"


def test_the_province_of_an_office_is_known() -> None:
    organs = by_code()
    assert organs["310000B01"].province_code == "310000"
    assert organs["660101"].province_code == "660000"
    assert organs["100000M01"].province_code == ""
