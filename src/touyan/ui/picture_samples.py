"""Invented figures for the gallery: every picture, with gaps, zeros and long names in it."""

from __future__ import annotations

from collections.abc import Iterable

from touyan.ui.pictures import (
    Bin,
    Picture,
    Point,
    Series,
    bars,
    distribution,
    funnel,
    heat,
    spark,
    tiles,
    trend,
)
from touyan.ui.rules.tiles import TILES

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
BEFORE = [f"2025-{month:02}" for month in range(1, 13)]
STEPS = ("接收", "受理", "办理", "答复", "办结", "实质性化解")
TIMES = list(enumerate((12, 48, 131, 204, 251, 198, 140, 96, 71, 24)))
WEEKS = [f"第{week}周" for week in range(36, 48)]
LATE = {
    "七日程序性回复": (0, 2, 1, 0, 3, 0, 0, 1, 2, 0, 0, None),
    "三个月办理进展或结果": (4, 6, 5, 9, 12, 11, 8, 7, 5, 3, 2, None),
    "受理审查": (1, 0, 0, 2, 1, 0, 4, 2, 1, 1, 0, None),
    "补正材料审查": (0, 0, 1, 1, 0, 0, 2, 0, 0, 1, 0, None),
}
KINDS = ("不服不起诉决定申诉", "刑事申诉", "民事行政监督", "控告", "国家赔偿与司法救助", "其他")
OUTCOMES = {
    "支持": (12, 40, 88, 31, 20, None),
    "不支持": (96, 140, 171, 72, 9, 6),
    "息诉化解": (33, 51, 46, 18, 15, 2),
}
GRADES = ("R0", "R1", "R2", "R3")
RECEIVED = (1284, 1102, 1377, 1290, 1198, 1405, 1512, 1466, 1390, 1301, 1278, None)
BEFORE_THAT = (1190, 1011, 1240, None, 1150, 1260, 1330, 1401, 1322, 1250, 1216, 1198)


def every_picture() -> list[Picture]:
    """One of each kind, and what they look like with little or nothing in them."""
    return [
        trend(
            title="按月受理信访件",
            unit="件",
            series=[
                Series("2026年", _points(MONTHS, RECEIVED, href="#list")),
                Series("2025年同月", _points(BEFORE, BEFORE_THAT)),
            ],
            note="2026年12月尚未结束，不计；2025年4月数据未恢复。",
        ),
        trend(
            title="七日程序性回复率",
            unit="%",
            series=[Series("全省", _points(MONTHS[:6], (96.2, 97.5, 98.1, 97.9, 99.2, 99.4)))],
        ),
        bars(
            title="按渠道受理信访件",
            unit="件",
            series=[
                Series("来信", _points(MONTHS[:8], (420, 388, 455, 401, 390, 433, 470, 466))),
                Series("来访", _points(MONTHS[:8], (310, 240, 330, 352, 300, 377, 398, 0))),
                Series("网上", _points(MONTHS[:8], (412, 350, 440, 398, 371, 440, 480, 465))),
                Series("电话", _points(MONTHS[:8], (142, 124, 152, 139, 137, 155, 164, None))),
            ],
        ),
        bars(
            title="实质性化解等级",
            unit="件",
            series=[Series("事项", _points(GRADES, (163, 42, 88, 57), href="#r"))],
        ),
        funnel(
            title="从接收到化解",
            unit="件",
            steps=_points(STEPS, (1284, 1102, 1067, None, 350, 187), href="#step"),
            note="“答复”一步的数据尚未核对。",
        ),
        distribution(
            title="从受理到答复所用时间",
            unit="件",
            along="日",
            bins=[
                *(
                    Bin(low * 10, low * 10 + 10, value, href=f"#from-{low}0")
                    for low, value in TIMES
                ),
                Bin(100, None, 9),
            ],
            median=43,
            p90=84.5,
        ),
        heat(
            title="期限逾期未办",
            unit="件",
            across="期限",
            rows=[
                Series(name, _points(WEEKS, values, href="#late")) for name, values in LATE.items()
            ],
        ),
        tiles(
            title="各省办结事项",
            unit="件",
            values={
                tile.code: Point("", place * 389 % 2719, href=f"#place-{tile.code}")
                for place, tile in enumerate(TILES)
                if tile.code not in ("71", "81", "82")
            },
            note="军事检察院、兵团检察院单列。",
        ),
        spark(title="重复信访", unit="件", points=_points(MONTHS, RECEIVED)),
        heat(title="尚无数据的热力表", unit="件", rows=[]),
        distribution(title="尚无数据的分布", unit="件", along="日", bins=[]),
        bars(
            title="案件类别与结果",
            unit="件",
            across="类别",
            lying=True,
            series=[
                Series(name, _points(KINDS, values, href=f"#{name}"))
                for name, values in OUTCOMES.items()
            ],
        ),
        trend(title="尚无数据的走势", unit="件", series=[Series("全省", ())]),
    ]


def _points(
    labels: Iterable[str], values: Iterable[float | None], *, href: str = ""
) -> list[Point]:
    return [
        Point(label, value, href=f"{href}-{label}" if href else "")
        for label, value in zip(labels, values, strict=False)
    ]
