"""What preparing a batch and setting its quotas ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.campaigns.queries.choosing import QuotaLine
from touyan.ui.fields import TypedDateField


class PrepareForm(forms.Form):
    """The day by which the batch is to be cleared."""

    use_required_attribute = False
    due_on = TypedDateField(label=_("To be cleared by"))


class QuotaForm(forms.Form):
    """A quota for each office; an empty box sets none."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, lines: Iterable[QuotaLine]) -> None:
        super().__init__(data)
        self.lines = list(lines)
        for line in self.lines:
            self.fields[line.organ.code] = forms.IntegerField(
                label=line.organ.local_name,
                required=False,
                min_value=0,
                max_value=100_000,
                initial=line.quota,
            )

    @property
    def rows(self) -> list[tuple[QuotaLine, Any]]:
        return [(line, self[line.organ.code]) for line in self.lines]

    def changed(self) -> list[tuple[QuotaLine, int]]:
        """The quotas that were entered and differ from those that stand."""
        said = ((line, self.cleaned_data.get(line.organ.code)) for line in self.lines)
        return [(line, n) for line, n in said if n is not None and n != line.quota]
