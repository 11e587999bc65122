"""Numbers of case documents, read as people type them: 黄检复决〔2018〕1号, （2021）京01刑终1号.

A number is a hint for matching, never a key: offices reuse short names and people mistype.
"""

from __future__ import annotations

import re

from touyan.kernel.chinese import normalise

_HAN = "一-鿿"
_YEAR = r"[〔(\[<《]\s*((?:19|20)[0-9]{2})\s*年?[〕)\]>》]"
# （2021）京01刑终123号, （2015）朝民初字第1234号之一
_COURT = re.compile(
    _YEAR
    + rf"((?!年)[{_HAN}]{{1,10}}(?:[0-9]{{2,4}}[{_HAN}]{{1,10}})?)0*([0-9]{{1,7}})号?(之[{_HAN}])?"
)
# 吴堡检刑不诉〔2023〕Z9号, 京公朝(刑)立字〔2021〕第123号
_ISSUED = re.compile(
    rf"((?:[{_HAN}]|\([{_HAN}]{{1,10}}\)){{2,30}})" + _YEAR + r"第?(Z?)0*([0-9]{1,7})号?"
)
_POLICE_CASE = re.compile(r"(?<![0-9A-Z])A[0-9]{22}(?![0-9])")
# What stands between running text and the short name of the office.
_LEAD = re.compile(
    r".*(?:不服|收到|作出|依据|根据|按照|文号为?|编号为?|案号为?|以下简称|检察院|公安局|分局|法院"
    r"|号[和与及或]?|[的了书以对把在到为是]|将(?!乐)|向(?!阳))"
)


def find_numbers(text: str) -> list[str]:
    """Every case number in a text in its matching form, in order, without doubles."""
    clean = normalise(text).replace(" ", "").upper()
    found: list[tuple[int, str]] = [
        (match.start(), _court_form(match)) for match in _COURT.finditer(clean) if "号" in match[0]
    ]
    for match in _ISSUED.finditer(clean):
        prefix = _LEAD.sub("", match[1])
        if clean[match.start() - 1 : match.start()] == "号":
            prefix = prefix.lstrip("和与及或")
        if len(prefix) > 1 and "号" in match[0]:
            found.append((match.start(), _issued_form(prefix, match)))
    found += [(match.start(), match[0]) for match in _POLICE_CASE.finditer(clean)]
    return list(dict.fromkeys(form for _, form in sorted(found)))


def normalise_number(text: str) -> str:
    """The matching form of one number as typed; what is not understood is only cleaned."""
    clean = normalise(text).replace(" ", "").upper()
    if match := _COURT.fullmatch(clean):
        return _court_form(match)
    if match := _ISSUED.fullmatch(clean):
        return _issued_form(match[1], match)
    return clean


def _court_form(match: re.Match[str]) -> str:
    year, court, number, part = match.groups()
    return f"({year}){re.sub('字?第?$', '', court)}{number}号{part or ''}"


def _issued_form(prefix: str, match: re.Match[str]) -> str:
    return f"{re.sub('字?第?$', '', prefix)}〔{match[2]}〕{match[3]}{match[4]}号"
