"""Narrowing the list of matters. Every filter lives in the address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import (
    BooleanFilter,
    CharFilter,
    ChoiceFilter,
    DateFilter,
    FilterSet,
    MultipleChoiceFilter,
)

from touyan.desk.matters.list_offices import MOST_NAMED, Offices
from touyan.desk.searching import ReadWords, read_words
from touyan.intake.rules.words import CHANNEL_NAMES, KIND_NAMES
from touyan.kernel.chinese import normalise, tsquery
from touyan.linkage.rules.words import Relation
from touyan.matters.queries import Matter, by_fact, search
from touyan.matters.rules.lifecycle import STAGE_NAMES
from touyan.organs.queries import Account
from touyan.ui.fields import TypedDateField

NOBODY = "none"
DUE = [
    ("overdue", _("Overdue")),
    ("soon", _("Within three days")),
    ("week", _("Within seven days")),
    ("month", _("Within thirty days")),
    ("unknown", _("Last day not known yet: calendar missing")),
    ("none", _("No time limit running")),
]
PICKED = ("kind", "stage")
MARKS = ("repeated", "urgent", "hardship")
_SPANS = {"soon": 3, "week": 7, "month": 30}
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
_NUMBER = re.compile(r"密?事[0-9A-Z]+-\d{4}-\w+")
Found = QuerySet[Matter]


class PickMany(forms.CheckboxSelectMultiple):
    """Boxes folded beneath a button, so that a row of filters stays one row."""

    template_name = "desk/matters/list/pick_many.html"


class DayFilter(DateFilter):  # type: ignore[misc]
    """A day as clerks type it."""

    field_class = TypedDateField


class FilterForm(forms.Form):
    """The filters as typed; what cannot be understood is said, never guessed."""

    use_required_attribute = False
    offices: Offices
    read = ReadWords()

    def clean_q(self) -> str:
        words = normalise(self.cleaned_data["q"] or "")
        if words and not tsquery(words):
            raise forms.ValidationError(_("Type letters, digits or Chinese characters to find."))
        offices = self.offices
        self.read = read_words(
            words, viewer=offices.viewer, alone=not offices.several, listed=offices.listed
        )
        return words

    def clean_organ(self) -> Any:
        """The office meant by a code or a name, within the viewer's scope alone."""
        typed = (self.cleaned_data["organ"] or "").strip()
        if not typed:
            return None
        meant = self.offices.meant(typed)
        if not meant:
            raise forms.ValidationError(_("No office in your scope has this code or name."))
        if len(meant) > 1:
            names = [f"{organ.local_name} {organ.code}" for organ in meant[:MOST_NAMED]]
            raise forms.ValidationError(
                _("Several offices fit; enter the code of one: %(offices)s."),
                params={"offices": ", ".join(names)},
            )
        return meant[0]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        first, last = data.get("received_from"), data.get("received_to")
        if first and last and first > last:
            self.add_error("received_to", _("The last day lies before the first."))
        return data


def _any(names: Mapping[Any, str]) -> list[tuple[str, Any]]:
    return [(str(word), _(name)) for word, name in names.items()]


def _many(label: Any, names: Mapping[Any, str]) -> Any:
    boxes = PickMany(attrs={"about": label})
    return MultipleChoiceFilter(label=label, choices=_any(names), widget=boxes, distinct=False)


def _mark(label: Any, name: str) -> Any:
    box = forms.CheckboxInput(attrs={"value": "1"})
    return BooleanFilter(label=label, field_name=name, widget=box, method="by_mark")


def _fact(label: Any) -> Any:
    return ChoiceFilter(label=label, choices=_YES_NO, empty_label=_("Any"), method="by_fact")


