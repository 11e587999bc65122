"""A circular of an inspection, as a paper to the offices inspected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.inspections.models import Circular
from touyan.kernel.crypto import in_groups
from touyan.matters.papers.letter import Letter, chinese_date
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx


@dataclass(frozen=True)
class Told:
    """A circular over the matters its reader may know of, its words in Chinese."""

    circular: Circular
    scope: Sequence[str]
    mode: str
    numbers: Mapping[str, int]
    agreement: str
    results: Sequence[str]
    common: Sequence[str]
    stages: Sequence[str]
    findings: int
    unsure: str = ""


def as_pdf(told: Told) -> bytes:
    """The circular in the official layout."""
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return to_pdf(letter_of(told), font_dir=fonts).pdf


def as_word(told: Told) -> bytes:
    """The circular as a file for Word or WPS."""
    return to_docx(letter_of(told))


def letter_of(told: Told) -> Letter:
    """What the paper says; organs are not compared with one another."""
    circular, inspection = told.circular, told.circular.inspection
    return Letter(
        kind="inspection_circular",
        title=f"关于{inspection.name}情况的通报",
        organ_name=inspection.organ.name,
        dated=legal_day(circular.issued_at or circular.drafted_at),
        addressee="各被督查检察院",
        paragraphs=[
            "一、督查范围与方法",
            *_method(told),
            "二、督查结果",
            *told.results,
            "三、主要问题",
            *([f"不符合较多的检查项：{'；'.join(told.common)}。"] if told.common else []),
            circular.problems,
            "四、好的做法",
            circular.practice,
            "五、整改情况",
            _mended(told),
            circular.mended,
            f"本通报签发后冻结，数字摘要（SM3）：{in_groups(circular.digest)}。",
        ],
    )


def _method(told: Told) -> list[str]:
    inspection, numbers = told.circular.inspection, told.numbers
    scope = f"范围：{_dated('；'.join(told.scope))}。" if told.scope else ""
    drawn = (
        f"抽取种子由名单摘要与事先指定的公开数字（{inspection.number_source}"
        f"{inspection.number}）算出，任何人持名单可以复算。"
        if inspection.seed
        else ""
    )
    aside = (
        f"另有目的性选取{numbers['chosen']}件，单独统计，不计入推断。" if numbers["chosen"] else ""
    )
    unsure = told.unsure
    return [
        f"督查依据：{inspection.basis}。督查期间：{chinese_date(inspection.starts_on)}至"
        f"{chinese_date(inspection.ends_on)}。{scope}",
        f"名单冻结时共{numbers['population']}件，名单摘要（SM3）：{in_groups(inspection.digest)}。方式：{told.mode}。"
        f"{drawn}",
        f"应查{numbers['sample']}件，已查结{numbers['reviewed']}件{_share(numbers)}，"
        f"未查结{numbers['waiting']}件。{unsure}{aside}",
        *([f"每件由两名评查人互不知情地评查，意见不一致的由第三人认定。评查一致程度：{told.agreement}。"]
          if told.agreement else []),
    ]  # fmt: skip


def _dated(words: str) -> str:
    """The words with their days as papers write them."""
    return re.sub(r"\d{4}-\d\d-\d\d", lambda day: chinese_date(date.fromisoformat(day[0])), words)


def _share(numbers: Mapping[str, int]) -> str:
    if not numbers["sample"]:
        return ""
    return f"（{100 * numbers['reviewed'] / numbers['sample']:.1f}%）"


def _mended(told: Told) -> str:
    if not told.findings:
        return "没有发现需要整改的问题。"
    return f"共发现问题{told.findings}个。截至签发之日：{'；'.join(told.stages)}。"
