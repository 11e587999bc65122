"""Numbers written in Chinese numerals, as papers write them."""

from __future__ import annotations

_DIGITS = {name: value for value, name in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TEN_THOUSAND = {"万": 10_000, "亿": 100_000_000}

CHARACTERS = "".join([*_DIGITS, *_UNITS, *_TEN_THOUSAND])
DIGITS = "".join(_DIGITS)


def numeral(text: str) -> int | None:
    """三百五十 as 350, 一八七 as 187; None for what is no number."""
    if not text or set(text) - set(CHARACTERS):
        return None
    if not set(text) - set(DIGITS):
        return int("".join(str(_DIGITS[one]) for one in text))
    total = part = digit = 0
    for one in text:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif one in _UNITS:
            part += (digit or 1) * _UNITS[one]
            digit = 0
        else:
            before = total if one == "亿" else 0
            total = total - before + (before + part + digit or 1) * _TEN_THOUSAND[one]
            part = digit = 0
    return total + part + digit


def decimals(text: str) -> str:
    """The digits after 点."""
    return "".join(str(_DIGITS[one]) for one in text)
