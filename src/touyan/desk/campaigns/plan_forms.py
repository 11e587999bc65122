"""The form of a campaign, and its entry rule: groups of conditions in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.campaigns.actions.campaigns import Plan
from touyan.campaigns.queries import Campaign
from touyan.campaigns.rules.entry import CONDITIONS, MOST_GROUPS, MOST_YEARS, groups_of
from touyan.campaigns.rules.terms import Terms, terms_of
from touyan.intake.rules.words import KIND_NAMES
from touyan.kernel.messages import Message
from touyan.leadership.rules.duty import LEVEL_NAMES
from touyan.leadership.rules.words import ACT_NAMES, LeaderAct
from touyan.matters.rules.outcomes import GRADE_NAMES
from touyan.organs.queries import Organ
from touyan.ui.fields import TypedDateField
from touyan.ui.sentences import sentence

Named = Iterable[tuple[Any, str]]


def _named(table: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(key), sentence(Message(name))) for key, name in table.items()]


class PlanForm(forms.Form):
    """What a campaign is called, rests on, when it runs, and what it asks."""

    use_required_attribute = False
    error_css_class = "field-bad"
    organ = forms.ChoiceField(label=_("Organising office"))
    name = forms.CharField(label=_("Name of the campaign"), max_length=120)
    basis = forms.CharField(
        label=_("Legal or policy basis"),
        help_text=_("The document that orders it, with its number and article."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    starts_on = TypedDateField(label=_("Begins on"))
    ends_on = TypedDateField(label=_("Ends on"))
    charge = forms.BooleanField(
        label=_("Every matter must be led by a leader of the handling office"),
        required=False,
        initial=True,
    )
    acts = forms.MultipleChoiceField(
        label=_("What each leader must do"),
        help_text=_("Asked in every matter of the campaign, whatever the rules ask already."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _named(ACT_NAMES),
    )
    resolved_from = forms.TypedChoiceField(
        label=_("Counted as substantively resolved from"),
        help_text=_("Closing alone never counts as resolving. Grades below remain in the report."),
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
        choices=lambda: _named({grade: GRADE_NAMES[grade] for grade in (2, 3)}),
    )
    rhythm = forms.ChoiceField(
        label=_("Reports are due"),
        initial=Campaign.Rhythm.MONTHLY,
        widget=forms.RadioSelect,
        choices=[(Campaign.Rhythm.WEEKLY, _("every week")),
                 (Campaign.Rhythm.MONTHLY, _("every month"))],
    )  # fmt: skip
    grace_days = forms.IntegerField(
        label=_("Days after the period's end within which a report is due"),
        min_value=0,
        max_value=60,
        initial=5,
    )

    def __init__(self, data: Any = None, *, organs: list[Organ], campaign: Any = None) -> None:
        super().__init__(data, initial=plan_values(campaign) if campaign else None)
        box: Any = self.fields["organ"]
        box.choices = [(organ.code, organ.local_name) for organ in organs]
        self.organs = {organ.code: organ for organ in organs}
        if len(organs) == 1:
            box.widget = forms.HiddenInput()
            self.initial.setdefault("organ", organs[0].code)

    @property
    def office(self) -> Organ:
        return self.organs[self.cleaned_data["organ"]]

    def plan(self, entry_rule: Mapping[str, Any]) -> Plan:
        said = self.cleaned_data
        names = ("name", "basis", "starts_on", "ends_on", "rhythm", "grace_days")
        terms = Terms(
            charge=said["charge"],
            acts=tuple(LeaderAct(code) for code in said["acts"]),
            resolved_from=said["resolved_from"],
        )
        return Plan(**{name: said[name] for name in names}, entry_rule=entry_rule, terms=terms)


def plan_values(campaign: Campaign) -> dict[str, Any]:
    """What the form shows of a campaign as it stands."""
    terms = terms_of(campaign.terms)
    names = ("name", "basis", "starts_on", "ends_on", "rhythm", "grace_days")
    return {
        **{name: getattr(campaign, name) for name in names},
        "organ": campaign.organ.code,
        "charge": terms.charge,
        "acts": [act.value for act in terms.acts],
        "resolved_from": terms.resolved_from,
    }


TICKED = tuple(one.code for one in CONDITIONS.values() if not one.value)


class GroupForm(forms.Form):
    """One group: a matter enters when every condition named in it holds."""

    use_required_attribute = False
    open_years = forms.IntegerField(
        label=_("Open for more than so many years"),
        required=False,
        min_value=1,
        max_value=MOST_YEARS,
    )
    received_before = TypedDateField(label=_("First received before a day"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Of one of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _named(KIND_NAMES),
    )
    levels = forms.TypedMultipleChoiceField(
        label=_("Handled by an office of one of these levels"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: _named(LEVEL_NAMES),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ticked = {
            code: forms.BooleanField(label=sentence(Message(CONDITIONS[code].name)), required=False)
            for code in TICKED
        }
        self.fields = {**ticked, **self.fields}

    @property
    def ticks(self) -> list[Any]:
        return [self[code] for code in TICKED]

    def conditions(self) -> list[dict[str, Any]]:
        """The group as the rule keeps it, in the order in which conditions are offered."""
        found = []
        for code, condition in CONDITIONS.items():
            value = self.cleaned_data.get(code)
            if not value:
                continue
            kept = value.isoformat() if isinstance(value, date) else value
            found.append({"code": code, "value": kept} if condition.value else {"code": code})
        return found


class _Groups(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic when running
    def rule(self) -> dict[str, Any]:
        """The entry rule the groups make; a group in which nothing is named is no group."""
        dropped = set(self.deleted_forms)
        kept = [form.conditions() for form in self.forms if form not in dropped]
        return {"groups": [group for group in kept if group]}


GroupFormSet = forms.formset_factory(
    GroupForm, formset=_Groups, extra=0, min_num=1, max_num=MOST_GROUPS, can_delete=True
)


def group_values(rule: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A kept rule as the formset shows it."""
    return [{one["code"]: one.get("value", True) for one in group} for group in groups_of(rule)]
