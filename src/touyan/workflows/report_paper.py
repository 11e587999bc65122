"""A report of an office on a campaign, as a paper to the office above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from touyan.campaigns.models import CampaignReport
from touyan.campaigns.rules.reported import GRADES, STEPS, Figures
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.papers.letter import Letter, chinese_date
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx

_GRADES = {"ungraded": "尚未评定等级"}


@dataclass(frozen=True)
class Told:
    """A report over the matters its reader may know of, its words in Chinese."""

    report: CampaignReport
    figures: Figures
    names: Mapping[str, str]
    earlier: str
    changes: Sequence[str]
    remarks: str


def as_pdf(told: Told) -> bytes:
    """The report in the official layout."""
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return to_pdf(letter_of(told), font_dir=fonts).pdf


def as_word(told: Told) -> bytes:
    """The report as a file for Word or WPS."""
    return to_docx(letter_of(told))


def letter_of(told: Told) -> Letter:
    """What the paper says. A draft bears no signature, and says that it is one."""
    report = told.report
    confirmed = report.confirmed_at
    above = report.organ.parent
    return Letter(
        kind="campaign_report",
        title=f"关于{report.campaign.name}工作情况的报告" + ("" if confirmed else "（草稿）"),
        organ_name=report.organ.name,
        dated=legal_day(confirmed or report.drafted_at),
        addressee=above.name if above else "",
        signed=confirmed is not None,
        paragraphs=[
            f"报告期：{chinese_date(report.first)}至{chinese_date(report.last)}。以下数据取自"
            f"{chinese_date(report.last)}终了时的登记情况，逐件可查。",
            "一、总体情况",
            *_figures(told),
            "二、与上期比较",
            *_compared(told),
            *(["三、需要说明的情况", told.remarks] if told.remarks else []),
            *([f"本报告确认后锁定，数字摘要（SM3）：{report.digest}。"] if confirmed else []),
        ],
    )


def _figures(told: Told) -> list[str]:
    of, names = told.figures.of, told.names
    steps = "；".join(f"{names[step]}：{of(step)}件" for step in STEPS)
    grades = "；".join(f"{_GRADES.get(grade, grade.upper())}：{of(grade)}件" for grade in GRADES)
    return [
        f"在册总数{of('gross')}件，其中经决定退出{of('left')}件，在册净数{of('net')}件。"
        f"领导包案{of('led')}件。",
        f"办结{of('closed')}件，{_shares(told, 'closed')}；其中实质性化解"
        f"{of('step-resolved')}件，{_shares(told, 'step-resolved')}。",
        f"按所处步骤分：{steps}。",
        f"已办结事项按化解等级分：{grades}。",
    ]


def _shares(told: Told, group: str) -> str:
    gross, net = (told.figures.share(group, whole) for whole in ("gross", "net"))
    return "无在册事项" if gross is None or net is None else f"占总数{gross}%、净数{net}%"


def _compared(told: Told) -> list[str]:
    if not told.earlier:
        return ["本期为首次报告。"]
    if not told.changes:
        return [f"与{told.earlier}的报告相比，各项数字没有变化。"]
    return [
        f"与{told.earlier}的报告相比，有{len(told.changes)}件发生变化，逐件说明如下：",
        *told.changes,
    ]