class MatterFilter(FilterSet):  # type: ignore[misc]
    """What the list of matters can be narrowed by."""

    q = CharFilter(
        label=_("Number, name, text"),
        max_length=100,
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "data-search": "", "autocomplete": "off"}),
    )
    kind = _many(_("Kind"), KIND_NAMES)
    stage = _many(_("Stage"), STAGE_NAMES)
    handler = ChoiceFilter(label=_("Handler"), method="by_handler", empty_label=_("Any"))
    due = ChoiceFilter(label=_("Time limit"), choices=DUE, empty_label=_("Any"), method="by_due")
    organ = CharFilter(
        label=_("Office and those beneath it"),
        max_length=100,
        method="by_organ",
        widget=forms.TextInput(attrs={"list": "offices", "autocomplete": "off"}),
        help_text=_("Unit code or name"),
    )
    channel = ChoiceFilter(
        label=_("Channel of the first petition"),
        choices=_any(CHANNEL_NAMES),
        empty_label=_("Any"),
        method="by_channel",
    )
    received_from = DayFilter(label=_("Received from"), field_name="received_on", lookup_expr="gte")
    received_to = DayFilter(label=_("Received to"), field_name="received_on", lookup_expr="lte")
    closed = _fact(_("Closed"))
    terminated = _fact(_("Terminated"))
    resolved = _fact(_("Substantively resolved"))
    repeated = _mark(_("Repeated"), "repeated")
    urgent = _mark(pgettext_lazy("mark", "Urgent"), "urgent")
    hardship = _mark(_("Hardship"), "hardship")

    class Meta:
        model = Matter
        fields: tuple[str, ...] = ()
        form = FilterForm

    today: date

    def by_words(self, found: Found, name: str, value: str) -> Found:
        """A number typed whole finds its matter alone; other words every matter that has them."""
        if _NUMBER.fullmatch(value):
            return found.filter(number=value)
        read = self.form.read
        found = search(found, read.text)
        if read.kind:
            found = found.filter(kind__in=read.kind)
        if read.stage:
            found = found.filter(stage__in=read.stage)
        if read.channel:
            found = by_channels(found, read.channel)
        return self.form.offices.beneath(found, *read.offices) if read.offices else found

    def by_handler(self, found: Found, name: str, value: str) -> Found:
        return found.filter(handler=None if value == NOBODY else int(value))

    def by_due(self, found: Found, name: str, value: str) -> Found:
        if value == "none":
            return found.filter(next_due_on__isnull=True, next_clock="")
        if value == "unknown":
            return found.filter(next_due_on__isnull=True).exclude(next_clock="")
        if value == "overdue":
            return found.filter(next_due_on__lt=self.today)
        last = self.today + timedelta(days=_SPANS[value])
        return found.filter(next_due_on__range=(self.today, last))

    def by_organ(self, found: Found, name: str, value: Any) -> Found:
        return self.form.offices.beneath(found, value)  # type: ignore[no-any-return]

    def by_channel(self, found: Found, name: str, value: str) -> Found:
        return by_channels(found, [value])

    def by_mark(self, found: Found, name: str, value: bool) -> Found:
        return found.filter(**{name: True}) if value else found

    def by_fact(self, found: Found, name: str, value: str) -> Found:
        return by_fact(found, name, holds=value == "yes")


def by_channels(found: Found, channels: Collection[str]) -> Found:
    """Matters whose first petition came in one of these ways."""
    return found.filter(
        belongings__relation=Relation.FIRST, belongings__petition__channel__in=channels
    )


def filters_of(
    query: Any, *, found: Found, offices: Offices, handlers: Collection[Account], today: date
) -> MatterFilter:
    """The filters of an address over some matters, ready to be asked whether they make sense."""
    filters = MatterFilter(query, queryset=found)
    filters.today = today
    form = filters.form
    form.offices = offices
    named = [(str(account.pk), account.get_short_name()) for account in handlers]
    form.fields["handler"].choices = [("", _("Any")), (NOBODY, _("Nobody yet")), *named]
    if not offices.several:
        del form.fields["organ"]  # one office alone: there is nothing to choose
    return filters


def picks_of(filters: MatterFilter) -> list[dict[str, object]]:
    """How many are chosen under each folded picker, for the part of a page that htmx renews."""
    fields = [filters.form[name] for name in PICKED]
    return [{"id": f.auto_id, "about": f.label, "chosen": len(f.value() or ())} for f in fields]


def chips_of(filters: MatterFilter, *, without: Iterable[str] = ()) -> list[dict[str, object]]:
    """What narrows the list, for showing and lifting one by one."""
    form, hidden = filters.form, set(without)
    chips: list[dict[str, object]] = []
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if value and name not in hidden:
            chips += _chips(name, form.fields[name], value)
    return chips


def _chips(name: str, field: Any, value: Any) -> list[dict[str, object]]:
    if name in MARKS:
        return [{"name": name, "label": _now("Only"), "value": field.label, "raw": None}]
    if isinstance(value, list):
        words = dict(field.choices)
        return [{"name": name, "label": field.label, "value": words[v], "raw": v} for v in value]
    if getattr(field, "choices", None):
        value = dict(field.choices)[value]
    shown = getattr(value, "local_name", value)
    return [{"name": name, "label": field.label, "value": shown, "raw": None}]
