"""A count by office and kind as it may be published: no small cell in it, and none that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.desk.figures.asking import SliceForm
from touyan.intake.rules.words import KIND_NAMES
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ, organs_directly_under
from touyan.statistics.queries.published import Tables
from touyan.statistics.rules.cells import TOTAL, Cell
from touyan.statistics.rules.measures import Measure
from touyan.statistics.rules.months import Months
from touyan.statistics.rules.parameters import PUBLISHED_MONTHS, SMALL_CELL
from touyan.statistics.rules.publishing import offered
from touyan.ui.sentences import sentence

HIDDEN = "＊"


class TableForm(SliceForm):
    """The time of a table: a month, a quarter or a year that is settled, the newest year at first.
    It is never narrowed further: two tables of different widths could be taken from one another."""

    span = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    kept: ClassVar[tuple[str, ...]] = ("span",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("period", "kind", "channel", "first", "last", "as_of"):
            del self.fields[name]
        self.spans = {
            _code(one): one for one in offered(lengths=PUBLISHED_MONTHS, today=self.today)
        }
        box: Any = self.fields["span"]
        box.choices = [(code, _name(one)) for code, one in self.spans.items()]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        code = data.get("span") or next(iter(self.spans))
        if not self.errors:
            data |= {"months": self.spans[code], "kind": "", "channel": "", "as_of": None}
        return data


def _code(months: Months) -> str:
    return f"{months.first:%Y-%m}_{len(months)}"


def _name(months: Months) -> str:
    first = months.first
    if len(months) == 12:
        return _("The year %(year)s") % {"year": first.year}
    if len(months) == 3:
        return _("%(year)s, quarter %(number)s") % {
            "year": first.year, "number": first.month // 3 + 1
        }  # fmt: skip
    return date_format(first, "YEAR_MONTH_FORMAT")


@dataclass(frozen=True)
class Published:
    """Heads, rows with their total, the line of totals; `rows` is None where all is withheld."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]] | None
    hidden: int = 0
    small: int = SMALL_CELL


def published(measure: Measure, organ: Organ, months: Months) -> Published:
    """The table of an office and those directly beneath it, in the order of their codes."""
    tables = Tables(measure.counts)
    counts, hidden = tables.counts(organ, months), tables.withheld(organ, months)
    names = {one.value: sentence(Message(KIND_NAMES[one])) for one in KIND_NAMES}
    columns = [*(kind for kind in names if (TOTAL, kind) in counts), TOTAL]
    heads = [names.get(column, _("Total")) for column in columns]
    if hidden is None:
        return Published(heads, None)
    rows = [
        (name, [_cell((row, column), counts, hidden) for column in columns])
        for row, name in _offices(organ)
        if (row, TOTAL) in counts
    ]
    return Published(heads, rows, len(hidden))


def _offices(organ: Organ) -> list[tuple[str, str]]:
    beneath = [(str(each.pk), each.local_name) for each in organs_directly_under(organ)]
    return [(str(organ.pk), _("The office itself")), *beneath, (TOTAL, _("Total"))]


def _cell(cell: Cell, counts: dict[Cell, int], hidden: frozenset[Cell]) -> str:
    return HIDDEN if cell in hidden else f"{counts.get(cell, 0):,}"
