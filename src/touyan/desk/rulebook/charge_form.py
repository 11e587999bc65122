"""The form of a version of a rule of the leader's charge: plain fields, made from its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from touyan.desk.rulebook import words
from touyan.desk.rulebook.charge_words import choices_of, label_of
from touyan.desk.rulebook.forms import reason_field
from touyan.leadership.rules.rule_content import DECLARED, Part, stated_for
from touyan.ui.fields import TypedDateField


class ChargeRuleForm(forms.Form):
    """What every version has; the parts of its family are added when the form is made."""

    scope = forms.ChoiceField(label=_("Holds for"), required=False)
    valid_from = TypedDateField(label=_("In force from"))
    valid_to = TypedDateField(
        label=_("Last day in force"), required=False, help_text=_("Empty: until replaced.")
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

    def __init__(
        self,
        *args: Any,
        parts: Iterable[Part],
        scopes: Iterable[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]
        self.parts = [part for part in parts if not part.fixed]
        for part in self.parts:
            self.fields[part.code] = _field(part)

    @property
    def content_fields(self) -> list[forms.BoundField]:
        return [self[part.code] for part in self.parts]

    def content(self, family: str, before: Mapping[str, Any]) -> dict[str, Any]:
        """What the version will say; parts that tell which rule it is stay as they are."""
        said = {**before, **{part.code: self.cleaned_data[part.code] for part in self.parts}}
        if family == "duty":
            said["stated"] = stated_for(said["stated"], before.get("stated", {}))
        if family not in DECLARED:
            return said
        return {name: value for name, value in said.items() if value}


def initial_of(parts: Iterable[Part], content: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a version as its form shows them first."""
    held = {part.code: content.get(part.code) for part in parts}
    return {code: list(v) if isinstance(v, dict | list) else v for code, v in held.items()}


def _field(part: Part) -> forms.Field:
    common: dict[str, Any] = {
        "label": label_of(part),
        "required": False,
        "help_text": _now(part.help) if part.help else "",
    }
    if part.kind == "yes":
        return forms.BooleanField(**common)
    if part.kind == "number":
        return forms.IntegerField(**common)
    offered = choices_of(part)
    coerce = int if isinstance(offered[0][0], int) else str
    if part.kind == "choice":
        return forms.TypedChoiceField(choices=offered, coerce=coerce, **common)
    boxes = forms.CheckboxSelectMultiple
    return forms.TypedMultipleChoiceField(choices=offered, coerce=coerce, widget=boxes, **common)
