"""From received to resolved: a bar a step, and what share of the first step it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from django.utils.translation import gettext as _

from touyan.ui.pictures.nodes import Node, mark, node, text
from touyan.ui.pictures.picture import NARROW, WIDE, Drawing, Picture, picture_of
from touyan.ui.pictures.values import Cell, Point, Table, said_of
from touyan.ui.rules.scales import cut, text_width
from touyan.ui.sentences import joined, sentence

BAR = 26
BETWEEN = 14


def funnel(
    *,
    title: object,
    unit: object = "",
    steps: Sequence[Point],
    across: object = "",
    width: int = WIDE,
    note: object = "",
) -> Picture:
    """Bars to scale, each under the one before. Shares are of the first step."""
    return picture_of(
        partial(_drawn, steps, str(unit)),
        kind="funnel",
        title=title,
        unit=unit,
        table=_table(steps, unit, across),
        width=width,
        note=note,
    )


def share_of(point: Point, first: Point) -> str:
    """53.4%; empty where it cannot be told."""
    if point.length is None or not first.length:
        return ""
    return f"{100 * point.length / first.length:.1f}%"


def _table(steps: Sequence[Point], unit: object, across: object) -> Table:
    first = steps[0].title if steps else ""
    header = (
        sentence(across) or _("Step"),
        sentence(unit) or _("How many"),
        _("Share of “%(step)s”") % {"step": first},
    )
    rows = (
        (
            Cell(step.title),
            Cell(step.words, step.value, step.href),
            Cell(share_of(step, steps[0]) or "—"),
        )
        for step in steps
    )
    return Table(header, tuple(rows))


def _drawn(steps: Sequence[Point], unit: str, width: float, _key: str) -> Drawing:
    beside = width > NARROW
    labels = max((text_width(step.title) for step in steps), default=0)
    left = min(labels, width * 0.3) + 12 if beside else 0
    values = [f"{step.words}  {share_of(step, steps[0])}" for step in steps]
    room = width - left - max((text_width(each) for each in values), default=0) - 10
    top = max((step.length or 0 for step in steps), default=0) or 1
    step_high = BAR + BETWEEN + (0 if beside else 16)
    nodes: list[Node] = []
    ends: list[tuple[float, float] | None] = []
    for place, step in enumerate(steps):
        y = 4 + place * step_high + (0 if beside else 18)
        where = (left - 12, y + BAR / 2 + 4, "end") if beside else (0.0, y - 6, "start")
        label = cut(step.title, room=left - 12 if beside else width)
        nodes.append(text(label, where[0], where[1], class_="key", text_anchor=where[2]))
        long = None if step.length is None else step.length / top * room
        nodes += _bar(step, steps[0], unit=unit, left=left, y=y, long=long)
        ends.append(None if long is None else (left + long, y))
    joints = [_joint(left, *pair) for pair in pairwise(ends)] if beside else []
    if not steps:
        nodes.append(
            text(_("No figures yet"), width / 2, 40, class_="nothing", text_anchor="middle")
        )
    high = len(steps) * step_high if steps else 60
    return Drawing(width, high, (*(joint for joint in joints if joint), *nodes))


def _bar(
    step: Point, first: Point, *, unit: str, left: float, y: float, long: float | None
) -> Iterator[Node]:
    share = "" if step is first else share_of(step, first)
    if long is None:
        yield text(_("not known"), left + 6, y + BAR / 2 + 4, class_="nothing")
        return
    name = said_of(step, unit=unit)
    if share:
        name = joined([name, _("%(share)s of “%(step)s”") % {"share": share, "step": first.title}])
    box = node("rect", class_="part fill-1", x=left, y=y, width=long, height=BAR)
    words = node(
        "text",
        node("tspan", step.words, class_="strong"),
        *((node("tspan", share, dx=8),) if share else ()),
        class_="figure",
        x=left + long + 7,
        y=y + BAR / 2 + 4,
    )
    yield mark(box, words, name=name, href=step.href)


def _joint(
    left: float, upper: tuple[float, float] | None, lower: tuple[float, float] | None
) -> Node | None:
    """The slope from one bar to the next: what was lost on the way."""
    if upper is None or lower is None:
        return None
    (right, y), (end, foot) = upper, lower
    edge = f"M{left:.2f} {y + BAR:.2f}H{right:.2f}L{end:.2f} {foot:.2f}H{left:.2f}z"
    return node("path", class_="slope", d=edge)
