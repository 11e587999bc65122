"""The form of a leader's absence."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.deadlines.rules.clock_rule import legal_day
from touyan.leadership.queries.charges import offices_led, peers_of
from touyan.organs.queries import Account
from touyan.organs.rules.access import Viewer
from touyan.ui.fields import TypedDateField


class AbsenceForm(forms.Form):
    leader = forms.ModelChoiceField(queryset=Account.objects.none(), label=_("Who is away"))
    deputy = forms.ModelChoiceField(queryset=Account.objects.none(), label=_("Who stands in"))
    from_on = TypedDateField(label=_("From"))
    until_on = TypedDateField(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, data: Any = None, *, viewer: Viewer, now: datetime) -> None:
        super().__init__(data)
        self.viewer = viewer
        people = Account.objects.filter(
            pk__in=[one.pk for one in peers_of(viewer, on=legal_day(now))]
        )
        for name in ("leader", "deputy"):
            box: Any = self.fields[name]
            box.queryset, box.label_from_instance = people, Account.get_short_name
        self.initial = {"leader": viewer.account_id, "from_on": legal_day(now)}

    def arguments(self) -> dict[str, Any]:
        """The action's own arguments; the office is the viewer's."""
        return {**self.cleaned_data, "organ": offices_led(self.viewer)[0]}


class ReturnedForm(forms.Form):
    absence_id = forms.IntegerField()
