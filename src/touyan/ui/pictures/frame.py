"""What the pictures with two axes share: the room for the plot, its lines, its labels, its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from touyan.ui.pictures.nodes import Node, node, text
from touyan.ui.rules.scales import LABEL, all_whole, every, shown, text_width, ticks

LINE = 20
HEIGHT = 220
EMPTY = 72


@dataclass(frozen=True)
class Frame:
    """The plot's place on the ground; `top_value` stands at its upper edge, zero at its foot."""

    left: float
    top: float
    width: float
    height: float
    steps: tuple[float, ...]
    places: int

    @property
    def foot(self) -> float:
        return self.top + self.height

    @property
    def each(self) -> float:
        """How much room along the picture one label has."""
        return self.width / max(1, self.places)

    def x(self, place: float) -> float:
        """The middle of the n-th label's room."""
        return self.left + self.each * (place + 0.5)

    def y(self, value: float) -> float:
        return self.foot - self.rise(value)

    def rise(self, value: float) -> float:
        """How far above the foot a figure reaches: to scale, from zero."""
        return value / self.steps[-1] * self.height


def frame_for(values: Sequence[float], *, places: int, width: float, top: float) -> Frame:
    """A plot that shows every value from zero; a low one where there is none to show."""
    height = HEIGHT if values else EMPTY
    steps = tuple(ticks(max(values, default=0), whole=all_whole(values)))
    left = max(text_width(shown(step), LABEL) for step in steps) + 10
    return Frame(left, top, width - left - 8, height, steps, places)


def axes(frame: Frame, labels: Sequence[str]) -> tuple[Node, ...]:
    """Lines across with their figures, and the labels along the foot, thinned to fit."""
    lines = [_line(frame, step) for step in frame.steps]
    widest = max((text_width(label, LABEL) for label in labels), default=0) + 10
    step = every(len(labels), room=frame.width, each=widest)
    # Counted from the last label, so that the latest one is always named.
    names = [
        text(label, frame.x(place), frame.foot + 17, class_="tick", text_anchor="middle")
        for place, label in enumerate(labels)
        if (len(labels) - 1 - place) % step == 0
    ]
    return (*lines, *names)


def _line(frame: Frame, step: float) -> Node:
    words = text(shown(step), frame.left - 7, frame.y(step) + 4, class_="tick", text_anchor="end")
    return node("g", _across(frame, step, "grid" if step else "axis"), words)


def baseline(frame: Frame) -> Node:
    """Zero once more, over what stands on it."""
    return _across(frame, 0, "axis")


def _across(frame: Frame, step: float, name: str) -> Node:
    y = frame.y(step)
    return node("line", class_=name, x1=frame.left, x2=frame.left + frame.width, y1=y, y2=y)


def nothing(frame: Frame) -> Node:
    """What is said where there is no figure to draw."""
    return text(
        _("No figures yet"),
        frame.left + frame.width / 2,
        frame.top + frame.height / 2,
        class_="nothing",
        text_anchor="middle",
    )


Swatch = Callable[[float, float], Node]


def legend(keys: Sequence[tuple[str, Swatch]], *, width: float) -> tuple[tuple[Node, ...], float]:
    """What each shape or pattern means, in as many lines as it takes, and its height."""
    nodes: list[Node] = []
    x, y = 0.0, 0.0
    for name, swatch in keys:
        room = 32 + text_width(name) + 18
        if x and x + room - 18 > width:
            x, y = 0.0, y + LINE
        nodes.append(node("g", swatch(x, y + 8), text(name, x + 32, y + 12, class_="key")))
        x += room
    return tuple(nodes), y + LINE + 8 if keys else 0
