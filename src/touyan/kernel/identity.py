"""Identity documents and telephone numbers: normalised, checked, masked, made comparable.

GB 11643 (resident identity number), GB 32100 (organisation credit code). Having no document is a
valid answer: a petition is never refused for want of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from touyan.kernel.errors import Refused
from touyan.kernel.messages import N_


class DocumentType(StrEnum):
    """What kind of document proves who a petitioner is."""

    RESIDENT_ID_18 = "resident_id_18"
    RESIDENT_ID_15 = "resident_id_15"
    PASSPORT = "passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    FOREIGN_PERMANENT_RESIDENCE = "foreign_permanent_residence"
    CREDIT_CODE = "credit_code"
    MILITARY_ID = "military_id"
    OTHER = "other"
    NONE = "none"


DOCUMENT_TYPE_LABELS: dict[DocumentType, str] = {
    DocumentType.RESIDENT_ID_18: N_("Resident identity card"),
    DocumentType.RESIDENT_ID_15: N_("Resident identity card, old 15-digit number"),
    DocumentType.PASSPORT: N_("Passport"),
    DocumentType.HK_MACAU_PERMIT: N_("Mainland travel permit for Hong Kong and Macao residents"),
    DocumentType.TAIWAN_PERMIT: N_("Mainland travel permit for Taiwan residents"),
    DocumentType.FOREIGN_PERMANENT_RESIDENCE: N_("Foreign permanent resident identity card"),
    DocumentType.CREDIT_CODE: N_("Unified social credit code"),
    DocumentType.MILITARY_ID: N_("Military or police identity document"),
    DocumentType.OTHER: N_("Other document"),
    DocumentType.NONE: N_("No document"),
}

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK = "10X98765432"
# First two digits of GB/T 2260, and 83 for the residence permit of Taiwan residents.
_PROVINCES = frozenset(
    str(code)
    for first, last in (
        [(11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83)]
    )
    for code in range(first, last + 1)
)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_EARLIEST_YEAR = 1880
_SEPARATORS = re.compile(r"[\s\-‐-―_.·,/]+")
_SIMILAR = str.maketrans({"Х": "X", "х": "X", "×": "X", "＊": "*"})


def normalise_number(text: str) -> str:
    """Half-width capitals without spaces or dashes: the form that is stored and compared."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).translate(_SIMILAR)).upper()


