"""What a campaign taught, as a report in Word and PDF, from the figures in the reader's sight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from touyan.campaigns.actions.learning import take_learning
from touyan.campaigns.models import Campaign, Scrutiny
from touyan.campaigns.queries.learning import names_of
from touyan.campaigns.queries.taught import Figure, Taught, taught
from touyan.deadlines.rules.clock_rule import legal_day
from touyan.matters.models import Matter
from touyan.matters.papers.letter import Letter, chinese_date
from touyan.matters.papers.pdf import to_pdf
from touyan.matters.papers.word import to_docx
from touyan.organs.models import Account
from touyan.organs.queries import viewer_of

CHINESE = "zh-hans"
IN_A_LINE = 2


def as_pdf(*, campaign: Campaign, batch: int | None, by: Account, now: datetime) -> bytes:
    """The report in the official layout; a row says who took it."""
    take_learning(campaign=campaign, form="pdf", by=by, now=now)
    fonts = Path(settings.FONT_DIR) if settings.FONT_DIR else None
    return to_pdf(letter_of(campaign, batch=batch, by=by, now=now), font_dir=fonts).pdf


def as_word(*, campaign: Campaign, batch: int | None, by: Account, now: datetime) -> bytes:
    """The report as a file for Word or WPS; a row says who took it."""
    take_learning(campaign=campaign, form="docx", by=by, now=now)
    return to_docx(letter_of(campaign, batch=batch, by=by, now=now))


def letter_of(campaign: Campaign, *, batch: int | None, by: Account, now: datetime) -> Letter:
    """What the report says; figures come with their definition and the matters behind them."""
    found = taught(campaign, batch=batch, language=CHINESE, viewer=viewer_of(by, now=now), now=now)
    numbers = dict(Matter.objects.filter(pk__in=found.whole).values_list("pk", "number"))
    whose = f"第{batch}批" if batch else "各批次"
    return Letter(
        kind="campaign_learning",
        title="重复信访成因和原案问题分析报告",
        organ_name=campaign.organ.name,
        dated=legal_day(now),
        addressee="",
        signed=False,
        paragraphs=[
            f"专项：{campaign.name}（{whose}）。统计截至{chinese_date(legal_day(now))}。",
            f"统计口径：已锁定批次中、制表人有权查看的事项共{len(found.whole)}件（含已退出的事项，毛数）；"
            "同一事项有几个成因或者问题类型的，分别计入。本报告不对单位排序。",
            "一、重复信访的成因",
            *_table(found.causes),
            f"尚未认定成因：{found.unnamed.number}件。",
            "二、原案问题类型",
            *_table(found.errors),
            f"尚未得出反向审视结论：{found.unscrutinised.number}件。",
            "三、意见发送和整改情况",
            f"已发送反向审视意见{len(found.sent)}份，已回复{len(found.answered)}份。",
            *_mended(found),
            "附：各项所涉事项编号",
            *_behind([*found.causes, *found.errors], numbers),
        ],
    )


def _table(figures: Iterable[Figure]) -> list[str]:
    return [f"{one.name}：{one.number}件。" for one in figures] or ["尚无。"]


def _behind(figures: Iterable[Figure], numbers: dict[int, str]) -> list[str]:
    """The matters behind each figure, so few to a line that none is torn from its number."""
    lines = []
    for one in figures:
        found = sorted(numbers[pk] for pk in one.matters)
        rows = ["　".join(found[at : at + IN_A_LINE]) for at in range(0, len(found), IN_A_LINE)]
        lines += [f"{one.name}：", *rows]
    return lines or ["尚无。"]


def _mended(found: Taught) -> list[str]:
    names = names_of("error", CHINESE)
    return [_told(one, names.get(one.error, "")) for one in found.sent]


def _told(one: Scrutiny, error: str) -> str:
    told = f"{one.number}，{one.unit_name}，{error}："
    return told + (f"{one.mended}" if one.answered_at else "尚未回复。")
