"""Made-up people, places and organisations."""

import random
from collections import Counter
from datetime import date

import pytest

from touyan.demonstration.rules import people, places
from touyan.kernel.identity import check_identity, check_phone

TODAY = date(2022, 3, 1)
COUNTY = places.Place("530111", "云南省", "南岭市", "松岭县", "松岭县人民检察院")
DISTRICT = places.Place("110105", "北京市", "北京市", "东溪区", "北京市东溪区人民检察院")


@pytest.mark.parametrize("province", ["11", "53", "54", "65"])
def test_people_have_numbers_that_check_and_that_nobody_bears(province: str) -> None:
    rng = random.Random(5)
    for _ in range(300):
        person = people.person(rng, province=province, on=TODAY)
        check_identity("resident_id_18", person.id_number, TODAY)
        assert person.id_number[2:6] == "9999"
        assert (int(person.id_number[16]) % 2 == 1) == (person.gender == "male")
        assert check_phone(person.phone)[3:7] == "0000"
        assert 18 <= (TODAY - person.born_on).days // 365 <= 82


def test_a_seed_always_gives_the_same_person() -> None:
    first, second = (people.person(random.Random(9), province="53", on=TODAY) for _ in "ab")
    assert first == second


def test_names_are_as_common_as_in_life() -> None:
    rng = random.Random(1)
    names = [people.name(rng, gender="female", born_on=TODAY, province="41") for _ in range(4000)]
    surnames = Counter(name[0] for name in names)
    assert {name for name, _ in surnames.most_common(3)} == {"王", "李", "张"}
    assert any(name.startswith(("欧阳", "诸葛", "尉迟", "司徒")) for name in names)
    assert len(set(names)) > 1500
    assert any(
        "·" in people.name(rng, gender="male", born_on=TODAY, province="65") for _ in range(20)
    )


def test_organisations_have_codes_that_check() -> None:
    rng = random.Random(1)
    made = [places.organisation(rng, COUNTY) for _ in range(200)]
    assert {organisation.kind for organisation in made} == {"company", "village", "cooperative"}
    for organisation in made:
        check_identity("credit_code", organisation.credit_code, TODAY)


def test_a_place_knows_its_authorities() -> None:
    assert (COUNTY.short, COUNTY.court, COUNTY.police) == ("松岭", "松岭县人民法院", "松岭县公安局")
    assert (COUNTY.upper_court, COUNTY.court_sign) == ("南岭市中级人民法院", "云0111")
    assert DISTRICT.police == "北京市公安局东溪分局"
    assert DISTRICT.upper_court == "北京市第一中级人民法院"
    assert (
        places.Place("530000", "云南省", "", "", "云南省人民检察院").court
        == "云南省第一中级人民法院"
    )


def test_addresses_lie_in_the_place() -> None:
    rng = random.Random(1)
    assert all(places.address(rng, COUNTY).startswith("云南省南岭市松岭县") for _ in range(20))
    assert places.address(rng, DISTRICT).startswith("北京市东溪区")
