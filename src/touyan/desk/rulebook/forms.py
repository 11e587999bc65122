"""Forms of the rules and the calendar."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.desk.rulebook import words
from touyan.ui.fields import TypedDateField


def reason_field(example: object) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=example,  # type: ignore[arg-type]
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExampleForm(forms.Form):
    """A start day to try a rule on."""

    start = TypedDateField(label=_("Start on"))


class RuleForm(forms.Form):
    """A new version of a rule; what starts and meets it stays as it is."""

    scope = forms.ChoiceField(label=_("Holds for"), required=False)
    valid_from = TypedDateField(label=_("In force from"))
    valid_to = TypedDateField(
        label=_("Last day in force"), required=False, help_text=_("Empty: until replaced.")
    )
    amount = forms.IntegerField(label=_("Length"), min_value=1, max_value=3650)
    unit = forms.ChoiceField(label=_("Counted in"), choices=words.UNITS.items())
    extends_by = forms.IntegerField(
        label=_("Extension at most"), min_value=0, max_value=3650, help_text=_("In the same unit.")
    )
    roll_over = forms.BooleanField(
        label=_("A last day on a day off moves to the next working day"), required=False
    )
    month_end = forms.ChoiceField(label=_("Month ends"), choices=words.MONTH_ENDS.items())
    soon_days = forms.IntegerField(
        label=_("“Due soon” from (days left)"), min_value=0, max_value=90
    )
    urgent_days = forms.IntegerField(
        label=_("“Urgent” from (days left)"), min_value=0, max_value=90
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100)
    legal_basis_zh = forms.CharField(
        label=_("Legal basis in Chinese"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    legal_basis_en = forms.CharField(
        label=_("Legal basis in English"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    certainty = forms.ChoiceField(label=_("Wording"), choices=words.CERTAINTIES.items())
    reason = reason_field(_("Why the rule changes, for example the document that ordered it."))

    def __init__(self, *args: object, scopes: Iterable[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """Whether offices work on one day, and why that is entered."""

    working = forms.TypedChoiceField(
        label=_("On this day"),
        choices=[("1", _("Offices work")), ("0", _("Day off"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("For example the notice of the State Council's General Office."))


class YearForm(forms.Form):
    """A year's days off and swapped working days, as announced."""

    source = forms.CharField(
        label=_("Announcement"),
        max_length=200,
        help_text=_("The notice of the State Council's General Office: its number and date."),
    )
    days_off = forms.CharField(
        label=_("Days off"),
        max_length=4000,
        help_text=_("One line for each: a day or first and last day, then the name. "
                    "Weekends need no line of their own."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    working_days = forms.CharField(
        label=_("Weekend days worked in exchange"),
        max_length=4000,
        required=False,
        help_text=_("One line for each, with the name of the holiday they belong to."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
