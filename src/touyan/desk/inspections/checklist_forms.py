"""The form of a checklist's next version: its questions one after another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from touyan.inspections.rules.checklist import MOST, TYPES, WEIGHTS
from touyan.inspections.rules.words import GROUP_NAMES, SEVERITY_NAMES
from touyan.kernel.messages import Message
from touyan.organs.queries import Organ
from touyan.ui.sentences import sentence

TYPE_NAMES = {
    "met": _("Met, not met, not applicable, cannot be told"),
    "text": _("In words"),
    "count": _("A number"),
}


class VersionForm(forms.Form):
    """Whose version it is and why there is a new one."""

    use_required_attribute = False
    organ = forms.ChoiceField(label=_("Office that publishes it"))
    note = forms.CharField(
        label=_("What changed and why"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )

    def __init__(self, data: Any = None, *, organs: list[Organ]) -> None:
        super().__init__(data)
        self.organs = {organ.code: organ for organ in organs}
        box: Any = self.fields["organ"]
        box.choices = [(code, organ.local_name) for code, organ in self.organs.items()]
        if len(organs) == 1:
            box.widget = forms.HiddenInput()
            self.initial["organ"] = organs[0].code

    @property
    def office(self) -> Organ:
        return self.organs[self.cleaned_data["organ"]]


def _lines(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class QuestionForm(forms.Form):
    """One question in both languages."""

    use_required_attribute = False
    code = forms.CharField(label=_("Code"), max_length=10)
    group = forms.ChoiceField(
        label=_("Group"),
        choices=lambda: [(one.value, sentence(Message(name))) for one, name in GROUP_NAMES.items()],
    )
    type = forms.ChoiceField(label=_("What is answered"),
                             choices=[(one, TYPE_NAMES[one]) for one in TYPES])  # fmt: skip
    weight = forms.TypedChoiceField(
        label=_("How a fault weighs"),
        coerce=int,
        choices=lambda: [(n, sentence(Message(SEVERITY_NAMES[one]))) for n, one in WEIGHTS.items()],
    )
    text_zh = _lines(_("Question in Chinese"), required=True)
    text_en = _lines(_("Question in English"), required=True)
    guide_zh = _lines(_("Guidance in Chinese"))
    guide_en = _lines(_("Guidance in English"))
    basis_zh = _lines(_("Legal basis in Chinese"))
    basis_en = _lines(_("Legal basis in English"))
    act = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=40)
    clock = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=10)

    @property
    def short(self) -> list[Any]:
        return [self[name] for name in ("code", "group", "type", "weight")]

    @property
    def long(self) -> list[Any]:
        names = ("text_zh", "text_en", "guide_zh", "guide_en", "basis_zh", "basis_en")
        return [self[name] for name in names]


class _Questions(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic when running
    def content(self) -> list[dict[str, Any]]:
        """The questions as the checklist keeps them, without those taken out."""
        dropped = set(self.deleted_forms)
        names = list(QuestionForm.base_fields)
        return [
            {name: form.cleaned_data.get(name, "") for name in names}
            for form in self.forms
            if form not in dropped and form.cleaned_data.get("code")
        ]


QuestionFormSet = forms.formset_factory(
    QuestionForm, formset=_Questions, extra=0, min_num=1, max_num=MOST, can_delete=True
)
