"""What the address of a query asks for: a part of the register, measures, rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.desk.deeds import name_problems
from touyan.desk.figures import words
from touyan.desk.figures.asking import KEPT, Asked, SliceForm, asked_with, office_asked
from touyan.desk.web import DeskRequest
from touyan.kernel.errors import Invalid
from touyan.kernel.messages import Message
from touyan.statistics.queries.own import measures_for
from touyan.statistics.rules.crossing import (
    DIMENSION_NAMES,
    Dimension,
    Query,
    askable,
    check_query,
)
from touyan.statistics.rules.measures import Measure
from touyan.ui.sentences import sentence

MEASURES = ("measure", "second", "third")
OWN_PARTS = (*MEASURES, "rows", "columns")


class QueryForm(SliceForm):
    """Up to three measures side by side, or one by a second dimension."""

    measure = forms.ChoiceField(label=gettext_lazy("Measure"), required=False)
    rows = forms.ChoiceField(label=gettext_lazy("Rows of the table"), required=False)
    columns = forms.ChoiceField(label=gettext_lazy("Columns of the table"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("Second measure"), required=False)
    third = forms.ChoiceField(label=gettext_lazy("Third measure"), required=False)
    kept: ClassVar[tuple[str, ...]] = (*KEPT, *OWN_PARTS)

    def __init__(self, *args: Any, measures: Mapping[str, Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        self.order_fields(["measure", "rows", "columns", "period", "second", "third"])
        named = [(code, words.name_of(one)) for code, one in measures.items()]
        by = [(one.value, sentence(Message(name))) for one, name in DIMENSION_NAMES.items()]
        self._choose("measure", named)
        for name in MEASURES[1:]:
            self._choose(name, [("", _("None")), *named])
        self._choose("rows", by)
        self._choose("columns", [("", _("The measures")), *by])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        box: Any = self.fields[name]
        box.choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            data["query"] = self._query(data)
            try:
                check_query(data["query"], months=len(data["months"]))
            except Invalid as refused:
                name_problems(self, refused)
        return data

    def _query(self, data: dict[str, Any]) -> Query:
        chosen = dict.fromkeys(data[name] for name in MEASURES if data[name])
        return Query(
            tuple(self.measures[code] for code in chosen or ["received"]),
            Dimension(data["rows"] or Dimension.OFFICE),
            Dimension(data["columns"]) if data["columns"] else None,
        )


@dataclass(frozen=True)
class Question:
    """The part asked about and the query; None where the address makes no sense."""

    asked: Asked
    query: Query | None

    def list_address(self, **changes: object) -> str:
        """The address of a list behind a number: the part alone, narrowed to a cell."""
        return self.asked.address(**dict.fromkeys(OWN_PARTS, ""), **changes)


def question(request: DeskRequest) -> Question:
    """What the address asks."""
    organ, today = office_asked(request), legal_day(request.now)
    given = {"period": "year", "measure": "received", "rows": "month", **request.GET.dict()}
    form = QueryForm(given, today=today, measures=askable(measures_for(organ, on=today)))
    asked = asked_with(form, organ, request)
    return Question(asked, form.cleaned_data["query"] if asked.part else None)