def resident_check_character(first_17: str) -> str:
    """The eighteenth character that GB 11643 computes from the other seventeen."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _ID_WEIGHTS, strict=True))
    return _ID_CHECK[total % 11]


def credit_check_character(first_17: str) -> str:
    """The eighteenth character that GB 32100 computes from the other seventeen."""
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(first_17, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[-total % 31]


def resident_18_from_15(number: str) -> str:
    """The 18-digit form of an old 15-digit number, which carries no century and no check."""
    first_17 = f"{number[:6]}19{number[6:]}"
    return first_17 + resident_check_character(first_17)


def matching_number(type: DocumentType | str, number: str) -> str:
    """What two records of the same holder have in common, whatever card they showed."""
    clean = normalise_number(number)
    if DocumentType(type) is DocumentType.RESIDENT_ID_15 and re.fullmatch("[0-9]{15}", clean):
        return resident_18_from_15(clean)  # what is half typed matches only itself
    if DocumentType(type) is DocumentType.HK_MACAU_PERMIT:
        return clean[:9]  # the two digits behind count how often the permit was renewed
    return clean


def birth_date(number: str) -> date | None:
    """The birthday inside an 18- or 15-digit resident number, if it is a day that existed."""
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def check_identity(type: DocumentType | str, number: str, today: date) -> str:
    """The normalised number, or a refusal naming what is wrong and how to mend it."""
    kind = DocumentType(type)
    clean = normalise_number(number)
    if kind is DocumentType.NONE:
        if clean:
            raise Refused(
                N_("A number was entered although “no document” is chosen: choose the document.")
            )
        return ""
    if not clean:
        raise Refused(N_("Enter the document's number, or choose “no document”."))
    if "*" in clean:
        raise Refused(N_("The number is masked with *: enter it in full, or choose “no document”."))
    _CHECKS[kind](clean, today)
    return clean


def _check_resident_18(number: str, today: date) -> None:
    if len(number) != 18:
        raise Refused(
            N_("A resident identity number has 18 characters; this one has %(length)s."),
            length=len(number),
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise Refused(N_("A resident identity number is 17 digits and a last digit or X."))
    _check_region(number)
    _check_birthday(number, today)
    expected = resident_check_character(number[:17])
    if number[17] != expected:
        raise Refused(
            N_(
                "The number does not check: if the first 17 digits are right, "
                "the last character is %(expected)s. Compare it with the card."
            ),
            expected=expected,
        )


def _check_resident_15(number: str, today: date) -> None:
    if not re.fullmatch(r"[0-9]{15}", number):
        raise Refused(
            N_("An old resident identity number is 15 digits; this one has %(length)s characters."),
            length=len(number),
        )
    _check_region(number)
    _check_birthday(number, today)


def _check_region(number: str) -> None:
    if number[:2] not in _PROVINCES:
        raise Refused(
            N_("No province has the code %(code)s: compare the first two digits with the card."),
            code=number[:2],
        )


def _check_birthday(number: str, today: date) -> None:
    born = birth_date(number)
    if born is None:
        raise Refused(
            N_("The birthday in the number is no calendar day: compare digits 7 to %(end)s."),
            end=14 if len(number) == 18 else 12,
        )
    if born > today or born.year < _EARLIEST_YEAR:
        raise Refused(
            N_("The birthday in the number, %(born)s, cannot be right: compare it with the card."),
            born=born.isoformat(),
        )


def _check_credit_code(number: str, today: date) -> None:
    if len(number) != 18:
        raise Refused(
            N_("A unified social credit code has 18 characters; this one has %(length)s."),
            length=len(number),
        )
    wrong = sorted(set(number) - set(_CREDIT_ALPHABET))
    if wrong:
        raise Refused(
            N_("A credit code never contains %(characters)s: look for 1 and I, 0 and O."),
            characters=" ".join(wrong),
        )
    expected = credit_check_character(number[:17])
    if number[17] != expected:
        raise Refused(
            N_(
                "The code does not check: if the first 17 characters are right, "
                "the last one is %(expected)s. Compare it with the certificate."
            ),
            expected=expected,
        )


def _check_foreign_permanent(number: str, today: date) -> None:
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return
    if not re.fullmatch(r"9[0-9]{16}[0-9X]", number):
        raise Refused(
            N_(
                "A foreign permanent resident's number is 18 characters beginning with 9, "
                "or on older cards three letters and 12 digits."
            )
        )
    _check_birthday(number, today)
    if number[17] != resident_check_character(number[:17]):
        raise Refused(N_("The number does not check: compare it with the card."))


def _pattern(pattern: str, sentence: str) -> Callable[[str, date], None]:
    compiled = re.compile(pattern)

    def check(number: str, today: date) -> None:
        if not compiled.fullmatch(number):
            raise Refused(sentence)

    return check


_CHECKS: dict[DocumentType, Callable[[str, date], None]] = {
    DocumentType.RESIDENT_ID_18: _check_resident_18,
    DocumentType.RESIDENT_ID_15: _check_resident_15,
    DocumentType.CREDIT_CODE: _check_credit_code,
    DocumentType.FOREIGN_PERMANENT_RESIDENCE: _check_foreign_permanent,
    DocumentType.PASSPORT: _pattern(
        r"(?=.*[0-9])[A-Z0-9]{5,20}",
        N_("A passport number is 5 to 20 letters and digits, without other signs."),
    ),
    DocumentType.HK_MACAU_PERMIT: _pattern(
        r"[HM][0-9]{8}([0-9]{2})?",
        N_("A permit of a Hong Kong or Macao resident is H or M followed by 8 or 10 digits."),
    ),
    DocumentType.TAIWAN_PERMIT: _pattern(
        r"[0-9]{8}|[0-9]{10}([0-9A-Z]|\([A-Z0-9]\))?",
        N_("A permit of a Taiwan resident is 8 digits, or on older ones 10 digits and a letter."),
    ),
    DocumentType.MILITARY_ID: _pattern(
        r"(?=.*[0-9])[\w()〔〕\[\]第号]{4,24}",
        N_("Enter the military or police document's number as printed, 4 to 24 characters."),
    ),
    DocumentType.OTHER: _pattern(
        r"[^<>\x00-\x1f]{2,40}",
        N_("Enter the document's number as printed, 2 to 40 characters."),
    ),
}

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_ABROAD = re.compile(r"\+[1-9][0-9]{5,14}")
_EXTENSION = re.compile(r"(?:转|分机|EXT\.?|X|#)[:：]?([0-9]{1,6})$|(?<=[0-9]{7})-([0-9]{1,5})$")


def normalise_phone(text: str) -> str:
    """Digits only, without China's country code; an extension follows a dash."""
    clean = unicodedata.normalize("NFKC", text).upper().strip()
    clean = re.sub(r"[\s‐-―]+", lambda found: "" if found[0].isspace() else "-", clean)
    extension = ""
    if found := _EXTENSION.search(clean):
        extension = "-" + (found[1] or found[2])
        clean = clean[: found.start()]
    plus = "+" if clean.startswith(("+", "00")) else ""
    digits = re.sub(r"[\s\-().·_/]+", "", clean).lstrip("+")
    if plus:
        digits = digits.removeprefix("00")
    if digits.startswith("86") and (plus or len(digits) > 11):
        plus, digits = "", digits.removeprefix("86").removeprefix("(0)")
        if not digits.startswith(("0", "1", "4", "8")) or _lacks_trunk_zero(digits):
            digits = "0" + digits
    return plus + digits + extension


def _lacks_trunk_zero(digits: str) -> bool:
    """Beijing's area code, 10, looks like a mobile number once its trunk zero is dropped."""
    return digits.startswith("10") and len(digits) == 10


def check_phone(text: str) -> str:
    """The normalised telephone number, or a refusal naming what is wrong and how to mend it."""
    phone = normalise_phone(text)
    number = phone.partition("-")[0]
    if any(form.fullmatch(number) for form in (_MOBILE, _LANDLINE, _SERVICE, _ABROAD)):
        return phone
    if not re.fullmatch(r"\+?[0-9]+", number):
        raise Refused(N_("A telephone number is digits only: enter one number, without words."))
    if number.startswith("1"):
        raise Refused(
            N_("A mobile number is 11 digits beginning 13 to 19; this one has %(length)s digits."),
            length=len(number),
        )
    if len(number) in (7, 8):
        raise Refused(N_("Put the area code before the number, for example 010-12345678."))
    raise Refused(N_("This is neither a mobile number nor an area code and number: compare it."))


def mask_identity(number: str) -> str:
    """The number with its middle hidden, as lists and logs may show it."""
    if len(number) in (15, 18):
        return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}"
    return _mask(number, keep=2)


def mask_phone(phone: str) -> str:
    """The telephone number with its middle hidden."""
    number, dash, extension = phone.partition("-")
    if len(number) < 9:
        return _mask(number, keep=1)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}{dash}{'*' * len(extension)}"


def _mask(text: str, *, keep: int) -> str:
    if len(text) <= keep * 2:
        return "*" * len(text)
    return text[:keep] + "*" * (len(text) - keep * 2) + text[-keep:]
