"""Narrowing the register: the filters live in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from touyan.desk.petitions.fields import named
from touyan.desk.petitions.forms import DayField
from touyan.desk.searching import ReadWords, read_words
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.matters.queries import visible
from touyan.organs.queries import beneath, find_organs
from touyan.organs.rules.access import Viewer

UNDECIDED = "undecided"


class FilterForm(forms.Form):
    use_required_attribute = False
    read = ReadWords()

    q = forms.CharField(
        label=_("Number, name, text"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, choices=named(CHANNEL_NAMES, first=_("Any"))
    )
    kind = forms.ChoiceField(
        label=_("Kind of matter"), required=False, choices=named(KIND_NAMES, first=_("Any"))
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Any")), (UNDECIDED, _("Not yet decided"))],
    )
    organ = forms.CharField(
        label=_("Office and those beneath it"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "offices", "autocomplete": "off"}),
        help_text=_("Unit code or full name"),
    )
    since = DayField(label=_("Received from"), required=False)
    until = DayField(label=_("Received to"), required=False)

    def clean_organ(self) -> Any:
        """The office meant by a unit code or a full name."""
        typed = (self.cleaned_data["organ"] or "").strip()
        if not typed:
            return None
        same = [o for o in find_organs(typed) if typed in (o.code, o.name, o.name_en)]
        if len(same) != 1:
            raise forms.ValidationError(_("No single office has this code or full name."))
        return same[0]

    def narrow(self, found: QuerySet[Any], *, viewer: Viewer) -> QuerySet[Any]:
        """The petitions every filter lets through; what cannot be read narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        self.read = read_words(data.get("q", ""), viewer=viewer, alone="organ" not in self.fields)
        found = self._named(found, viewer)
        for name in ("channel", "kind"):
            if data.get(name):
                found = found.filter(**{name: data[name]})
        if data.get("state") == UNDECIDED:
            found = found.filter(undecided__isnull=False)
        if data.get("organ"):
            found = found.filter(organ__path__startswith=data["organ"].path)
        if data.get("since"):
            found = found.filter(received_on__gte=data["since"])
        if data.get("until"):
            found = found.filter(received_on__lte=data["until"])
        return found

    def _named(self, found: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
        """The names among the search words; a stage is that of a matter the viewer may know of."""
        read = self.read
        if read.kind:
            found = found.filter(kind__in=read.kind)
        if read.channel:
            found = found.filter(channel__in=read.channel)
        if read.offices:
            found = found.filter(beneath("organ__path", read.offices))
        if read.stage:
            staged = visible(viewer=viewer).filter(stage__in=read.stage)
            found = found.filter(belonging__matter__in=staged.values("pk"))
        return found

    def chips(self) -> list[dict[str, object]]:
        """What narrows the list, for showing and lifting."""
        used = [name for name in self.fields if self.cleaned_data.get(name)]
        return [
            {"name": name, "label": self.fields[name].label, "value": self._words(name)}
            for name in used
        ]

    def _words(self, name: str) -> object:
        value = self.cleaned_data[name]
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return dict(field.choices)[value]  # type: ignore[arg-type]
        return getattr(value, "local_name", value)
