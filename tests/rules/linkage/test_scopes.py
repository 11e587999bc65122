"""First in the unit, at the level, in the system."""

from datetime import date

from touyan.linkage.rules.scopes import EarlierPetition, first_scopes


def _earlier(number: int, organ: str, level: str, *, wrong_door: bool = False) -> EarlierPetition:
    return EarlierPetition(number, organ, level, date(2022, 1, number), wrong_door)


def test_a_matter_never_raised_is_first_everywhere() -> None:
    scopes = first_scopes(organ="A", level="county", received_on=date(2022, 2, 1), earlier=[])
    assert scopes.in_unit.first
    assert scopes.at_level.first
    assert scopes.in_system.first
    assert scopes.first_raised_on == date(2022, 2, 1)


def test_another_county_office_leaves_the_unit_first_but_not_the_level() -> None:
    scopes = first_scopes(
        organ="A",
        level="county",
        received_on=date(2022, 2, 1),
        earlier=[_earlier(3, "B", "county")],
    )
    assert scopes.in_unit.first
    assert scopes.at_level.evidence == scopes.in_system.evidence == (3,)


def test_the_upper_office_leaves_unit_and_level_first() -> None:
    scopes = first_scopes(
        organ="A", level="county", received_on=date(2022, 2, 1), earlier=[_earlier(3, "C", "city")]
    )
    assert (scopes.in_unit.first, scopes.at_level.first, scopes.in_system.first) == (
        True,
        True,
        False,
    )


def test_a_wrong_door_does_not_use_up_the_first_but_its_date_travels() -> None:
    scopes = first_scopes(
        organ="A",
        level="county",
        received_on=date(2022, 2, 1),
        earlier=[_earlier(5, "A", "county", wrong_door=True)],
    )
    assert scopes.in_unit.first
    assert scopes.in_system.first
    assert scopes.first_raised_on == date(2022, 1, 5)


def test_later_petitions_do_not_count_and_evidence_is_in_order() -> None:
    scopes = first_scopes(
        organ="A",
        level="county",
        received_on=date(2022, 1, 9),
        earlier=[_earlier(n, "A", "county") for n in (20, 8, 2)],
    )
    assert scopes.in_unit.evidence == (2, 8)
