"""Identity documents and telephone numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touyan.kernel import identity
from touyan.kernel.errors import Refused
from touyan.kernel.identity import DocumentType, check_identity, check_phone, normalise_phone

TODAY = date(2023, 1, 5)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("resident_id_18", "11010519491231002X", "11010519491231002X"),
        ("resident_id_18", " １１０１０５ 19491231-002x", "11010519491231002X"),
        ("resident_id_15", "110105491231002", "110105491231002"),
        ("passport", "e12345678", "E12345678"),
        ("hk_macau_permit", "H1234567801", "H1234567801"),
        ("taiwan_permit", "12345678", "12345678"),
        ("foreign_permanent_residence", "USA110072010101", "USA110072010101"),
        ("military_id", "军字第１２３４５６７号", "军字第1234567号"),
        ("other", "户口簿 第 12 号", "户口簿第12号"),
        ("none", "  ", ""),
    ],
)
def test_a_good_number_is_normalised(kind: str, typed: str, stored: str) -> None:
    assert check_identity(kind, typed, TODAY) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("resident_id_18", "110105194912310021", "the last character is X"),
        ("resident_id_18", "1101051949123100", "this one has 16"),
        ("resident_id_18", "11010519490229002X", "no calendar day"),
        ("resident_id_18", "99010519491231002X", "No province has the code 99"),
        ("resident_id_18", "110105204912310028", "2049-12-31"),
        ("resident_id_18", "1101051949I231002X", "17 digits"),
        ("resident_id_18", "110105********002X", "masked"),
        ("resident_id_15", "110105491331002", "digits 7 to 12"),
        ("resident_id_15", "11010549123100", "15 digits"),
        ("passport", "护照123456", "letters and digits"),
        ("hk_macau_permit", "A12345678", "H or M"),
        ("taiwan_permit", "1234", "8 digits"),
        ("foreign_permanent_residence", "123", "beginning with 9"),
        ("credit_code", "9133010079965504I8", "never contains I"),
        ("military_id", "军", "4 to 24"),
        ("none", "123", "choose the document"),
        ("passport", "", "no document"),
    ],
)
def test_a_bad_number_is_refused_with_the_cure(kind: str, typed: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_identity(kind, typed, TODAY)
    assert said in str(refusal.value)


def test_a_credit_code_checks_by_gb_32100() -> None:
    code = "11100000MB0000000"
    assert check_identity("credit_code", code + identity.credit_check_character(code), TODAY)
    other = "0" if identity.credit_check_character(code) != "0" else "1"
    with pytest.raises(Refused, match="does not check"):
        check_identity("credit_code", code + other, TODAY)


def test_an_old_number_and_its_new_form_match() -> None:
    old = identity.matching_number(DocumentType.RESIDENT_ID_15, "110105491231002")
    assert old == identity.matching_number(DocumentType.RESIDENT_ID_18, "11010519491231002x")


def test_a_renewed_permit_still_matches() -> None:
    first = identity.matching_number("hk_macau_permit", "H1234567801")
    assert first == identity.matching_number("hk_macau_permit", "H1234567802")


def test_every_type_has_a_label_and_a_check() -> None:
    assert set(identity.DOCUMENT_TYPE_LABELS) == set(DocumentType)
    assert set(identity._CHECKS) == set(DocumentType) - {DocumentType.NONE}


@given(
    st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9)
)
def test_any_one_wrong_digit_is_found(born: date, serial: int, place: int, step: int) -> None:
    first_17 = f"110105{born:%Y%m%d}{serial:03d}"
    number = first_17 + identity.resident_check_character(first_17)
    assert check_identity("resident_id_18", number, TODAY) == number
    changed = str((int(number[place]) + step) % 10)
    with pytest.raises(Refused):
        check_identity("resident_id_18", number[:place] + changed + number[place + 1 :], TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８ １２３４ ５６７８", "13812345678"),
        ("(010)58762299", "01058762299"),
        ("010-58762299", "01058762299"),
        ("+86 10 58762299", "01058762299"),
        ("+86 755 8888 6666", "075588886666"),
        ("0531—8888666转12", "05318888666-12"),
        ("010-58762299-803", "01058762299-803"),
        ("400-123-4567", "4001234567"),
        ("+852 2345 6789", "+85223456789"),
    ],
)
def test_a_good_telephone_number_is_normalised(typed: str, stored: str) -> None:
    assert check_phone(typed) == stored
    assert normalise_phone(stored) == stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1381234567", "this one has 10"),
        ("12812345678", "13 to 19"),
        ("58762299", "area code"),
        ("打给我儿子", "digits only"),
        ("0109", "neither"),
        ("13812345678、13912345678", "digits only"),
    ],
)
def test_a_bad_telephone_number_is_refused_with_the_cure(typed: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_phone(typed)
    assert said in str(refusal.value)


def test_masks_hide_the_middle() -> None:
    assert identity.mask_identity("110105194912311234") == "110105********1234"
    assert identity.mask_identity("E12345678") == "E1*****78"
    assert identity.mask_identity("1234") == "****"
    assert identity.mask_phone("13812345678") == "138****5678"
    assert identity.mask_phone("01058762299-803") == "010****2299-***"
    assert identity.mask_identity("") == identity.mask_phone("") == ""


@pytest.mark.parametrize("typed", ["1101054912310", "11010549123100A", "11010519491231002A", ""])
def test_a_half_typed_old_number_matches_nothing_but_itself(typed: str) -> None:
    assert identity.matching_number("resident_id_15", typed) == typed
