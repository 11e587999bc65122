"""What the bulletins of the demonstration say. Each `#` is a figure, in the order of the list."""

from __future__ import annotations

from dataclasses import dataclass

from touyan.statistics.rules.bulletins import Which


@dataclass(frozen=True)
class Wanted:
    """A figure; `topic` names the frozen list it is about."""

    measure: str
    which: Which = Which.FIGURE
    topic: str = ""
    rounded: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph with its figures, left out where a list it is about does not exist."""

    text: str
    figures: tuple[Wanted, ...] = ()

    @property
    def wants(self) -> frozenset[str]:
        return frozenset(one.topic for one in self.figures if one.topic)


@dataclass(frozen=True)
class Words:
    title: str
    lines: tuple[Line, ...]


_FIRST = (
    Wanted("batch_closed", Which.DENOMINATOR, "first"),
    Wanted("batch_closed", Which.NUMERATOR, "first"),
    Wanted("batch_closed", Which.FIGURE, "first"),
    Wanted("batch_resolved", Which.NUMERATOR, "first"),
    Wanted("batch_resolved", Which.FIGURE, "first"),
)
_INSPECTED = (
    Wanted("inspection_reviewed", Which.DENOMINATOR, "inspection", rounded=True),
    Wanted("inspection_reviewed", Which.NUMERATOR, "inspection"),
)
_SECOND = (
    Wanted("batch_closed", Which.DENOMINATOR, "second"),
    Wanted("batch_closed", Which.NUMERATOR, "second"),
)
_MONTHS = (
    Wanted("received"),
    Wanted("reply_in_seven_days"),
    Wanted("reply_in_seven_days", Which.GROSS),
)

TEXTS = {
    "zh-hans": Words(
        "信访积案清理和首次信访专项督查情况简报",
        (
            Line("首批纳入清理的信访积案#件，已办结#件，办结率#；其中实质性化解#件，占#。", _FIRST),
            Line("首次信访专项督查纳入督查的信访事项#件，已完成评查#件。", _INSPECTED),
            Line("第二批清单已锁定，共#件，已办结#件。", _SECOND),
            Line("近十二个月共收到信访#件，七日内程序性回复率#（毛比率#）。", _MONTHS),
            Line("以上数据均取自信访登记，可逐项打开清单核对，口径说明见附件。"),
        ),
    ),
    "en": Words(
        "Clearing the backlog and inspecting first petitions: where we stand",
        (
            Line("The first batch of the backlog holds # matters. # of them are closed (#), and # "
                 "are substantively resolved (#).", _FIRST),
            Line("The special inspection of first petitions looks at # matters, of which # are "
                 "reviewed.", _INSPECTED),
            Line("A second list is frozen: # matters, of which # are closed.", _SECOND),
            Line("In the last twelve months # petitions came in; # of the replies due within seven "
                 "days were given in time (gross: #).", _MONTHS),
            Line("Every figure comes from the register and opens the list it counts; the annex "
                 "says what it counts and what it leaves out."),
        ),
    ),
}  # fmt: skip
